"""The databases as another process sees them: SQLite's file, and the drill's own PostgreSQL server."""

import json
import os
import pwd
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import time
from pathlib import Path

import common
import ledger

STORIES = "SELECT number, {id}, text, original_text, state, withheld_because FROM story"
# The length of the bytes is compared with the recorded length: half an attachment counts as lost.
FILES = "SELECT story, kind FROM attachment WHERE size = length(bytes) ORDER BY story, kind"


def rows_of(stories, files):
    """Rows in the form that the ledger uses."""
    kinds = {}
    for story, kind in files:
        kinds.setdefault(story, []).append(kind)
    rows = []
    for number, story_id, text, original, state, reason in stories:
        mark = ledger.mark_in(original) or ledger.mark_in(text)
        if mark is None:
            continue
        told, redacted = (text, None) if original is None else (original, text)
        state = ledger.State(state, told, redacted, reason)
        rows.append(ledger.Row(mark, story_id, state, tuple(sorted(kinds.get(number, [])))))
    return rows


def uuid_in_words(hexadecimal):
    h = hexadecimal.lower()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


class SqliteFile:
    """The SQLite file in a data folder."""

    def __init__(self, data):
        self.path = Path(data) / "sensing.db"

    def connect(self, mode="ro"):
        return sqlite3.connect(f"file:{self.path}?mode={mode}", uri=True, timeout=30, isolation_level=None)

    def rows(self):
        connection = self.connect()
        try:
            connection.execute("BEGIN")
            stories = connection.execute(STORIES.format(id="hex(id)")).fetchall()
            files = connection.execute(FILES).fetchall()
            connection.execute("COMMIT")
        finally:
            connection.close()
        return rows_of([(n, uuid_in_words(i), *rest) for n, i, *rest in stories], files)

    def check(self, outcome):
        """Runs the database's own integrity check."""
        connection = self.connect()
        try:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            outcome.expect(found == "ok", f"SQLite's integrity_check: {found}")
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            outcome.expect(not broken, f"SQLite's foreign_key_check: {broken[:3]}")
            lines = "SELECT count(*) FROM story WHERE number NOT IN (SELECT story FROM change)"
            missing = connection.execute(lines).fetchone()[0]
            outcome.expect(missing == 0, f"{missing} stories have no line in the change log")
        finally:
            connection.close()


class Postgres:
    """The drill's own PostgreSQL server, in its own folder. It listens only on a socket in that folder."""

    def __init__(self, folder, max_connections=60):
        self.bin = newest_installed()
        self.home = Path(folder)
        self.data = self.home / "data"
        self.log = self.home / "log"
        self.max_connections = max_connections
        self.process = None
        self.user = None
        if os.geteuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            self.user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
            self.home.chmod(0o755)
            shutil.chown(self.home, self.user.pw_uid, self.user.pw_gid)

    def _as_user(self):
        """PostgreSQL does not run as root."""
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}

    def create(self):
        command = [self.bin / "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]
        done = subprocess.run(command, cwd=self.home, capture_output=True, text=True, **self._as_user())
        if done.returncode != 0:
            raise RuntimeError(f"initdb failed: {done.stderr.strip()}")
        self.start()
        # The service is an ordinary user, so that it cannot use the connections reserved for superusers.
        self.sql("CREATE ROLE sensing LOGIN", database="postgres")
        self.sql("CREATE DATABASE sensing OWNER sensing", database="postgres")
        return self

    def start(self, within=common.PATIENCE):
        """Starts the server. After a crash it may have to wait for the last process of the old one."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            command = [self.bin / "postgres", "-D", self.data, "-k", self.home, "-c", "listen_addresses="]
            command += ["-c", f"max_connections={self.max_connections}", "-c", "fsync=on", "-c", "shared_buffers=32MB"]
            with open(self.log, "ab") as log:
                self.process = subprocess.Popen(
                    command, cwd=self.home, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self._as_user()
                )
            while self.process.poll() is None and time.monotonic() < until:
                if self.answers():
                    return
                time.sleep(0.05)
            time.sleep(0.2)
        raise RuntimeError("PostgreSQL did not start")

    def answers(self):
        asked = [self.bin / "pg_isready", "-q", "-h", self.home, "-t", "5"]
        return subprocess.run(asked, capture_output=True).returncode == 0

    def crash(self):
        """Ends the server as a power cut does. Its other processes notice that and end themselves."""
        self.process.kill()
        self.process.wait()

    def processes(self):
        """The server's processes: the one that was started here, and its children."""
        family = [self.process.pid]
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    stat = (entry / "stat").read_text()
                except OSError:
                    continue
                if int(stat.rpartition(")")[2].split()[1]) == self.process.pid:
                    family.append(int(entry.name))
        return family

    def freeze(self):
        """Stops all processes of the server, and returns a function that lets them continue."""
        frozen = self.processes()
        for process in frozen:
            os.kill(process, signal.SIGSTOP)

        def thaw():
            for process in frozen:
                try:
                    os.kill(process, signal.SIGCONT)
                except ProcessLookupError:
                    pass

        return thaw

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.crash()

    def url(self, user="sensing"):
        return f"postgres://{user}@localhost/sensing?host={self.home}"

    def sql(self, sql, database="sensing"):
        """Runs SQL as another process, psql, and returns the lines of its answer."""
        command = [self.bin / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.home]
        command += ["-U", "postgres", "-d", database]
        done = subprocess.run(command, input=sql, capture_output=True, text=True, timeout=common.PATIENCE)
        if done.returncode != 0:
            raise RuntimeError(f"psql: {done.stderr.strip()}")
        return done.stdout.splitlines()

    def rows(self):
        as_lists = "SELECT to_json(row) FROM ({}) AS row"
        stories = self.sql(as_lists.format(STORIES.format(id="id::text AS id")))
        files = self.sql(as_lists.format(FILES))
        stories = [tuple(json.loads(line).values()) for line in stories]
        return rows_of(stories, [tuple(json.loads(line).values()) for line in files])

    def check(self, outcome):
        lines = "SELECT count(*) FROM story WHERE number NOT IN (SELECT story FROM change)"
        missing = int(self.sql(lines)[0])
        outcome.expect(missing == 0, f"{missing} stories have no line in the change log")

    def take_a_place(self):
        """Opens a connection and does nothing with it. None when the server has no connection left."""
        connection = Session(self.home)
        if connection.is_welcome:
            return connection
        connection.close()
        return None

    def administrator(self):
        """A connection that works when all others are in use."""
        return Session(self.home)


class Session:
    """A connection to PostgreSQL in its own protocol, as far as drills need it."""

    def __init__(self, home):
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(30)
        self._socket.connect(str(home / ".s.PGSQL.5432"))
        words = b"user\0postgres\0database\0sensing\0\0"
        self._socket.sendall(struct.pack("!ii", 8 + len(words), 196608) + words)
        # R: welcome, until Z: ready. E: no connection left.
        self.is_welcome = True
        for kind, _ in self._messages():
            self.is_welcome = self.is_welcome and kind != b"E"

    def ask(self, sql):
        """The first value of the first row of the answer."""
        self._socket.sendall(b"Q" + struct.pack("!i", 5 + len(sql)) + sql.encode() + b"\0")
        values = [content for kind, content in self._messages() if kind == b"D"]
        return values[0][6:].decode() if values else None

    def _messages(self):
        """The server's messages until it is ready for a query, or gone."""
        while head := self._read(5):
            kind, length = head[:1], struct.unpack("!i", head[1:])[0] - 4
            yield kind, self._read(length)
            if kind == b"Z":
                return

    def _read(self, length):
        content = b""
        while len(content) < length:
            part = self._socket.recv(length - len(content))
            if not part:
                return b""
            content += part
        return content

    def close(self):
        self._socket.close()


def newest_installed():
    found = [bin for bin in Path("/usr/lib/postgresql").glob("*/bin") if (bin / "initdb").exists()]
    if not found:
        raise common.CannotRun(
            "this drill needs PostgreSQL, and there is none under /usr/lib/postgresql; "
            "install it with: apt-get install postgresql"
        )
    return max(found, key=lambda bin: int(bin.parent.name))
