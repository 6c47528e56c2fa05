"""The numbers of a control chart."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from .. import statistics, xmr
from ..statistics import Interval, Ints
from ..stories import Bools, Stories
from ..vocabulary import zones_of
from .limits import FEWEST, hidden_note

__all__ = ["ControlChart", "Point", "Step", "control_chart"]

Step = Literal["week", "month", "quarter"]


@dataclass(frozen=True)
class Point:
    """A figure in one period."""

    period: str
    #: The stories that it rests on; None when they are too few to be told.
    of: int | None
    value: float | None
    interval: Interval | None
    #: Whether the period is not over, or the selection begins or ends within it. No limit rests on it.
    partial: bool
    #: Which way it is special; None for routine variation.
    signal: Literal["higher", "lower"] | None


@dataclass(frozen=True)
class ControlChart:
    """The numbers of a control chart: `xmr` with limits, `run` with a median, or `values` alone, and why."""

    title: str
    kind: Literal["xmr", "run", "values"]
    reason: str | None
    points: list[Point]
    segments: list[xmr.Segment]
    #: Whether higher is better, as for a dyad of confidence; None where neither is.
    better: Literal["higher"] | None
    #: Whether values are shares or positions from 0 to 1, rather than counts.
    is_share: bool
    #: What to read with it.
    notes: list[str] = field(default_factory=list)


def control_chart(
    stories: Stories,
    figure: str = "count",
    signifier: str | None = None,
    part: str | None = None,
    *,
    by: Step = "month",
    rebase: Sequence[datetime.date] = (),
    first: datetime.date | None = None,
    last: datetime.date | None = None,
    fewest: int = FEWEST,
) -> ControlChart:
    """A figure over time, with limits.

    Args:
        stories: the stories.
        figure: `count`, `median` of a dyad, `zone_share` of a triad, or `option_share` of a choice.
        signifier: the signifier's id, unless stories are counted.
        part: the zone, or the option.
        by: the length of periods.
        rebase: days of step changes: the period that holds such a day is the first with limits of its own.
        first: the first day of the selection, where it has one: a period that it cuts is partial.
        last: the last day that is complete: the selection's last day, or the day of the export; yesterday's period is whole.
        fewest: of a period with fewer stories nothing is told.

    """
    measured = _Measured.of(stories, figure, signifier, part)
    starts, period = _periods(stories.received(), by)
    ends = [*starts[1:], _after(starts[-1], by)] if starts else []
    day_after = (last or datetime.date.today()) + datetime.timedelta(days=1)
    partial = [bool((first and first > start) or day_after < end) for start, end in zip(starts, ends, strict=True)]
    told: list[tuple[int | None, float | None, Interval | None]] = []
    hidden = 0
    for at, cut in enumerate(partial):
        of, value, interval = measured.value(period == at)
        few = 0 < of < fewest
        hidden += few and not cut
        told.append((None, None, None) if few else (of, value, interval))
    series = [None if cut else value for (_, value, _), cut in zip(told, partial, strict=True)]
    reason = xmr.too_sparse(series, measured.scale)
    if measured.scale == "count" and hidden:
        reason = f"in {hidden} of {len(starts)} periods there are fewer than {fewest} stories; take longer periods"
    segments: list[xmr.Segment] = []
    if reason is None and starts:
        begin = sorted(
            {
                0,
                *(at for day in rebase for at, (s, e) in enumerate(zip(starts, ends, strict=True)) if s <= day < e),
            }
        )
        segments = [
            xmr.segment(series, start, after - 1) for start, after in zip(begin, [*begin[1:], len(starts)], strict=True)
        ]
    directions = {at: own.direction(at) for own in segments for at in range(own.start, own.end + 1)}
    points = [
        Point(_name(start, by), of, value, interval, cut, directions.get(at))
        for at, (start, (of, value, interval), cut) in enumerate(zip(starts, told, partial, strict=True))
    ]
    limited = any(own.limits for own in segments)
    kind: Literal["xmr", "run", "values"] = "values" if not segments else "xmr" if limited else "run"
    better: Literal["higher"] | None = "higher" if measured.confidence else None
    hidden_answers = stories.replies(signifier).not_shown if signifier else 0
    notes = [hidden_note(hidden_answers)] if hidden_answers else []
    return ControlChart(measured.title, kind, reason, points, segments, better, measured.scale != "count", notes)


@dataclass(frozen=True)
class _Measured:
    """What is measured of the stories of a period."""

    title: str
    scale: Literal["count", "share", "other"]
    confidence: bool
    #: Of each story: whether it counts, and its value (a position, or 1 and 0).
    counted: Bools
    values: Ints
    is_median: bool

    @classmethod
    def of(cls, stories: Stories, figure: str, signifier: str | None, part: str | None) -> _Measured:
        everyone = np.ones(len(stories), dtype=np.bool_)
        if figure == "count":
            return cls("Stories", "count", False, everyone, everyone.astype(np.int64), False)
        if signifier is None:
            raise ValueError(f"“{figure}” needs a signifier")
        words = stories.vocabulary.signifier(signifier)
        answered = stories.answered(signifier)
        values = np.zeros(len(stories), dtype=np.int64)
        if figure == "median":
            values[answered] = stories.dyad(signifier)
            # A median is on the scale of shares, from 0 to 1.
            return cls(f"{words.question} (median)", "share", words.confidence, answered, values, True)
        if part is None:
            raise ValueError(f"“{figure}” needs a zone or an option")
        if figure == "zone_share":
            zone = zones_of(list(words.parts)).index(stories.vocabulary.zone(signifier, part))
            values[answered] = statistics.zone_of(stories.triad(signifier)) == zone
        elif figure == "option_share":
            options, chosen = stories.chosen(signifier)
            stories.vocabulary.part(signifier, "choice", part, "option")
            values[answered] = chosen[:, options.index(part)]
        else:
            raise ValueError(f"“{figure}” is no figure; there are: count, median, zone_share, option_share")
        label = " + ".join(words.parts.get(one, one) for one in part.split("+"))
        return cls(f"{words.question} – {label} (share)", "share", False, answered, values, False)

    def value(self, period: Bools) -> tuple[int, float | None, Interval | None]:
        own = self.values[self.counted & period]
        n = len(own)
        if self.scale == "count":
            return n, float(n), statistics.poisson(n)
        if n == 0:
            return 0, None, None
        if self.is_median:
            return n, statistics.quantile(own, 0.5), statistics.median_interval(own)
        return n, float(own.sum()) / n, statistics.wilson(int(own.sum()), n)


def _periods(days: list[datetime.date], by: Step) -> tuple[list[datetime.date], Ints]:
    """The first day of every period from the first story to the last, and the period of each story."""
    if not days:
        return [], np.zeros(0, dtype=np.int64)
    starts = [_start(min(days), by)]
    while (following := _after(starts[-1], by)) <= max(days):
        starts.append(following)
    place = {start: at for at, start in enumerate(starts)}
    return starts, np.array([place[_start(day, by)] for day in days], dtype=np.int64)


def _start(day: datetime.date, by: Step) -> datetime.date:
    if by == "week":
        return day - datetime.timedelta(days=day.weekday())
    month = (day.month - 1) // 3 * 3 + 1 if by == "quarter" else day.month
    return day.replace(month=month, day=1)


def _after(start: datetime.date, by: Step) -> datetime.date:
    if by == "week":
        return start + datetime.timedelta(days=7)
    months = start.month - 1 + (3 if by == "quarter" else 1)
    return start.replace(year=start.year + months // 12, month=months % 12 + 1)


def _name(start: datetime.date, by: Step) -> str:
    if by == "week":
        return start.isoformat()
    return f"{start:%Y-%m}" if by == "month" else f"{start.year}-Q{(start.month - 1) // 3 + 1}"
