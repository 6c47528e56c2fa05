"""PostgreSQL is killed and restarted, hangs, and runs out of connections."""

import time

import common
import places
import storm

FROZEN = 10


def crashes(context):
    """Killed and started again ten times under load, and stopped for ten seconds."""
    outcome = context.outcome
    with places.Place(context, postgres=True, people={"pace": 0.01}) as place:
        people = place.people.start()
        longest = 0.0
        for _ in range(3 if context.short else 10):
            people.phase = "calm"
            place.until_taken(20)
            time.sleep(context.random.uniform(0, 0.5))
            people.phase = "going away"
            place.server.crash()
            said_so = common.wait_until(lambda: not place.service.is_ready(), 30)
            outcome.expect(said_so, "the database is away, and /health/ready says that stories are taken")
            people.phase = "away"
            common.wait_until(lambda: people.of("away", "story", "refused") >= 3, 30)
            without_a_database(place)
            people.phase = "coming back"
            place.server.start()
            began = time.monotonic()
            outcome.expect(place.until_taken(1, 60), "stories are not taken 60 s after PostgreSQL is back")
            place.until_ready(60)
            longest = max(longest, time.monotonic() - began)
            place.book.compare(place.database.rows, "in the database, after a crash")
        taken = people.of("away", "story", "acknowledged")
        outcome.expect(taken == 0, f"{taken} stories were acknowledged while the database was away")
        outcome.expect(people.of("away", "story", "refused") > 0, "no story was refused while the database was away")
        refused = people.of("away", "story", "refused")
        outcome.note(f"back at most {longest:.1f} s after PostgreSQL was; {refused} stories were told to come again")
        outcome.note(f"the slowest answer without a database took {people.slowest:.1f} s")
        frozen(place)
        place.finish()


def without_a_database(place):
    client = place.service.client()
    place.outcome.expect(client.get("/health/live").status == 200, "/health/live is not 200 without a database")
    form = client.get(f"/api/v1/frameworks/{storm.FRAMEWORK}")
    place.outcome.expect(form.status == 200, f"the form does not open without a database: {form.status}")
    place.outcome.expect(form.seconds < 5, f"the form opens after {form.seconds:.0f} s without a database")
    client.close()


def frozen(place):
    outcome, people = place.outcome, place.people
    people.phase = "calm"
    place.until_taken(10)
    thaw = place.server.freeze()
    try:
        people.phase = "hanging"
        client = place.service.client()
        until, not_ready = time.monotonic() + FROZEN, False
        while time.monotonic() < until:
            outcome.expect(client.get("/health/live").status == 200, "/health/live is not 200 while the database hangs")
            form = client.get(f"/api/v1/frameworks/{storm.FRAMEWORK}")
            outcome.expect(form.status == 200, f"the form does not open while the database hangs: {form.status}")
            outcome.expect(form.seconds < 5, f"the form opens after {form.seconds:.0f} s while the database hangs")
            not_ready = client.get("/health/ready").status == 503 or not_ready
            time.sleep(0.5)
        outcome.expect(not_ready, "the database hung for 10 s, and /health/ready never said so")
    finally:
        people.phase = "after hanging"
        thaw()
    began = time.monotonic()
    outcome.expect(place.until_taken(1, 60), "stories are not taken 60 s after PostgreSQL goes on")
    place.until_ready(60)
    outcome.note(f"stopped for {FROZEN} s: back after {time.monotonic() - began:.1f} s")


def connections(context):
    """Takes all connections from outside, ends those of the service, and later frees them."""
    outcome = context.outcome
    with places.Place(context, postgres=True, max_connections=30) as place:
        people = place.people.start()
        for _ in range(1 if context.short else 3):
            people.phase = "calm"
            place.until_taken(20)
            places_taken = take_all(place)
            people.phase = "exhausted"
            refused = common.wait_until(lambda: people.of("exhausted", "story", "refused") >= 3, 60)
            outcome.expect(refused, "stories are not refused while PostgreSQL has no connection left")
            ready = place.service.is_ready()
            outcome.expect(not ready, "there is no connection left, and /health/ready says that stories are taken")
            without_a_database(place)
            people.phase = "given back"
            for taken in places_taken:
                taken.close()
            began = time.monotonic()
            outcome.expect(place.until_taken(1, 60), "stories are not taken 60 s after the connections were given back")
            place.until_ready(60)
            outcome.note(f"{len(places_taken)} connections taken and given back; back after {time.monotonic() - began:.1f} s")
            place.book.compare(place.database.rows, "in the database, after the connections were given back")
        place.finish()


def take_all(place):
    """Takes every connection of the server, including those that the service had."""
    taken = []
    # One connection for ending those of the service.
    administrator = place.server.administrator()
    until = time.monotonic() + 30
    while time.monotonic() < until:
        administrator.ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'sensing'")
        while connection := place.server.take_a_place():
            taken.append(connection)
        left = administrator.ask("SELECT count(*) FROM pg_stat_activity WHERE usename = 'sensing'")
        if left == "0":
            break
    else:
        place.outcome.fault("the drill could not take all connections")
    taken.append(administrator)
    return taken
