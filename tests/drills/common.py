"""Code that the drills share: the service as a process, a client, and the findings of a drill.

A drill starts the real binary, makes something fail while people use it, and then checks that every acknowledgement was
true. Nothing but Python's standard library is used, everything listens on the loopback address only, and a drill ends no
process but those that it started, by their process id.
"""

import http.client
import json
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
JSON = "application/json"
# A machine that is busy with other work is slow, which is not a failure.
PATIENCE = 90


def receipt():
    """A receipt as a client makes one: 128 random bits, written as 26 letters."""
    bits = secrets.randbits(128)
    return "".join(CROCKFORD[(bits >> (5 * place)) & 31] for place in reversed(range(26)))


def wait_until(look, seconds, pause=0.1):
    """Whether something becomes true within a number of seconds."""
    until = time.monotonic() + seconds
    while True:
        if look():
            return True
        if time.monotonic() > until:
            return False
        time.sleep(pause)


class CannotRun(Exception):
    """A drill that cannot run here, and why. It counts as failed, because a skipped drill proves nothing."""


class Outcome:
    """The findings of a drill. Threads write to it."""

    SHOWN = 40

    def __init__(self, name):
        self.name = name
        self.acknowledged = 0
        self.lost = 0
        self.doubled = 0
        self.came_back = 0
        self.faults = {}
        self.notes = []
        self.seconds = 0.0
        self._lock = threading.Lock()

    def fault(self, words):
        """Records something that must not happen. Equal messages are counted, not repeated."""
        with self._lock:
            self.faults[words] = self.faults.get(words, 0) + 1
            if self.faults[words] == 1 and len(self.faults) <= self.SHOWN:
                print(f"    FAULT  {words}", flush=True)

    def expect(self, true, words):
        """Records a fault with this message unless the condition holds."""
        if not true:
            self.fault(words)
        return bool(true)

    def note(self, words):
        """Records something worth reporting."""
        with self._lock:
            self.notes.append(words)
        print(f"    {words}", flush=True)

    @property
    def passed(self):
        return not (self.lost or self.doubled or self.came_back or self.faults)

    def figures(self):
        return f"{self.acknowledged} / {self.lost} / {self.doubled} / {self.came_back}"


class Binary:
    """A build of the service and its abilities: earlier builds have fewer."""

    def __init__(self, path):
        self.path = str(Path(path).resolve())
        self.help = subprocess.run([self.path, "serve", "--help"], capture_output=True, text=True, check=True).stdout

    def knows(self, option):
        return f"{option} " in self.help or f"{option}\n" in self.help


class Context:
    """The arguments of a drill."""

    def __init__(self, binary, short, seed, outcome):
        self.binary = binary
        self.short = short
        self.random = random.Random(seed)
        self.outcome = outcome
        self._folders = []

    def folder(self, name):
        """A new folder. It is removed when the drill passes, and kept otherwise so that the cause can be found."""
        folder = Path(tempfile.mkdtemp(prefix=f"sensing-drill-{name}-"))
        self._folders.append(folder)
        return folder

    def clean_up(self):
        for folder in self._folders:
            if self.outcome.passed:
                shutil.rmtree(folder, ignore_errors=True)
            elif folder.exists():
                print(f"    kept: {folder}", flush=True)


def must_be_root(what):
    if os.geteuid() != 0:
        raise CannotRun(f"this drill needs root, because {what}; run it as root")


class Service:
    """`sensing serve` on a data folder. It can be killed and started again, and listens on another port each time."""

    def __init__(self, binary, data, log, database_url=None, reserve=None, options=()):
        self.binary = binary
        self.data = Path(data)
        self.log = Path(log)
        self.database_url = database_url
        self.options = list(options)
        if reserve is not None and binary.knows("--reserve"):
            self.options += ["--reserve", str(reserve)]
        if binary.knows("--no-limits"):
            self.options.append("--no-limits")
        self.process = None
        self.address = None
        self.said = []
        self.starts = 0

    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SENSING_")}
        kept["SENSING_DATA"] = str(self.data)
        kept["SENSING_LOG"] = "info"
        if self.database_url:
            kept["SENSING_DATABASE_URL"] = self.database_url
        return kept

    def spawn(self):
        """Starts the service without waiting. `address` is set once it listens."""
        self.address = None
        self.said = []
        self.starts += 1
        command = [self.binary.path, "serve", "--bind", "127.0.0.1:0", "--workers", "2", *self.options]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, env=self.environment(), text=True
            )
        threading.Thread(target=self._listen, args=(self.process,), daemon=True).start()
        return self

    def start(self, within=PATIENCE):
        """Starts the service and waits until it listens."""
        self.spawn()
        wait_until(lambda: self.address or self.process.poll() is not None, within, pause=0.01)
        if not self.address:
            raise RuntimeError(f"the service did not start: exit code {self.process.poll()}; it said {self.last_words()!r}")
        return self

    def _listen(self, process):
        for line in process.stdout:
            if process is not self.process:
                continue
            self.said.append(line.strip())
            if line.startswith("Listening on http://"):
                host, port = line.strip().removeprefix("Listening on http://").rsplit(":", 1)
                self.address = (host, int(port))
        process.stdout.close()

    def last_words(self):
        try:
            return self.log.read_text(errors="replace").strip().splitlines()[-1]
        except (OSError, IndexError):
            return ""

    def kill(self):
        """Ends the service as a power cut does."""
        self.address = None
        if self.process and self.process.poll() is None:
            self.process.kill()
        if self.process:
            self.process.wait()

    def stop(self, within=PATIENCE):
        """Asks the service to end. Returns its exit code."""
        self.address = None
        self.process.terminate()
        try:
            return self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def end_in_words(self):
        """The exit code, if the service has ended."""
        code = self.process.poll() if self.process else None
        if code is None:
            return "it runs"
        return f"ended by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"

    def run(self, *arguments, given=""):
        """Runs another command of the same binary on the same data."""
        command = [self.binary.path, *arguments]
        environment = self.environment() | {"SENSING_LOG": "warn"}
        done = subprocess.run(command, input=given, capture_output=True, text=True, env=environment, timeout=PATIENCE)
        return done

    def a_moderator(self, name="mo", password="four words make a password"):
        """Creates a moderator on the command line, and returns a token."""
        added = self.run("staff", "add", name, "--role", "moderator", "--password-stdin", given=password)
        if added.returncode != 0:
            raise RuntimeError(f"no moderator could be made: {added.stderr.strip()}")
        token = self.run("staff", "token", name, "--days", "1")
        return token.stdout.split()[-1]

    def client(self):
        return Client(lambda: self.address)

    def is_ready(self):
        client = self.client()
        try:
            return client.get("/health/ready", timeout=20).status == 200
        except NoAnswer:
            return False
        finally:
            client.close()


class NoAnswer(Exception):
    """The connection broke, could not be made, or timed out: the outcome of the request is unknown."""


class Answer:
    """An answer of the service."""

    def __init__(self, status, headers, body, seconds):
        self.status = status
        self.headers = headers
        self.body = body
        self.seconds = seconds

    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def retry_after(self):
        return self.headers.get("Retry-After")

    def is_problem(self):
        """Whether the service itself refused the request."""
        document = self.json()
        kind = self.headers.get("Content-Type", "")
        if not kind.startswith("application/problem+json") or not isinstance(document, dict):
            return False
        return document.get("status") == self.status

    def in_words(self):
        return f"{self.status} {self.body[:200].decode(errors='replace')}"


class Client:
    """A client that keeps its connection, and opens another when the service has a new address."""

    def __init__(self, address):
        self._address = address
        self._to = None
        self._connection = None

    def get(self, path, **more):
        return self.request("GET", path, **more)

    def post(self, path, body, **more):
        return self.request("POST", path, json.dumps(body).encode(), **more)

    def request(self, method, path, body=None, kind=JSON, token=None, headers=None, timeout=PATIENCE):
        """Sends a request and reads the whole answer.

        Raises NoAnswer when nobody knows what became of it.
        """
        to = self._address()
        if to is None:
            raise NoAnswer("the service is not there")
        if self._connection is None or self._to != to:
            self.close()
            self._to = to
            self._connection = http.client.HTTPConnection(*to, timeout=timeout)
        headers = dict(headers or {})
        if body is not None:
            headers["Content-Type"] = kind
        if token:
            headers["Authorization"] = f"Bearer {token}"
        began = time.monotonic()
        try:
            if self._connection.sock is None:
                self._connection.timeout = timeout
                self._connection.connect()
                self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._connection.sock.settimeout(timeout)
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            answer = Answer(response.status, response.headers, response.read(), time.monotonic() - began)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NoAnswer(f"{type(error).__name__}: {error}") from error
        return answer

    def close(self):
        if self._connection is not None:
            self._connection.close()
            self._connection = None
