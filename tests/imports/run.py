"""Imports the synthetic samples with the real binary, and compares what the service then says with a count of its own (count.py).

    python3 tests/imports/run.py --binary target/release/sensing
    python3 tests/imports/run.py --binary … --narrafirma FORM.csv STORIES.csv     public samples of NarraFirma, which are not in this repository

Nothing but Python's standard library is used.
"""

import argparse
import json
import shutil
import sys
import tempfile
import urllib.request
from pathlib import Path

sys.dont_write_bytecode = True

HERE = Path(__file__).resolve().parent
SAMPLES = HERE / "samples"
sys.path.insert(0, str(HERE.parent / "drills"))
sys.path.insert(0, str(HERE))

import common  # noqa: E402
import count  # noqa: E402

# Below this, the service tells no number of stories.
TOLD_FROM = 10
STATED = "These rows are synthetic or published samples; no person has to consent."


def main():
    parser = argparse.ArgumentParser(description="Imports by mapping count as an independent program does.")
    parser.add_argument("--binary", required=True, help="the build of sensing")
    parser.add_argument("--narrafirma", nargs=2, metavar=("FORM", "STORIES"), help="another story form of NarraFirma, and its stories")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="sensing-imports-"))
    service = common.Service(common.Binary(asked.binary), folder / "data", folder / "log")
    expected = {
        "table": (import_table(service, folder), count.table(SAMPLES / "table.csv")),
        "narrafirma": import_narrafirma(service, "narrafirma", SAMPLES / "narrafirma-form.csv", SAMPLES / "narrafirma-stories.csv"),
        "kobo": (import_kobo(service), count.kobo(SAMPLES / "kobo-form.xlsx", SAMPLES / "kobo-data.csv")),
    }
    if asked.narrafirma:
        expected["public"] = import_narrafirma(service, "public", *asked.narrafirma)
    said(service, "staff", "add", "scripts", "--role", "analyst", "--password-stdin", given="four words make a password")
    token = said(service, "staff", "token", "scripts", "--days", "1").split()[-1]
    service.start()
    try:
        if not common.wait_until(service.is_ready, common.PATIENCE):
            sys.exit(f"the service is not ready; its log is {service.log}")
        wrong = [fault for slug, (_, own) in expected.items() for fault in compare(service, token, slug, own)]
    finally:
        service.stop()
    for fault in wrong:
        print(f"DIFFERS  {fault}")
    if not wrong:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong else 0


def said(service, *arguments, given="", codes=(0,)):
    done = service.run(*arguments, given=given)
    if done.returncode not in codes:
        sys.exit(f"sensing {' '.join(arguments)} failed: {done.stdout}\n{done.stderr}")
    return done.stdout


def import_table(service, folder):
    mapping = json.loads(said(service, "import", "guess", "--data", str(SAMPLES / "table.csv"), "--as", "table"))
    path = folder / "mapping.json"
    path.write_text(json.dumps(mapping), encoding="utf-8")
    arguments = ["import", "table", "--mapping", str(path), "--data", str(SAMPLES / "table.csv"), "--consent", "May we use it?=Yes"]
    said(service, *arguments)
    return twice(service, arguments)


def import_narrafirma(service, slug, form, stories):
    arguments = ["import", "narrafirma", "--form", str(form), "--data", str(stories), "--as", slug, "--consent-stated", STATED]
    # Rows without a story are rejected, which is the exit code 1.
    said(service, *arguments, codes=(0, 1))
    return twice(service, arguments), count.narrafirma(form, stories)


def import_kobo(service):
    arguments = ["import", "kobo", "--form", str(SAMPLES / "kobo-form.xlsx"), "--data", str(SAMPLES / "kobo-data.csv"), "--as", "kobo"]
    arguments += ["--consent", "consent=yes"]
    said(service, *arguments)
    return twice(service, arguments)


def twice(service, arguments):
    """Importing again changes nothing."""
    again = said(service, *arguments, codes=(0, 1))
    if " 0 stories new," not in again:
        sys.exit(f"importing twice stored something: {again}")
    return again


def compare(service, token, slug, expected):
    stories, questions = expected
    host, port = service.address
    get = lambda path, body=None: call(f"http://{host}:{port}/api/v1{path}", token, body)  # noqa: E731
    framework = get(f"/frameworks/{slug}")
    answer = get("/patterns", {"selection": {"framework": slug}})
    signifiers = framework["signifiers"]
    faults, figures = [], 0
    if [one["question"]["en"] for one in signifiers] != [own["question"] for own in questions]:
        return [f"{slug}: the questions are {[one['question']['en'] for one in signifiers]}, and should be {[own['question'] for own in questions]}"]
    for signifier, own in zip(signifiers, questions):
        pattern = answer["signifiers"][signifier["id"]]
        where = f"{slug}, {signifier['id']}"
        if own["states"]["answered"] < TOLD_FROM:
            faults += differ(f"{where}, a figure that must not be told", pattern.get("answered"), None)
            continue
        for state in ("answered", "not_applicable", "unanswered", "not_asked"):
            figures += 1
            faults += differ(f"{where}, {state}", pattern[state], own["states"][state])
        if own["kind"] == "choice":
            for option in signifier["options"]:
                label, told = option["label"]["en"], pattern["options"].get(option["id"])
                told = told if not isinstance(told, dict) else told.get("count")
                if told is None and own["options"][label] < TOLD_FROM:
                    continue
                figures += 1
                faults += differ(f"{where}, {label}", told, own["options"][label])
        if own["kind"] == "dyad":
            bins = [0] * len(pattern["histogram"])
            for position in own["positions"]:
                # In ten-thousandths, as the service stores it. A value between two bins belongs to the lower one.
                parts = round(position * 10_000)
                bins[max(-(-parts * len(bins) // 10_000) - 1, 0)] += 1
            figures += len(bins)
            faults += differ(f"{where}, histogram", pattern["histogram"], bins)
    stored = answer["matching"]
    faults += differ(f"{slug}, stories", stored, stories)
    print(f"{slug}: {stories} stories, {len(questions)} questions, {figures} figures compared, {len(faults)} differ", flush=True)
    return faults


def differ(what, told, own):
    return [] if told == own else [f"{what}: the service says {told}, and the file {own}"]


def call(url, token, body=None):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(url, headers=headers, data=None if body is None else json.dumps(body).encode())
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


if __name__ == "__main__":
    sys.exit(main())
