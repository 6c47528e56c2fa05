"""Exports made-up stories in every format, and reads the files with the programs of analysts.

    python3 tests/exports/run.py --binary target/debug/sensing [--folder target/interop/exports]

`make interop` runs it. What requirements.txt names is installed into the folder, which needs a network the first time; LibreOffice is used
where it is installed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Keeps Python from writing cache files beside the sources.
sys.dont_write_bytecode = True

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))

from stories import FRAMEWORK, lines  # noqa: E402

COUNT = 180

# The file, its format, and whether it is one table.
FILES = [
    ("stories.csv", "csv"),
    ("csv.zip", "csv"),
    ("stories.parquet", "parquet"),
    ("parquet.zip", "parquet"),
    ("all.xlsx", "xlsx"),
    ("sensemaker.zip", "sensemaker"),
]


def main():
    parser = argparse.ArgumentParser(description="Exports can be read by other programs.")
    parser.add_argument("--binary", required=True, type=Path, help="the build of sensing that exports")
    parser.add_argument("--folder", type=Path, default=ROOT / "target" / "interop" / "exports", help="where files go")
    asked = parser.parse_args()
    files = asked.folder / "files"
    export(asked.binary.resolve(), files)
    python = python_with_packages(asked.folder)
    for script in ["read_back.py", "spreadsheets.py"]:
        done = subprocess.run([python, HERE / script, files, str(COUNT)], env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})
        if done.returncode != 0:
            sys.exit(f"{script} failed")


def python_with_packages(folder):
    """An interpreter that has pandas, polars and pyarrow."""
    wanted = (HERE / "requirements.txt").read_text(encoding="utf-8")
    mark, python = folder / "installed", folder / "venv" / "bin" / "python"
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder / "venv"], check=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", HERE / "requirements.txt"]
        subprocess.run(pip, check=True)
        mark.write_text(wanted, encoding="utf-8")
    return python


def export(binary, files):
    """Imports the stories, and exports them in every format."""
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(parents=True)
    (files / "framework.json").write_text(json.dumps(FRAMEWORK), encoding="utf-8")
    (files / "imported.jsonl").write_text(lines(COUNT), encoding="utf-8")
    data = files / "data"
    said_yes(binary, "import", "jsonl", "--framework", files / "framework.json", "--data", files / "imported.jsonl", "--into", data)
    for name, kind in FILES:
        out = ["--format", kind, "--out", files / name, "--texts", "--language", "en"]
        said_yes(binary, "export", "--framework", FRAMEWORK["slug"], *out, "--data", data)


def said_yes(binary, *arguments):
    done = subprocess.run([binary, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"sensing {' '.join(map(str, arguments))} failed: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
