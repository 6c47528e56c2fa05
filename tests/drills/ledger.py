"""A ledger of what was acknowledged, to check whether it is true.

Every story carries a mark in its text, by which any other process finds it in the database. For each story the ledger
holds the states in which it may be: one after an acknowledgement; two after a request that was refused or got no answer,
because such a request may have been carried out or not. Requests about one story go out one after the other.
"""

import re
import threading
from collections import Counter
from dataclasses import dataclass, field, replace

import common

MARK = re.compile(r"Mark ([0-9a-f]{16})\.")


@dataclass(frozen=True)
class State:
    """The state of a story: `nothing` when it was never stored or was withdrawn."""

    kind: str = "nothing"
    text: str = ""
    redacted: str | None = None
    reason: str | None = None

    @property
    def shown(self):
        return self.text if self.redacted is None else self.redacted


NOTHING = State()


def told(text):
    return lambda state: State("held", text) if state.kind == "nothing" else state


def corrected(text):
    return lambda state: replace(state, text=text) if state.kind == "held" else state


def withdrawn(_):
    return NOTHING


def cleared(redacted):
    def decide(state):
        if state.kind == "nothing":
            return state
        return replace(state, kind="cleared", redacted=redacted or state.redacted, reason=None)

    return decide


def withheld(reason):
    def decide(state):
        return state if state.kind == "nothing" else replace(state, kind="withheld", reason=reason)

    return decide


@dataclass
class Row:
    """A story as another process finds it."""

    mark: str
    id: str
    state: State
    files: tuple = ()


@dataclass
class Entry:
    """A story to send."""

    mark: str
    receipt: str
    text: str
    files: tuple = ()
    # The body as it is sent, and sent again: JSON or a form.
    body: bytes = b""
    content_type: str = common.JSON
    id: str | None = None
    possible: frozenset = frozenset([NOTHING])
    acknowledged: Counter = field(default_factory=Counter)
    # Incremented after each change, so that a reader notices changes during its reading.
    version: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    waiting: bool = False

    def begins(self, change):
        """A request is sent: from now on it may have been carried out."""
        self.possible |= frozenset(change(state) for state in self.possible)
        self.version += 1

    def acknowledge(self, kind, change, before):
        """The request was acknowledged, so it was carried out."""
        self.possible = frozenset(change(state) for state in before)
        self.acknowledged[kind] += 1
        self.version += 1

    def refuse_because_it_is(self, fits):
        """A refusal that reveals the state of the story, such as 404."""
        fitting = frozenset(state for state in self.possible if fits(state))
        self.possible = fitting or self.possible
        self.version += 1
        return bool(fitting)

    @property
    def settled(self):
        """The state of the story, if it is known."""
        return next(iter(self.possible)) if len(self.possible) == 1 else None


class Ledger:
    """All stories of a drill."""

    def __init__(self, outcome):
        self.outcome = outcome
        self.entries = []
        self.by_mark = {}
        self._lock = threading.Lock()
        self._counted = set()

    def add(self, entry):
        with self._lock:
            self.entries.append(entry)
            self.by_mark[entry.mark] = entry

    def all(self):
        with self._lock:
            return list(self.entries)

    def counts(self):
        total = Counter()
        for entry in self.all():
            total += entry.acknowledged
        return total

    def compare(self, read, where):
        """Compares what `read` finds with what was acknowledged. Stories that change meanwhile are left for the next check."""
        entries = self.all()
        before = [(entry, entry.version, entry.possible) for entry in entries]
        rows = {}
        for row in read():
            rows.setdefault(row.mark, []).append(row)
        checked = 0
        for entry, version, possible in before:
            if entry.version != version:
                continue
            checked += 1
            self._compare_one(entry, possible, rows.get(entry.mark, []), where)
        for mark in rows.keys() - self.by_mark.keys():
            self.outcome.fault(f"{where}: there is a story with the mark {mark}, which nobody told")
        return checked

    def _compare_one(self, entry, possible, found, where):
        if len(found) > 1 and ("doubled", entry.mark) not in self._counted:
            self._counted.add(("doubled", entry.mark))
            self.outcome.doubled += len(found) - 1
            self.outcome.fault(f"{where}: an acknowledged story is there more than once")
        row = found[0] if found else None
        state = row.state if row else NOTHING
        if state not in possible:
            self._untrue(entry, possible, state, where)
        elif row and entry.id and row.id != entry.id:
            self._once("lost", entry, f"{where}: a story has another id than the one that was acknowledged")
        elif row and entry.acknowledged["story"] and row.files != entry.files:
            self._once("lost", entry, f"{where}: a file that came with an acknowledged story is lost")

    def _untrue(self, entry, possible, state, where):
        if state == NOTHING:
            self._once("lost", entry, f"{where}: an acknowledged story is lost")
        elif possible == {NOTHING}:
            if entry.acknowledged["withdrawal"]:
                self._once("came_back", entry, f"{where}: a story whose withdrawal was acknowledged is there")
            else:
                self._once("lost", entry, f"{where}: a story that was refused is there")
        elif state.kind not in {one.kind for one in possible}:
            self._once("lost", entry, f"{where}: an acknowledged decision is undone")
        elif state.text not in {one.text for one in possible}:
            self._once("lost", entry, f"{where}: an acknowledged correction is undone")
        else:
            self._once("lost", entry, f"{where}: a redaction or a reason of an acknowledged decision is not as it was sent")

    def _once(self, figure, entry, words):
        """Each story counts once in each figure, however often it is checked."""
        if (figure, entry.mark) not in self._counted:
            self._counted.add((figure, entry.mark))
            setattr(self.outcome, figure, getattr(self.outcome, figure) + 1)
        self.outcome.fault(words)


def mark_in(text):
    found = MARK.search(text or "")
    return found.group(1) if found else None
