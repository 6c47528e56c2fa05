"""The numbers of the three main figures, computed from an export.

They equal the service's own figures of the same selection: counts exactly, shares, intervals, centres, medians, δ and limits to
1e-9. Intervals by bootstrap and p-values by permutation differ by chance. Stories count one by one (`keep_together="nothing"`).
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from . import choices, energy, statistics, xmr
from .statistics import UNIFORM, WHOLE, Floats, Interval, Ints
from .stories import Bools, Replies, Stories
from .vocabulary import zones_of

__all__ = [
    "ControlChart",
    "Difference",
    "Differences",
    "Hexagon",
    "Point",
    "TriadMap",
    "ZoneShare",
    "control_chart",
    "differences",
    "triad_map",
]

#: Of fewer stories than this, the service tells nothing; nor do the figures, unless they are asked to.
FEWEST = 10

Step = Literal["week", "month", "quarter"]
Measure = Literal["cliffs_delta", "energy", "cramers_v"]


# Triad map.


@dataclass(frozen=True)
class ZoneShare:
    """A zone of a triad: its stories, their share of those that answered with its Wilson interval, 95 %."""

    name: str
    count: int
    share: float | None
    interval: Interval | None
    #: The share divided by that of an even spread: 0.16 for corners and the centre, 0.12 for edges.
    to_uniform: float | None


@dataclass(frozen=True)
class Hexagon:
    """A hexagon: its centre in the plane, its stories, and which part of it lies in the triangle: 1, ½ or 1/6."""

    x: float
    y: float
    count: int
    part: float


@dataclass(frozen=True)
class TriadMap:
    """The numbers of a triad's map."""

    signifier: str
    question: str
    corners: list[str]
    replies: Replies
    zones: list[ZoneShare]
    #: The mean of the weights, and the geometric mean closed to 1; None without an answer.
    arithmetic: Floats | None
    geometric: Floats | None
    #: The outline of the geometric centre's 95 % region, as weights; None below three answers.
    region: Floats | None
    hexagons: list[Hexagon]
    #: The length of a hexagon's side.
    size: float


def triad_map(stories: Stories, signifier: str, hexagons: int = 12, fewest: int = FEWEST) -> TriadMap:
    """The map of a triad, with so many hexagons along a side.

    Raises:
        ValueError: fewer than `fewest` stories answer.

    """
    words = stories.vocabulary.signifier(signifier, "triad")
    parts = stories.triad(signifier)
    n = len(parts)
    if n < fewest:
        raise ValueError(f"fewer than {fewest} stories answer “{signifier}”: a map would show what one person said")
    counts = np.bincount(statistics.zone_of(parts), minlength=7)
    names = zones_of(list(words.parts))
    zones = [
        ZoneShare(name, int(count), count / n, statistics.wilson(int(count), n), count / n / even)
        for name, count, even in zip(names, counts, UNIFORM, strict=True)
    ]
    return TriadMap(
        signifier,
        words.question,
        list(words.parts.values()),
        stories.replies(signifier),
        zones,
        parts.mean(axis=0) / WHOLE,
        statistics.geometric_centre(parts),
        statistics.region_outline(parts),
        _hexagons(parts, hexagons),
        1 / (hexagons * math.sqrt(3)),
    )


def _hexagons(parts: Ints, across: int) -> list[Hexagon]:
    nodes, counts = np.unique(statistics.nearest_node(parts, across), axis=0, return_counts=True)
    found = []
    for (i, j), count in zip(nodes.tolist(), counts.tolist(), strict=True):
        borders = (i == 0) + (j == 0) + (i + j == across)
        found.append(Hexagon((i + j / 2) / across, j / across * statistics.HEIGHT, count, (1.0, 0.5, 1 / 6)[borders]))
    return found


# Comparison.


@dataclass(frozen=True)
class Difference:
    """How groups differ on one signifier (of stones, one stone)."""

    signifier: str
    stone: str | None
    question: str
    measure: Measure
    #: The two groups that are furthest apart, or all.
    groups: tuple[str, ...]
    #: Cliff's δ is above 0 when the first group is further right; energy and V are from 0 to 1.
    effect: float | None
    interval: Interval | None
    p: float | None
    #: p adjusted over all rows (Benjamini & Hochberg, 1995).
    q: float | None
    #: The answers of each group.
    n: dict[str, int]
    #: The median of each group, for dyads.
    medians: dict[str, float]
    #: Of a dyad, the end to which answers of the first group are nearer than those of the second.
    nearer: str | None = None


@dataclass(frozen=True)
class Differences:
    """The numbers of a forest plot: the rows of one measure together, the largest effect first."""

    by: str
    #: Label and stories of each group that is compared.
    groups: dict[str, tuple[str, int]]
    rows: list[Difference]
    #: What to read first.
    notes: list[str] = field(default_factory=list)

    def of(self, measure: Measure) -> list[Difference]:
        """The rows of one measure that have an effect."""
        return [row for row in self.rows if row.measure == measure and row.effect is not None]


def differences(
    stories: Stories,
    by: str,
    signifiers: Sequence[str] | None = None,
    *,
    permutations: int = 999,
    seed: int = 1,
    fewest: int = FEWEST,
) -> Differences:
    """How the groups of a choice, or of a column such as `round`, differ on each signifier.

    Groups with fewer than `fewest` stories are left out, and of a question groups with fewer answers.
    """
    known = stories.vocabulary.signifiers
    label = known[by].parts if by in known else {}
    groups = {name: rows for name, rows in stories.groups(by).items() if rows.sum() >= fewest}
    if not 2 <= len(groups) <= 8:
        raise ValueError(f"2 to 8 groups with {fewest} stories or more can be compared, and “{by}” has {len(groups)}")
    wanted = [id for id in known if id != by] if signifiers is None else list(signifiers)
    rows: list[Difference] = []
    for id in wanted:
        kind = stories.vocabulary.signifier(id).kind
        if kind == "dyad":
            rows.append(_on_dyad(stories, id, groups, fewest))
        elif kind == "choice":
            rows.append(_on_choice(stories, id, groups, permutations, seed, fewest))
        else:
            rows.extend(_on_points(stories, id, groups, permutations, seed, fewest))
    adjusted = statistics.benjamini_hochberg([row.p for row in rows])
    rows = [Difference(**{**vars(row), "q": q}) for row, q in zip(rows, adjusted, strict=True)]
    order = {"cliffs_delta": 0, "energy": 1, "cramers_v": 2}
    rows.sort(key=lambda row: (row.effect is None, order[row.measure], -abs(row.effect or 0.0)))
    linked = stories.linked()
    notes = (
        [
            f"{linked:,} stories share a storyteller with another one and count one by one here; "
            "the service's own comparison keeps them together."
        ]
        if linked
        else []
    )
    hidden = max((stories.replies(id).not_shown for id in [*wanted, *([by] if by in known else [])]), default=0)
    if hidden:
        notes.append(_hidden(hidden))
    return Differences(by, {name: (label.get(name, name), int(own.sum())) for name, own in groups.items()}, rows, notes)


def _hidden(stories: int) -> str:
    return (
        f"Answers of up to {stories:,} stories to a question are not in this export, so that few stories cannot be told apart; "
        "the service's own figures have them."
    )


def _pairs(names: Sequence[str]) -> list[tuple[str, str]]:
    return [(one, other) for at, one in enumerate(names) for other in names[at + 1 :]]


def _on_dyad(stories: Stories, id: str, groups: dict[str, Bools], fewest: int) -> Difference:
    answers = {name: stories.dyad(id, rows) for name, rows in groups.items()}
    kept = {name: own if len(own) >= fewest else own[:0] for name, own in answers.items()}
    found: tuple[tuple[str, ...], statistics.Cliff] | None = None
    for one, other in _pairs(list(kept)):
        pair = statistics.cliff(kept[one], kept[other])
        if pair and (found is None or abs(pair.delta) > abs(found[1].delta)):
            found = ((one, other), pair)
    if len(groups) == 2:
        first, second = kept.values()
        test = statistics.mann_whitney(first, second)
        p = test.p if test else None
    else:
        p = statistics.kruskal_wallis(list(kept.values()))
    ends = list(stories.words(id).parts.values())
    nearer = None if not found or found[1].delta == 0 else ends[0] if found[1].delta < 0 else ends[1]
    medians = {name: median for name, own in kept.items() if (median := statistics.quantile(own, 0.5)) is not None}
    return Difference(
        id,
        None,
        stories.words(id).question,
        "cliffs_delta",
        found[0] if found else tuple(groups),
        found[1].delta if found else None,
        found[1].interval if found else None,
        p,
        None,
        {name: len(own) for name, own in kept.items()},
        medians,
        nearer,
    )


def _on_points(
    stories: Stories, id: str, groups: dict[str, Bools], permutations: int, seed: int, fewest: int
) -> list[Difference]:
    """A triad, or each of several stones: energy distances."""
    words = stories.words(id)
    rows = []
    # A group needs enough answers to the question; of those, each stone may be placed by fewer.
    enough = {name: rows if (stories.answered(id) & rows).sum() >= fewest else rows & False for name, rows in groups.items()}
    for stone in [None] if words.kind == "triad" else list(words.parts):
        kind = "triangle" if stone is None else "square"
        nodes = {
            name: energy.triangle_nodes(stories.triad(id, own))
            if stone is None
            else energy.square_nodes(*stories.stone(id, stone, own))
            for name, own in enough.items()
        }
        pairs = {pair: energy.energy(kind, nodes[pair[0]], nodes[pair[1]], seed) for pair in _pairs(list(nodes))}
        known = [(pair, own) for pair, own in pairs.items() if own.effect is not None]
        between, best = max(known, key=lambda one: one[1].effect or 0.0) if known else (tuple(groups), None)
        rows.append(
            Difference(
                id,
                stone,
                words.question,
                "energy",
                between,
                best.effect if best else None,
                best.interval if best else None,
                energy.permuted(kind, list(nodes.values()), permutations, seed),
                None,
                {name: len(own) for name, own in nodes.items()},
                {},
            )
        )
    return rows


def _on_choice(stories: Stories, id: str, groups: dict[str, Bools], permutations: int, seed: int, fewest: int) -> Difference:
    answers = {name: stories.chosen(id, rows)[1] for name, rows in groups.items()}
    n = {name: len(own) if len(own) >= fewest else 0 for name, own in answers.items()}
    # An answer in own words only has no option.
    kept = [own[own.any(axis=1)] if n[name] else own[:0] for name, own in answers.items()]
    found = choices.Chosen.of(kept)
    effect = found.effect()
    interval = found.interval(np.random.default_rng(seed)) if effect is not None else None
    p = found.p(permutations, np.random.default_rng(seed))
    question = stories.words(id).question
    return Difference(id, None, question, "cramers_v", tuple(groups), effect, interval, p, None, n, {})


# Control chart.


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
    notes = [_hidden(hidden_answers)] if hidden_answers else []
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
