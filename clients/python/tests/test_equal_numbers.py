"""What the client computes from an export is what the service says of the same selection.

Counts are equal; shares, intervals, centres, medians, effects and limits to `NEAR`. Intervals by bootstrap come from other
random numbers and are equal to `BY_CHANCE`.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from sensing_client import Client, Selection, compute, read_export, statistics
from sensing_client.api_types import DyadPattern, Figure, TriadPattern
from sensing_client.stories import Replies, Stories

from .conftest import FRAMEWORK

NEAR = 1e-9
BY_CHANCE = 0.05

#: Selections of which both sides are asked: everything, and the stories of families.
SELECTIONS = ["everything", "families"]


@pytest.fixture(scope="module")
def all_stories(exported: Path) -> Stories:
    return read_export(exported / "csv.zip").for_figures()


@pytest.fixture(params=SELECTIONS)
def both(request: pytest.FixtureRequest, client: Client, all_stories: Stories) -> tuple[Selection, Stories]:
    """The same stories as a selection and as rows of the export."""
    selection = client.select(FRAMEWORK)
    if request.param == "everything":
        return selection, all_stories
    frame: Any = all_stories._frame
    return selection.where(audience="family"), Stories(
        frame[frame["audience.choice"] == "family"].reset_index(drop=True), all_stories.vocabulary
    )


def near(found: object, expected: object, within: float = NEAR) -> bool:
    if found is None or expected is None:
        return found is expected
    return bool(np.allclose(cast("Any", found), cast("Any", expected), rtol=0, atol=within))


def test_the_export_has_as_many_stories_as_the_service_counts(client: Client, both: tuple[Selection, Stories]) -> None:
    selection, stories = both
    assert client.search(selection).matching == len(stories)


def test_the_words_of_the_export_are_those_of_the_service(client: Client, all_stories: Stories) -> None:
    ours, theirs = all_stories.vocabulary, client.vocabulary(FRAMEWORK)
    assert ours.slug == theirs.slug
    assert dict(ours.prompts) == dict(theirs.prompts)
    assert set(ours.signifiers) == set(theirs.signifiers)
    for id, own in ours.signifiers.items():
        other = theirs.signifiers[id]
        assert (own.kind, own.question, own.several) == (other.kind, other.question, other.several), id
        assert dict(own.parts) == dict(other.parts), id


def test_maps_are_equal(client: Client, both: tuple[Selection, Stories]) -> None:
    selection, stories = both
    triads = [id for id, words in stories.vocabulary.signifiers.items() if words.kind == "triad"]
    found = client.patterns(selection, triads, hexagons=12, region={})
    compared = 0
    for id in triads:
        if id not in found["signifiers"]:
            continue
        own, theirs = compute.triad_map(stories, id), cast("TriadPattern", found["signifiers"][id])
        assert own.replies == _replies(theirs), id
        assert [zone.name for zone in own.zones] == list(theirs["zones"])
        for zone in own.zones:
            expected = theirs["zones"][zone.name]
            assert zone.count == expected["count"], (id, zone.name)
            for name in ("share", "interval", "to_uniform"):
                assert near(getattr(zone, name), expected.get(name)), (id, zone.name, name)
        assert near(own.arithmetic, theirs["centres"].get("arithmetic"))
        assert near(own.geometric, theirs["centres"].get("geometric"))
        region = theirs.get("region")
        outline = region.get("hotelling") if region else None
        assert near(own.region, outline["polygon"] if outline else None), id
        hexagons = theirs.get("hexagons")
        assert hexagons
        assert near(own.size, hexagons["size"])
        expected_cells = sorted((cell["y"], cell["x"], cell["count"]) for cell in hexagons["cells"])
        cells = sorted((cell.y, cell.x, cell.count) for cell in own.hexagons)
        assert near(cells, expected_cells), id
        compared += 1
    assert compared == len(triads)


def test_medians_and_their_intervals_are_equal(client: Client, both: tuple[Selection, Stories]) -> None:
    selection, stories = both
    dyads = [id for id, words in stories.vocabulary.signifiers.items() if words.kind == "dyad"]
    found = client.patterns(selection, dyads)
    compared = 0
    for id in dyads:
        if id not in found["signifiers"]:
            continue
        theirs = cast("DyadPattern", found["signifiers"][id])
        assert stories.replies(id) == _replies(theirs), id
        positions = stories.dyad(id)
        for p in ("0.05", "0.25", "0.5", "0.75", "0.95"):
            assert near(statistics.quantile(positions, float(p)), theirs["quantiles"].get(p)), (id, p)
        assert near(statistics.median_interval(positions), theirs["quantiles"].get("median_interval")), id
        compared += 1
    assert compared > 5


def test_differences_are_equal(client: Client, all_stories: Stories) -> None:
    selection = client.select(FRAMEWORK)
    theirs = client.compare(selection, "audience", keep_together="nothing", permutations=99)
    own = compute.differences(all_stories, "audience", permutations=99)
    assert {id: n for id, (_, n) in own.groups.items()} == {
        group["id"]: group["n"] for group in theirs["groups"] if group["compared"]
    }
    rows = {(row.signifier, row.stone): row for row in own.rows}
    assert len(rows) == len(theirs["results"])
    for expected in theirs["results"]:
        row = rows[(expected["signifier"], expected.get("stone"))]
        name = (row.signifier, row.stone)
        assert row.measure == expected["measure"], name
        assert near(row.effect, expected.get("effect"), 1e-6 if row.measure == "energy" else NEAR), name
        within = NEAR if row.measure == "cliffs_delta" else BY_CHANCE
        assert near(row.interval, expected.get("interval"), within), name
        if row.effect:
            assert list(row.groups) == expected["groups"], name


def test_p_values_of_dyads_are_equal_after_adjustment(client: Client, all_stories: Stories) -> None:
    dyads = [id for id, words in all_stories.vocabulary.signifiers.items() if words.kind == "dyad"]
    theirs = client.compare(client.select(FRAMEWORK), "audience", dyads, keep_together="nothing", permutations=99)
    own = {row.signifier: row for row in compute.differences(all_stories, "audience", dyads).rows}
    for expected in theirs["results"]:
        row = own[expected["signifier"]]
        assert near(row.p, expected.get("p")), row.signifier
        assert near(row.q, expected.get("q")), row.signifier
        for group, median in row.medians.items():
            found = cast("Any", theirs["details"][row.signifier])["quantiles"][group]["0.5"]
            assert near(median, found), (row.signifier, group)


FIGURES: list[tuple[Figure, tuple[str, str | None, str | None]]] = [
    ({"figure": "count"}, ("count", None, None)),
    ({"figure": "median", "signifier": "timing"}, ("median", "timing", None)),
    ({"figure": "median", "signifier": "felt_informed"}, ("median", "felt_informed", None)),
    ({"figure": "zone_share", "signifier": "difference", "zone": "person"}, ("zone_share", "difference", "person")),
    ({"figure": "option_share", "signifier": "audience", "option": "family"}, ("option_share", "audience", "family")),
]


@pytest.mark.parametrize("by", ["week", "month", "quarter"])
def test_control_charts_are_equal(client: Client, all_stories: Stories, by: compute.Step) -> None:
    days = all_stories.received()
    rebase = min(days) + (max(days) - min(days)) / 2
    found = client.trends(
        client.select(FRAMEWORK), by, [figure for figure, _ in FIGURES], rebase=[rebase.isoformat()] if by == "week" else []
    )
    today = datetime.date.today()
    for trend, (_, (figure, signifier, part)) in zip(found["trends"], FIGURES, strict=True):
        own = compute.control_chart(
            all_stories, figure, signifier, part, by=by, last=today, rebase=[rebase] if by == "week" else []
        )
        expected = trend.get("chart")
        assert expected
        name = f"{figure} of {signifier} by {by}"
        assert [(point.period, point.of, point.partial) for point in own.points] == [
            (point["period"], point.get("of"), point["partial"]) for point in trend["points"]
        ], name
        for point, theirs in zip(own.points, trend["points"], strict=True):
            assert near(point.value, theirs.get("value")), (name, point)
            assert near(point.interval, theirs.get("interval")), (name, point)
        if expected["kind"] == "days_between":
            assert own.kind == "values", name
            continue
        assert own.kind == expected["kind"], name
        assert own.better == expected.get("better"), name
        for segment, other in zip(own.segments, expected["segments"], strict=True):
            assert (segment.start, segment.end, segment.values, segment.statistic) == (
                other["from"],
                other["to"],
                other["values"],
                other["statistic"],
            ), name
            assert near(segment.centre, other.get("centre")), name
            assert near(segment.limits, other.get("limits")), name
        for point, mark in zip(own.points, expected["marks"], strict=True):
            assert (point.signal is not None) == (mark not in (None, "common_cause")), (name, point.period)


def _replies(pattern: TriadPattern | DyadPattern) -> Replies:
    return Replies(pattern["answered"], pattern["not_applicable"], pattern["unanswered"], pattern["not_asked"])
