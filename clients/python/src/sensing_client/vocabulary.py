"""The words of a framework: what a selection can name, and what things are called."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .api_types import Framework, Labelled, Signifier, Text
from .errors import NotInVocabulary

__all__ = ["SignifierWords", "Vocabulary"]


@dataclass(frozen=True)
class SignifierWords:
    """One signifier: its kind, what it asks, and its parts by id."""

    id: str
    #: `triad`, `dyad`, `stones` or `choice`.
    kind: str
    question: str
    #: Corners of a triad, ends of a dyad, stones or options, with their labels, in the framework's order.
    parts: Mapping[str, str]
    #: Whether a choice lets a storyteller choose several options.
    several: bool = False
    #: Whether the right end of a dyad is the better one.
    confidence: bool = False
    #: Whether a choice has room for words of the storyteller's own.
    write_in: bool = False

    @property
    def zones(self) -> list[str]:
        """The seven zones of a triad: corners, edges, `centre`."""
        return zones_of(list(self.parts))


@dataclass(frozen=True)
class Vocabulary:
    """The words of a framework. Signifiers of older versions follow those of the newest."""

    slug: str
    title: str
    prompts: Mapping[str, str]
    signifiers: Mapping[str, SignifierWords]
    #: The versions that it was made from, the newest first.
    versions: Sequence[int] = field(default=())

    @classmethod
    def of(cls, versions: Iterable[Framework], language: str = "en") -> Vocabulary:
        """The words of a framework's versions, the newest first, in a language (or the framework's first)."""
        known = list(versions)
        if not known:
            raise ValueError("a vocabulary needs a version of a framework")
        newest = known[0]
        prompts: dict[str, str] = {}
        found: dict[str, list[SignifierWords]] = {}
        for version in known:
            fallback = version["languages"][0]
            for prompt in version["prompts"]:
                prompts.setdefault(prompt["id"], _in(prompt["text"], language, fallback))
            for signifier in version["signifiers"]:
                found.setdefault(signifier["id"], []).append(_words(signifier, language, fallback))
        signifiers = {id: _merged(each) for id, each in found.items()}
        title = _in(newest["title"], language, newest["languages"][0])
        return cls(newest["slug"], title, prompts, signifiers, [version["version"] for version in known])

    def signifier(self, id: str, kind: str | None = None) -> SignifierWords:
        """The signifier with this id, which must be of this kind.

        Raises:
            NotInVocabulary: there is no such signifier; the message names those that there are.

        """
        of_kind = [own.id for own in self.signifiers.values() if kind is None or own.kind == kind]
        found = self.signifiers.get(id)
        if found is not None and kind is not None and found.kind != kind:
            raise NotInVocabulary(f"“{id}” is a {found.kind}, not a {kind}. {_named(kind, of_kind)}")
        if found is None:
            raise unknown(kind or "signifier", id, of_kind)
        return found

    def part(self, signifier: str, kind: str, part: str, what: str) -> str:
        """The id of a part of a signifier, which must exist."""
        parts = list(self.signifier(signifier, kind).parts)
        if part not in parts:
            raise unknown(what, part, parts, signifier)
        return part

    def zone(self, triad: str, zone: str) -> str:
        """The id of a zone of a triad, with its corners in the framework's order."""
        zones = self.signifier(triad, "triad").zones
        turned = "+".join(reversed(zone.split("+")))
        for name in (zone, turned):
            if name in zones:
                return name
        raise unknown("zone", zone, zones, triad)


def zones_of(corners: Sequence[str]) -> list[str]:
    """The names of a triad's zones: corners, then edges, then `centre`."""
    a, b, c = corners
    return [a, b, c, f"{a}+{b}", f"{a}+{c}", f"{b}+{c}", "centre"]


def unknown(what: str, id: str, known: Sequence[str], signifier: str | None = None) -> NotInVocabulary:
    """The error for a word that is not known, with the nearest that is, and all."""
    of = f" of “{signifier}”" if signifier else ""
    near = difflib.get_close_matches(id, known, n=1)
    hint = f"Did you mean “{near[0]}”? " if near else ""
    return NotInVocabulary(f"there is no {what} “{id}”{of}. {hint}{_named(what, known)}")


def _named(what: str, known: Sequence[str]) -> str:
    return f"There are: {', '.join(known)}" if known else f"There is no {what} at all"


def _in(text: Text, language: str, fallback: str) -> str:
    return text.get(language) or text.get(language.split("-x-")[0]) or text.get(fallback) or ""


def _words(signifier: Signifier, language: str, fallback: str) -> SignifierWords:
    def labels(parts: Iterable[Labelled]) -> dict[str, str]:
        return {part["id"]: _in(part["label"], language, fallback) for part in parts}

    parts: dict[str, str] = {}
    several, confidence, write_in = False, False, False
    if signifier["kind"] == "triad":
        parts = labels(signifier["corners"])
    elif signifier["kind"] == "dyad":
        parts = labels([signifier["left"], signifier["right"]])
        confidence = signifier.get("confidence", False)
    elif signifier["kind"] == "stones":
        parts = labels(signifier["stones"])
    else:
        parts = labels(signifier["options"])
        several = signifier.get("max", 1) != 1
        write_in = signifier.get("write_in", False)
    question = _in(signifier["question"], language, fallback)
    return SignifierWords(signifier["id"], signifier["kind"], question, parts, several, confidence, write_in)


def _merged(versions: list[SignifierWords]) -> SignifierWords:
    """One signifier of several versions, the newest first: the oldest decides the kind and the corners of a triad; stones and
    options are those of all versions.
    """
    newest, oldest = versions[0], versions[-1]
    alike = [one for one in versions if one.kind == oldest.kind]
    parts: dict[str, str] = {}
    for one in alike:
        parts.update({id: label for id, label in one.parts.items() if id not in parts})
    if oldest.kind == "triad":
        parts = {id: parts[id] for id in oldest.parts}
    elif oldest.kind == "dyad":
        parts = dict(alike[0].parts)
    return SignifierWords(
        oldest.id,
        oldest.kind,
        newest.question,
        parts,
        any(one.several for one in alike),
        alike[0].confidence,
        any(one.write_in for one in alike),
    )
