"""Kills at random moments under load: every acknowledged story is stored exactly once."""

import time

import places


def on_sqlite(context):
    run(context, 20 if context.short else 200, postgres=False)


def on_postgresql(context):
    run(context, 8 if context.short else 50, postgres=True)


def run(context, kills, postgres):
    with places.Place(context, postgres=postgres, people={"tellers": 4, "pace": 0.005}) as place:
        people, service = place.people.start(), place.service
        people.phase = "killed"
        people.cut_off = True
        for number in range(1, kills + 1):
            # A moment after some stories came in, or sometimes while the service starts.
            if context.random.random() < 0.1:
                service.kill()
                service.spawn()
                time.sleep(context.random.uniform(0, 0.4))
            else:
                place.until_taken(context.random.randrange(10), 20)
                time.sleep(context.random.expovariate(1 / 0.1))
            service.kill()
            service.start()
            if number % 10 == 0:
                place.until_taken(5)
                place.book.compare(place.database.rows, f"in the database, after kill {number}")
        people.cut_off = False
        unanswered = sum(people.of("killed", kind, "no answer") for kind in ("story", "correction", "withdrawal", "decision"))
        context.outcome.note(f"{kills} kills; {unanswered} requests got no answer, and were sent again")
        place.finish()
