"""Every format that the service writes holds the same stories."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pytest

from sensing_client import Client, read_export
from sensing_client.stories import STATES

FORMATS = ("datapackage.zip", "jsonl.zip", "parquet.zip", "book.xlsx", "stories.csv", "stories.parquet")


def plain(frame: Any) -> pd.DataFrame:
    """A frame of either kind with plain values, so that two can be compared."""
    made: pd.DataFrame = frame.to_pandas() if hasattr(frame, "to_pandas") else frame.copy()
    for name in made.columns:
        if name == "received":
            made[name] = pd.to_datetime(made[name]).dt.strftime("%Y-%m-%d")
        values = made[name].astype(object)
        made[name] = values.where(values.notna(), None)
    return made


@pytest.fixture(scope="module")
def expected(exported: Path) -> pd.DataFrame:
    return plain(read_export(exported / "csv.zip").stories)


@pytest.mark.parametrize("frames", ["pandas", "polars"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_the_same_stories(
    name: str, frames: Literal["pandas", "polars"], exported: Path, expected: pd.DataFrame
) -> None:
    found = plain(read_export(exported / name, frames).stories)
    assert list(found.columns) == list(expected.columns)
    skipped = set()
    if name.startswith("jsonl"):
        # Lines of stories without a text have no state of moderation, and storytellers have other numbers.
        skipped = {"state", "storyteller"}
        with_text = expected["text"].notna()
        assert (found["state"][with_text] == expected["state"][with_text]).all()
        assert same_groups(found["storyteller"], expected["storyteller"])
    for column in expected.columns:
        if column not in skipped:
            assert found[column].tolist() == expected[column].tolist(), column


def same_groups(first: Any, second: Any) -> bool:
    pairs = {(a, b) for a, b in zip(first, second, strict=True) if a is not None or b is not None}
    return len({a for a, _ in pairs}) == len({b for _, b in pairs}) == len(pairs)


@pytest.mark.parametrize("name", ["csv.zip", "datapackage.zip", "parquet.zip", "book.xlsx"])
def test_long_answers_say_what_the_wide_table_says(name: str, exported: Path, expected: pd.DataFrame) -> None:
    export = read_export(exported / name)
    answers = plain(export.answers)
    words = export.vocabulary
    states = answers.drop_duplicates(["story", "signifier"]).set_index(["signifier", "story"])["state"]
    for id, own in words.signifiers.items():
        assert states[id].to_dict() == dict(zip(expected["id"], expected[f"{id}.state"], strict=True)), id
        if own.kind == "dyad":
            values = answers[(answers["signifier"] == id) & answers["value"].notna()].set_index("story")["value"]
            wide = expected[expected[f"{id}.value"].notna()].set_index("id")[f"{id}.value"]
            assert values.to_dict() == wide.to_dict(), id


def test_a_state_is_never_missing_and_parts_have_values_only_with_answers(exported: Path) -> None:
    stories = read_export(exported / "csv.zip").for_figures()
    for id in stories.vocabulary.signifiers:
        replies = stories.replies(id)
        assert sum(vars(replies).values()) == len(stories), id
        assert set(stories.state(id)) <= set(STATES), id


def test_the_versions_of_the_export_are_those_that_are_published(exported: Path, client: Client) -> None:
    export = read_export(exported / "csv.zip")
    versions = {int(version) for row in export.framework["versions"] for version in str(row).split()}
    assert versions == set(client.vocabulary(export.vocabulary.slug).versions)


@pytest.mark.parametrize("frames", ["pandas", "polars"])
def test_the_shape_of_sensemaker_is_read_as_it_is(
    frames: Literal["pandas", "polars"], exported: Path, expected: pd.DataFrame
) -> None:
    export = read_export(exported / "sensemaker.zip", frames)
    data = plain(export.tables["data"])
    assert data["id"].tolist() == expected["id"].tolist()
    assert data["timing_percentX"].tolist() == expected["timing.value"].tolist()
    assert data["story-text"].tolist() == expected["text"].tolist()
    assert set(data["audience"].dropna()) == set(expected["audience.choice"].dropna())
    assert "sensing import sensemaker" in export.notes


def test_lines_alone_are_read_with_the_frameworks_of_the_service(exported: Path, client: Client, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(exported / "jsonl.zip") as archive:
        archive.extract("stories.jsonl", tmp_path)
    alone = read_export(tmp_path / "stories.jsonl", frameworks=client.framework_versions("sheffield-send"))
    assert plain(alone.stories).equals(plain(read_export(exported / "jsonl.zip").stories))


def test_texts_are_only_those_that_were_cleared(exported: Path) -> None:
    stories = plain(read_export(exported / "csv.zip").stories)
    assert set(stories["state"][stories["text"].notna()]) == {"cleared"}
    assert {"held", "withheld"} & set(stories["state"]), "the demo has stories whose texts may not be read"
