"""How groups differ in the options that they chose: Cramér's V with its interval, and its test."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from . import statistics
from .statistics import Floats, Interval, Ints
from .stories import Bools

__all__ = ["Chosen"]

#: Bootstrap samples of an effect.
SAMPLES = 499


@dataclass(frozen=True)
class Chosen:
    """What groups of stories chose. Where a story has several options, each option is compared with not choosing it."""

    #: The sets of options that occur (sets × options), and how many of each group chose them (groups × sets).
    sets: Ints
    counts: Ints
    #: Whether any story has several options.
    several: bool

    @classmethod
    def of(cls, groups: list[Bools]) -> Chosen:
        """The choices of each group: answers × options."""
        sizes = [len(own) for own in groups]
        sets, places = np.unique(np.concatenate(groups), axis=0, return_inverse=True)
        group = np.repeat(np.arange(len(groups)), sizes)
        counts = np.bincount(group * len(sets) + places.ravel(), minlength=len(groups) * len(sets))
        several = bool((sets.sum(axis=1) > 1).any())
        return cls(sets.astype(np.int64), counts.reshape(len(groups), len(sets)).astype(np.int64), several)

    def effect(self) -> float | None:
        """V corrected for bias (Bergsma, 2013); with several options the root mean square over options. None without a test."""
        return self._effect(self.counts, 1.0)

    def interval(self, chance: np.random.Generator) -> Interval | None:
        """Its 95 % interval by bootstrap; None where a group has a single answer."""
        effect = self.effect()
        if effect is None or (self.counts.sum(axis=1) == 1).any():
            return None
        sizes = self.counts.sum(axis=1)
        drawn = []
        for _ in range(SAMPLES):
            sample = [chance.multinomial(n, own / n) if n else own for n, own in zip(sizes, self.counts, strict=True)]
            # Resampling raises χ² by chance as much again as sampling did.
            drawn.append(self._effect(np.stack(sample), 2.0) or 0.0)
        low, high = np.quantile(drawn, [0.025, 0.975])
        return max(min(float(low), effect), 0.0), min(max(float(high), effect), 1.0)

    def p(self, permutations: int, chance: np.random.Generator) -> float | None:
        """By the χ² distribution; by permutation with several options, or where fewer than five are expected somewhere."""
        table = self.counts @ self.sets
        squared, degrees, least = statistics.chi_squared(table)
        if not degrees:
            return None
        if not self.several and least >= 5:
            return statistics.chi_squared_tail(squared, degrees)
        observed = self._squares(self.counts)
        threshold = observed - 1e-9 * (observed + 1)
        groups, sets = self.counts.shape
        labels = np.repeat(np.arange(groups), self.counts.sum(axis=1))
        of_set = np.repeat(np.tile(np.arange(sets), groups), self.counts.ravel())
        reached = 0
        for _ in range(permutations):
            dealt = np.bincount(chance.permutation(labels) * sets + of_set, minlength=groups * sets)
            reached += self._squares(dealt.reshape(groups, sets)) >= threshold
        return (1 + reached) / (1 + permutations)

    def _squares(self, counts: Ints) -> float:
        """χ² of the table; with several options the sum over options."""
        table = counts @ self.sets
        if not self.several:
            return statistics.chi_squared(table)[0]
        return float(_against(table, counts.sum(axis=1)).sum())

    def _effect(self, counts: Ints, corrections: float) -> float | None:
        table = counts @ self.sets
        if not self.several:
            return statistics.corrected_v(table, corrections)
        sizes = counts.sum(axis=1)
        n, r = float(sizes.sum()), float((sizes > 0).sum())
        some = (table.sum(axis=0) > 0) & (table.sum(axis=0) < n)
        if r < 2 or not some.any():
            return None
        squares = _against(table[:, some], sizes)
        excess = np.maximum(squares / n - corrections * (r - 1) / (n - 1), 0.0)
        room = min(r - (r - 1) ** 2 / (n - 1), 2 - 1 / (n - 1)) - 1
        v_squared = np.minimum(excess / room, 1.0) if room > 0 else np.zeros_like(excess)
        return math.sqrt(float(v_squared.mean()))


def _against(table: Ints, sizes: Ints) -> Floats:
    """For each option, χ² of choosing it against not choosing it."""
    filled = sizes > 0
    table, sizes = table[filled], sizes[filled]
    share = table.sum(axis=0) / sizes.sum()
    spread = np.where((share > 0) & (share < 1), share * (1 - share), np.inf)
    return np.asarray(((table - np.outer(sizes, share)) ** 2 / np.outer(sizes, spread)).sum(axis=0), dtype=np.float64)
