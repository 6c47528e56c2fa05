"""JSON Lines, a submission on each line, as the wide table."""

from __future__ import annotations

import json
from typing import Any

from .errors import NotReadable
from .vocabulary import SignifierWords, Vocabulary

__all__ = ["wide"]

_FIXED = {
    "id": "id",
    "version": "version",
    "language": "language",
    "prompt": "prompt",
    "received": "received",
    "collection": "collection",
    "round": "round",
    "source": "source",
    "state": "state",
    "storyteller": "storyteller",
}


def wide(text: str, vocabulary: Vocabulary) -> tuple[list[str], list[list[Any]]]:
    """The columns of the wide table, and a row for each line."""
    stories = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            stories.append(json.loads(line))
        except ValueError as error:
            raise NotReadable(f"line {number} is no JSON: {error}") from error
    texts = any("text" in story for story in stories)
    fixed = [*_FIXED, "quotable", *(["title", "text"] if texts else [])]
    columns = list(fixed)
    for words in vocabulary.signifiers.values():
        columns += _columns(words)
    return columns, [_row(story, fixed, vocabulary) for story in stories]


def _columns(words: SignifierWords) -> list[str]:
    return [f"{words.id}.state", *(f"{words.id}.{part}" for part in _parts(words))]


def _parts(words: SignifierWords) -> list[str]:
    if words.kind == "dyad":
        return ["value"]
    if words.kind == "stones":
        return [f"{stone}.{axis}" for stone in words.parts for axis in "xy"]
    if words.kind == "choice" and not words.several:
        return ["choice"]
    return list(words.parts)


def _row(story: dict[str, Any], fixed: list[str], vocabulary: Vocabulary) -> list[Any]:
    row = [_fixed(story, name) for name in fixed]
    given, asked = story.get("answers", {}), story.get("asked")
    for words in vocabulary.signifiers.values():
        answer = given.get(words.id)
        found = _answer(answer, words) if isinstance(answer, dict) else None
        if found is not None:
            row += ["answered", *found]
            continue
        if answer == "not_applicable":
            state = "not_applicable"
        else:
            state = "unanswered" if asked is not None and words.id in asked else "not_asked"
        row += [state, *([None] * len(_parts(words)))]
    return row


def _fixed(story: dict[str, Any], name: str) -> Any:
    if name == "quotable":
        return bool(story.get("consent", {}).get("quotation", False))
    return story.get(name)


def _answer(answer: dict[str, Any], words: SignifierWords) -> list[Any] | None:
    """The values of an answer's columns; None when it is of another kind."""
    given = answer.get(words.kind)
    if given is None:
        return None
    if words.kind == "dyad":
        return [given]
    if words.kind == "triad":
        return list(given)
    if words.kind == "stones":
        return [place for stone in words.parts for place in given.get(stone, (None, None))]
    if words.several:
        return [option in given for option in words.parts]
    return [given[0] if given else None]
