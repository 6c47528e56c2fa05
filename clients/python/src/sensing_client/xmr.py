"""Control charts, after NHS England's *Making Data Count*: limits, signals, run charts, and what a point says."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["LEAST_FOR_LIMITS", "Limits", "Segment", "Signal", "limits", "segment", "too_sparse"]

Direction = Literal["higher", "lower"]
Rule = Literal["outside", "run", "trend", "two_of_three"]
Series = Sequence[float | None]

#: The fewest values on which limits are drawn; fewer are a run chart.
LEAST_FOR_LIMITS = 12

_RULES: tuple[Rule, ...] = ("outside", "run", "trend", "two_of_three")


@dataclass(frozen=True)
class Signal:
    """What one rule found: which way, and at which points, counted from 0."""

    rule: Rule
    direction: Direction
    points: tuple[int, ...]


@dataclass(frozen=True)
class Limits:
    """Natural process limits: mean ± 2.66 mean moving ranges."""

    mean: float
    moving_range: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Segment:
    """A part of a series with one centre line. Below twelve values it is the median, and there are no limits."""

    start: int
    end: int
    values: int
    statistic: Literal["mean", "median"]
    centre: float | None
    limits: tuple[float, float] | None
    signals: tuple[Signal, ...]

    def direction(self, point: int) -> Direction | None:
        """Which way a point is special: by the first rule, in their order, that found it."""
        for rule in _RULES:
            for signal in self.signals:
                if signal.rule == rule and point in signal.points:
                    return signal.direction
        return None


def limits(series: Series) -> Limits | None:
    """Limits of the known values, after moving ranges of 3.267 times their mean were left out once; None below two values."""
    values = [value for value in series if value is not None]
    if len(values) < 2:
        return None
    mean = sum(values) / len(values)
    ranges = [abs(after - before) for before, after in itertools.pairwise(values)]
    first = sum(ranges) / len(ranges)
    kept = [one for one in ranges if first == 0 or one < 3.267 * first]
    moving_range = sum(kept) / max(len(kept), 1)
    reach = 2.66 * moving_range
    return Limits(mean, moving_range, mean - reach, mean + reach)


def segment(series: Series, start: int, end: int) -> Segment:
    """The part of a series from `start` to `end` (included), with its centre line, limits and signals."""
    known = [(at, value) for at, value in enumerate(series) if value is not None and start <= at <= end]
    values = [value for _, value in known]
    if len(values) < LEAST_FOR_LIMITS:
        return Segment(start, end, len(values), "median", _median(values), None, _run_chart(known))
    found = limits(values)
    assert found is not None
    signals = _signals(known, found)
    return Segment(start, end, len(values), "mean", found.mean, (found.lower, found.upper), signals)


def too_sparse(series: Series, kind: Literal["count", "share", "other"]) -> str | None:
    """Why a series has no centre line, where most of it is at an end of its scale; None when it has one."""
    values = [value for value in series if value is not None]
    n = len(values)
    if n < 2 or kind == "other":
        return None
    if kind == "count":
        none = values.count(0)
        if 2 * none >= n or (sum(values) / n < 2 and 4 * none > n):
            return f"{none} of {n} periods have no stories; take longer periods"
        return None
    at_end, end = max((values.count(end), end) for end in (0, 1))
    return f"in {at_end} of {n} periods the figure is {end}; take longer periods" if 2 * at_end > n else None


def _signals(known: list[tuple[int, float]], found: Limits) -> tuple[Signal, ...]:
    values = [value for _, value in known]
    reach = 2.66 * found.moving_range
    # Values that differ only by rounding are on no side and beyond no limit.
    hair = 1e-12 * (abs(found.mean) + reach)

    def side(deviation: float, beyond: float) -> int:
        return int(deviation > beyond + hair) - int(deviation < -beyond - hair)

    def points(first: int, after: int) -> tuple[int, ...]:
        return tuple(at for at, _ in known[first:after])

    deviations = [value - found.mean for value in values]
    signals = [
        Signal("outside", _way(way), points(at, at + 1))
        for at, deviation in enumerate(deviations)
        if (way := side(deviation, reach))
    ]
    sides = [side(deviation, 0.0) for deviation in deviations]
    signals += [Signal("run", _way(sides[first]), points(first, after)) for first, after in _stretches(sides, 7)]
    steps = [side(after - before, 0.0) for before, after in itertools.pairwise(values)]
    signals += [Signal("trend", _way(steps[first]), points(first, after + 1)) for first, after in _stretches(steps, 6)]
    far = [side(deviation, reach * 2 / 3) for deviation in deviations]
    for at in range(len(far) - 2):
        for way in (1, -1):
            beyond = tuple(known[k][0] for k in range(at, at + 3) if far[k] == way)
            if len(beyond) > 1:
                signals.append(Signal("two_of_three", _way(way), beyond))
    return tuple(signals)


def _run_chart(known: list[tuple[int, float]]) -> tuple[Signal, ...]:
    """Six in a row on one side of the median, five in a row in one direction (Perla, Provost & Murray, 2011)."""
    median = _median([value for _, value in known])
    if median is None:
        return ()
    hair = 1e-12 * max(abs(median), max(abs(value) for _, value in known))

    def sign(difference: float) -> int:
        return int(difference > hair) - int(difference < -hair)

    beside = [(at, value) for at, value in known if sign(value - median)]
    sides = [sign(value - median) for _, value in beside]
    signals = [
        Signal("run", _way(sides[first]), tuple(at for at, _ in beside[first:after])) for first, after in _stretches(sides, 6)
    ]
    different: list[tuple[int, float]] = []
    for at, value in known:
        if not different or sign(value - different[-1][1]):
            different.append((at, value))
    steps = [sign(after[1] - before[1]) for before, after in itertools.pairwise(different)]
    signals += [
        Signal("trend", _way(steps[first]), tuple(at for at, _ in different[first : after + 1]))
        for first, after in _stretches(steps, 4)
    ]
    return tuple(signals)


def _median(values: list[float]) -> float | None:
    if not values:
        return None
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def _way(sign: int) -> Direction:
    return "higher" if sign > 0 else "lower"


def _stretches(signs: list[int], least: int) -> list[tuple[int, int]]:
    """Stretches of equal signs other than 0, at least so long: first, and the one after the last."""
    found, first = [], 0
    for at in range(1, len(signs) + 1):
        if at == len(signs) or signs[at] != signs[first]:
            if signs[first] and at - first >= least:
                found.append((first, at))
            first = at
    return found
