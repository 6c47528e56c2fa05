"""Tables as frames of pandas or polars."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

from .errors import NotReadable
from .schema import Kind, TableName, guess, table_of, unguarded

if TYPE_CHECKING:
    import pandas
    import polars

FrameT = TypeVar("FrameT")
Rows = Sequence[Sequence[Any]]

__all__ = ["Backend", "PandasBackend", "PolarsBackend", "backend"]


class Backend(Protocol, Generic[FrameT]):
    """What makes frames."""

    def csv(self, data: bytes, kinds: dict[str, Kind] | None) -> FrameT:
        """The frame of a CSV file."""

    def parquet(self, data: bytes) -> FrameT:
        """The frame of a Parquet file."""

    def rows(self, columns: Sequence[str], rows: Rows, kinds: dict[str, Kind] | None) -> FrameT:
        """The frame of rows of values or texts."""

    def columns(self, frame: FrameT) -> list[str]:
        """The names of the columns."""

    def records(self, frame: FrameT) -> list[dict[str, Any]]:
        """The rows, with None for what is missing."""


def backend(frames: Literal["pandas", "polars"]) -> Backend[Any]:
    """The backend with this name."""
    try:
        return PandasBackend() if frames == "pandas" else PolarsBackend()
    except ImportError as missing:
        raise ImportError(f"{frames} is not installed: pip install 'sensing-client[{frames}]'") from missing


def table(columns: Sequence[str]) -> TableName:
    """Which table has these columns."""
    found = table_of(columns)
    if found is None:
        said = ", ".join(list(columns)[:4])
        raise NotReadable(f"this is no table of an export: its columns begin with {said or 'nothing'}")
    return found


def _kinds(columns: Sequence[str], values: Callable[[str], set[str]]) -> dict[str, Kind]:
    return guess(table(columns), columns, values)


class PandasBackend:
    """Frames of pandas: nullable integers and booleans, days as datetime64, categories as Categorical."""

    def __init__(self) -> None:
        import pandas

        self._pandas: Any = pandas

    def csv(self, data: bytes, kinds: dict[str, Kind] | None) -> pandas.DataFrame:
        """The frame of a CSV file."""
        frame = self._pandas.read_csv(io.BytesIO(data), dtype=str, encoding="utf-8-sig", keep_default_na=False, na_values=[""])
        return self._finished(frame, kinds, unguarded)

    def parquet(self, data: bytes) -> pandas.DataFrame:
        """The frame of a Parquet file."""
        frame = self._pandas.read_parquet(io.BytesIO(data))
        return self._finished(frame, None, None)

    def rows(self, columns: Sequence[str], rows: Rows, kinds: dict[str, Kind] | None) -> pandas.DataFrame:
        """The frame of rows of values or texts."""
        return self._finished(self._pandas.DataFrame(list(rows), columns=list(columns), dtype=object), kinds, None)

    def columns(self, frame: pandas.DataFrame) -> list[str]:
        """The names of the columns."""
        return [str(name) for name in frame.columns]

    def records(self, frame: pandas.DataFrame) -> list[dict[str, Any]]:
        """The rows, with None for what is missing."""
        plain = frame.astype(object)
        plain = plain.where(plain.notna(), None)
        return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]

    def _finished(
        self, frame: pandas.DataFrame, kinds: dict[str, Kind] | None, undo: Callable[[str], str] | None
    ) -> pandas.DataFrame:
        def values(name: str) -> set[str]:
            return {_as_text(value) for value in frame[name].dropna().unique()}

        known = kinds or _kinds(self.columns(frame), values)
        made = {name: self._column(frame[name], known.get(name, Kind("text")), undo) for name in self.columns(frame)}
        finished: pandas.DataFrame = self._pandas.DataFrame(made)
        return finished

    def _column(self, column: Any, kind: Kind, undo: Callable[[str], str] | None) -> Any:
        pandas = self._pandas
        if kind.of == "text":
            texts = column.astype("string")
            guarded = texts.str.startswith("'").fillna(False).astype(bool) if undo else None
            if undo and guarded is not None and guarded.any():
                texts = texts.where(~guarded, texts[guarded].map(undo))
            return texts
        if kind.of == "integer":
            return pandas.to_numeric(column).astype("Int64")
        if kind.of == "decimal":
            return pandas.to_numeric(column).astype("float64")
        if kind.of == "boolean":
            names = {"true": True, "false": False, True: True, False: False}
            return column.astype(object).map(names).astype("boolean")
        if kind.of == "date":
            return pandas.to_datetime(column)
        texts = column.astype("string")
        found = list(kind.categories) if kind.categories else _in_order(column, texts)
        return texts.astype(pandas.CategoricalDtype(found))


class PolarsBackend:
    """Frames of polars: categories as Enum, or as Categorical where the values are not known beforehand."""

    def __init__(self) -> None:
        import polars

        self._polars: Any = polars

    def csv(self, data: bytes, kinds: dict[str, Kind] | None) -> polars.DataFrame:
        """The frame of a CSV file."""
        frame = self._polars.read_csv(io.BytesIO(data.removeprefix(b"\xef\xbb\xbf")), infer_schema=False, null_values=[""])
        return self._finished(frame, kinds, unguarded)

    def parquet(self, data: bytes) -> polars.DataFrame:
        """The frame of a Parquet file."""
        return self._finished(self._polars.read_parquet(io.BytesIO(data)), None, None)

    def rows(self, columns: Sequence[str], rows: Rows, kinds: dict[str, Kind] | None) -> polars.DataFrame:
        """The frame of rows of values or texts."""
        texts = {name: [None if row[at] is None else _as_text(row[at]) for row in rows] for at, name in enumerate(columns)}
        schema = dict.fromkeys(columns, self._polars.String)
        return self._finished(self._polars.DataFrame(texts, schema=schema), kinds, None)

    def columns(self, frame: polars.DataFrame) -> list[str]:
        """The names of the columns."""
        return frame.columns

    def records(self, frame: polars.DataFrame) -> list[dict[str, Any]]:
        """The rows, with None for what is missing."""
        return frame.to_dicts()

    def _finished(
        self, frame: polars.DataFrame, kinds: dict[str, Kind] | None, undo: Callable[[str], str] | None
    ) -> polars.DataFrame:
        def values(name: str) -> set[str]:
            return {_as_text(value) for value in frame[name].drop_nulls().unique().to_list()}

        known = kinds or _kinds(frame.columns, values)
        made = [self._column(frame[name], known.get(name, Kind("text")), undo) for name in frame.columns]
        finished: polars.DataFrame = self._polars.DataFrame(made)
        return finished

    def _column(self, column: Any, kind: Kind, undo: Callable[[str], str] | None) -> Any:
        polars = self._polars
        is_text = column.dtype == polars.String
        if kind.of == "text":
            texts = column.cast(polars.String)
            if undo and texts.str.starts_with("'").any():
                texts = texts.map_elements(lambda text: undo(text), return_dtype=polars.String)
            return texts
        if kind.of == "integer":
            return column.cast(polars.Float64).cast(polars.Int64) if is_text else column.cast(polars.Int64)
        if kind.of == "decimal":
            return column.cast(polars.Float64)
        if kind.of == "boolean":
            return (column == "true") if is_text else column.cast(polars.Boolean)
        if kind.of == "date":
            return column.str.slice(0, 10).str.to_date("%Y-%m-%d") if is_text else column.cast(polars.Date)
        texts = column.cast(polars.String)
        return texts.cast(polars.Enum(list(kind.categories)) if kind.categories else polars.Categorical())


def _in_order(column: Any, texts: Any) -> list[str]:
    """The categories of a column: its own, in their order, or the values that occur."""
    own = getattr(getattr(column, "dtype", None), "categories", None)
    return [str(one) for one in own] if own is not None else sorted(str(one) for one in texts.dropna().unique())


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
