"""Starting with obstacles: a full disk is reported, and a folder that is in use is refused with exit code 2."""

import common
import databases
import disks
import ledger
import storm

RESERVE = 2


def run(context):
    disk = disks.Tmpfs(40)
    try:
        disk.mount()
        on_a_full_disk(context, disk)
        twice(context)
    finally:
        disk.remove()


def on_a_full_disk(context, disk):
    outcome, log = context.outcome, context.folder("starting") / "log"

    # A new folder: there is no room for a database, so the service reports that and ends.
    fresh = common.Service(context.binary, disk.folder / "fresh", log, reserve=RESERVE)
    (disk.folder / "fresh").mkdir()
    disk.fill()
    fresh.spawn()
    try:
        ended = common.wait_until(lambda: not fresh.is_running(), 30)
        outcome.expect(ended, "on a full disk with no database the service goes on")
        outcome.expect(fresh.process.returncode == 1, f"on a full disk with no database it {fresh.end_in_words()}, not with 1")
        outcome.expect("no room left" in fresh.last_words(), f"on a full disk with no database it said {fresh.last_words()!r}")
    finally:
        fresh.kill()
    outcome.note(f"new folder: {fresh.last_words()}")
    disk.make_room()

    # A folder with stories: the service starts, reports the full disk, and serves stored stories; it takes new ones when
    # there is room.
    service = common.Service(context.binary, disk.folder / "data", log, reserve=RESERVE).start()
    try:
        common.wait_until(service.is_ready, common.PATIENCE)
        token = service.a_moderator()
        book = ledger.Ledger(outcome)
        people = storm.Storm(service, book, outcome, token)
        client = service.client()
        for _ in range(5):
            told(book, people, client)
        for with_reserve in (True, False):
            started_full(context, disk, service, book, people, with_reserve)
        storm.check_everything(service, book, outcome, databases.SqliteFile(service.data), token)
        outcome.acknowledged = sum(book.counts().values())
    finally:
        service.kill()


def told(book, people, client):
    entry = storm.an_entry()
    book.add(entry)
    with entry.lock:
        return people.tell(client, entry)


def started_full(context, disk, service, book, people, with_reserve):
    outcome, client = context.outcome, service.client()
    state = "with a reserve" if with_reserve else "without a reserve"
    service.kill()
    if not with_reserve:
        (service.data / "reserve").unlink(missing_ok=True)
    disk.fill()
    service.start()
    if not with_reserve:
        said = [line for line in service.said if "full" in line]
        outcome.expect(said, f"started on a full disk, the service said {service.said}")
        outcome.note(f"folder with stories: {' '.join(said)}")
    kept = [entry for entry in book.all() if entry.settled and entry.settled.kind == "held"]
    opened = storm.patiently(lambda: client.post("/api/v1/receipts/open", {"receipt": kept[0].receipt}))
    outcome.expect(opened.status == 200, f"started on a full disk {state}: a receipt was answered with {opened.in_words()}")
    form = client.get(f"/api/v1/frameworks/{storm.FRAMEWORK}").status
    outcome.expect(form == 200, f"started on a full disk {state}: the form does not open: {form}")
    # A story may still fit into space that the database already has; it is stored then.
    refused = any(not told(book, people, client) for _ in range(30))
    outcome.expect(refused, f"started on a full disk {state}: 30 stories were taken")
    outcome.expect(not service.is_ready(), f"started on a full disk {state}: /health/ready says that stories are taken")
    if with_reserve:
        with kept[1].lock:
            gone = people.withdraw(client, kept[1])
        outcome.expect(gone, f"started on a full disk {state}: a withdrawal was refused")
    disk.make_room()
    outcome.expect(people.finish(client), f"started on a full disk {state}: stories are not taken when there is room again")
    ready = common.wait_until(service.is_ready, 60)
    outcome.expect(ready, f"started on a full disk {state}: not ready when there is room again")


def twice(context):
    outcome, work = context.outcome, context.folder("twice")
    first = common.Service(context.binary, work / "data", work / "log", reserve=RESERVE).start()
    second = common.Service(context.binary, work / "data", work / "second-log", reserve=RESERVE)
    try:
        second.spawn()
        ended = common.wait_until(lambda: not second.is_running(), 30)
        code = second.process.returncode
        outcome.expect(ended and code == 2, f"the second service on one folder: {second.end_in_words()}, and not with 2")
        outcome.expect("in use" in second.last_words(), f"the second service on one folder said {second.last_words()!r}")
        outcome.note(f"second service: {second.last_words()}")
        ready = common.wait_until(first.is_ready, common.PATIENCE)
        outcome.expect(ready, "the first service does not go on")
        # A lock that outlives its process would prevent the service from starting after a crash.
        first.kill()
        first.start()
    finally:
        second.kill()
        first.kill()
