"""Reads exports with pyarrow, pandas and polars, and compares them with the stories that were imported.

    python3 tests/exports/read_back.py FOLDER COUNT

FOLDER has stories.parquet, parquet.zip and csv.zip, which `run.py` exported from COUNT stories of `stories.py`.
"""

import csv
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

import pandas
import polars
import pyarrow
import pyarrow.parquet

sys.path.insert(0, str(Path(__file__).resolve().parent))

from stories import FRAMEWORK, state, story  # noqa: E402


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    readable = [number for number in range(count) if story(number)["state"] == "cleared"]
    with_pandas(folder, count, readable)
    with_polars(folder, count)
    with_pyarrow(folder)
    parquet_is_csv(folder)
    print(f"Parquet: {count} stories are the same in pandas, polars, pyarrow and CSV", flush=True)


def same(found, expected, what):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


def with_pandas(folder, count, readable):
    stories = pandas.read_parquet(folder / "stories.parquet")
    same(len(stories), count, "rows in pandas")
    for column in ["prompt", "state", "who.choice", "difference.state"]:
        same(isinstance(stories[column].dtype, pandas.CategoricalDtype), True, f"{column} is a categorical")
    same(str(stories["difference.person"].dtype), "float64", "the type of a weight")
    texts = stories["text"].dropna().tolist()
    same(texts, [story(number)["text"] for number in readable], "texts in pandas")
    for signifier in (one["id"] for one in FRAMEWORK["signifiers"]):
        found = stories[f"{signifier}.state"].tolist()
        same(found, [state(number, signifier) for number in range(count)], f"states of {signifier}")
    weights = stories[["difference.person", "difference.together", "difference.organised"]].dropna().to_numpy().tolist()
    same({tuple(row) for row in weights}, {(0.62, 0.3, 0.08)}, "weights in pandas")
    days = [str(day)[:10] for day in stories["received"]]
    same(days, [story(number)["received"] for number in range(count)], "days in pandas")
    chosen = stories["feelings.glad"].tolist()
    expected = [None if state(number, "feelings") != "answered" else number % 6 == 0 for number in range(count)]
    same([None if pandas.isna(value) else bool(value) for value in chosen], expected, "a choice of several in pandas")


def with_polars(folder, count):
    stories = polars.read_parquet(folder / "stories.parquet")
    same(stories.height, count, "rows in polars")
    same(stories.schema["who.choice"] in (polars.Categorical, polars.Enum), True, "a choice is a categorical in polars")
    same((stories.schema["difference.person"], stories.schema["received"]), (polars.Float64, polars.Date), "types in polars")
    same(stories["quotable"].to_list(), [number % 2 == 0 for number in range(count)], "booleans in polars")
    expected = [["child", "family"][number % 3 != 0] if number % 2 == 0 else None for number in range(count)]
    same(stories["who.choice"].cast(polars.String).to_list(), expected, "a choice in polars")


def with_pyarrow(folder):
    file = pyarrow.parquet.ParquetFile(folder / "stories.parquet")
    schema = file.schema_arrow
    schema_of_file = pyarrow.parquet.read_schema(folder / "stories.parquet")
    same(pyarrow.types.is_dictionary(schema.field("who.choice").type), True, "a choice is a dictionary in pyarrow")
    same((schema.field("received").type, schema.field("version").type), (pyarrow.date32(), pyarrow.int64()), "types in pyarrow")
    said = {key.decode(): value.decode() for key, value in schema_of_file.metadata.items()}
    same((said["framework"], said["title"]), ("exported", FRAMEWORK["title"]["en"]), "what the file says about itself")
    columns = {column["name"]: column for column in json.loads(said["columns"])}
    same(list(columns), schema.names, "the columns that the metadata describe")
    same(columns["who.choice"]["categories"][1], {"id": "family", "label": "The family"}, "a category in the metadata")


def parquet_is_csv(folder):
    """Every table is the same row by row, as text."""
    with zipfile.ZipFile(folder / "parquet.zip") as parquet, zipfile.ZipFile(folder / "csv.zip") as separated:
        for name in ["stories", "answers", "framework"]:
            table = pyarrow.parquet.read_table(io.BytesIO(parquet.read(f"{name}.parquet")))
            columns = [[in_words(value) for value in column.to_pylist()] for column in table.columns]
            with separated.open(f"{name}.csv") as raw:
                headings, *rows = csv.reader(io.TextIOWrapper(raw, "utf-8-sig", newline=""))
            same(table.column_names, headings, f"the headings of {name}")
            same(hashes(zip(*columns)), hashes([unguarded(cell) for cell in row] for row in rows), f"the rows of {name}")


def hashes(rows):
    return [hashlib.sha256(json.dumps(list(row)).encode()).hexdigest() for row in rows]


def in_words(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)


def unguarded(cell):
    """A text that looks like a formula has an apostrophe in front in CSV."""
    if not cell.startswith("'"):
        return cell
    rest = cell.lstrip("'")
    return cell[1:] if rest.lstrip()[:1] in tuple("=+-@") else cell


if __name__ == "__main__":
    main()
