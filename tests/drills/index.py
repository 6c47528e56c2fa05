"""The search index and the columns are lost, truncated and damaged under the running service, while people search.

Nothing may end the service, such as SIGBUS; stories are taken meanwhile; and searches find everything again.
"""

import contextlib
import os
import shutil
import threading
import time

import common
import places
import storm


def run(context):
    with places.Place(context, people={"pace": 0.1}, may_panic=True) as place:
        some_cleared_stories(place, 60)
        place.people.start()
        searching = Searching(place).start()
        try:
            for words, damage in DAMAGES.items():
                if not one_damage(place, searching, words, damage):
                    break
        finally:
            searching.stop()
        context.outcome.note(f"searches meanwhile: {searching.answered} answered, {searching.later} told to come again")
        place.finish()


def some_cleared_stories(place, number):
    for _ in range(number):
        entry = storm.an_entry()
        place.book.add(entry)
        with entry.lock:
            place.people.tell(place.client, entry)
            place.people.clear(place.client, entry)


def one_damage(place, searching, words, damage):
    """Damages something, waits until a search is right again, and returns whether the service still runs."""
    outcome, service = place.outcome, place.service
    place.people.phase = words
    damage(place)
    outcome.expect(place.until_taken(2), f"{words}: stories are not taken")
    # Long enough for the service to notice, and for searches to reach the damage.
    time.sleep(4)
    began = time.monotonic()
    while time.monotonic() < began + common.PATIENCE and service.is_running():
        place.people.pause()
        try:
            expected = {entry.id for entry in place.book.all() if entry.settled and entry.settled.kind == "cleared"}
            unsure = any(entry.settled is None for entry in place.book.all())
            right = not unsure and storm.search(place.client, place.token) == expected
        finally:
            place.people.resume()
        if right:
            break
        time.sleep(0.5)
    else:
        outcome.fault(f"{words}: searches are not right after {common.PATIENCE} s")
    if not service.is_running():
        outcome.fault(f"{words}: the service is gone: {service.end_in_words()}")
        service.start()
        return False
    return True


class Searching:
    """People who search all the time."""

    def __init__(self, place, people=2):
        self.place = place
        self.answered = self.later = 0
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(people)]

    def start(self):
        for thread in self._threads:
            thread.start()
        return self

    def stop(self):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _work(self):
        client, place = self.place.service.client(), self.place
        asked = [
            ("/api/v1/search", {"selection": {"framework": storm.FRAMEWORK, "text": "heron river"}}),
            ("/api/v1/search", {"selection": {"framework": storm.FRAMEWORK, "text": "\"waits by the river\" -absent"}}),
            ("/api/v1/search", {"selection": {"framework": storm.FRAMEWORK}, "facets": ["audience"]}),
            ("/api/v1/patterns", {"selection": {"framework": storm.FRAMEWORK, "text": "her*"}}),
        ]
        while not self._stop.is_set():
            for path, body in asked:
                try:
                    answer = client.post(path, body, token=place.token)
                except common.NoAnswer as why:
                    if not place.people.cut_off:
                        place.outcome.fault(f"{place.people.phase}: a search got no answer: {why}")
                    time.sleep(0.5)
                    continue
                if answer.status == 200:
                    self.answered += 1
                elif answer.status == 503:
                    self.later += 1
                    place.outcome.expect(answer.retry_after, "a search was refused with 503 and no Retry-After")
                    time.sleep(0.1)
                else:
                    place.outcome.fault(f"{place.people.phase}: a search was answered with {answer.in_words()}")
                    time.sleep(0.1)
        client.close()


# The kinds of damage to the files.


def index_files(place):
    """The files that stay: the service writes new ones as `.tmp…` and renames them."""
    files = (place.data / "index").iterdir()
    return [file for file in files if file.is_file() and not file.name.startswith(".tmp")]


def cut_off(place):
    for file in index_files(place):
        with contextlib.suppress(FileNotFoundError):
            os.truncate(file, 3)


def emptied(place):
    for file in index_files(place):
        with contextlib.suppress(FileNotFoundError):
            os.truncate(file, 0)


def deleted(place):
    shutil.rmtree(place.data / "index", ignore_errors=True)


def half_deleted(place):
    for file in index_files(place)[::2]:
        file.unlink(missing_ok=True)


def meta_deleted(place):
    (place.data / "index" / "meta.json").unlink(missing_ok=True)


def overwritten(place):
    """Replaces the bytes and keeps the length."""
    for file in index_files(place):
        # A merge may have removed it meanwhile.
        with contextlib.suppress(FileNotFoundError), open(file, "r+b") as bytes_of:
            bytes_of.write(os.urandom(file.stat().st_size))


def replaced(place):
    """Replaces the files with others of the same names."""
    for file in index_files(place):
        other = file.with_suffix(".drill")
        with contextlib.suppress(FileNotFoundError):
            other.write_bytes(os.urandom(max(1, file.stat().st_size * 2)))
            other.rename(file)


def a_file_instead(place):
    """Puts a file in place of the folder. The service only removes its own files, so the drill removes this one later."""
    folder, other = place.data / "index", place.data / "a-file"
    for _ in range(100):
        # The service may create the folder again before the file is in place.
        shutil.rmtree(folder, ignore_errors=True)
        other.write_bytes(b"not a folder")
        try:
            other.rename(folder)
        except IsADirectoryError:
            continue
        place.outcome.expect(place.until_taken(2), "stories are not taken while a file stands in the place of the index")
        folder.unlink(missing_ok=True)
        return
    place.outcome.note("the service made the folder again each time before a file could stand in its place")


def columns(damage):
    """Damages columns.snapshot, which is read when the service starts."""

    def apply(place):
        place.people.cut_off = True
        # It is written when the service stops.
        place.service.stop()
        file = place.data / "columns.snapshot"
        place.outcome.expect(file.is_file(), "columns.snapshot was not written when the service stopped")
        place.service.start()
        place.people.cut_off = False
        place.until_ready()
        damage(file)
        place.people.cut_off = True
        place.service.kill()
        place.service.start()
        place.people.cut_off = False

    return apply


def spoil(file):
    file.write_bytes(os.urandom(file.stat().st_size))


def flip(file):
    """Changes one byte."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0x40
    file.write_bytes(content)


DAMAGES = {
    "index cut off": cut_off,
    "index deleted": deleted,
    "index emptied": emptied,
    "half of the index deleted": half_deleted,
    "meta.json deleted": meta_deleted,
    "index replaced": replaced,
    "index overwritten": overwritten,
    "a file instead of the index": a_file_instead,
    "columns deleted": columns(lambda file: file.unlink()),
    "columns cut off": columns(lambda file: os.truncate(file, file.stat().st_size // 2)),
    "columns emptied": columns(lambda file: os.truncate(file, 0)),
    "columns spoiled": columns(spoil),
    "one byte of the columns changed": columns(flip),
}
