"""Another program holds SQLite's write lock for ten seconds: requests wait or are told to try again, and nothing is lost."""

import threading
import time

import places
import storm

HELD = 10


def run(context):
    outcome = context.outcome
    with places.Place(context) as place:
        people = place.people.start()
        for number in range(1 if context.short else 4):
            people.phase = "calm"
            place.until_taken(10)
            other = place.database.connect(mode="rw")
            other.execute("BEGIN IMMEDIATE")
            people.phase = "locked"
            until = time.monotonic() + HELD
            not_ready = reads(place, until)
            other.execute("ROLLBACK")
            other.close()
            outcome.expect(not_ready, "another program held the lock for 10 s, and /health/ready never said so")
            people.phase = "freed"
            began = time.monotonic()
            outcome.expect(place.until_taken(1, 30), "stories are not taken 30 s after the lock was given back")
            place.until_ready(30)
            if number == 0:
                outcome.note(f"back {time.monotonic() - began:.1f} s after the lock was given back")
        refused = people.of("locked", "story", "refused")
        taken = people.of("locked", "story", "acknowledged")
        outcome.expect(taken == 0, f"{taken} stories were acknowledged while another program held the lock")
        outcome.note(f"while locked: {refused} stories were told to come again, none was acknowledged")
        place.finish()


def reads(place, until):
    """Reads until the given time; reading needs no lock. Returns whether /health/ready reported a problem."""
    outcome, client, not_ready = place.outcome, place.service.client(), threading.Event()
    while time.monotonic() < until:
        form = client.get(f"/api/v1/frameworks/{storm.FRAMEWORK}").status
        outcome.expect(form == 200, f"the form does not open while the database is locked: {form}")
        entry = next(entry for entry in place.book.all() if entry.acknowledged["story"])
        opened = client.post("/api/v1/receipts/open", {"receipt": entry.receipt}).status
        outcome.expect(opened in (200, 404), f"a receipt does not open while the database is locked: {opened}")
        if client.get("/health/ready").status == 503:
            not_ready.set()
        time.sleep(0.3)
    client.close()
    return not_ready.is_set()
