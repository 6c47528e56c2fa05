#!/usr/bin/env python3
"""Measures exports: seconds, size of the file and peak memory of the process, in every format, without and with texts.

    benches/exports/run.py --binary target/release/sensing [--stories 1000000] [--folder FOLDER] [--format csv]...

Makes synthetic stories first (`sensing demo`), unless the folder holds them from an earlier run. Prints a table in Markdown.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FRAMEWORK = "sheffield-send"


def main():
    parser = argparse.ArgumentParser(description="Measures exports.")
    parser.add_argument("--binary", type=Path, default=Path("target/release/sensing"), help="the build of sensing that exports")
    parser.add_argument("--stories", type=int, default=1_000_000, help="how many synthetic stories")
    parser.add_argument("--folder", type=Path, help="where the stories are kept for another run; a temporary folder when missing")
    parser.add_argument("--format", action="append", dest="formats", help="a format; every one when missing")
    asked = parser.parse_args()
    binary = asked.binary.resolve()
    with tempfile.TemporaryDirectory(prefix="sensing-exports-") as temporary:
        folder = (asked.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        data = folder / f"stories-{asked.stories}"
        if not data.exists():
            seconds, peak, _ = measured(binary, "demo", "--stories", str(asked.stories), "--seed", "1", "--data", data)
            print(f"<!-- {asked.stories} synthetic stories made in {seconds:.0f} s, {peak:.0f} MB -->", flush=True)
        print("| Format | File | Texts | Stories | Seconds | Stories a second | File, MB | Peak memory, MB |")
        print("|---|---|---|--:|--:|--:|--:|--:|", flush=True)
        for name in asked.formats or formats(binary):
            for ending in endings(name):
                for texts in ([], ["--texts"]):
                    out = folder / f"export.{ending}"
                    options = ["--framework", FRAMEWORK, "--format", name, "--out", out, "--force", "--data", data, *texts]
                    seconds, peak, said = measured(binary, "export", *options)
                    stories = int(said.split(" ", 1)[0])
                    size = out.stat().st_size / 1e6
                    out.unlink()
                    words = "yes" if texts else "no"
                    row = [name, f".{ending}", words, f"{stories:,}", f"{seconds:.1f}", f"{stories / seconds:,.0f}", f"{size:,.0f}"]
                    print(f"| {' | '.join(row)} | {peak:,.0f} |", flush=True)


def formats(binary):
    """The formats that this build writes, as its help lists them."""
    shown = subprocess.run([binary, "export", "--help"], check=True, capture_output=True, text=True).stdout
    listed = re.search(r"--format <FORMAT>.*?\[possible values: ([^\]]+)\]", shown, re.DOTALL)
    return [name.strip() for name in listed.group(1).split(",")]


def endings(name):
    """The endings of a format's files: of one table, and of all of them."""
    return {"csv": ["csv", "zip"], "parquet": ["parquet", "zip"], "jsonl": ["jsonl", "zip"], "xlsx": ["xlsx"]}.get(name, ["zip"])


def measured(binary, *arguments):
    """Runs a command: seconds, megabytes at the peak, and what it said."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SENSING_")}
    with tempfile.TemporaryFile(mode="w+") as said, tempfile.TemporaryFile(mode="w+") as complained:
        began = time.monotonic()
        process = subprocess.Popen([binary, *map(str, arguments)], stdout=said, stderr=complained, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        complained.seek(0)
        if process.returncode != 0:
            sys.exit(f"sensing {' '.join(map(str, arguments))} failed: {said.read()}{complained.read()}")
        # Kilobytes, on Linux.
        return seconds, usage.ru_maxrss * 1024 / 1e6, said.read()


if __name__ == "__main__":
    main()
