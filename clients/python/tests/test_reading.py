"""Every format of an export, in pandas and polars: the same values, categories and states."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from pathlib import Path
from typing import Any, Literal

import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pytest

from sensing_client import NotReadable, read_export
from sensing_client.schema import unguarded
from sensing_client.stories import STATES, Replies

from . import sample

Frames = Literal["pandas", "polars"]
BOTH: list[Frames] = ["pandas", "polars"]
ROWS = sample.rows()


def plain(frame: Any) -> list[dict[str, Any]]:
    """The rows with plain values, and None for what is missing."""
    if isinstance(frame, pl.DataFrame):
        return frame.to_dicts()
    objects = frame.astype(object)
    records = objects.where(objects.notna(), None).to_dict("records")
    return [
        {name: value.date() if isinstance(value, pd.Timestamp) else value for name, value in row.items()} for row in records
    ]


def expected() -> list[dict[str, Any]]:
    """What the rows of the sample mean."""

    def value(name: str, cell: str) -> Any:
        if cell == "":
            return None
        if cell in ("true", "false"):
            return cell == "true"
        if name in ("version", "storyteller"):
            return int(cell)
        if name == "received":
            return datetime.date.fromisoformat(cell)
        is_number = name.endswith((".x", ".y", ".value")) or (name.startswith("change.") and not name.endswith(".state"))
        return float(cell) if is_number else cell

    return [{name: value(name, cell) for name, cell in zip(sample.HEADING, row, strict=True)} for row in ROWS]


def parquet(path: Path) -> Path:
    """The sample as Parquet with dictionaries for categories."""
    frame = pd.DataFrame(expected())
    for name in frame.columns:
        if name.endswith((".state", ".choice")) or name in ("state", "source", "language", "prompt"):
            frame[name] = frame[name].astype("category")
    frame.to_parquet(path)
    return path


def data_package(path: Path) -> Path:
    """The sample as a Data Package."""

    def field(name: str) -> dict[str, Any]:
        if name.endswith(".state"):
            return {"name": name, "type": "string", "categories": [{"value": state, "label": state} for state in STATES[:4]]}
        if name == "audience.choice":
            return {"name": name, "type": "string", "categories": ["child", "family"]}
        own = expected()[1][name]
        kind = {bool: "boolean", float: "number", int: "integer", datetime.date: "date"}.get(type(own), "string")
        return {"name": name, "type": "integer" if name == "storyteller" else kind}

    fields = [field(name) for name in sample.HEADING]
    for one in fields:
        if one["name"].startswith(("change.", "around.")) and not one["name"].endswith(".state"):
            one["type"] = "number"
    words = [{"name": name, "type": "string"} for name in sample.FRAMEWORK_HEADING]
    resources = [
        {"name": "stories", "path": "stories.csv", "schema": {"fields": fields}},
        {"name": "framework", "path": "framework.csv", "schema": {"fields": words}},
    ]
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("datapackage.json", json.dumps({"resources": resources}))
        zipped.writestr("stories.csv", sample.csv_bytes(sample.HEADING, ROWS, mark=False))
        zipped.writestr("framework.csv", sample.csv_bytes(sample.FRAMEWORK_HEADING, sample.FRAMEWORK, mark=False))
    return path


def workbook(path: Path) -> Path:
    """The sample as a workbook whose stories go on in a second sheet."""
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active.append(["Made up for tests."])
    stories = [[row[name] for name in sample.HEADING] for row in expected()]
    words = [[cell or None for cell in row] for row in sample.FRAMEWORK]
    sheets = [
        ("stories", sample.HEADING, stories[:100]),
        ("stories 2", sample.HEADING, stories[100:]),
        ("framework", sample.FRAMEWORK_HEADING, words),
    ]
    for title, heading, rows in sheets:
        sheet = book.create_sheet(title)
        for row in [heading, *rows]:
            sheet.append(row)
        for cell in (cell for row in sheet for cell in row if cell.data_type == "f"):
            # A text, not a formula.
            cell.data_type = "s"
        for cell in (cell for row in sheet for cell in row if str(cell.value).startswith("_x")):
            cell.value = str(cell.value).replace("_x", "_x005F_x")
    book.save(path)
    return path


def single(path: Path) -> Path:
    path.write_bytes(sample.csv_bytes(sample.HEADING, ROWS))
    return path


MAKERS = {
    "csv": lambda folder: sample.archive(folder / "export.zip", ROWS),
    "one table": lambda folder: single(folder / "stories.csv"),
    "parquet": lambda folder: parquet(folder / "stories.parquet"),
    "datapackage": lambda folder: data_package(folder / "export.zip"),
    "xlsx": lambda folder: workbook(folder / "export.xlsx"),
}


@pytest.mark.parametrize("frames", BOTH)
@pytest.mark.parametrize("maker", MAKERS)
def test_every_format_gives_the_same_values(maker: str, frames: Frames, tmp_path: Path) -> None:
    found = plain(read_export(MAKERS[maker](tmp_path), frames).stories)
    for own, row in zip(found, expected(), strict=True):
        assert own == row


@pytest.mark.parametrize("frames", BOTH)
@pytest.mark.parametrize("maker", MAKERS)
def test_the_four_states_are_categories_of_their_own(maker: str, frames: Frames, tmp_path: Path) -> None:
    frame: Any = read_export(MAKERS[maker](tmp_path), frames).stories
    column = frame["change.state"]
    known = column.cat.categories if frames == "pandas" else column.dtype.categories
    assert list(known)[:4] == list(STATES[:4])
    counts = {state: int((column == state).sum()) for state in STATES[:4]}
    assert counts == {"answered": 60, "not_applicable": 20, "unanswered": 20, "not_asked": 20}
    # A state is never a missing value, and a part has a value only with an answer.
    assert int(column.isna().sum() if frames == "pandas" else column.null_count()) == 0
    weights = frame["change.person"].to_numpy().astype(float)
    assert (np.isnan(weights) == (column.to_numpy().astype(str) != "answered")).all()


@pytest.mark.parametrize("frames", BOTH)
def test_columns_have_their_kinds(frames: Frames, tmp_path: Path) -> None:
    frame: Any = read_export(sample.archive(tmp_path / "export.zip", ROWS), frames).stories
    kinds = {name: str(frame[name].dtype) for name in ("version", "received", "quotable", "timing.value", "feelings.glad")}
    if frames == "pandas":
        assert kinds["received"].startswith("datetime64")
        assert {**kinds, "received": ""} == {
            "version": "Int64",
            "received": "",
            "quotable": "boolean",
            "timing.value": "float64",
            "feelings.glad": "boolean",
        }
    else:
        assert list(kinds.values()) == ["Int64", "Date", "Boolean", "Float64", "Boolean"]


@pytest.mark.parametrize("frames", BOTH)
def test_the_framework_of_the_file_says_what_there_is(frames: Frames, tmp_path: Path) -> None:
    export = read_export(sample.archive(tmp_path / "export.zip", ROWS), frames)
    words = export.vocabulary
    assert (words.slug, words.title, dict(words.prompts)) == ("tiny", "A tiny framework", {"moment": "A moment"})
    assert {id: own.kind for id, own in words.signifiers.items()} == {
        "audience": "choice",
        "change": "triad",
        "timing": "dyad",
        "feelings": "choice",
        "around": "stones",
    }
    assert list(words.signifiers["change"].parts) == ["person", "together", "rules"]
    assert (words.signifiers["timing"].confidence, words.signifiers["audience"].confidence) == (True, False)
    assert (words.signifiers["feelings"].several, words.signifiers["audience"].several) == (True, False)
    assert export.notes == "Made up for tests."


@pytest.mark.parametrize("frames", BOTH)
def test_lines_of_json_give_the_same_answers(frames: Frames, tmp_path: Path) -> None:
    story = {
        "id": "1",
        "framework": "tiny",
        "version": 1,
        "language": "en",
        "prompt": "moment",
        "received": "2025-03-01",
        "state": "cleared",
        "consent": {"analysis": True, "quotation": True},
        "asked": ["audience", "change", "timing", "feelings"],
        "title": "",
        "text": "Zwei\nZeilen",
        "answers": {
            "audience": {"choice": ["family"]},
            "change": {"triad": [0.2, 0.3, 0.5]},
            "timing": "not_applicable",
            "around": {"stones": {"school": [0.25, 1]}},
        },
    }
    path = tmp_path / "stories.jsonl"
    path.write_text(json.dumps(story) + "\n" + json.dumps({**story, "id": "2", "answers": {}}) + "\n", encoding="utf-8")
    with pytest.raises(NotReadable, match="framework_versions"):
        read_export(path, frames)
    export = read_export(path, frames, frameworks=[sample.document()])
    stories = export.for_figures()
    first, second = plain(export.stories)
    assert (first["text"], first["quotable"], first["received"]) == ("Zwei\nZeilen", True, datetime.date(2025, 3, 1))
    assert [first["change.person"], first["change.rules"], first["around.school.x"]] == [0.2, 0.5, 0.25]
    states = {id: first[f"{id}.state"] for id in ("audience", "change", "timing", "feelings", "around")}
    assert list(states.values()) == ["answered", "answered", "not_applicable", "unanswered", "answered"]
    assert (second["change.state"], second["around.state"]) == ("unanswered", "not_asked")
    assert stories.replies("timing") == Replies(0, 1, 1, 0)


def test_apostrophes_before_formulas_are_taken_away_and_no_others() -> None:
    written = ["'=1", "''=1", "'- she said", "'\t=1", "'quoted'", "plain", "' =1", "'＝1", "'", ""]
    assert [unguarded(text) for text in written] == [
        "=1",
        "'=1",
        "- she said",
        "\t=1",
        "'quoted'",
        "plain",
        " =1",
        "＝1",
        "'",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"x,y\r\n1,2\r\n", "no table of an export: its columns begin with x, y"),
        ("a.zip", b"no archive", "cannot be read as an export"),
        ("a.docx", b"", "no ending of an export; there are: .csv"),
        ("a.jsonl", b"{", "does not say what was asked"),
    ],
)
def test_files_that_are_no_export_are_refused_with_the_reason(name: str, content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NotReadable, match=says):
        read_export(tmp_path / name)


def test_a_file_of_one_table_says_what_it_lacks(tmp_path: Path) -> None:
    export = read_export(single(tmp_path / "stories.csv"))
    with pytest.raises(NotReadable, match="no table “answers”; it has: stories"):
        _ = export.answers
    with pytest.raises(NotReadable, match=r"client\.vocabulary"):
        _ = export.vocabulary
    empty = io.BytesIO(sample.csv_bytes(sample.HEADING, []))
    (tmp_path / "none.csv").write_bytes(empty.getvalue())
    assert len(read_export(tmp_path / "none.csv").stories) == 0
