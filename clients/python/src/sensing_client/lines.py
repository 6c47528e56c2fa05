"""JSON Lines, a story on each line as an import takes it, as the wide table."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from .api_types import Framework
from .errors import NotReadable
from .vocabulary import SignifierWords, Vocabulary

__all__ = ["wide"]

_FIXED = (
    *("id", "version", "language", "prompt", "received", "collection", "round", "source", "state", "quotable", "storyteller"),
)
_TEXTS = ("title", "text")
#: The signifier that asks who the storyteller is; it is always asked.
_AUDIENCE = "audience"


def wide(text: str, versions: Sequence[Framework]) -> tuple[list[str], list[list[Any]]]:
    """The columns of the wide table, and a row for each line, of a framework with these versions."""
    stories = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            stories.append(json.loads(line))
        except ValueError as error:
            raise NotReadable(f"line {number} is no JSON: {error}") from error
    newest_first = sorted(versions, key=lambda one: one["version"], reverse=True)
    vocabulary = Vocabulary.of(newest_first)
    by_number = {one["version"]: one for one in newest_first}
    unknown = sorted({story["version"] for story in stories} - by_number.keys())
    if unknown:
        raise NotReadable(f"there are stories of version {unknown[0]} of “{vocabulary.slug}”, and no document of it")
    texts = any(story.get("text") is not None for story in stories)
    fixed = [*_FIXED, *(_TEXTS if texts else ())]
    columns = list(fixed)
    for words in vocabulary.signifiers.values():
        columns += [f"{words.id}.state", *(f"{words.id}.{part}" for part in _parts(words, texts))]
    # A number for each storyteller who told several stories.
    storytellers: dict[str, int] = {}
    for story in stories:
        if story.get("storyteller"):
            storytellers.setdefault(story["storyteller"], len(storytellers) + 1)
    rows = []
    for story in stories:
        row = [_fixed(story, name, storytellers) for name in fixed]
        for words in vocabulary.signifiers.values():
            row += _cells(story, words, by_number[story["version"]], texts)
        rows.append(row)
    return columns, rows


def _parts(words: SignifierWords, texts: bool) -> list[str]:
    if words.kind == "dyad":
        return ["value"]
    if words.kind == "stones":
        return [f"{stone}.{axis}" for stone in words.parts for axis in "xy"]
    if words.kind == "choice":
        return [*(words.parts if words.several else ["choice"]), *(["write_in"] if words.write_in and texts else [])]
    return list(words.parts)


def _fixed(story: dict[str, Any], name: str, storytellers: dict[str, int]) -> Any:
    if name == "quotable":
        return bool(story.get("consent", {}).get("quotation", False))
    if name == "storyteller":
        return storytellers.get(story.get("storyteller", ""))
    return story.get(name) or None


def _cells(story: dict[str, Any], words: SignifierWords, version: Framework, texts: bool) -> list[Any]:
    """The state of a signifier, and its parts."""
    answer = story.get("answers", {}).get(words.id)
    nothing = [None] * len(_parts(words, texts))
    if words.id in story.get("not_shown", ()):
        return ["not_shown", *nothing]
    if answer == "not_applicable":
        return ["not_applicable", *nothing]
    if isinstance(answer, dict):
        found = _answer(answer, words, texts)
        return ["answered", *found] if found is not None else ["not_asked", *nothing]
    return ["unanswered" if _was_asked(story, words, version) else "not_asked", *nothing]


def _answer(answer: dict[str, Any], words: SignifierWords, texts: bool) -> list[Any] | None:
    """The values of an answer's columns; None when it is of another kind."""
    if words.kind == "choice" and ("choice" in answer or "write_in" in answer):
        chosen = answer.get("choice") or []
        own = [option in chosen for option in words.parts] if words.several else [chosen[0] if chosen else None]
        return [*own, *([answer.get("write_in")] if words.write_in and texts else [])]
    given = answer.get(words.kind)
    if given is None:
        return None
    if words.kind == "dyad":
        return [given]
    if words.kind == "triad":
        return list(given)
    return [place for stone in words.parts for place in given.get(stone, (None, None))]


def _was_asked(story: dict[str, Any], words: SignifierWords, version: Framework) -> bool:
    """Whether a signifier was shown: the story says so, or else its version, audience and prompt do."""
    asked = story.get("asked")
    own: Any = next((one for one in version["signifiers"] if one["id"] == words.id and one["kind"] == words.kind), None)
    if own is None:
        return False
    if asked is not None:
        return words.id in asked
    if words.id == _AUDIENCE:
        return True
    given = story.get("answers", {}).get(_AUDIENCE)
    audience = next(iter(given.get("choice") or []), None) if isinstance(given, dict) else None

    def suits(limits: Sequence[str]) -> bool:
        return not limits or audience in limits

    of_prompt = not own.get("prompts") or story["prompt"] in own["prompts"]
    offers = own["kind"] != "choice" or any(
        not option.get("retired") and suits(option.get("audiences", ())) for option in own["options"]
    )
    rule = own.get("ask", "core")
    ruled = isinstance(rule, str) or (audience in rule if audience else bool(rule))
    return bool(of_prompt and offers and suits(own.get("audiences", ())) and ruled)
