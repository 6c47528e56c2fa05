"""Energy distances between groups of points on a lattice (Székely & Rizzo, 2004), their effect, interval and test."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from .statistics import HEIGHT, WHOLE, Floats, Interval, Ints, nearest_node

__all__ = ["Energy", "energy", "square_nodes", "triangle_nodes"]

#: Steps of the triangular lattice on which triads are compared, and cells along a side of the grid for stones.
LATTICE, GRID = 40, 32
#: Bootstrap samples of an effect.
SAMPLES = 199
# Permutations that are computed at once.
_AT_ONCE = 100


@dataclass(frozen=True)
class Energy:
    """How far two groups are apart, and whether more groups differ at all."""

    #: √(ℰ / 2E|X − Y|) without the part due to chance, 0 to 1; None when a group has fewer than two answers.
    effect: float | None
    #: Its 95 % interval, by bootstrap.
    interval: Interval | None


def triangle_nodes(parts: Ints) -> Ints:
    """The node of the lattice of 40 steps for each point of a triad."""
    i, j = nearest_node(parts, LATTICE).T
    return np.asarray(i * (2 * LATTICE + 3 - i) // 2 + j, dtype=np.int64)


def square_nodes(x: Ints, y: Ints) -> Ints:
    """The cell of the grid of 32 × 32 cells for each place of a stone."""

    def cell(position: Ints) -> Ints:
        return np.asarray(np.maximum(position * GRID - 1, 0) // WHOLE, dtype=np.int64)

    return cell(y) * GRID + cell(x)


@cache
def distances(kind: str) -> Floats:
    """The distance of every two nodes: of the `triangle`, or of the `square`."""
    if kind == "triangle":
        steps = [(i, j) for i in range(LATTICE + 1) for j in range(LATTICE + 1 - i)]
        places = np.array([((i + j / 2) / LATTICE, j * HEIGHT / LATTICE) for i, j in steps])
    else:
        middles = (np.arange(GRID) + 0.5) / GRID
        places = np.array([(x, y) for y in middles for x in middles])
    apart = places[:, None, :] - places[None, :, :]
    return np.asarray(np.hypot(apart[..., 0], apart[..., 1]), dtype=np.float64)


def energy(kind: str, first: Ints, second: Ints, seed: int) -> Energy:
    """The effect of two groups, given as the nodes of their answers."""
    n, m = len(first), len(second)
    if min(n, m) < 2:
        return Energy(None, None)
    (first, second), apart = _occupied(kind, [first, second])
    shares = np.stack([np.bincount(nodes, minlength=len(apart)) / len(nodes) for nodes in (first, second)])
    means = _means(shares[None], apart)
    effect = float(_effects(means, n, m, 0.0)[0])
    bias = max(float(_energy(means)[0]), 0.0) - float(_unbiased(means, n, m)[0])
    chance = np.random.default_rng(seed)
    drawn = np.stack([chance.multinomial(size, own, SAMPLES) / size for size, own in zip((n, m), shares, strict=True)], axis=1)
    # Resampling raises ℰ by chance as much again as sampling did.
    low, high = np.quantile(_effects(_means(drawn, apart), n, m, bias), [0.025, 0.975])
    return Energy(effect, (min(float(low), effect), max(float(high), effect)))


def permuted(kind: str, groups: list[Ints], permutations: int, seed: int) -> float | None:
    """The p-value of any difference between groups, by permutation of the labels; None when there is nothing to test.

    The statistic is Σ nₛ·nₜ/(2n)·ℰ(s, t) over pairs of groups (Rizzo & Székely, 2010).
    """
    groups = [nodes for nodes in groups if len(nodes)]
    if len(groups) < 2 or sum(map(len, groups)) < 3:
        return None
    groups, apart = _occupied(kind, groups)
    sizes = np.array([len(nodes) for nodes in groups], dtype=np.float64)
    pool = np.concatenate(groups)
    ends = np.cumsum(sizes).astype(int)[:-1]
    share, short = np.bincount(pool, minlength=len(apart)) / len(pool), apart.astype(np.float32)

    def statistics(orders: list[Ints]) -> Floats:
        """With p the shares of all answers and q those of a group, Σ n·(q − p)ᵀ·(−D)·(q − p)/2 over groups, to seven digits."""
        counts = [[np.bincount(part, minlength=len(apart)) for part in np.split(order, ends)] for order in orders]
        off = (np.array(counts) - sizes[None, :, None] * share).astype(np.float32)
        # The deviations of the groups sum to 0, so that those of the last need no multiplication.
        to = off[:, :-1] @ short
        to = np.concatenate([to, -to.sum(axis=1, keepdims=True)], axis=1)
        sums = np.einsum("pgi,pgi->pg", to, off, dtype=np.float64)
        return np.asarray(-(sums / sizes).sum(axis=1) / 2, dtype=np.float64)

    observed = float(statistics([pool])[0])
    if observed <= 1e-9:
        return None
    chance = np.random.default_rng(seed)
    reached = 0
    for start in range(0, permutations, _AT_ONCE):
        orders = [chance.permutation(pool) for _ in range(min(_AT_ONCE, permutations - start))]
        reached += int((statistics(orders) >= observed * (1 - 1e-5)).sum())
    return (1 + reached) / (1 + permutations)


def _occupied(kind: str, groups: list[Ints]) -> tuple[list[Ints], Floats]:
    """The same groups by the places of their nodes among those that have an answer, and the distances of these."""
    used, places = np.unique(np.concatenate(groups), return_inverse=True)
    ends = np.cumsum([len(nodes) for nodes in groups])[:-1]
    return np.split(places.astype(np.int64), ends), distances(kind)[np.ix_(used, used)]


def _means(shares: Floats, apart: Floats) -> Floats:
    """Of samples × two groups × nodes: the mean distance between the groups, and within each (3 × samples)."""
    first, second = shares[:, 0], shares[:, 1]
    to_first, to_second = first @ apart, second @ apart
    pairs = ((to_first, second), (to_first, first), (to_second, second))
    return np.stack([np.einsum("pi,pi->p", to, own) for to, own in pairs])


def _energy(means: Floats) -> Floats:
    """ℰ = 2E|X − Y| − E|X − X′| − E|Y − Y′| with means over all pairs."""
    return np.asarray(2 * means[0] - means[1] - means[2], dtype=np.float64)


def _unbiased(means: Floats, n: int, m: int) -> Floats:
    """ℰ with means within groups over pairs of different answers."""
    return np.asarray(2 * means[0] - means[1] * n / (n - 1) - means[2] * m / (m - 1), dtype=np.float64)


def _effects(means: Floats, n: int, m: int, less: float) -> Floats:
    """√(ℰ / 2E|X − Y|), from 0 to 1; 0 where all answers are at one node."""
    distance = 2 * means[0]
    share = (_unbiased(means, n, m) - less) / np.where(distance > 0, distance, 1.0)
    return np.asarray(np.sqrt(np.where(distance > 0, np.clip(share, 0.0, 1.0), 0.0)), dtype=np.float64)
