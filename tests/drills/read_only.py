"""A file system that can no longer be written, in three ways, on a disk of the drill's own.

Linux does not remount a file system read-only while somebody has a file open for writing, so the drill does what happens
in its place. The files are made immutable, and the service comes back by itself. The disk hangs for ten seconds, and the
service comes back by itself. The kernel finds an error and makes the file system read-only; that cannot be undone without
unmounting it, so there the service is killed, the file system repaired, and every acknowledgement must be true.
"""

import time

import common
import disks
import places
import storm

LONG = 10


def run(context):
    disk = disks.Ext4(200)
    try:
        disk.mount()
        with places.Place(context, folder=disk.folder) as place:
            place.people.start()
            immutable(place, disk)
            frozen(place, disk)
            broken(place, disk)
            place.finish()
    finally:
        disk.remove()


def immutable(place, disk):
    # SQLite's shared memory is a file too; writing to it does not write to the disk.
    files = [disk.folder / "data" / name for name in ("sensing.db", "sensing.db-wal")]
    place.people.phase = "calm"
    place.until_taken(10)
    disks.call("chattr", "+i", *files)
    try:
        refused_and_read(place, "immutable")
    finally:
        disks.call("chattr", "-i", *files)
    back(place, "immutable")


def frozen(place, disk):
    place.people.phase = "calm"
    place.until_taken(10)
    disk.freeze()
    try:
        place.people.phase = "hanging"
        until, alive = time.monotonic() + LONG, 0
        client = place.service.client()
        while time.monotonic() < until:
            alive += client.get("/health/live", timeout=20).status == 200
            time.sleep(0.5)
        ready = place.service.is_ready()
        place.outcome.expect(not ready, "the disk hangs, and /health/ready says that stories are taken")
        place.outcome.expect(alive >= 5, "the service does not answer while its disk hangs")
    finally:
        disk.thaw()
    taken = place.people.of("hanging", "story", "acknowledged")
    place.outcome.expect(taken == 0, f"{taken} stories were acknowledged while the disk hung")
    back(place, "hanging")


def broken(place, disk):
    place.people.phase = "calm"
    place.until_taken(10)
    disk.break_down()
    refused_and_read(place, "read-only")
    place.people.cut_off = True
    place.service.kill()
    disk.repair()
    place.service.start()
    place.people.cut_off = False
    place.until_ready()
    back(place, "read-only")


def refused_and_read(place, phase):
    """Stories are refused, and stored stories can be read."""
    outcome, people, client = place.outcome, place.people, place.service.client()
    not_ready = common.wait_until(lambda: not place.service.is_ready(), 30)
    outcome.expect(not_ready, f"{phase}: nothing can be written, and /health/ready says that stories are taken")
    people.phase = phase
    common.wait_until(lambda: people.of(phase, "story", "refused") >= 10, 30)
    outcome.expect(people.of(phase, "story", "refused") > 0, f"{phase}: no story was refused")
    taken = people.of(phase, "story", "acknowledged")
    outcome.expect(taken == 0, f"{phase}: {taken} stories were acknowledged while nothing can be written")
    outcome.expect(client.get("/health/live").status == 200, f"{phase}: /health/live is not 200")
    form = client.get(f"/api/v1/frameworks/{storm.FRAMEWORK}").status
    outcome.expect(form == 200, f"{phase}: the form does not open: {form}")
    kept = [entry for entry in place.book.all() if entry.settled and entry.settled.kind == "held"][:5]
    for entry in kept:
        opened = client.post("/api/v1/receipts/open", {"receipt": entry.receipt}).status
        outcome.expect(opened == 200, f"{phase}: a receipt does not open: {opened}")
    client.close()


def back(place, phase):
    place.people.phase = f"after {phase}"
    began = time.monotonic()
    place.outcome.expect(place.until_taken(3, 60), f"{phase}: stories are not taken 60 s after it has ended")
    place.until_ready(60)
    place.book.compare(place.database.rows, f"in the database, after {phase}")
    refused = place.people.of(phase, "story", "refused")
    place.outcome.note(f"{phase}: {refused} stories were told to come again; back after {time.monotonic() - began:.1f} s")
