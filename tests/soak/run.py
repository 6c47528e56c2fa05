"""A million mixed requests, one after the other and several at a time: does anything grow that should not?

Starts the real binary with synthetic stories on a loopback address, and lets some clients use all of it: they tell, correct,
withdraw and look up stories, clear and explore them, open pages, and send what is wrong. First the stories pile up; after
that for every story that is told one is withdrawn, so that memory has no reason to grow.

    python3 tests/soak/run.py --binary target/release/sensing [--requests N] [--minutes M] [--clients C] [--seed S]

Exits with 0 when every answer had a status that was right, none of them of the kind 5xx, memory grew no more than is allowed
from the warm-up to the end, files and threads did not pile up, and every story that was acknowledged is there at the end.
Linux only. What is not done after M minutes is not done, and that is a fault.
"""

import argparse
import multiprocessing
import signal
import sys
import time
from collections import Counter
from pathlib import Path

# Keeps Python from writing cache files beside the tests.
sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parent.parent / "drills"))

import common  # noqa: E402
from people import Person, Staff  # noqa: E402
from watch import Watch  # noqa: E402

# Synthetic stories that are there before: more than the caches of the database hold, so that these fill during the warm-up.
STORIES = 20_000
# How long nothing is sent before handles and memory are read.
QUIET = 5
FORK = multiprocessing.get_context("fork")


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    outcome = common.Outcome("soak")
    context = common.Context(common.Binary(options.binary), False, options.seed, outcome)
    began = time.monotonic()
    try:
        soak(context, options)
    finally:
        outcome.seconds = time.monotonic() - began
        context.clean_up()
    lost = f"acknowledged / lost = {outcome.acknowledged} / {outcome.lost}"
    print(f"{lost}   {outcome.seconds:.0f} s   {'passed' if outcome.passed else 'FAILED'}", flush=True)
    return 0 if outcome.passed else 1


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="the build of sensing that is tried")
    parser.add_argument("--requests", type=int, default=1_000_000, help="how many are sent in all")
    parser.add_argument("--minutes", type=float, default=90, help="how long they may take")
    parser.add_argument("--clients", type=int, default=6, help="how many are sent at once")
    parser.add_argument("--seed", type=int, default=1, help="decides what is sent")
    return parser.parse_args()


def soak(context, options):
    outcome = context.outcome
    folder = context.folder("soak")
    service = common.Service(context.binary, folder / "data", folder / "log")
    made = service.run("demo", "--stories", str(STORIES), "--seed", str(options.seed))
    if made.returncode != 0:
        raise RuntimeError(f"no synthetic stories could be made: {made.stderr.strip()}")
    staff = a_person_of_staff(service)
    service.start()
    clients = []
    try:
        if not common.wait_until(service.is_ready, common.PATIENCE):
            raise RuntimeError("the service did not become ready")
        one = service.client()
        synthetic = staff.count(one)
        one.close()
        clients = [Client(number, service.address, staff, options) for number in range(options.clients)]
        send_and_watch(service, clients, outcome, options)
        check(clients, outcome, staff, service, synthetic)
    finally:
        for client in clients:
            client.process.kill()
            client.process.join()
        code = service.stop()
    outcome.expect(code == 0, f"the service ended with {code} after SIGTERM")


def a_person_of_staff(service):
    password = "four words make a password"
    roles = ["--role", "analyst", "--role", "moderator"]
    added = service.run("staff", "add", "sam", *roles, "--password-stdin", given=password)
    if added.returncode != 0:
        raise RuntimeError(f"no account could be made: {added.stderr.strip()}")
    return Staff(service.run("staff", "token", "sam", "--days", "2").stdout.split()[-1])


class Client:
    """A person at work in a process of their own, and what it says of them."""

    def __init__(self, number, address, staff, options):
        self.answers = Counter()
        self.faults = []
        # The last words of a part of the work; None while it goes on.
        self.said = None
        self._pipe, end = FORK.Pipe()
        person = Person(address, staff, options.seed * 1000 + number)
        self.process = FORK.Process(target=person.work, args=(end,), daemon=True)
        self.process.start()
        end.close()

    def ask(self, *order):
        self.said = None
        self._pipe.send(order)

    def listen(self):
        """Takes in what the client has said meanwhile. Returns whether it is done with its last order."""
        while self.said is None and self._pipe.poll():
            answers, faults, said = self._pipe.recv()
            self.answers += answers
            self.faults += faults
            self.said = said
        return self.said is not None


def send_and_watch(service, clients, outcome, options):
    watch = Watch(service.process.pid, outcome)
    until = time.monotonic() + 60 * options.minutes
    warm_up = warm_up_of(options.requests)
    parts = (("pile_up", warm_up), ("keep_level", options.requests - warm_up))
    for kind, requests in parts:
        for number, client in enumerate(clients):
            client.ask(kind, requests // len(clients) + (number < requests % len(clients)), until)
        while not all([client.listen() for client in clients]):
            watch.look(sum(sum(client.answers.values()) for client in clients))
            if not service.is_running():
                raise RuntimeError(f"the service is gone: {service.end_in_words()}")
            time.sleep(1)
        time.sleep(QUIET)
        watch.rest(sum(sum(client.answers.values()) for client in clients))
    tell_answers(clients, outcome, options)
    watch.judge()


def warm_up_of(requests):
    """The part of the requests during which stories pile up, caches fill and the first merges of the index happen."""
    return min(requests // 2, max(requests // 4, 50_000))


def tell_answers(clients, outcome, options):
    answers = sum((client.answers for client in clients), Counter())
    for kind in sorted({kind for kind, _ in answers}):
        by_status = ", ".join(f"{status}: {n}" for (of, status), n in sorted(answers.items(), key=str) if of == kind)
        outcome.note(f"{kind:32} {by_status}")
    sent = sum(answers.values())
    outcome.expect(sent >= options.requests, f"only {sent} of {options.requests} requests were sent in time")
    for client in clients:
        for fault in client.faults:
            outcome.fault(fault)


def check(clients, outcome, staff, service, synthetic):
    """Whether every acknowledged story is there as it was acknowledged, and no other one."""
    for client in clients:
        client.ask("check")
    if not common.wait_until(lambda: all([client.listen() for client in clients]), 1800, pause=0.5):
        outcome.fault("the stories could not be looked up in half an hour")
        return
    told = sum(client.said["there"] + client.said["lost"] for client in clients)
    outcome.acknowledged = sum(client.said["acknowledged"] for client in clients)
    outcome.lost = sum(client.said["lost"] for client in clients)
    outcome.came_back = sum(client.said["came_back"] for client in clients)
    for client in clients:
        for fault in client.said["faults"]:
            outcome.fault(fault)
    one = service.client()
    counted = staff.count(one)
    one.close()
    outcome.note(f"{told} stories are left of {outcome.acknowledged}; with {synthetic} synthetic ones the patterns count {counted}")
    outcome.expect(counted == told + synthetic, "the patterns count other stories than were told and not withdrawn")


if __name__ == "__main__":
    sys.exit(main())
