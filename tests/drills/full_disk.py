"""A disk that is filled and freed again and again while people send, correct, withdraw and decide.

While it is full, stories are refused, and withdrawals and decisions are carried out. When there is room again, the service
takes stories without a restart. In the end it is killed, and every acknowledgement must be true.
"""

import sqlite3
import time

import common
import disks
import places
import storm

RESERVE = 4
# Each round waits for this many of each.
REFUSED, WITHDRAWN, DECIDED = 5, 2, 2


def on_tmpfs(context):
    """A full disk, tmpfs"""
    run(context, disks.Tmpfs(60))


def on_ext4(context):
    """A full disk, ext4"""
    run(context, disks.Ext4(60))


def after_a_restart(context):
    """A disk that fills up after a restart, while SQLite's log is long and new frames go to its beginning.

    The log has room, and SQLite's shared memory, which was made anew, has to grow: SQLite then says IOERR_SHMSIZE and not
    FULL. Withdrawals and decisions must succeed all the same.
    """
    without_shared_memory(context, disks.Ext4(60, block=4096))


def with_small_blocks(context):
    """The same on a file system with blocks of 1 kB, as ext4 has on disks below 512 MB.

    SQLite takes room for its shared memory by writing the last byte of every 4 kB, and of such small blocks that takes
    every fourth. Writing to the others on a full disk ends the process with SIGBUS.
    """
    without_shared_memory(context, disks.Ext4(60, block=1024))


def without_shared_memory(context, disk):
    try:
        disk.mount()
        with places.Place(context, folder=disk.folder, reserve=RESERVE) as place:
            outcome, people, client = context.outcome, place.people, place.client
            entries = [told(place) for _ in range(6)]
            lengthen_log(place)
            entries.append(told(place))
            place.restart()
            disk.fill()
            use_up_log(place)
            people.phase = "full"
            # The log's existing space may be enough for some of them: they are stored then, and the ledger checks each.
            refused = any([not tell(place, storm.an_entry()) for _ in range(5)])
            for entry in entries[:4]:
                with entry.lock:
                    (people.withdraw if entry in entries[:2] else people.clear)(client, entry)
            ready = place.service.is_ready()
            outcome.expect(not (refused and ready), "stories are refused, and /health/ready says that they are taken")
            while_full(place)
            people.phase = "calm"
            disk.make_room()
            outcome.expect(people.finish(client), "stories are not taken although there is room again")
            place.until_ready()
            place.finish()
            report(place, 1, must_refuse=False)
    finally:
        disk.remove()


def tell(place, entry):
    place.book.add(entry)
    with entry.lock:
        return place.people.tell(place.client, entry)


def told(place):
    entry = storm.an_entry()
    place.outcome.expect(tell(place, entry), "a story was refused before anything was wrong")
    return entry


# Frames that SQLite's log can hold before its shared memory must grow.
FIRST_FRAMES = 4062


def lengthen_log(place):
    """Makes SQLite's log longer than that, and makes the next frame start at its beginning."""
    other = place.database.connect(mode="rw")
    other.execute("PRAGMA wal_autocheckpoint = 0")
    other.execute("PRAGMA synchronous = OFF")
    for number in range(FIRST_FRAMES + 400):
        # A number that nobody uses. Each change is a frame.
        other.execute(f"PRAGMA user_version = {number + 1}")
    other.execute("PRAGMA user_version = 0")
    emptied = lambda: other.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0] == 0
    place.outcome.expect(common.wait_until(emptied, 30), "the drill could not empty SQLite's log")
    other.close()


def use_up_log(place):
    """Writes unchanged values until SQLite's shared memory would have to grow."""
    other = place.database.connect(mode="rw")
    other.execute("PRAGMA wal_autocheckpoint = 0")
    other.execute("PRAGMA synchronous = OFF")
    try:
        for number in range(FIRST_FRAMES + 1):
            other.execute(f"PRAGMA user_version = {number + 1}")
    except sqlite3.Error as error:
        place.outcome.note(f"the disk is full, and SQLite says {error.sqlite_errorname}")
    finally:
        other.close()


def run(context, disk):
    try:
        disk.mount()
        # Slow people, because the filler should fill the disk, and not the stories.
        with places.Place(context, folder=disk.folder, reserve=RESERVE, people={"pace": 0.05}) as place:
            place.people.start()
            rounds = 6 if context.short else 30
            for number in range(1, rounds + 1):
                one_round(place, disk, number)
                if not place.service.is_running():
                    break
            place.finish()
            report(place, rounds)
    finally:
        disk.remove()


def one_round(place, disk, number):
    outcome, service, people, book, database = place.outcome, place.service, place.people, place.book, place.database
    outcome.expect(place.until_taken(15), f"stories are not taken although {disk.free() >> 20} MB are free")

    people.phase = "filling"
    disk.fill()
    # Sometimes the filler also takes what the service freed: the service only has to report it then.
    greedy = number % 5 == 0
    if greedy:
        taken_by = time.monotonic() + 3
        while time.monotonic() < taken_by:
            disk.fill()
            time.sleep(0.2)
        people.phase = "nothing left"
    said_so = common.wait_until(lambda: not service.is_ready(), 30)
    outcome.expect(said_so, "the disk is full, and /health/ready says that stories are taken")
    if not greedy:
        people.phase = "full"
    phase = people.phase
    start = {kind: people.of(phase, kind, "refused", "acknowledged") for kind in ("story", "withdrawal", "decision")}
    enough = lambda kind, number: people.of(phase, kind, "refused", "acknowledged") >= start[kind] + number
    busy = lambda: enough("story", REFUSED) and enough("withdrawal", WITHDRAWN) and enough("decision", DECIDED)
    common.wait_until(busy, 30)
    if phase == "full":
        while_full(place)
    book.compare(database.rows, "in the database, while the disk is full")
    # Sometimes the power fails while the disk is full.
    if number % 6 == 0 and not greedy:
        people.phase = "cut off"
        place.restart()
        book.compare(database.rows, "in the database, after a kill while the disk is full")

    people.phase = "freed"
    disk.make_room()
    began = time.monotonic()
    back = lambda: people.of("freed", "story", "acknowledged") > freed and service.is_ready()
    freed = people.of("freed", "story", "acknowledged")
    recovered = common.wait_until(back, 60)
    outcome.expect(recovered, "the service does not come back by itself after there is room again")
    people.phase = "calm"
    if number in (1, 10, 20, 30):
        outcome.note(f"round {number}: back after {time.monotonic() - began:.1f} s, {disk.free() >> 20} MB free")
    book.compare(database.rows, "in the database, with room again")


def while_full(place):
    """What else works on a full disk."""
    outcome, client = place.outcome, place.service.client()
    try:
        outcome.expect(client.get("/health/live").status == 200, "/health/live is not 200 on a full disk")
        form = client.get(f"/api/v1/frameworks/{storm.FRAMEWORK}").status
        outcome.expect(form == 200, f"the form does not open on a full disk: {form}")
        credentials = {"name": "mo", "password": "four words make a password"}
        signed_in = client.post("/api/v1/session", credentials)
        outcome.expect(signed_in.status == 200, f"a moderator cannot sign in on a full disk: {signed_in.in_words()}")
        if signed_in.status == 200:
            cookie = signed_in.headers["Set-Cookie"].split(";")[0]
            queue = client.get("/api/v1/moderation/stories", headers={"Cookie": cookie})
            outcome.expect(queue.status == 200, f"the queue cannot be read on a full disk: {queue.in_words()}")
    except common.NoAnswer as why:
        outcome.fault(f"the service does not answer on a full disk: {why}")
    finally:
        client.close()


def report(place, rounds, must_refuse=True):
    outcome, people = place.outcome, place.people
    full = lambda kind, result: people.of("full", kind, result)
    for kind in ("withdrawal", "decision"):
        refused = full(kind, "refused") + full(kind, "other")
        outcome.expect(refused == 0, f"{kind}s were refused on a full disk, although there is a reserve")
        outcome.expect(full(kind, "acknowledged") > 0, f"no {kind} was carried out on a full disk")
    if must_refuse:
        outcome.expect(full("story", "refused") > 0, "no story was refused on a full disk")
    done = {kind: full(kind, "acknowledged") for kind in ("withdrawal", "decision")}
    asked = {kind: done[kind] + full(kind, "refused") + full(kind, "other") for kind in done}
    outcome.note(
        f"{rounds} rounds; while full: stories refused {full('story', 'refused')}, taken {full('story', 'acknowledged')}; "
        f"withdrawals {done['withdrawal']} of {asked['withdrawal']}; decisions {done['decision']} of {asked['decision']}"
    )
