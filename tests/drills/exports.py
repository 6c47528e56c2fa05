"""A disk that has no room for the file of an export, on the command line and over HTTP.

The export is refused with an error that says so, nothing of its file stays behind, the service answers everything else, and when there
is room again the same request makes the whole file.
"""

import csv
import io

import common
import disks

STORIES = 4000
FRAMEWORK = "sheffield-send"
FORMATS = ("csv", "jsonl", "parquet", "xlsx", "datapackage", "sensemaker")
PASSWORD = "four words make a password"


def run(context):
    """A full disk while exports are made"""
    outcome = context.outcome
    disk = disks.Tmpfs(80)
    try:
        disk.mount()
        service = common.Service(context.binary, disk.folder / "data", context.folder("work") / "log")
        made = service.run("demo", "--stories", str(STORIES), "--seed", "1")
        if made.returncode != 0:
            raise RuntimeError(f"no synthetic stories could be made: {made.stderr.strip()}")
        analyst, administrator = (with_role(service, name, name) for name in ("analyst", "administrator"))
        service.start()
        try:
            outcome.expect(common.wait_until(service.is_ready, common.PATIENCE), "the service did not become ready")
            over_http(service, disk, outcome, analyst, administrator)
        finally:
            service.stop()
        on_the_command_line(service, disk, outcome)
    finally:
        disk.remove()


def with_role(service, name, role):
    added = service.run("staff", "add", name, "--role", role, "--password-stdin", given=PASSWORD)
    if added.returncode != 0:
        raise RuntimeError(f"no account could be made: {added.stderr.strip()}")
    return service.run("staff", "token", name, "--days", "1").stdout.split()[-1]


def over_http(service, disk, outcome, analyst, administrator):
    client = service.client()
    requests = {}
    for format in FORMATS:
        wanted = {"selection": {"framework": FRAMEWORK}, "format": format, "texts": False, "reason": "a drill"}
        asked = client.post("/api/v1/exports", wanted, token=analyst)
        agreed = client.request("POST", f"/api/v1/exports/{asked.json()['id']}/agree", token=administrator)
        outcome.expect((asked.status, agreed.status) == (201, 200), f"{format}: {asked.in_words()}, {agreed.in_words()}")
        requests[format] = f"/api/v1/exports/{asked.json()['id']}/file"
    disk.fill()
    free = disk.free()
    for format, path in requests.items():
        answer = client.get(path, token=analyst)
        told = answer.status == 507 and answer.is_problem() and answer.retry_after and "no room" in answer.json()["detail"]
        outcome.expect(told, f"{format}, full disk: {answer.in_words()}")
    outcome.expect(disk.free() >= free - (1 << 20), f"{free - disk.free()} bytes stayed behind on the full disk")
    outcome.expect(client.get("/health/live").status == 200, "/health/live is not 200 on a full disk")
    disk.make_room()
    sizes = {}
    for format, path in requests.items():
        answer = client.get(path, token=analyst)
        outcome.expect(answer.status == 200, f"{format}, with room again: {answer.in_words()}")
        sizes[format] = len(answer.body)
    client.close()
    outcome.note("with room again, kB: " + ", ".join(f"{format} {size >> 10}" for format, size in sizes.items()))


def on_the_command_line(service, disk, outcome):
    out = disk.folder / "stories.csv"
    disk.fill()
    refused = service.run("export", "--framework", FRAMEWORK, "--format", "csv", "--out", str(out))
    said = refused.stderr.strip()
    outcome.expect(refused.returncode != 0 and "no room" in said, f"on the command line, full disk: {refused.returncode} {said}")
    left = sorted(path.name for path in disk.folder.iterdir() if path.name not in ("data", "filler"))
    outcome.expect(not left, f"files stayed behind: {', '.join(left)}")
    disk.make_room()
    made = service.run("export", "--framework", FRAMEWORK, "--format", "csv", "--out", str(out))
    outcome.expect(made.returncode == 0, f"on the command line, with room again: {made.stderr.strip()}")
    rows = sum(1 for _ in csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig")))) - 1
    said = made.stdout.split(" ", 1)[0].replace(",", "")
    outcome.expect(said == str(rows), f"the file has {rows} stories, and the command says {said}")
