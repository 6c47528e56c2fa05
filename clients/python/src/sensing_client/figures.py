"""The three main figures of the workbench, drawn with matplotlib.

Each function draws numbers of `sensing_client.compute` and returns the matplotlib figure: `figure.savefig("map.svg")`. Colours
are safe for people who do not tell red from green, and nothing is said by colour alone.
"""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, RegularPolygon
from matplotlib.ticker import PercentFormatter, StrMethodFormatter

from .statistics import HEIGHT, plane

if TYPE_CHECKING:
    from .compute import ControlChart, Difference, Differences, Measure, TriadMap

__all__ = ["draw_control_chart", "draw_forest", "draw_triad_map"]

INK, GREY, PALE = "#1b1f24", "#6b7280", "#d1d5db"
BLUE, ORANGE, PURPLE = "#1d63b8", "#c2570c", "#6b3fa0"
_RAMP = LinearSegmentedColormap.from_list("stories", ["#f3f6fb", "#a9c4e6", "#4c86c6", "#1b4f8f", "#0d2747"])

#: Where the label of each zone is, as weights: corners, edges ab, ac, bc, centre.
_PLACES = np.array(
    [
        [0.76, 0.12, 0.12],
        [0.12, 0.76, 0.12],
        [0.13, 0.13, 0.74],
        [0.46, 0.46, 0.08],
        [0.455, 0.09, 0.455],
        [0.09, 0.455, 0.455],
        [0.39, 0.39, 0.22],
    ]
)
#: Another place for the label of the centre, where the first is taken by the cross.
_ABOVE = np.array([0.27, 0.27, 0.46])


def draw_triad_map(numbers: TriadMap, *, note: str = "") -> Figure:
    """A triad's map: hexagons by stories per full hexagon, the seven zones with their shares, and the geometric centre."""
    figure = plt.figure(figsize=(8.0, 7.4), layout="none")
    axes = figure.add_axes((0.02, 0.12, 0.84, 0.80))
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_xlim(-0.12, 1.12)
    axes.set_ylim(-0.10, HEIGHT + 0.08)
    outline = Polygon([(0, 0), (1, 0), (0.5, HEIGHT)], closed=True, fill=False, edgecolor=INK, linewidth=1.4, zorder=5)
    axes.add_patch(outline)
    _hexagons(figure, axes, numbers, outline)
    _zones(axes, numbers)
    _centre(axes, numbers)
    for (x, y, across, up), label in zip(
        (
            (0.0, -0.025, "center", "top"),
            (1.0, -0.025, "center", "top"),
            (0.5, HEIGHT + 0.02, "center", "bottom"),
        ),
        numbers.corners,
        strict=True,
    ):
        axes.text(x, y, textwrap.fill(label, 20), ha=across, va=up, fontsize=10.5, color=INK)
    replies = numbers.replies
    _title(figure, numbers.question, 0.98)
    said = f"{replies.answered:,} answered, {replies.not_applicable:,} said that it does not fit, "
    said += f"{replies.unanswered:,} skipped it, {replies.not_asked:,} were not asked"
    if replies.not_shown:
        said += f", {replies.not_shown:,} not shown"
    lines = [
        said + ".",
        "Zones: share of answers, 95 % interval (Wilson). An even spread has 16 % in a corner and the centre, 12 % at an edge.",
        "Cross: geometric centre with its 95 % region (Hotelling). Hexagons that the edge cuts are coloured per full hexagon.",
    ]
    _notes(figure, [*lines, note])
    return figure


def _hexagons(figure: Figure, axes: Axes, numbers: TriadMap, outline: Polygon) -> None:
    most = max(cell.count / cell.part for cell in numbers.hexagons)
    scale = Normalize(0, most)
    for cell in numbers.hexagons:
        hexagon = RegularPolygon(
            (cell.x, cell.y),
            6,
            radius=numbers.size,
            facecolor=_RAMP(scale(cell.count / cell.part)),
            edgecolor="#8a94a3",
            linewidth=0.4,
            zorder=1,
        )
        axes.add_patch(hexagon)
        hexagon.set_clip_path(outline)
    bar = figure.add_axes((0.86, 0.26, 0.022, 0.36))
    figure.colorbar(ScalarMappable(scale, _RAMP), cax=bar)
    # What an even spread would have in each hexagon: its area over the triangle's.
    even = numbers.replies.answered * 6 * numbers.size**2 / 2
    bar.axhline(even, color=ORANGE, linewidth=1.6)
    bar.set_title("Stories in\na hexagon", fontsize=8.5, color=INK, loc="left")
    bar.tick_params(labelsize=8.5, colors=INK)
    if even <= most:
        bar.annotate(
            "even",
            (1.0, even),
            xycoords=("axes fraction", "data"),
            xytext=(26, 0),
            textcoords="offset points",
            fontsize=8.5,
            color=ORANGE,
            va="center",
        )


def _zones(axes: Axes, numbers: TriadMap) -> None:
    def line(*weights: tuple[float, float, float]) -> None:
        x, y = plane(np.array(weights)).T
        axes.plot(x, y, color=INK, linewidth=0.8, linestyle=(0, (4, 3)), zorder=3)

    for k in range(3):
        # A corner is cut off at 0.60; an edge reaches in to a weight of 0.20.
        corner = [(0.0, 0.0, 0.0)] * 2
        for side, other in enumerate(one for one in range(3) if one != k):
            weights = [0.0, 0.0, 0.0]
            weights[k], weights[other] = 0.6, 0.4
            corner[side] = (weights[0], weights[1], weights[2])
        line(*corner)
        inner = [(0.0, 0.0, 0.0)] * 2
        for side, other in enumerate(one for one in range(3) if one != k):
            weights = [0.2, 0.2, 0.2]
            weights[other] = 0.6
            inner[side] = (weights[0], weights[1], weights[2])
        line(*inner)
    places = _PLACES.copy()
    if numbers.geometric is not None and np.hypot(*(plane(numbers.geometric[None, :]) - plane(places[6:]))[0]) < 0.11:
        places[6] = _ABOVE
    for zone, (x, y) in zip(numbers.zones, plane(places), strict=True):
        if zone.share is None or zone.interval is None:
            continue
        low, high = zone.interval
        axes.text(
            x,
            y,
            f"{zone.share:.0%}\n{low:.0%}–{high:.0%}",
            ha="center",
            va="center",
            fontsize=9,
            color=INK,
            linespacing=1.15,
            zorder=8,
            bbox={"boxstyle": "round,pad=0.22", "facecolor": "white", "edgecolor": "none", "alpha": 0.88},
        )


def _centre(axes: Axes, numbers: TriadMap) -> None:
    if numbers.geometric is None:
        return
    if numbers.region is not None:
        axes.add_patch(Polygon(plane(numbers.region), closed=True, fill=False, edgecolor=ORANGE, linewidth=2.0, zorder=7))
    x, y = plane(numbers.geometric[None, :])[0]
    axes.plot(x, y, marker="P", markersize=11, color=ORANGE, markeredgecolor="white", markeredgewidth=1.2, zorder=9)


def draw_forest(numbers: Differences, *, note: str = "") -> Figure:
    """A comparison as a forest plot: a panel for each measure, because measures have different scales."""
    panels: tuple[tuple[Measure, str, tuple[float, float]], ...] = (
        ("cliffs_delta", "Cliff's δ (dyads)", (-1.0, 1.0)),
        ("energy", "Energy distance (triads, stones), 0 to 1", (0.0, 1.0)),
        ("cramers_v", "Cramér's V (choices), 0 to 1", (0.0, 1.0)),
    )
    shown = [(title, ends, rows) for measure, title, ends in panels if (rows := numbers.of(measure))]
    if not shown:
        raise ValueError("no question can be compared: too few answers, or all of them the same")
    above, below, gap = 0.85, 1.45, 0.8
    heights = [0.42 * len(rows) + 0.2 for _, _, rows in shown]
    inches = above + sum(heights) + gap * (len(shown) - 1) + below
    figure = plt.figure(figsize=(11.5, inches), layout="none")
    top = inches - above
    for height, (title, ends, rows) in zip(heights, shown, strict=True):
        place = (0.33, (top - height) / inches, 0.36, height / inches)
        _panel(figure.add_axes(place), title, ends, rows, numbers)
        top -= height + gap
    _title(figure, "How groups differ", 1 - 0.2 / inches)
    groups = ", ".join(f"{label} ({n:,})" for label, n in numbers.groups.values())
    tested = sum(row.p is not None for row in numbers.rows)
    lines = [
        f"Groups: {groups}.",
        f"Effect of the two groups that are furthest apart (of all groups for choices), with its 95 % interval. Filled: "
        f"adjusted p < 0.05, over {tested} tests (Benjamini & Hochberg). n: answers.",
    ]
    _notes(figure, [*lines, *numbers.notes, note], top=(below - 0.5) / inches)
    return figure


def _panel(axes: Axes, title: str, ends: tuple[float, float], rows: list[Difference], numbers: Differences) -> None:
    axes.set_title(title, loc="left", fontsize=10, color=INK, fontweight="bold")
    axes.axvline(0, color=GREY, linewidth=1)
    reach = max(max(map(abs, row.interval or (row.effect or 0.0,))) for row in rows)
    high = min(1.0, math.ceil(reach * 10 + 0.5) / 10)
    axes.set_xlim(-high if ends[0] < 0 else -0.02, high)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    for at, row in enumerate(rows):
        effect = row.effect or 0.0
        if row.interval:
            axes.plot(row.interval, (at, at), color=INK, linewidth=1.4, zorder=2)
        filled = row.q is not None and row.q < 0.05
        axes.plot(
            effect,
            at,
            "o",
            markersize=7.5,
            zorder=3,
            color=BLUE,
            markeredgecolor=BLUE,
            markerfacecolor=BLUE if filled else "white",
            markeredgewidth=1.6,
        )
        axes.annotate(
            _beside(row, numbers),
            (1.02, at),
            xycoords=("axes fraction", "data"),
            va="center",
            fontsize=7.5,
            color=GREY,
            annotation_clip=False,
        )
    stones = [f" ({row.stone})" if row.stone else "" for row in rows]
    labels = [
        textwrap.shorten(row.question, 62 - len(stone), placeholder="…") + stone
        for row, stone in zip(rows, stones, strict=True)
    ]
    axes.set_yticks(range(len(rows)), [textwrap.fill(label, 48) for label in labels], fontsize=8.5, color=INK)
    axes.tick_params(axis="x", labelsize=8.5, colors=INK)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _beside(row: Difference, numbers: Differences) -> str:
    """Which groups a row is about, which way they differ, and how many answers there are."""
    n = " + ".join(f"{row.n[name]:,}" for name in row.groups if name in row.n)
    labels = [_short(numbers.groups[name][0], 30) for name in row.groups if name in numbers.groups]
    if len(labels) != 2:
        return f"all groups\nn = {n}"
    if row.nearer:
        end = _short(row.nearer, 26)
        return f"{labels[0]}: nearer “{end}”\nthan {labels[1]}, n = {n}"
    return f"{labels[0]} against\n{labels[1]}, n = {n}"


def draw_control_chart(numbers: ControlChart, *, note: str = "") -> Figure:
    """A figure over time, as *Making Data Count* draws it.

    Purple points are signals where neither direction is better; where higher is better, blue is better and orange worse. A
    hollow point is a period that is not over.
    """
    figure = plt.figure(figsize=(10.0, 5.4), layout="none")
    axes = figure.add_axes((0.075, 0.27, 0.85, 0.56))
    known = [(at, point.value) for at, point in enumerate(numbers.points) if point.value is not None]
    if known:
        axes.plot(*zip(*known, strict=True), color=GREY, linewidth=1.4, zorder=2)
    for segment in numbers.segments:
        _lines(axes, numbers, segment.start, segment.end, segment.centre, segment.limits, segment.statistic)
    for at, point in enumerate(numbers.points):
        if point.value is None:
            continue
        colour, shape = GREY, "o"
        if point.signal:
            shape = "^" if point.signal == "higher" else "v"
            colour = PURPLE if numbers.better is None else BLUE if point.signal == numbers.better else ORANGE
        axes.plot(
            at,
            point.value,
            shape,
            markersize=8 if point.signal else 6.5,
            zorder=4,
            markeredgecolor=colour,
            markerfacecolor="white" if point.partial else colour,
            markeredgewidth=1.5,
        )
    names = [point.period for point in numbers.points]
    every = max(1, math.ceil(len(names) / 13))
    axes.set_xticks(range(0, len(names), every), names[::every], fontsize=8.5, color=INK, rotation=30, ha="right")
    axes.set_xlim(-0.6, len(names) - 0.4 + 0.08 * len(names))
    if numbers.is_share:
        low, high = axes.get_ylim()
        axes.set_ylim(max(low, -0.02), min(high, 1.02))
    whole = all(abs(tick * 100 - round(tick * 100)) < 1e-6 for tick in axes.get_yticks())
    percent = PercentFormatter(1.0, decimals=0 if whole else 1)
    axes.yaxis.set_major_formatter(percent if numbers.is_share else StrMethodFormatter("{x:,.0f}"))
    axes.tick_params(axis="y", labelsize=8.5, colors=INK)
    axes.grid(axis="y", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    _title(figure, numbers.title, 0.97)
    _notes(figure, [_reading(numbers), *numbers.notes, note])
    return figure


def _lines(
    axes: Axes,
    numbers: ControlChart,
    start: int,
    end: int,
    centre: float | None,
    limits: tuple[float, float] | None,
    statistic: str,
) -> None:
    last = end == len(numbers.points) - 1
    written = "{:.0%}" if numbers.is_share else "{:,.0f}"
    ends = (start - 0.4, end + 0.4)
    if centre is not None:
        axes.plot(ends, (centre, centre), color=INK, linewidth=1.2, zorder=1)
        if last:
            axes.text(
                end + 0.5,
                centre,
                f"{statistic} {written.format(centre)}",
                fontsize=8.5,
                va="center",
                color=INK,
            )
    for limit in limits or ():
        axes.plot(ends, (limit, limit), color=INK, linewidth=1.0, linestyle=(0, (5, 4)), zorder=1)
        if last:
            axes.text(end + 0.5, limit, f"limit {written.format(limit)}", fontsize=8.5, va="center", color=INK)


def _reading(numbers: ControlChart) -> str:
    if numbers.reason:
        return f"There is no centre line: {numbers.reason}."
    if numbers.kind == "run":
        return (
            "A run chart, because there are fewer than twelve values for limits. Triangles: six in a row on one side of the "
            "median, or five in a row in one direction."
        )
    special = sum(point.signal is not None for point in numbers.points)
    found = (
        "Routine variation only."
        if special == 0
        else f"{special} points are part of a signal (triangles up: higher, down: lower)."
    )
    hollow = " Hollow: a period that is only partly covered." if any(point.partial for point in numbers.points) else ""
    return (
        f"{found} Dashed: mean ± 2.66 mean moving ranges. Signals: beyond a limit, seven on one side, seven in one direction, "
        f"two of three beyond two thirds of a limit.{hollow}"
    )


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip(" ,;") + "…"


def _title(figure: Figure, text: str, y: float) -> None:
    figure.text(0.03, y, textwrap.fill(text, 88), fontsize=13, fontweight="bold", color=INK, va="top")


def _notes(figure: Figure, lines: list[str], top: float = 0.115) -> None:
    wide = round(15 * figure.get_figwidth())
    written = "\n".join(textwrap.fill(line, wide) for line in lines if line)
    figure.text(0.03, top, written, fontsize=8.5, color=GREY, va="top", linespacing=1.35)
