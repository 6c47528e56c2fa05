"""The numbers of a triad's map."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from .. import statistics
from ..statistics import UNIFORM, WHOLE, Floats, Interval, Ints
from ..stories import Replies, Stories
from ..vocabulary import zones_of
from .limits import FEWEST

__all__ = ["Hexagon", "TriadMap", "ZoneShare", "triad_map"]


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
