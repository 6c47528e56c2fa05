"""Opens the CSV and the workbook of an export in LibreOffice, without a window, and compares what it shows.

    python3 tests/exports/spreadsheets.py FOLDER COUNT

FOLDER has stories.csv and all.xlsx, which `run.py` exported from COUNT stories of `stories.py`. Without LibreOffice (in Debian the
package libreoffice-calc) this is skipped, unless INTEROP_ALL is set.
"""

import csv
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from stories import FRAMEWORK, GUESSED, state, story  # noqa: E402

# CSV in UTF-8 with quotes; the last numbers let cells be written as they are shown, and every sheet to a file of its own.
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
# Without a window, LibreOffice does not look at the mark at the beginning of a file; its window does, and then suggests this.
CSV_IN_UTF8 = "--infilter=Text - txt - csv (StarCalc):44,34,76,1"
FORMULA_SIGNS = ("=", "+", "-", "@")


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("INTEROP_ALL"):
            sys.exit("LibreOffice is not installed: apt install libreoffice-calc")
        print("LibreOffice: SKIPPED, it is not installed (apt install libreoffice-calc); INTEROP_ALL=1 makes that a failure")
        return
    shown = folder / "shown"
    shutil.rmtree(shown, ignore_errors=True)
    readable = {number for number in range(count) if story(number)["state"] == "cleared"}
    check_workbook(sheet(program, folder / "all.xlsx", shown, "Stories"), count, readable)
    no_formula(folder / "all.xlsx")
    check_csv(sheet(program, folder / "stories.csv", shown, None), count, readable)
    print(f"LibreOffice: {count} stories are the same in the workbook and in CSV", flush=True)


def sheet(program, file, folder, name):
    """The rows of a sheet as LibreOffice shows them, as dictionaries."""
    profile = (folder / "profile").resolve().as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", EVERY_SHEET, "--outdir", folder]
    command += [file] if name else [CSV_IN_UTF8, file]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, env=os.environ | {"LC_ALL": "C.UTF-8"})
    made = folder / (f"{file.stem}-{name}.csv" if name else f"{file.stem}-{file.stem}.csv")
    if done.returncode != 0 or not made.exists():
        known = sorted(path.name for path in folder.glob("*.csv"))
        sys.exit(f"LibreOffice did not make {made.name} of {file.name} (it made {known}): {done.stdout}{done.stderr}")
    with made.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def same(found, expected, what):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def check_workbook(rows, count, readable):
    same(len(rows), count, "rows of the workbook")
    for number, row in enumerate(rows):
        told = story(number)
        same(row["text"], told["text"] if number in readable else "", f"the text of story {number} in the workbook")
        same(row["received"], told["received"], f"the day of story {number} in the workbook")
        for signifier in (one["id"] for one in FRAMEWORK["signifiers"]):
            same(row[f"{signifier}.state"], state(number, signifier), f"the state of {signifier} of story {number}")
        weight = told["answers"].get("difference")
        expected = "" if not isinstance(weight, dict) else "0.62"
        same(row["difference.person"], expected, f"a weight of story {number}")


def check_csv(rows, count, readable):
    same(len(rows), count, "rows of the CSV")
    for number, row in enumerate(rows):
        text = story(number)["text"] if number in readable else ""
        if text in GUESSED:
            continue
        guarded = f"'{text}" if text.lstrip("'").startswith(FORMULA_SIGNS) else text
        same(row["text"], guarded, f"the text of story {number} in CSV")


def no_formula(workbook):
    with zipfile.ZipFile(workbook) as parts:
        for part in parts.namelist():
            xml = parts.read(part)
            same(b"<f>" in xml or b"<f " in xml or b"<hyperlink" in xml, False, f"a formula or a link in {part}")


if __name__ == "__main__":
    main()
