"""Reads the files of an export, in every format, as frames."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from .api_types import Framework
from .backends import Backend, backend
from .errors import NotReadable
from .lines import wide
from .schema import Kind, from_package, table_of
from .stories import Stories
from .vocabulary import SignifierWords, Vocabulary

if TYPE_CHECKING:
    import pandas
    import polars

FrameT = TypeVar("FrameT")

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")

__all__ = ["Export", "read_export"]


class Tables(Mapping[str, FrameT]):
    """Tables by name, each read when it is first asked for: the long table is much larger than the others."""

    def __init__(self, readers: Mapping[str, Callable[[], FrameT]]) -> None:
        self._readers = dict(readers)
        self._read: dict[str, FrameT] = {}

    def __getitem__(self, name: str) -> FrameT:
        if name not in self._read:
            self._read[name] = self._readers[name]()
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._readers)

    def __len__(self) -> int:
        return len(self._readers)


@dataclass(frozen=True)
class Export(Generic[FrameT]):
    """What a file of an export holds. A file of one table has only that."""

    path: Path
    #: `csv`, `parquet`, `jsonl`, `xlsx`, `datapackage` or `sensemaker`.
    format: str
    #: The tables by name: `stories`, `answers`, `framework`; of SenseMaker's shape `data`.
    tables: Mapping[str, FrameT]
    #: What has to be said about the export, for people; empty when the file says nothing.
    notes: str
    _vocabulary: Vocabulary | None = None

    @property
    def stories(self) -> FrameT:
        """A row for each story, with all of its answers."""
        return self._table("stories")

    @property
    def answers(self) -> FrameT:
        """A row for each part of each answer."""
        return self._table("answers")

    @property
    def framework(self) -> FrameT:
        """A row for everything that the framework names."""
        return self._table("framework")

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of the framework.

        Raises:
            NotReadable: the file has no table `framework`; `client.vocabulary(slug)` has the same words.

        """
        if self._vocabulary is None:
            raise NotReadable(
                f"{self.path.name} has no table “framework”; export all tables into a .zip, or take client.vocabulary(slug)"
            )
        return self._vocabulary

    def for_figures(self, vocabulary: Vocabulary | None = None) -> Stories:
        """The stories as the figures take them, with this vocabulary or the file's own."""
        frame: Any = self.stories
        return Stories(frame, vocabulary or self.vocabulary)

    def _table(self, name: str) -> FrameT:
        if name not in self.tables:
            raise NotReadable(f"{self.path.name} has no table “{name}”; it has: {', '.join(self.tables)}")
        return self.tables[name]


@overload
def read_export(path: str | Path, *, frameworks: Sequence[Framework] = ()) -> Export[pandas.DataFrame]: ...


@overload
def read_export(
    path: str | Path, frames: Literal["pandas"], *, frameworks: Sequence[Framework] = ()
) -> Export[pandas.DataFrame]: ...


@overload
def read_export(
    path: str | Path, frames: Literal["polars"], *, frameworks: Sequence[Framework] = ()
) -> Export[polars.DataFrame]: ...


def read_export(
    path: str | Path, frames: Literal["pandas", "polars"] = "pandas", *, frameworks: Sequence[Framework] = ()
) -> Export[Any]:
    """Reads a file of an export: CSV, Parquet, JSON Lines, xlsx, or a .zip of these, a Data Package, or SenseMaker's shape.

    Args:
        path: the file.
        frames: `pandas` or `polars`.
        frameworks: the framework's versions, as `client.framework_versions(slug)`, for a .jsonl without their documents.

    Raises:
        NotReadable: the file is no export, or is damaged.

    """
    path = Path(path)
    made = backend(frames)
    try:
        return _Reader(path, made, frameworks).read()
    except NotReadable:
        raise
    except FileNotFoundError:
        raise
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, ValueError) as error:
        raise NotReadable(f"{path.name} cannot be read as an export: {error}") from error


class _Reader:
    def __init__(self, path: Path, frames: Backend[Any], frameworks: Sequence[Framework]) -> None:
        self.path, self.frames, self.frameworks = path, frames, frameworks

    def read(self) -> Export[Any]:
        readers = {
            ".csv": lambda: self.single("csv"),
            ".parquet": lambda: self.single("parquet"),
            ".jsonl": self.lines,
            ".xlsx": self.workbook,
            ".zip": self.archive,
        }
        reader = readers.get(self.path.suffix.lower())
        if reader is None:
            raise NotReadable(f"“{self.path.suffix}” is no ending of an export; there are: {', '.join(readers)}")
        return reader()

    def single(self, format: Literal["csv", "parquet"]) -> Export[Any]:
        data = self.path.read_bytes()
        frame = self.frames.csv(data, None) if format == "csv" else self.frames.parquet(data)
        name = table_of(self.frames.columns(frame)) or "stories"
        return self.export(format, {name: lambda: frame}, "")

    def archive(self) -> Export[Any]:
        with zipfile.ZipFile(self.path) as archive:
            names = archive.namelist()
            notes = "".join(archive.read(name).decode("utf-8") for name in names if name.upper().startswith("README"))
            if "datapackage.json" in names:
                kinds = from_package(json.loads(archive.read("datapackage.json")))
                return self.export("datapackage", self.within("csv", names, kinds), notes)
            if {"definition.json", "data.csv"} <= set(names):
                return self.export("sensemaker", self.within("csv", ["data.csv"], {}), notes)
            formats: tuple[Literal["csv", "parquet"], ...] = ("parquet", "csv")
            for format in formats:
                tables = self.within(format, names, {})
                if "stories" in tables:
                    return self.export(format, tables, notes)
            lines = [name for name in names if name.endswith(".jsonl")]
            if lines:
                self.frameworks = [
                    json.loads(archive.read(name))
                    for name in names
                    if name.startswith("frameworks/") and name.endswith(".json")
                ]
                return self.of_lines(archive.read(lines[0]).decode("utf-8"), notes)
        raise NotReadable(f"{self.path.name} has no table “stories”; it has: {', '.join(names)}")

    def within(
        self, format: Literal["csv", "parquet"], names: list[str], kinds: dict[str, dict[str, Kind]]
    ) -> dict[str, Callable[[], Any]]:
        """What reads the tables in the archive."""

        def reader(name: str) -> Callable[[], Any]:
            def read() -> Any:
                with zipfile.ZipFile(self.path) as archive:
                    data = archive.read(name)
                return self.frames.csv(data, kinds.get(Path(name).stem)) if format == "csv" else self.frames.parquet(data)

            return read

        return {Path(name).stem: reader(name) for name in names if name.endswith(f".{format}")}

    def lines(self) -> Export[Any]:
        return self.of_lines(self.path.read_text(encoding="utf-8"), "")

    def of_lines(self, text: str, notes: str) -> Export[Any]:
        if not self.frameworks:
            raise NotReadable(
                f"{self.path.name} does not say what was asked; pass frameworks=client.framework_versions(slug), "
                "or export into a .zip"
            )
        columns, rows = wide(text, self.frameworks)
        words = Vocabulary.of(sorted(self.frameworks, key=lambda one: one["version"], reverse=True))
        return Export(self.path, "jsonl", {"stories": self.frames.rows(columns, rows, None)}, notes, words)

    def workbook(self) -> Export[Any]:
        try:
            import openpyxl
        except ImportError as missing:
            raise ImportError("openpyxl is not installed: pip install 'sensing-client[pandas]'") from missing
        book = openpyxl.load_workbook(self.path, read_only=True, data_only=True)
        notes: list[str] = []
        parts: dict[str, tuple[list[str], list[Any]]] = {}
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True)
            heading = [str(cell) for cell in next(rows, ()) if cell is not None]
            table = table_of(heading)
            if table is None:
                notes += [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
                continue
            # A table that is longer than a sheet goes on in the next one.
            parts.setdefault(table, (heading, []))[1].extend(_padded(row, len(heading)) for row in rows)
        book.close()

        def reader(heading: list[str], found: list[Any]) -> Callable[[], Any]:
            return lambda: self.frames.rows(heading, found, None)

        return self.export("xlsx", {name: reader(*part) for name, part in parts.items()}, "\n".join(notes))

    def export(self, format: str, readers: dict[str, Callable[[], Any]], notes: str) -> Export[Any]:
        tables: Tables[Any] = Tables(readers)
        vocabulary = None
        if "framework" in tables:
            order = self.frames.columns(tables["stories"]) if "stories" in tables else []
            vocabulary = _vocabulary(self.frames.records(tables["framework"]), order)
        return Export(self.path, format, tables, notes, vocabulary)


def _padded(row: tuple[Any, ...], width: int) -> tuple[Any, ...]:
    """A row of a sheet, which ends with its last filled cell, with as many cells as the heading."""
    cells = [_unescaped(cell) if isinstance(cell, str) else cell for cell in row[:width]]
    return (*cells, *([None] * (width - len(cells))))


def _unescaped(text: str) -> str:
    """A text of a sheet as it was: what XML cannot hold is written as `_x000D_` there, and such words as `_x005F_x000D_`."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _vocabulary(rows: list[dict[str, Any]], order: list[str]) -> Vocabulary:
    """The words of a framework from its table. `order` are the columns of the stories, which say the order of corners."""
    slug, title = next(((row["id"], row["label"]) for row in rows if row["about"] == "framework"), ("", ""))
    prompts = {row["id"]: row["label"] or "" for row in rows if row["about"] == "prompt"}
    signifiers: dict[str, SignifierWords] = {}
    place = {name: at for at, name in enumerate(order)}
    for row in rows:
        if row["about"] != "signifier":
            continue
        about = {"triad": "corner", "dyad": "end", "stones": "stone", "choice": "option"}[row["kind"]]
        own = [one for one in rows if one["about"] == about and one["signifier"] == row["id"]]
        if about == "corner":
            # Corners that a later version renamed have no columns.
            own = sorted(
                (one for one in own if one.get("column")),
                key=lambda one: place.get(one["column"], len(place)),
            )
        several = about == "option" and any(not str(one.get("column")).endswith(".choice") for one in own)
        confidence = about == "end" and any("better end" in str(one.get("note")) for one in own)
        signifiers[row["id"]] = SignifierWords(
            row["id"],
            row["kind"],
            row["label"] or "",
            {one["id"]: one["label"] or "" for one in own},
            several,
            confidence,
        )
    return Vocabulary(slug, title, prompts, signifiers)
