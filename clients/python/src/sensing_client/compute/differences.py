"""The numbers of a forest plot: how groups of stories differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from .. import choices, energy, statistics
from ..statistics import Interval
from ..stories import Bools, Stories
from .limits import FEWEST, hidden_note

__all__ = ["Difference", "Differences", "Measure", "differences"]

Measure = Literal["cliffs_delta", "energy", "cramers_v"]


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
        notes.append(hidden_note(hidden))
    return Differences(by, {name: (label.get(name, name), int(own.sum())) for name, own in groups.items()}, rows, notes)


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
