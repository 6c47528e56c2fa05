"""A small made-up framework, and an export of made-up stories, for tests without a service."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any, cast

from sensing_client.api_types import Framework

HEADING = [
    *("id", "version", "language", "prompt", "received", "collection", "round", "source", "state", "quotable"),
    *("storyteller", "title", "text"),
    *("audience.state", "audience.choice"),
    *("change.state", "change.person", "change.together", "change.rules"),
    *("timing.state", "timing.value"),
    *("feelings.state", "feelings.glad", "feelings.tired"),
    *("around.state", "around.school.x", "around.school.y"),
]

FRAMEWORK_HEADING = ["about", "signifier", "id", "versions", "kind", "column", "label", "hint", "note"]
FRAMEWORK = [
    ["framework", "", "tiny", "1", "", "", "A tiny framework", "", ""],
    ["prompt", "", "moment", "1", "", "", "A moment", "", ""],
    ["signifier", "audience", "audience", "1", "choice", "audience.state", "Who are you?", "", ""],
    ["option", "audience", "child", "1", "", "audience.choice", "A child", "", ""],
    ["option", "audience", "family", "1", "", "audience.choice", "A family member", "", ""],
    ["signifier", "change", "change", "1", "triad", "change.state", "What made the difference?", "", ""],
    ["corner", "change", "person", "1", "", "change.person", "One person", "", ""],
    ["corner", "change", "together", "1", "", "change.together", "People together", "", ""],
    ["corner", "change", "rules", "1", "", "change.rules", "The rules", "", ""],
    ["signifier", "timing", "timing", "1", "dyad", "timing.state", "When did help come?", "", ""],
    ["end", "timing", "early", "1", "", "timing.value", "Too early", "", "At 0."],
    ["end", "timing", "late", "1", "", "timing.value", "Too late", "", "At 1, the better end."],
    ["signifier", "feelings", "feelings", "1", "choice", "feelings.state", "How did you feel?", "", ""],
    ["option", "feelings", "glad", "1", "", "feelings.glad", "Glad", "", ""],
    ["option", "feelings", "tired", "1", "", "feelings.tired", "Tired", "", ""],
    ["signifier", "around", "around", "1", "stones", "around.state", "Who was around?", "", ""],
    ["stone", "around", "school", "1", "", "around.school.x", "School", "", ""],
]

TEXTS = [
    "=SUM(A1) is what the letter said",
    "Ein Brief,\nzwei Zeilen",
    "سکول میں",
    "- not again",
    "_x000D_ is no line end",
    "'quoted'",
    "",
    "“Fine”",
]


def rows(stories: int = 120) -> list[list[str]]:
    """Rows of the wide table, as CSV has them without its guard against formulas."""
    made = []
    for at in range(stories):
        family = at % 3 == 0
        state = ("answered", "answered", "answered", "unanswered", "not_asked", "not_applicable")[at % 6]
        a = 6000 + 7 * (at % 50) if family else 1000 + 10 * (at % 70)
        b = (10_000 - a) // (2 + at % 3)
        weights = [a, b, 10_000 - a - b] if state == "answered" else None
        row = [f"story-{at}", "1", "en", "moment", f"2025-{at % 12 + 1:02d}-{at % 27 + 1:02d}"]
        row += ["TEST-2345" if at % 2 else "", "baseline" if at % 2 else "", "synthetic"]
        row += [("cleared", "held")[at % 5 == 0], ("true", "false")[at % 2], "" if at % 7 else "1"]
        row += ["A title" if at % 5 else "", TEXTS[at % len(TEXTS)] if at % 5 else ""]
        row += ["answered", "family" if family else "child"]
        row += [state, *(_decimal(weight) for weight in weights or (None, None, None))]
        row += ["answered", _decimal(min(10_000, 3000 * family + 50 * at))]
        several = at % 4 != 3
        row += ["answered" if several else "not_applicable", *(("true", "false") if several else ("", ""))]
        placed = at % 2 == 0
        row += ["answered", *((_decimal(5000 + at), _decimal(2500)) if placed else ("", ""))]
        made.append(row)
    return made


def _decimal(units: int | None) -> str:
    return "" if units is None else f"{units / 10_000:.4f}".rstrip("0").rstrip(".")


def csv_bytes(heading: list[str], table: list[list[str]], mark: bool = True) -> bytes:
    """CSV as the service writes it: a mark, lines that end in CR LF, apostrophes before what looks like a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows([[f"'{cell}" if cell[:1] in ("=", "-", "+", "@") else cell for cell in row] for row in table])
    return (b"\xef\xbb\xbf" if mark else b"") + text.getvalue().encode()


def archive(path: Path, table: list[list[str]]) -> Path:
    """A .zip of CSV with the tables `stories` and `framework`."""
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("stories.csv", csv_bytes(HEADING, table))
        zipped.writestr("framework.csv", csv_bytes(FRAMEWORK_HEADING, FRAMEWORK))
        zipped.writestr("README.txt", "Made up for tests.")
    return path


def document() -> Framework:
    """The framework as the API gives it."""

    def labelled(*ids: str) -> list[dict[str, Any]]:
        return [{"id": id, "label": {"en": id.title(), "de": f"{id} (de)"}} for id in ids]

    signifiers: list[dict[str, Any]] = [
        {"id": "audience", "kind": "choice", "options": labelled("child", "family")},
        {"id": "change", "kind": "triad", "corners": labelled("person", "together", "rules")},
        {"id": "timing", "kind": "dyad", "left": labelled("early")[0], "right": labelled("late")[0]},
        {"id": "feelings", "kind": "choice", "max": 3, "options": labelled("glad", "tired")},
        {"id": "around", "kind": "stones", "stones": labelled("school")},
    ]
    for signifier in signifiers:
        signifier["question"] = {"en": f"{signifier['id']}?"}
    made = {
        "slug": "tiny",
        "version": 1,
        "title": {"en": "A tiny framework"},
        "languages": ["en"],
        "prompts": [{"id": "moment", "text": {"en": "A moment"}}],
        "signifiers": signifiers,
    }
    return cast("Framework", json.loads(json.dumps(made)))
