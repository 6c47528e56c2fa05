"""Exports synthetic stories as a Data Package, and validates it with frictionless.

    python3 tests/exports/data_package.py --binary target/release/sensing [--folder target/interop/data-package]

`make interop` runs it. frictionless is installed into the folder, which needs a network the first time.
"""

import argparse
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

# Keeps Python from writing cache files beside the sources.
sys.dont_write_bytecode = True

ROOT = Path(__file__).resolve().parent.parent.parent
FRICTIONLESS = "frictionless==5.21.0"
STORIES = "200"
TABLES = ["stories", "answers", "framework"]


def main():
    parser = argparse.ArgumentParser(description="A Data Package that sensing exports is valid.")
    parser.add_argument("--binary", required=True, type=Path, help="the build of sensing that exports")
    parser.add_argument("--folder", type=Path, default=ROOT / "target" / "interop" / "data-package", help="where files go")
    asked = parser.parse_args()
    files = asked.folder / "files"
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(parents=True)
    binary, data, archive = asked.binary.resolve(), files / "data", files / "package.zip"
    said_yes(binary, "demo", "--stories", STORIES, "--seed", "1", "--data", data)
    export = ["--framework", "sheffield-send", "--format", "datapackage", "--texts", "--out", archive, "--data", data]
    said = said_yes(binary, "export", *export)
    frictionless = installed(asked.folder)

    report = validate(frictionless, archive)
    complain(report["valid"], f"the package is not valid: {json.dumps(report, indent=1)[:4000]}")
    rows = {task["name"]: task["stats"]["rows"] for task in report["tasks"]}
    complain(sorted(rows) == sorted(TABLES), f"not all tables were validated: {rows}")
    complain(rows["stories"] == int(said.split(" ", 1)[0]), f"{rows['stories']} rows, but: {said}")

    # A validator that finds nothing wrong with wrong files would say nothing about the right ones.
    for name, wrong in [("an answer without its story", stray_answer), ("another option", strange_option), ("text in place of a number", no_number)]:
        changed = files / "changed.zip"
        with_change(archive, changed, wrong)
        complain(not validate(frictionless, changed)["valid"], f"frictionless does not notice {name}")

    described(archive)
    print(f"data package: {rows['stories']} stories, {rows['answers']} answers, valid", flush=True)


def described(archive):
    """Every column is described, and every category that occurs has a label."""
    with zipfile.ZipFile(archive) as package:
        descriptor = json.loads(package.read("datapackage.json"))
        for resource in descriptor["resources"]:
            fields = resource["schema"]["fields"]
            table = csv.reader(io.StringIO(package.read(resource["path"]).decode("utf-8"), newline=""))
            heading = next(table)
            complain(heading == [field["name"] for field in fields], f"{resource['name']}: the columns are not those described")
            complain(all(field["title"] and field["description"] for field in fields), f"{resource['name']}: a column without words")
            known = {place: {one["value"] for one in field["categories"]} for place, field in enumerate(fields) if "categories" in field}
            for row in table:
                strange = [row[place] for place, values in known.items() if row[place] and row[place] not in values]
                complain(not strange, f"{resource['name']}: {strange} are not among the categories")


def stray_answer(name, rows):
    if name == "answers.csv":
        rows[1][0] = "01990a3e-7c00-7000-8000-1f2e3d4c5b6a"


def strange_option(name, rows):
    if name == "stories.csv":
        rows[1][rows[0].index("difference.state")] = "perhaps"


def no_number(name, rows):
    if name == "answers.csv":
        rows[1][rows[0].index("value")] = "half"


def with_change(archive, changed, change):
    """A copy of the package with something changed in the rows of its tables."""
    with zipfile.ZipFile(archive) as package, zipfile.ZipFile(changed, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name.endswith(".csv"):
                rows = list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))
                change(name, rows)
                out = io.StringIO(newline="")
                csv.writer(out).writerows(rows)
                content = out.getvalue().encode("utf-8")
            copy.writestr(name, content)


def validate(frictionless, archive):
    done = subprocess.run([frictionless, "validate", archive.name, "--json"], capture_output=True, text=True, cwd=archive.parent)
    complain(done.stdout.startswith("{"), f"frictionless failed: {done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def installed(folder):
    """The command frictionless."""
    mark, programs = folder / "installed", folder / "venv" / "bin"
    if not mark.exists() or mark.read_text(encoding="utf-8") != FRICTIONLESS:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder / "venv"], check=True)
        pip = [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", FRICTIONLESS]
        subprocess.run(pip, check=True)
        mark.write_text(FRICTIONLESS, encoding="utf-8")
    return (programs / "frictionless").resolve()


def said_yes(binary, *arguments):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SENSING_")}
    done = subprocess.run([binary, *arguments], capture_output=True, text=True, env=environment)
    complain(done.returncode == 0, f"sensing {' '.join(map(str, arguments))} failed: {done.stdout}{done.stderr}")
    return done.stdout


def complain(holds, words):
    if not holds:
        sys.exit(words)


if __name__ == "__main__":
    main()
