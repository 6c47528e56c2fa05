"""Selections: each step gives a new one, and words that the framework does not have are refused with those that it has."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from sensing_client import NotInVocabulary, Selection, Vocabulary

from . import sample

VOCABULARY = Vocabulary.of([sample.document()])
ALL = Selection("tiny", VOCABULARY)


def test_a_selection_is_built_step_by_step_and_each_step_leaves_the_one_before() -> None:
    families = ALL.where(audience="family")
    late = families.dyad("timing", 0.6).zone("change", "person", "together+person").received("2026-01-01", "2026-02-01")
    assert families.body() == {"framework": "tiny", "answers": {"audience": ["family"]}}
    assert late.body() == {
        "framework": "tiny",
        "answers": {"audience": ["family"]},
        "dyads": [{"signifier": "timing", "from": 0.6, "to": 1.0}],
        "triads": [{"signifier": "change", "zones": ["person", "person+together"]}],
        "received": {"from": "2026-01-01", "to": "2026-02-01"},
    }


def test_every_part_has_its_place_in_the_request() -> None:
    body = (
        ALL.says('"waiting list"')
        .stone("around", "school", x=(0, 0.5))
        .polygon("change", [(1, 0, 0), (0.5, 0.5, 0), (0.5, 0, 0.5)])
        .collections("TEST-2345")
        .rounds("baseline", "follow-up")
        .prompts("moment")
        .received(last=datetime.date(2026, 3, 1))
        .body()
    )
    assert body["text"] == '"waiting list"'
    assert body["stones"] == [{"signifier": "around", "stone": "school", "x": [0, 0.5], "y": [0.0, 1.0]}]
    assert body["triads"] == [{"signifier": "change", "polygon": [[1, 0, 0], [0.5, 0.5, 0], [0.5, 0, 0.5]]}]
    assert (body["collections"], body["rounds"], body["prompts"]) == (["TEST-2345"], ["baseline", "follow-up"], ["moment"])
    assert body["received"] == {"to": "2026-03-01"}


def test_what_is_excluded_is_excluded_part_by_part() -> None:
    body = ALL.without(ALL.where(audience="child")).without(ALL.dyad("timing", 0, 0.2)).without(ALL.says("rain")).body()
    assert body["not"] == {
        "answers": {"audience": ["child"]},
        "dyads": [{"signifier": "timing", "from": 0, "to": 0.2}],
        "text": "rain",
    }
    with pytest.raises(ValueError, match="one thing at a time"):
        ALL.without(ALL.where(audience="child").dyad("timing", 0, 0.2))
    with pytest.raises(ValueError, match="one thing at a time"):
        ALL.without(ALL)
    with pytest.raises(ValueError, match="excluded already"):
        ALL.without(ALL.says("rain")).without(ALL.says("snow"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (
            lambda: ALL.where(audience="famly"),
            "no option “famly” of “audience”. Did you mean “family”? There are: child, family",
        ),
        (
            lambda: ALL.where(audiences="family"),
            "no choice “audiences”. Did you mean “audience”? There are: audience, feelings",
        ),
        (lambda: ALL.where(timing="late"), "“timing” is a dyad, not a choice. There are: audience, feelings"),
        (lambda: ALL.dyad("when"), "no dyad “when”. There are: timing"),
        (
            lambda: ALL.zone("change", "middle"),
            "no zone “middle” of “change”. There are: person, together, rules, person+together",
        ),
        (lambda: ALL.stone("around", "clinic"), "no stone “clinic” of “around”. There are: school"),
        (lambda: ALL.prompts("day"), "no prompt “day”. There are: moment"),
    ],
)
def test_unknown_words_are_refused_with_those_that_there_are(wrong: Callable[[], object], says: str) -> None:
    with pytest.raises(NotInVocabulary) as caught:
        wrong()
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ALL.dyad("timing", 0.7, 0.2),
        lambda: ALL.dyad("timing", -0.1),
        lambda: ALL.polygon("change", [(1, 0, 0), (0, 1, 0)]),
        lambda: ALL.polygon("change", [(1, 0, 0), (0, 1, 0), (0, 0, 0.5)]),
        lambda: ALL.received("2026-02-01", "2026-01-01"),
        lambda: ALL.received("1 February"),
        lambda: ALL.zone("change"),
    ],
)
def test_ranges_days_and_polygons_that_mean_nothing_are_refused(wrong: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        wrong()


def test_without_a_vocabulary_the_service_checks() -> None:
    assert Selection("other").dyad("anything", 0, 0.5).body()["dyads"][0]["signifier"] == "anything"


def test_a_vocabulary_has_older_words_too_and_falls_back_on_a_language() -> None:
    older = sample.document()
    older["signifiers"][0]["options"].append({"id": "other", "label": {"en": "Other"}})  # type: ignore[typeddict-item]
    both = Vocabulary.of([sample.document(), older], "de-x-easy")
    assert dict(both.signifiers["audience"].parts) == {"child": "child (de)", "family": "family (de)", "other": "Other"}
    assert both.signifiers["feelings"].several
    assert not both.signifiers["audience"].several
    assert both.signifiers["change"].zones[3:] == ["person+together", "person+rules", "together+rules", "centre"]
