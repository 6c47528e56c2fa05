"""The kinds of an export's columns: from a Data Package's description, or from the columns' names and values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .stories import STATES

__all__ = ["Kind", "TableName", "from_package", "guess", "unguarded"]

TableName = Literal["stories", "answers", "framework", "data"]


@dataclass(frozen=True)
class Kind:
    """The kind of a column, and the values of one with categories, in order; None where they are those that occur."""

    of: Literal["text", "integer", "decimal", "boolean", "date", "category"]
    categories: tuple[str, ...] | None = None


TEXT, INTEGER, DECIMAL = Kind("text"), Kind("integer"), Kind("decimal")
BOOLEAN, DATE, CATEGORY = Kind("boolean"), Kind("date"), Kind("category")
STATE = Kind("category", STATES)

_STORIES = {
    "id": TEXT,
    "version": INTEGER,
    "language": CATEGORY,
    "prompt": CATEGORY,
    "received": DATE,
    "collection": CATEGORY,
    "round": CATEGORY,
    "source": Kind("category", ("told", "paper", "imported", "synthetic")),
    "state": Kind("category", ("held", "cleared", "withheld")),
    "quotable": BOOLEAN,
    "storyteller": INTEGER,
    "title": TEXT,
    "text": TEXT,
}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_ANSWERS = {
    "story": TEXT,
    "signifier": CATEGORY,
    "kind": Kind("category", ("triad", "dyad", "stones", "choice")),
    "state": STATE,
    "part": CATEGORY,
    "axis": Kind("category", ("x", "y")),
    "value": DECIMAL,
    "chosen": BOOLEAN,
}


def table_of(columns: Sequence[str]) -> TableName | None:
    """Which table has these columns; None when it is none of an export."""
    if "about" in columns and "label" in columns:
        return "framework"
    if "project_id" in columns and "server_upload_time" in columns:
        return "data"
    if "story" in columns and "signifier" in columns:
        return "answers"
    return "stories" if "id" in columns and "received" in columns else None


def guess(table: TableName, columns: Iterable[str], values: Callable[[str], set[str]]) -> dict[str, Kind]:
    """The kinds of a table's columns. `values` gives the values that occur in a column, as text, without missing ones."""
    if table == "framework":
        return dict.fromkeys(columns, TEXT)
    if table == "data":
        return {name: _of_data(name, values) for name in columns}
    known = _STORIES if table == "stories" else _ANSWERS
    return {name: known[name] if name in known else _of_part(name, values) for name in columns}


def _of_part(name: str, values: Callable[[str], set[str]]) -> Kind:
    if name.endswith(".state"):
        return STATE
    found = values(name)
    if found and found <= {"true", "false"}:
        return BOOLEAN
    if name.endswith(".choice"):
        return CATEGORY
    if re.search(r"\.write_in_*$", name):
        return TEXT
    return DECIMAL


def _of_data(name: str, values: Callable[[str], set[str]]) -> Kind:
    """Of SenseMaker's shape: positions and marks are numbers, and what was chosen is a category."""
    if name.startswith(("id", "project_id", "story-", "meta_")):
        return TEXT
    found = values(name)
    return DECIMAL if all(_NUMBER.fullmatch(one) for one in found) else CATEGORY


def from_package(description: dict[str, Any]) -> dict[str, dict[str, Kind]]:
    """The kinds of every table's columns, by table, from a `datapackage.json`."""
    return {
        resource["name"]: {field["name"]: _of_field(field) for field in resource["schema"]["fields"]}
        for resource in description["resources"]
        if "schema" in resource
    }


def _of_field(field: dict[str, Any]) -> Kind:
    listed = field.get("categories") or field.get("constraints", {}).get("enum")
    if listed:
        return Kind("category", tuple(str(one["value"] if isinstance(one, dict) else one) for one in listed))
    kinds = {"integer": INTEGER, "number": DECIMAL, "boolean": BOOLEAN, "date": DATE}
    return kinds.get(field.get("type", "string"), TEXT)


#: What some spreadsheet could take for a formula; such texts have an apostrophe in front in CSV.
_FORMULA = re.compile(r"'+(?:[\t\r\n]|[\s\x00-\x1f\u200b\ufeff]*[=+\-@＝＋－＠−﹢﹣﹦﹫])")


def unguarded(text: str) -> str:
    """A text as it was, without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return text[1:] if _FORMULA.match(text) else text
