"""A selection of stories, built step by step. Each step gives a new selection; the old one stays as it was."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from . import api_types
from .vocabulary import Vocabulary, unknown

__all__ = ["Selection"]

Day = datetime.date | str

_ANSWERS = "answers"


@dataclass(frozen=True)
class Selection:
    """Which stories are meant. `Client.select` makes one that knows the framework's vocabulary.

    With a vocabulary, every id is checked when it is named. Without one, the service checks them.

        stories = client.select("sheffield-send")
        late = stories.where(audience="family").dyad("timing", 0.6, 1)
        elsewhere = late.without(stories.where(locality="A"))
    """

    framework: str | None = None
    vocabulary: Vocabulary | None = field(default=None, repr=False, compare=False)
    _parts: dict[str, Any] = field(default_factory=dict)

    def where(self, **answers: str | Iterable[str]) -> Selection:
        """Stories that chose any of these options, of each of these choices: `where(audience=["family", "child"])`."""
        chosen = dict(self._parts.get(_ANSWERS, {}))
        for signifier, options in answers.items():
            wanted = [options] if isinstance(options, str) else list(options)
            if self.vocabulary:
                for option in wanted:
                    self.vocabulary.part(signifier, "choice", option, "option")
            chosen[signifier] = wanted
        return self._with(_ANSWERS, chosen)

    def zone(self, triad: str, *zones: str) -> Selection:
        """Stories in one of these zones of a triad: a corner's id, two joined by `+`, or `centre`."""
        if not zones:
            raise ValueError("name at least one zone")
        if self.vocabulary:
            zones = tuple(self.vocabulary.zone(triad, zone) for zone in zones)
        return self._and("triads", {"signifier": triad, "zones": list(zones)})

    def polygon(self, triad: str, corners: Sequence[Sequence[float]]) -> Selection:
        """Stories within a polygon of a triad: three points or more, each three weights that sum to 1."""
        if len(corners) < 3:
            raise ValueError("a polygon has three points or more")
        for weights in corners:
            if len(weights) != 3 or abs(sum(weights) - 1) > 1e-6:
                raise ValueError(f"{list(weights)} is no point of a triad: three weights that sum to 1")
        self._known(triad, "triad")
        return self._and("triads", {"signifier": triad, "polygon": [list(weights) for weights in corners]})

    def dyad(self, dyad: str, at_least: float = 0.0, at_most: float = 1.0) -> Selection:
        """Stories within a range of a dyad, both ends included; 0 is the left end, 1 the right."""
        _range(at_least, at_most)
        self._known(dyad, "dyad")
        return self._and("dyads", {"signifier": dyad, "from": at_least, "to": at_most})

    def stone(
        self,
        stones: str,
        stone: str,
        x: tuple[float, float] = (0.0, 1.0),
        y: tuple[float, float] = (0.0, 1.0),
    ) -> Selection:
        """Stories in which a stone lies within a rectangle, its borders included."""
        _range(*x)
        _range(*y)
        if self.vocabulary:
            self.vocabulary.part(stones, "stones", stone, "stone")
        return self._and("stones", {"signifier": stones, "stone": stone, "x": list(x), "y": list(y)})

    def says(self, text: str) -> Selection:
        """Stories whose text has these words: "phrases", prefix*, -without, AND, OR, NOT and brackets."""
        return self._with("text", text)

    def received(self, first: Day | None = None, last: Day | None = None) -> Selection:
        """Stories that came in on these days or between them."""
        days = {"from": _day(first), "to": _day(last)}
        if days["from"] and days["to"] and days["from"] > days["to"]:
            raise ValueError(f"{days['from']} is after {days['to']}")
        return self._with("received", {name: day for name, day in days.items() if day})

    def collections(self, *join_codes: str) -> Selection:
        """Stories of any of these collections, by join code."""
        return self._with("collections", list(join_codes))

    def rounds(self, *rounds: str) -> Selection:
        """Stories of any of these rounds, such as `baseline`."""
        return self._with("rounds", list(rounds))

    def prompts(self, *prompts: str) -> Selection:
        """Stories that answer any of these prompts."""
        if self.vocabulary:
            known = list(self.vocabulary.prompts)
            for prompt in prompts:
                if prompt not in known:
                    raise unknown("prompt", prompt, known)
        return self._with("prompts", list(prompts))

    def without(self, other: Selection) -> Selection:
        """Stories that do not match another selection, which must have one part only; call it again for more.

        A story without an answer where a region is excluded is neither in nor out: it is left out and counted in `undecided`.
        """
        if other.framework not in (None, self.framework):
            raise ValueError(f"“{other.framework}” is another framework than “{self.framework}”")
        if "not" in other._parts or other._size() != 1:
            raise ValueError(
                "exclude one thing at a time: “without(a).without(b)” leaves out stories that match a, and those that match b"
            )
        excluded = copy.deepcopy(self._parts.get("not", {}))
        for name, part in other._parts.items():
            if isinstance(part, list):
                excluded[name] = [*excluded.get(name, []), *part]
            elif name == _ANSWERS:
                for signifier, options in part.items():
                    own = excluded.setdefault(_ANSWERS, {}).setdefault(signifier, [])
                    own.extend(option for option in options if option not in own)
            elif name in excluded:
                raise ValueError(f"“{name}” is excluded already")
            else:
                excluded[name] = part
        return self._with("not", excluded)

    def body(self) -> api_types.Selection:
        """The selection as the API takes it."""
        own: dict[str, Any] = {"framework": self.framework} if self.framework else {}
        return cast("api_types.Selection", own | copy.deepcopy(self._parts))

    def _size(self) -> int:
        several = (len(part) if name in (_ANSWERS, "triads", "dyads", "stones") else 1 for name, part in self._parts.items())
        return sum(several)

    def _known(self, signifier: str, kind: str) -> None:
        if self.vocabulary:
            self.vocabulary.signifier(signifier, kind)

    def _and(self, name: str, part: dict[str, Any]) -> Selection:
        return self._with(name, [*self._parts.get(name, []), part])

    def _with(self, name: str, part: object) -> Selection:
        return Selection(self.framework, self.vocabulary, {**self._parts, name: part})


def _day(day: Day | None) -> str | None:
    if day is None:
        return None
    return (datetime.date.fromisoformat(day) if isinstance(day, str) else day).isoformat()


def _range(low: float, high: float) -> None:
    if not 0 <= low <= high <= 1:
        raise ValueError(f"a range lies between 0 and 1, its lower end first; this is from {low} to {high}")
