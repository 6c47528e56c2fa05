"""Watches a process from outside: its memory, its open files and its threads."""

import os
from pathlib import Path

# Bytes that a request may leave behind on average, after the warm-up; a leak of a small object in one kind of request is more.
BYTES_A_REQUEST = 40
# Megabytes by which memory may differ in any case: what caches and the allocator keep.
SLACK = 24
# Files and threads that may be open at the end and were not after the warm-up: segments of the index come and go.
MORE_FILES, MORE_THREADS = 32, 4


class Reading:
    def __init__(self, pid, requests):
        status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
        self.requests = requests
        self.megabytes = int(status["VmRSS"].split()[0]) / 1024
        self.peak = int(status["VmHWM"].split()[0]) / 1024
        self.threads = int(status["Threads"])
        self.files = len(os.listdir(f"/proc/{pid}/fd"))

    def in_words(self):
        return f"{self.megabytes:.0f} MB, {self.files} files, {self.threads} threads"


class Watch:
    """Reads once a second while requests are sent, and whenever nothing is."""

    def __init__(self, pid, outcome):
        self.pid = pid
        self.outcome = outcome
        self.looks = []
        self.rests = []
        self.said = 0

    def look(self, requests):
        reading = Reading(self.pid, requests)
        self.looks.append(reading)
        if requests - self.said >= 50_000:
            self.said = requests
            print(f"    {requests} requests: {reading.in_words()}", flush=True)

    def rest(self, requests):
        reading = Reading(self.pid, requests)
        self.rests.append(reading)
        self.outcome.note(f"at rest after {requests} requests: {reading.in_words()}")

    def judge(self):
        """Compares the end with the end of the warm-up."""
        (warm, end), expect = self.rests, self.outcome.expect
        sent = end.requests - warm.requests
        growth = sent * slope([(look.requests, look.megabytes) for look in self.looks if look.requests >= warm.requests])
        allowed = SLACK + BYTES_A_REQUEST * sent / 2**20
        self.outcome.note(
            f"memory grew by {growth:.1f} MB over {sent} requests (least squares), and at rest by "
            f"{end.megabytes - warm.megabytes:.1f} MB; {allowed:.0f} MB are allowed; peak {end.peak:.0f} MB"
        )
        expect(growth <= allowed, f"memory grows: {growth:.0f} MB over {sent} requests, and {allowed:.0f} are allowed")
        expect(end.files <= warm.files + MORE_FILES, f"files pile up: {end.files} are open, {warm.files} after the warm-up")
        expect(end.threads <= warm.threads + MORE_THREADS, f"threads pile up: {end.threads}, {warm.threads} after the warm-up")


def slope(points):
    """The slope of the least-squares line."""
    if len(points) < 2:
        return 0.0
    x_mean = sum(x for x, _ in points) / len(points)
    y_mean = sum(y for _, y in points) / len(points)
    along = sum((x - x_mean) ** 2 for x, _ in points)
    return sum((x - x_mean) * (y - y_mean) for x, y in points) / along if along else 0.0
