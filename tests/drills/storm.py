"""People who use the service while something fails: storytellers who send, correct and withdraw stories, and moderators.

Whoever is refused or gets no answer sends the same again later, as the pages do.
"""

import collections
import json
import random
import secrets
import struct
import threading
import time
import zlib

import common
import ledger

FRAMEWORK = "sheffield-send"
BOUNDARY = "----a-boundary-of-drills"
# Words that every story has, so that a search can find all that may be read.
COMMON_WORD = "heron"


def a_body(receipt, text):
    return {
        "framework": FRAMEWORK,
        "version": 1,
        "language": "en",
        "receipt": receipt,
        "prompt": "moment",
        "text": text,
        "answers": {},
        "consent": {"analysis": True, "quotation": False},
    }


def a_text(mark, words):
    """A text with a mark. Some are long enough to need pages of their own in a database."""
    filling = "They rang back on the same day, and then they rang again. " * random.choice([1, 1, 4, 20, 80])
    return f"Mark {mark}. The {COMMON_WORD} waits by the river. {words} {filling}".strip()


def a_form(story, voice=None, picture=None):
    parts = [("story", common.JSON, story)]
    if voice is not None:
        parts.append(("voice", "audio/webm", voice))
    if picture is not None:
        parts.append(("picture", "image/png", picture))
    body = b""
    for name, kind, content in parts:
        head = f'--{BOUNDARY}\r\ncontent-disposition: form-data; name="{name}"; filename="blob"\r\ncontent-type: {kind}\r\n\r\n'
        body += head.encode() + content + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"


def a_voice(size):
    """WebM with one track of sound that ends abruptly, as browsers record it."""
    head = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67\x01" + b"\xff" * 7
    track = b"\x16\x54\xae\x6b\x85\xae\x83\x83\x81\x02"
    cluster = b"\x1f\x43\xb6\x75\x01" + b"\xff" * 7 + b"\xe7\x81\x00\xa3\x89\x81\x00\x00\x80sound\xa3\x08\xff\xff\xff\xff"
    return head + track + cluster + random.randbytes(size)


def a_picture(side):
    """A PNG of noise."""

    def chunk(name, content):
        return struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))

    rows = b"".join(b"\0" + random.randbytes(3 * side) for _ in range(side))
    header = struct.pack("!IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def an_entry(files_every=0):
    """A story to send; every few stories come with a voice or a picture."""
    mark, receipt = secrets.token_hex(8), common.receipt()
    text = a_text(mark, "As it was told.")
    story = json.dumps(a_body(receipt, text)).encode()
    if files_every and random.randrange(files_every) == 0:
        kind = random.choice(["voice", "picture"])
        content = a_voice(random.randrange(2_000, 24_000)) if kind == "voice" else a_picture(random.randrange(16, 64))
        body, content_type = a_form(story, **{kind: content})
        return ledger.Entry(mark, receipt, text, (kind,), body, content_type)
    return ledger.Entry(mark, receipt, text, (), story)


class Storm:
    """Some storytellers and moderators at work, each on a thread of their own."""

    def __init__(self, service, book, outcome, token, tellers=3, changers=2, moderators=1, pace=0.02, files_every=8):
        self.service = service
        self.book = book
        self.outcome = outcome
        self.token = token
        self.pace = pace
        self.files_every = files_every
        # The current phase of the drill; answers are counted by phase.
        self.phase = "calm"
        # While this is set, requests may get no answer, because the service is being killed.
        self.cut_off = False
        self.tally = collections.Counter()
        self.slowest = 0.0
        self._tally_lock = threading.Lock()
        self._again = collections.deque()
        self.started = False
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()
        self._busy = threading.Semaphore(tellers + changers + moderators)
        self._people = tellers + changers + moderators
        roles = [self._teller] * tellers + [self._changer] * changers + [self._moderator] * moderators
        self._threads = [threading.Thread(target=self._work, args=(role,), daemon=True) for role in roles]

    def start(self):
        self.started = True
        for thread in self._threads:
            thread.start()
        return self

    def stop(self):
        self._stop.set()
        if not self._go.is_set():
            self.resume()
        for thread in self._threads if self.started else []:
            thread.join()

    def pause(self):
        """Waits until no request is running."""
        self._go.clear()
        for _ in range(self._people):
            self._busy.acquire()

    def resume(self):
        for _ in range(self._people):
            self._busy.release()
        self._go.set()

    def of(self, phase, kind, *results):
        """How many requests of a kind had an outcome in a phase."""
        with self._tally_lock:
            return sum(self.tally[phase, kind, result] for result in results)

    def _work(self, role):
        client = self.service.client()
        while not self._stop.is_set():
            self._go.wait()
            with self._busy:
                # The drill may have been paused in between.
                if self._go.is_set() and not self._stop.is_set():
                    went_well = role(client)
                else:
                    continue
            time.sleep(self.pace * random.uniform(0.5, 1.5) if went_well else 0.1)
        client.close()

    def _teller(self, client):
        # Pending stories are sent before many more accumulate.
        if self._again and random.random() < min(0.9, 0.2 + len(self._again) / 20):
            return self._repeat(client)
        entry = an_entry(self.files_every)
        with entry.lock:
            self.book.add(entry)
            return self.tell(client, entry)

    def _changer(self, client):
        time.sleep(self.pace * 3)
        entry = self._choose(lambda state: state.kind != "nothing")
        if entry is None:
            return False
        try:
            if entry.settled.kind == "held" and random.random() < 0.6:
                return self.correct(client, entry, a_text(entry.mark, f"Corrected {secrets.token_hex(4)}."))
            return self.withdraw(client, entry)
        finally:
            entry.lock.release()

    def _moderator(self, client):
        time.sleep(self.pace * 3)
        entry = self._choose(lambda state: state.kind == "held" or (state.kind == "cleared" and random.random() < 0.1))
        if entry is None:
            return False
        try:
            return self.decide(client, entry)
        finally:
            entry.lock.release()

    def _choose(self, fits):
        """A story whose state is known, locked for this thread."""
        entries = self.book.entries
        for _ in range(30):
            entry = random.choice(entries) if entries else None
            if entry and not entry.waiting and entry.id and entry.lock.acquire(blocking=False):
                if not entry.waiting and entry.settled and fits(entry.settled):
                    return entry
                entry.lock.release()
        return None

    def _repeat(self, client):
        try:
            entry, again = self._again.popleft()
        except IndexError:
            return True
        with entry.lock:
            entry.waiting = False
            return again(client)

    def finish(self, client, seconds=common.PATIENCE):
        """Sends all pending stories again until they are acknowledged. Returns whether all were."""
        until = time.monotonic() + seconds
        while self._again and time.monotonic() < until and self.service.is_running():
            if not self._repeat(client):
                time.sleep(0.2)
        return not self._again

    # One request each. They return whether it was acknowledged. The caller holds the story's lock.

    def tell(self, client, entry):
        return self._send(
            client, entry, "story", ledger.told(entry.text), "/api/v1/stories", entry.body, 201, entry.content_type,
            again=lambda client: self.tell(client, entry),
        )

    def correct(self, client, entry, text):
        return self._send(
            client, entry, "correction", ledger.corrected(text), "/api/v1/receipts/correct",
            json.dumps(a_body(entry.receipt, text)).encode(), 200, again=lambda client: self.correct(client, entry, text),
        )

    def withdraw(self, client, entry):
        body = json.dumps({"receipt": entry.receipt}).encode()
        return self._send(
            client, entry, "withdrawal", ledger.withdrawn, "/api/v1/receipts/withdraw", body, 200,
            again=lambda client: self.withdraw(client, entry),
        )

    def decide(self, client, entry):
        choice = random.random()
        if entry.settled.kind == "cleared" or choice < 0.4:
            reason = f"not a story, {secrets.token_hex(3)}"
            return self._decide(client, entry, "withhold", {"reason": reason, "counts": True}, ledger.withheld(reason))
        redacted = f"Mark {entry.mark}. The {COMMON_WORD} waits at [a place]. {secrets.token_hex(4)}" if choice < 0.7 else None
        return self._decide(client, entry, "clear", {"text": redacted} if redacted else {}, ledger.cleared(redacted))

    def clear(self, client, entry):
        return self._decide(client, entry, "clear", {}, ledger.cleared(None))

    def _decide(self, client, entry, what, body, change):
        try:
            answer = client.get(f"/api/v1/moderation/stories/{entry.id}", token=self.token)
        except common.NoAnswer:
            answer = None
        if answer is None or answer.status not in (200, 404):
            return self._later(entry, lambda client: self._decide(client, entry, what, body, change))
        # Earlier builds have no revisions. A story that is not there is refused whatever the revision.
        read = answer.json().get("revision") if answer.status == 200 else "0" * 32
        body = {**body, "revision": read} if read else body
        return self._send(
            client, entry, "decision", change, f"/api/v1/moderation/stories/{entry.id}/{what}", json.dumps(body).encode(), 200,
            token=self.token, again=lambda client: self._decide(client, entry, what, body, change),
        )

    def _send(self, client, entry, kind, change, path, body, success, content_type=common.JSON, token=None, *, again):
        phase, before = self.phase, entry.possible
        entry.begins(change)
        try:
            answer = client.request("POST", path, body, content_type, token)
        except common.NoAnswer as why:
            if not self.cut_off and not self.service.is_running():
                self.outcome.fault(f"the service is gone: {self.service.end_in_words()}")
            elif not self.cut_off:
                self.outcome.fault(f"a {kind} got no answer: {why}")
            self._count(phase, kind, "no answer")
            return self._later(entry, again)
        self.slowest = max(self.slowest, answer.seconds)
        # Earlier builds answer a withdrawal with 204 and no body.
        if answer.status == success or (kind == "withdrawal" and answer.status == 204):
            entry.acknowledge(kind, change, before)
            self._count(phase, kind, "acknowledged")
            self._look_at(entry, kind, answer)
            return True
        if answer.status in (503, 507, 429):
            self.outcome.expect(answer.retry_after, f"a {kind} was refused with {answer.status} and no Retry-After")
            self.outcome.expect(answer.is_problem(), f"a {kind} was refused with {answer.status} and no problem document")
            self._count(phase, kind, "refused")
            return self._later(entry, again)
        if answer.status == 404 and kind != "story":
            true = entry.refuse_because_it_is(lambda state: state == ledger.NOTHING)
            self.outcome.expect(true, f"a {kind} was refused with 404, and the story was acknowledged")
            self._count(phase, kind, "stands otherwise")
            return True
        if answer.status == 409 and kind == "correction":
            true = entry.refuse_because_it_is(lambda state: state.kind != "held")
            self.outcome.expect(true, "a correction was refused with 409, and nobody has read the story")
            self._count(phase, kind, "stands otherwise")
            return True
        self.outcome.fault(f"a {kind} was answered with {answer.in_words()}")
        self._count(phase, kind, "other")
        return self._later(entry, again)

    def _later(self, entry, again):
        entry.waiting = True
        self._again.append((entry, again))
        return False

    def _look_at(self, entry, kind, answer):
        """Whether an acknowledgement belongs to the story that was sent."""
        document = answer.json() or {}
        if kind == "story":
            self.outcome.expect(document.get("receipt") == entry.receipt, "a story was acknowledged with another receipt")
            self.outcome.expect(entry.id in (None, document.get("id")), "a story was acknowledged twice, with different ids")
            entry.id = document.get("id")
        elif kind == "correction":
            self.outcome.expect(document.get("text") == entry.settled.shown, "a correction was acknowledged with another text")
        elif kind == "withdrawal" and answer.status == 200:
            self.outcome.expect(
                document == {"receipt": entry.receipt, "state": "withdrawn"}, "a withdrawal was acknowledged with another body"
            )
        elif kind == "decision":
            self.outcome.expect(document.get("state") == entry.settled.kind, "a decision was acknowledged with another state")

    def _count(self, phase, kind, result):
        with self._tally_lock:
            # A request that began in one phase and ended in another says nothing about either.
            self.tally[phase if phase == self.phase else "between", kind, result] += 1


def read_through_http(service, book, token):
    """All stories of the ledger as their tellers and moderators see them. Returns a function that reads them."""

    def read():
        client = service.client()
        rows = []
        for entry in book.all():
            answer = patiently(lambda: client.post("/api/v1/receipts/open", {"receipt": entry.receipt}))
            if answer.status == 404:
                continue
            if answer.status != 200:
                raise RuntimeError(f"a receipt was answered with {answer.in_words()}")
            own = answer.json()
            queued = patiently(lambda: client.get(f"/api/v1/moderation/stories/{own['id']}", token=token)).json()
            told, redacted = own["text"], None
            if queued["redacted"]:
                # The API does not show originals of redacted texts; the database does.
                told, redacted = next((state.text for state in entry.possible), ""), own["text"]
            state = ledger.State(own["state"], told, redacted, queued.get("reason"))
            files = tuple(sorted(file["kind"] for file in own["attachments"]))
            rows.append(ledger.Row(entry.mark, own["id"], state, files))
            for file in own["attachments"]:
                asked = {"receipt": entry.receipt, "id": file["id"]}
                content = patiently(lambda: client.post("/api/v1/receipts/attachment", asked))
                if content.status != 200 or len(content.body) != file["bytes"]:
                    rows[-1].files = ()
        client.close()
        return rows

    return read


def patiently(ask, seconds=30):
    """Repeats a request while the service answers that it is unavailable."""
    until = time.monotonic() + seconds
    while True:
        try:
            answer = ask()
            if answer.status not in (503, 507) or time.monotonic() > until:
                return answer
        except common.NoAnswer:
            if time.monotonic() > until:
                raise
        time.sleep(0.2)


def check_everything(service, book, outcome, database, token, again=40):
    """The final check: through HTTP, from another process, and by sending some stories again. Nobody else uses the service."""
    book.compare(read_through_http(service, book, token), "through HTTP")
    book.compare(database.rows, "in the database")
    client = service.client()
    entries = [entry for entry in book.all() if entry.acknowledged["story"] and entry.settled is not None]
    for entry in random.sample(entries, min(again, len(entries))):
        answer = patiently(lambda: client.request("POST", "/api/v1/stories", entry.body, entry.content_type))
        if entry.settled == ledger.NOTHING:
            outcome.expect(answer.status == 409, f"a withdrawn story that was sent again was answered with {answer.status}")
        else:
            same = answer.status == 201 and answer.json().get("id") == entry.id
            outcome.expect(same, f"a story that was sent again was answered with {answer.in_words()}")
    book.compare(database.rows, "in the database, after some were sent again")
    check_search(client, book, outcome, token)
    database.check(outcome)
    client.close()


def check_search(client, book, outcome, token, seconds=common.PATIENCE):
    """Whether a search finds every cleared story and nothing else, in the end."""
    expected = {entry.id for entry in book.all() if entry.settled and entry.settled.kind == "cleared"}
    if any(entry.settled is None for entry in book.all()):
        return
    found = set()

    def look():
        nonlocal found
        found = search(client, token)
        return found == expected

    if not common.wait_until(look, seconds, pause=0.5):
        shown = "nothing" if found is None else f"{len(found)} stories"
        outcome.fault(f"a search finds {shown} where {len(expected)} are cleared")


def search(client, token):
    """The ids of all stories with the word that every story has. None when the service is unavailable."""
    found, asked = set(), {"selection": {"framework": FRAMEWORK, "text": COMMON_WORD}, "limit": 100}
    while True:
        try:
            answer = client.post("/api/v1/search", asked, token=token)
        except common.NoAnswer:
            return None
        if answer.status != 200:
            return None
        page = answer.json()
        found.update(story["id"] for story in page["stories"])
        if "next" not in page:
            return found
        asked["cursor"] = page["next"]
