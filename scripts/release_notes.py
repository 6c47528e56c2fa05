#!/usr/bin/env python3
"""Prints what CHANGELOG.md says about one version, for the notes of its release.

    scripts/release_notes.py 0.2.0

A leading "v", as tags have it, does not matter. Exits with 1 when the version has no section, no date, or no entry.
"""

import re
import sys
from pathlib import Path

CHANGELOG = Path(__file__).resolve().parent.parent / "CHANGELOG.md"

HEADING = re.compile(r"^## \[?(?P<version>[^\]\s]+)\]?(?: - (?P<date>\d{4}-\d{2}-\d{2}))?\s*$")


def notes_of(version: str, changelog: str) -> str:
    """The section of a version, without its heading. Raises ValueError with what is wrong with it."""
    version = version.removeprefix("v")
    section: list[str] | None = None
    for line in changelog.splitlines():
        heading = HEADING.match(line)
        if heading and section is not None:
            break
        if heading and heading["version"] == version:
            if heading["date"] is None:
                raise ValueError(f"the heading of {version} has no date: write “## {version} - YYYY-MM-DD”")
            section = []
        elif section is not None:
            section.append(line)
    if section is None:
        raise ValueError(f"there is no section “## {version} - YYYY-MM-DD”")
    notes = "\n".join(section).strip()
    if not any(line.startswith("- ") for line in section):
        raise ValueError(f"the section of {version} has no entry")
    return notes + "\n"


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        print(notes_of(arguments[0], CHANGELOG.read_text(encoding="utf-8")), end="")
    except ValueError as error:
        print(f"CHANGELOG.md: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
