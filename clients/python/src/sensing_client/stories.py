"""The wide table of an export: answers by signifier, with the four states kept apart."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from .errors import NotReadable
from .statistics import WHOLE, Ints
from .vocabulary import SignifierWords, Vocabulary

if TYPE_CHECKING:
    import pandas
    import polars

    Frame = pandas.DataFrame | polars.DataFrame

Bools = npt.NDArray[np.bool_]

__all__ = ["STATES", "Replies", "Stories"]

#: What became of a question: the storyteller answered it, said that it does not fit, skipped it, or was never shown it.
#: `not_shown` is in exports of staff only: the answer is left out so that few stories cannot be told apart.
STATES = ("answered", "not_applicable", "unanswered", "not_asked", "not_shown")


@dataclass(frozen=True)
class Replies:
    """How storytellers replied to one signifier; the numbers add up to the stories."""

    answered: int
    not_applicable: int
    unanswered: int
    not_asked: int
    not_shown: int = 0

    @property
    def asked(self) -> int:
        """Those who were asked, which shares of replies are of."""
        return self.answered + self.not_applicable + self.unanswered


class Stories:
    """The stories of an export, for figures. Works on a pandas or a polars frame.

    Args:
        frame: the wide table, as `read_export(…).stories`.
        vocabulary: the words of its framework, as `read_export(…).vocabulary` or `client.vocabulary(slug)`.

    """

    def __init__(self, frame: Frame, vocabulary: Vocabulary) -> None:
        self._frame: Any = frame
        self.vocabulary = vocabulary

    def __len__(self) -> int:
        return len(self._frame)

    def column(self, name: str) -> npt.NDArray[Any]:
        """A column as an array."""
        if name not in self._frame.columns:
            raise NotReadable(f"the stories have no column “{name}”; is this the wide table of an export?")
        return np.asarray(self._frame[name].to_numpy())

    def state(self, signifier: str) -> npt.NDArray[np.str_]:
        """The state of a signifier in each story, one of `STATES`."""
        return self.column(f"{signifier}.state").astype(str)

    def replies(self, signifier: str, among: Bools | None = None) -> Replies:
        """How storytellers replied, of all or among these stories."""
        states = self.state(signifier)
        chosen = states if among is None else states[among]
        return Replies(*(int((chosen == state).sum()) for state in STATES))

    def answered(self, signifier: str) -> Bools:
        """Which stories answer a signifier."""
        return np.asarray(self.state(signifier) == "answered", dtype=np.bool_)

    def triad(self, signifier: str, among: Bools | None = None) -> Ints:
        """The weights of those who answered, n × 3, in ten-thousandths that sum to 10,000."""
        words = self.vocabulary.signifier(signifier, "triad")
        rows = self._rows(signifier, among)
        parts = np.column_stack([_units(self.column(f"{signifier}.{corner}")[rows]) for corner in words.parts])
        if len(parts) and not (parts.sum(axis=1) == WHOLE).all():
            raise NotReadable(f"the weights of “{signifier}” do not sum to 1: the file was rounded or changed")
        return parts

    def dyad(self, signifier: str, among: Bools | None = None) -> Ints:
        """The positions of those who answered, in ten-thousandths from the left end."""
        self.vocabulary.signifier(signifier, "dyad")
        return _units(self.column(f"{signifier}.value")[self._rows(signifier, among)])

    def stone(self, signifier: str, stone: str, among: Bools | None = None) -> tuple[Ints, Ints]:
        """The places of a stone, from the left and from below, in ten-thousandths, of those who placed it."""
        self.vocabulary.part(signifier, "stones", stone, "stone")
        rows = self._rows(signifier, among)
        x, y = (self.column(f"{signifier}.{stone}.{axis}")[rows].astype(np.float64) for axis in "xy")
        placed = ~np.isnan(x)
        return _units(x[placed]), _units(y[placed])

    def chosen(self, signifier: str, among: Bools | None = None) -> tuple[list[str], Bools]:
        """The options of a choice, and which of them each of those who answered chose (n × options)."""
        words = self.vocabulary.signifier(signifier, "choice")
        options = list(words.parts)
        rows = self._rows(signifier, among)
        if f"{signifier}.choice" in self._frame.columns:
            one = self.column(f"{signifier}.choice")[rows].astype(str)
            return options, np.column_stack([one == option for option in options])
        several = [self.column(f"{signifier}.{option}")[rows] == True for option in options]  # noqa: E712
        return options, np.column_stack(several).astype(np.bool_)

    def groups(self, by: str | Sequence[str]) -> dict[str, Bools]:
        """Which stories are in each group: the options of a choice of one, or the words of a column such as `round`."""
        if isinstance(by, str) and by in self.vocabulary.signifiers:
            options, chosen = self.chosen(by)
            if (chosen.sum(axis=1) > 1).any():
                raise ValueError(f"stories chose several options of “{by}”: groups must have no story in common")
            rows = self.answered(by)
            found = {}
            for at, option in enumerate(options):
                members = np.zeros(len(self), dtype=np.bool_)
                members[rows] = chosen[:, at]
                found[option] = members
            return found
        values = self.column(by).astype(str) if isinstance(by, str) else np.asarray(list(by), dtype=str)
        return {value: values == value for value in dict.fromkeys(values) if value not in ("", "nan", "None", "<NA>")}

    def received(self) -> list[datetime.date]:
        """The day on which each story came in."""
        days = self.column("received")
        if days.dtype.kind == "M":
            return [datetime.date.fromisoformat(str(day)) for day in days.astype("datetime64[D]")]
        return [day if isinstance(day, datetime.date) else datetime.date.fromisoformat(str(day)) for day in days]

    def linked(self) -> int:
        """How many stories share their storyteller with another one."""
        if "storyteller" not in self._frame.columns:
            return 0
        known = self.column("storyteller").astype(np.float64)
        _, counts = np.unique(known[~np.isnan(known)], return_counts=True)
        return int(counts[counts > 1].sum())

    def words(self, signifier: str) -> SignifierWords:
        """The words of a signifier."""
        return self.vocabulary.signifier(signifier)

    def _rows(self, signifier: str, among: Bools | None) -> Bools:
        answered = self.answered(signifier)
        return answered if among is None else answered & among


def _units(values: npt.NDArray[Any]) -> Ints:
    """Decimals from 0 to 1 as whole ten-thousandths."""
    return np.rint(values.astype(np.float64) * WHOLE).astype(np.int64)
