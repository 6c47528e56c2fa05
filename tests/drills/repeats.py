"""One story is sent fifty times at once: one row and one answer, on SQLite and PostgreSQL, on one node and on two."""

import threading

import common
import ledger
import places
import storm

AT_ONCE = 50
# At most 24 forms with a voice or a picture are in the service's memory at once; any more are told to try again.
FORMS_AT_ONCE = 20


def run(context):
    rounds = 3 if context.short else 20
    with places.Place(context) as place:
        repeat(place, [place.service], rounds, "SQLite")
        place.finish()
    with places.Place(context, postgres=True) as place:
        other = common.Service(context.binary, place.work / "other", place.work / "other-log", place.server.url())
        try:
            other.start()
            repeat(place, [place.service], rounds, "PostgreSQL")
            repeat(place, [place.service, other], rounds, "PostgreSQL, two nodes")
        finally:
            other.kill()
        place.finish()


def repeat(place, services, rounds, where):
    outcome = place.outcome
    for _ in range(rounds):
        # The same story, fifty times.
        for entry, times in [(storm.an_entry(), AT_ONCE), (storm.an_entry(files_every=1), FORMS_AT_ONCE)]:
            answers = at_once(services, [entry] * times)
            ids = {answer.json()["id"] for answer in answers if answer.status == 201}
            statuses = sorted({answer.status for answer in answers})
            outcome.expect(statuses == [201], f"{where}: the same story at once was answered with {statuses}")
            outcome.expect(len(ids) == 1, f"{where}: the same story at once was acknowledged under {len(ids)} ids")
            keep(place, entry, ids)

        # Fifty stories under one receipt.
        entries = [storm.an_entry() for _ in range(AT_ONCE)]
        for other in entries:
            other.receipt = entries[0].receipt
            other.body = storm.json.dumps(storm.a_body(other.receipt, other.text)).encode()
        answers = at_once(services, entries)
        kept = [(other, answer) for other, answer in zip(entries, answers) if answer.status == 201]
        refused = sum(answer.status == 409 for answer in answers)
        outcome.expect(
            len(kept) == 1 and refused == AT_ONCE - 1,
            f"{where}: of {AT_ONCE} stories under one receipt {len(kept)} were kept and {refused} refused with 409",
        )
        for other, answer in kept:
            keep(place, other, {answer.json()["id"]})
        refused_marks = {other.mark for other, answer in zip(entries, answers) if answer.status == 409}
        found = {row.mark for row in place.database.rows()} & refused_marks
        outcome.expect(not found, f"{where}: a story that was refused with 409 is there")
    place.book.compare(place.database.rows, f"in the database, {where}")
    repeats = f"{AT_ONCE} repeats, {FORMS_AT_ONCE} repeats with a file, and {AT_ONCE} stories under one receipt"
    outcome.note(f"{where}: {rounds} times {repeats}")


def keep(place, entry, ids):
    """Enters an acknowledged story into the ledger."""
    change, before = ledger.told(entry.text), entry.possible
    entry.begins(change)
    if ids:
        entry.id = next(iter(ids))
        entry.acknowledge("story", change, before)
    place.book.add(entry)


def at_once(services, entries):
    """Sends them all at the same moment, and returns the answers."""
    barrier, answers = threading.Barrier(len(entries)), [None] * len(entries)

    def send(number, entry):
        client = services[number % len(services)].client()
        client.get("/health/live")
        barrier.wait(common.PATIENCE)
        answers[number] = client.request("POST", "/api/v1/stories", entry.body, entry.content_type)
        client.close()

    threads = [threading.Thread(target=send, args=pair) for pair in enumerate(entries)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    missing = answers.count(None)
    if missing:
        raise RuntimeError(f"{missing} of {len(entries)} requests that were sent at once got no answer")
    return answers
