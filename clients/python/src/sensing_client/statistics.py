"""The statistics of the figures, by the same definitions as the service's.

Positions and weights are whole ten-thousandths, as the service keeps them, so that counts are equal to the last story. Every
function names its source.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Interval = tuple[float, float]

__all__ = [
    "Cliff",
    "MannWhitney",
    "benjamini_hochberg",
    "chi_squared",
    "chi_squared_tail",
    "cliff",
    "corrected_v",
    "geometric_centre",
    "ilr",
    "ilr_inverse",
    "kruskal_wallis",
    "mann_whitney",
    "median_interval",
    "nearest_node",
    "plane",
    "quantile",
    "region_outline",
    "wilson",
    "zone_of",
]

#: The whole, in the units of positions and weights.
WHOLE = 10_000
#: The normal quantile with 2.5 % on either side.
Z = 1.959963984540054
#: What replaces a weight below 0.01 in a geometric centre.
DELTA = 0.0065
_SMALLEST = 100
#: √3 / 2, the height of the triangle with side 1.
HEIGHT = math.sqrt(3) / 2
#: The share of the triangle's area in each zone: corners, edges, centre.
UNIFORM = (0.16, 0.16, 0.16, 0.12, 0.12, 0.12, 0.16)


# Shares and quantiles.


def wilson(count: int, of: int) -> Interval | None:
    """The Wilson score interval, 95 %, of `count` out of `of` (Wilson, 1927); None when `of` is 0."""
    if of == 0:
        return None
    p = count / of
    middle = p + Z * Z / (2 * of)
    reach = Z * math.sqrt(p * (1 - p) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    low = 0.0 if count == 0 else max((middle - reach) / scale, 0.0)
    high = 1.0 if count == of else min((middle + reach) / scale, 1.0)
    return low, high


def poisson(count: int) -> Interval:
    """The score interval, 95 %, of a Poisson mean: k + z²/2 ± z·√(k + z²/4)."""
    middle, reach = count + Z * Z / 2, Z * math.sqrt(count + Z * Z / 4)
    return (0.0 if count == 0 else middle - reach), middle + reach


def quantile(positions: Ints, p: float) -> float | None:
    """The quantile of type 7 (Hyndman & Fan, 1996) of positions in ten-thousandths, from 0 to 1."""
    if len(positions) == 0:
        return None
    ordered = np.sort(positions)
    place = (len(ordered) - 1) * p
    below = math.floor(place)
    first, second = float(ordered[below]), float(ordered[min(below + 1, len(ordered) - 1)])
    return (first + (place - below) * (second - first)) / WHOLE


def median_interval(positions: Ints) -> Interval | None:
    """The order statistics that contain the median with at least 95 % (Thompson, 1936); None below six positions."""
    n = len(positions)
    rank = _rank_of_interval(n)
    if rank is None:
        return None
    ordered = np.sort(positions)
    return float(ordered[rank - 1]) / WHOLE, float(ordered[n - rank]) / WHOLE


def _rank_of_interval(n: int) -> int | None:
    """The largest l ≥ 1 with P(Bin(n, ½) ≤ l − 1) ≤ 0.025."""
    if n == 0:
        return None
    k = np.arange(n, dtype=np.float64)
    log_mass = np.concatenate(([0.0], np.cumsum(np.log((n - k) / (k + 1))))) - n * math.log(2)
    at_most = np.logaddexp.accumulate(log_mass)
    rank = int(np.searchsorted(at_most, math.log(0.025), side="right"))
    return rank if rank > 0 else None


# Triads.


def plane(weights: Floats) -> Floats:
    """Places in the plane of points given as weights (n × 3): A = (0, 0), B = (1, 0), C = (½, √3/2)."""
    return np.column_stack([weights[:, 1] + weights[:, 2] / 2, weights[:, 2] * HEIGHT])


def zone_of(parts: Ints) -> Ints:
    """The zone of each point (n × 3, ten-thousandths): 0–2 corners, 3–5 edges (ab, ac, bc), 6 the centre.

    A corner holds points with a weight of 0.60 or more, an edge those with one below 0.20 of the others.
    """
    largest, smallest = parts.argmax(axis=1), parts.argmin(axis=1)
    zones = np.where(parts.min(axis=1) < 2_000, 5 - smallest, 6)
    return np.where(parts.max(axis=1) >= 6_000, largest, zones).astype(np.int64)


def nearest_node(parts: Ints, steps: int) -> Ints:
    """The nearest node (n × 2: i, j) of the triangular lattice with `steps` steps along a side.

    Each weight is rounded to the lattice; if the sum is then off by one, the weight that was rounded furthest is adjusted.
    """
    scaled = parts * steps
    rounded = (2 * scaled + WHOLE) // (2 * WHOLE)
    excess = rounded.sum(axis=1) - steps
    error = (rounded * WHOLE - scaled) * excess[:, None]
    worst = np.zeros(len(parts), dtype=np.int64)
    rows = np.arange(len(parts))
    for k in (1, 2):
        best = error[rows, worst]
        worst = np.where((error[:, k] > best) | ((excess < 0) & (error[:, k] == best)), k, worst)
    off = excess != 0
    rounded[rows[off], worst[off]] -= excess[off]
    return rounded[:, 1:].astype(np.int64)


def ilr(parts: Ints) -> Floats:
    """Isometric log-ratio coordinates (n × 2): z1 = ln(a/b)/√2, z2 = ln(ab/c²)/√6.

    Weights below 0.01 are zeros, replaced by δ = 0.0065 multiplicatively (Martín-Fernández and others, 2003).
    """
    zero = parts < _SMALLEST
    kept = np.where(zero, 0, parts).astype(np.float64)
    room = (1 - DELTA * zero.sum(axis=1))[:, None]
    logs = np.log(np.where(zero, DELTA, kept / kept.sum(axis=1, keepdims=True) * room))
    a, b, c = logs[:, 0], logs[:, 1], logs[:, 2]
    return np.column_stack([(a - b) / math.sqrt(2), (a + b - 2 * c) / math.sqrt(6)])


def ilr_inverse(z: Floats) -> Floats:
    """The weights (n × 3) that have these coordinates (n × 2)."""
    u, v = z[:, 0] / math.sqrt(2), z[:, 1] / math.sqrt(6)
    logs = np.column_stack([u + v, v - u, -2 * v])
    powers = np.exp(logs - logs.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)


def geometric_centre(parts: Ints) -> Floats | None:
    """The closed geometric mean of the weights (Aitchison, 1986); None without a point."""
    return ilr_inverse(ilr(parts).mean(axis=0)[None, :])[0] if len(parts) else None


def region_outline(parts: Ints, points: int = 72) -> Floats | None:
    """The outline of the centre's 95 % region (points × 3 weights): Hotelling's ellipse in ilr coordinates.

    k² = (n − 1)·(0.05^(−2/(n−2)) − 1). None below three points, or where they do not spread in two directions.
    """
    n = len(parts)
    if n < 3:
        return None
    z = ilr(parts)
    covariance = np.cov(z, rowvar=False)
    first, second, both = float(covariance[0, 0]), float(covariance[1, 1]), float(covariance[0, 1])
    if first * second - both * both <= 1e-12 * (first + second) ** 2:
        return None
    k = math.sqrt((n - 1) * math.expm1(-2 / (n - 2) * math.log(0.05)) / n)
    angle = np.arange(points) / points * math.tau
    circle = np.stack([np.cos(angle), np.sin(angle)])
    return ilr_inverse((z.mean(axis=0)[:, None] + k * np.linalg.cholesky(covariance) @ circle).T)


# Dyads: everything follows from the counts at each position.


@dataclass(frozen=True)
class MannWhitney:
    """U of the first group, and its two-sided p-value; None when all answers are at one position."""

    u: float
    p: float | None


@dataclass(frozen=True)
class Cliff:
    """δ = P(x > y) − P(x < y), and its 95 % interval; None below two answers in a group."""

    delta: float
    interval: Interval | None


def _counts(positions: Ints) -> Floats:
    return np.bincount(positions, minlength=WHOLE + 1).astype(np.float64)


def mann_whitney(x: Ints, y: Ints) -> MannWhitney | None:
    """Mann & Whitney (1947), by the normal distribution with correction for ties and continuity."""
    n, m = len(x), len(y)
    if n == 0 or m == 0:
        return None
    own, other = _counts(x), _counts(y)
    u = float((own * (np.cumsum(other) - other / 2)).sum())
    tied = own + other
    all_ = n + m
    ties = float((tied * (tied * tied - 1)).sum())
    variance = n * m / 12 * ((all_ + 1) - (ties / (all_ * (all_ - 1)) if all_ > 1 else 0.0))
    excess = max(u, n * m - u) - n * m / 2 - 0.5
    p = min(1.0, math.erfc(excess / math.sqrt(variance) / math.sqrt(2))) if variance > 1e-9 else None
    return MannWhitney(u, p)


def kruskal_wallis(groups: Sequence[Ints]) -> float | None:
    """The p-value of Kruskal & Wallis (1952), corrected for ties; None when there is nothing to test."""
    filled = [group for group in groups if len(group)]
    if len(filled) < 2:
        return None
    counts = [_counts(group) for group in filled]
    tied = np.sum(counts, axis=0)
    n = float(tied.sum())
    rank = np.cumsum(tied) - tied + (tied + 1) / 2
    between = sum(
        float((count * (rank - (n + 1) / 2)).sum()) ** 2 / len(own) for count, own in zip(counts, filled, strict=True)
    )
    free = 1 - float((tied * (tied * tied - 1)).sum()) / (n * (n * n - 1))
    if free <= 1e-12:
        return None
    return chi_squared_tail(12 / (n * (n + 1)) * between / free, len(filled) - 1)


def cliff(x: Ints, y: Ints) -> Cliff | None:
    """Cliff's δ (1993) with the asymmetric interval of Cliff (1996), Feng & Cliff (2004); None when a group is empty.

    At δ = ±1, where the variance is 0, the inner end is ±(b − z²)/(b + z²) with b the smaller group.
    """
    n, m = len(x), len(y)
    if n == 0 or m == 0:
        return None
    own, other = _counts(x), _counts(y)
    of_x, of_y = _dominance(other), _dominance(own)
    delta = float((own * of_x).sum()) / n
    if n < 2 or m < 2:
        return Cliff(delta, None)
    rows = float((own * (of_x - delta) ** 2).sum()) / (n - 1)
    columns = float((other * (of_y + delta) ** 2).sum()) / (m - 1)
    pairs = (n * m - float((own * other).sum()) - n * m * delta * delta) / ((n - 1) * (m - 1))
    variance = max(((m - 1) * rows + (n - 1) * columns + pairs) / (n * m), 0.0)
    low, high = _cliff_interval(delta, variance, min(n, m))
    return Cliff(delta, (min(low, delta), max(high, delta)))


def _dominance(counts: Floats) -> Floats:
    """For each position: the share of a group to its left, minus the share to its right."""
    passed = np.cumsum(counts) - counts
    n = counts.sum()
    return np.asarray((passed - (n - passed - counts)) / n, dtype=np.float64)


def _cliff_interval(delta: float, variance: float, smaller: int) -> Interval:
    zz = Z * Z
    if abs(delta) > 1 - 1e-12:
        inner = (smaller - zz) / (smaller + zz)
        return (inner, 1.0) if delta > 0 else (-1.0, -inner)
    free = 1 - delta * delta
    reach = Z * math.sqrt(variance) * math.sqrt(free * free + zz * variance)
    middle, scale = delta * free, free + zz * variance
    return max((middle - reach) / scale, -1.0), min((middle + reach) / scale, 1.0)


# Tables.


def chi_squared(table: Ints) -> tuple[float, int, float]:
    """Pearson's χ² of a table, its degrees of freedom, and the smallest expected count. Empty rows and columns are left out."""
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    rows, columns = table.shape
    if rows < 2 or columns < 2:
        return 0.0, 0, 0.0
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return (
        float(((table - expected) ** 2 / expected).sum()),
        (rows - 1) * (columns - 1),
        float(expected.min()),
    )


def corrected_v(table: Ints, corrections: float = 1.0) -> float | None:
    """Cramér's V, corrected for bias (Bergsma, 2013); None when there is nothing to compare."""
    squared, degrees, _ = chi_squared(table)
    if degrees == 0:
        return None
    n = float(table.sum())
    r, k = float((table.sum(axis=1) > 0).sum()), float((table.sum(axis=0) > 0).sum())
    excess = max(squared / n - corrections * (r - 1) * (k - 1) / (n - 1), 0.0)
    room = min(r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)) - 1
    return min(1.0, math.sqrt(excess / room)) if room > 0 else 0.0


def chi_squared_tail(x: float, degrees: int) -> float:
    """P(X ≥ x) of the χ² distribution, in closed form for whole degrees of freedom."""
    if x <= 0:
        return 1.0
    half = x / 2
    if degrees % 2 == 0:
        start, total = 0.0, 0.0
    else:
        start, total = 0.5, math.erfc(math.sqrt(half))
    terms = [math.exp(-half + (start + i) * math.log(half) - math.lgamma(start + i + 1)) for i in range(degrees // 2)]
    return min(1.0, total + sum(terms))


def benjamini_hochberg(p: Sequence[float | None]) -> list[float | None]:
    """P-values adjusted for their number (Benjamini & Hochberg, 1995). Tests that could not be computed do not count."""
    known = sorted((value, at) for at, value in enumerate(p) if value is not None)
    adjusted: list[float | None] = [None] * len(p)
    least = 1.0
    for place in range(len(known), 0, -1):
        value, at = known[place - 1]
        least = min(least, value * len(known) / place)
        adjusted[at] = least
    return adjusted
