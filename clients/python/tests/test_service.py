"""The client and a running service."""

from __future__ import annotations

import pytest

from sensing_client import (
    Client,
    JobFailed,
    NotFound,
    NotInVocabulary,
    NotSignedIn,
    NotValid,
    Selection,
)

from .conftest import FRAMEWORK


def test_a_token_opens_the_service_and_a_wrong_one_does_not(client: Client) -> None:
    assert "analyst" in client.me()["roles"]
    with Client(client._transport.url, "wrong") as stranger, pytest.raises(NotSignedIn, match="sensing staff token"):
        stranger.search(Selection(FRAMEWORK)).first  # noqa: B018


def test_a_framework_becomes_a_vocabulary_of_all_its_versions(client: Client) -> None:
    assert FRAMEWORK in [framework["slug"] for framework in client.frameworks()]
    words = client.vocabulary(FRAMEWORK)
    assert list(words.versions) == sorted(words.versions, reverse=True)
    assert words.versions[-1] == 1
    assert words.signifiers["difference"].kind == "triad"
    assert words.signifiers["felt_informed"].confidence
    assert not words.signifiers["timing"].confidence
    with pytest.raises(NotInVocabulary, match="Did you mean “timing”"):
        client.select(FRAMEWORK).dyad("timming")


def test_a_search_gives_every_story_once_whatever_the_size_of_its_pages(client: Client) -> None:
    families = client.select(FRAMEWORK).where(audience="family")
    found = client.search(families, sort="random", seed=3, page=40)
    ids = [story["id"] for story in found]
    assert len(ids) == len(set(ids)) == found.first["readable"]
    assert found.matching is not None
    assert found.matching >= len(ids)
    again = [story["id"] for story in client.search(families, sort="random", seed=3, page=100)]
    assert again == ids


def test_what_is_excluded_is_left_out(client: Client) -> None:
    stories = client.select(FRAMEWORK)
    late = stories.dyad("timing", 0.6)
    every, inside, outside = (client.search(one).first for one in (stories, late, stories.without(late)))
    assert every["matching"] is not None
    assert inside["matching"] is not None
    assert outside["matching"] is not None
    undecided = outside["undecided"].get("without_answer")
    assert undecided is not None
    assert inside["matching"] + outside["matching"] + undecided == every["matching"]


def test_the_service_names_the_field_that_is_wrong(client: Client) -> None:
    with pytest.raises(NotValid) as caught:
        client.patterns(Selection(FRAMEWORK).dyad("timming"))
    assert [fault.field for fault in caught.value.errors] == ["selection.dyads[0].signifier"]
    assert "there are: timing" in str(caught.value)


def test_a_job_gives_what_the_request_gives_and_can_be_cancelled(client: Client) -> None:
    stories = client.select(FRAMEWORK)
    seen: list[float] = []
    with client.begin_compare(stories, "audience", ["timing", "difference"], permutations=199, name="From Python") as job:
        result = job.wait(timeout=120, on_progress=seen.append)
    assert seen[-1] == 1.0
    assert result["results"] == client.compare(stories, "audience", ["timing", "difference"], permutations=199)["results"]
    assert job.id in [one.id for one in client.jobs()]
    job.cancel()
    assert job.id not in [one.id for one in client.jobs()]
    job.cancel()
    with pytest.raises(JobFailed, match="deleted"):
        job.wait()


def test_groups_can_be_selections(client: Client) -> None:
    stories = client.select(FRAMEWORK)
    sides = {"Early": stories.dyad("timing", 0, 0.4), "Late": stories.dyad("timing", 0.6, 1)}
    found = client.compare(stories, sides, ["difference"], permutations=99)
    assert [group["label"] for group in found["groups"]] == ["Early", "Late"]


def test_every_analysis_answers(client: Client) -> None:
    stories = client.select(FRAMEWORK)
    families = stories.where(audience="family")
    assert client.associations(stories, pair=("timing", "difference"))["table"] is not None
    assert len(client.words(families, limit=5)["more"]) == 5
    zones = client.words(stories, zones=("difference", ["waiting"]))["zones"]
    assert [zone["word"] for zone in zones] == ["waiting"]
    trend = client.trends(
        stories, "quarter", [{"figure": "median", "signifier": "timing"}], drift=["difference"], targets=[0.5]
    )
    assert len(trend["trends"]) == 1
    assert list(trend["drift"]) == ["difference"]
    clusters = client.clusters(stories, ["difference", "timing"], method="k_medoids", k=3, stability={"resamples": 10})
    left_out = clusters["left_out"]
    assert left_out is None or clusters["complete"] + left_out == clusters["matching"], "a few are not counted"
    pattern = client.patterns(stories, ["difference"], hexagons=8, density={"contours": True}, region={"bootstrap": True})
    found = pattern["signifiers"]["difference"]
    assert found["kind"] == "triad"
    assert found.get("hexagons")
    assert found.get("density")


def test_what_does_not_exist_is_not_found(client: Client) -> None:
    with pytest.raises(NotFound):
        client.framework("no-such-framework")
