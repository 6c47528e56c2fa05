"""The numbers of the figures, against the reference values of an independent implementation, and the drawings."""

from __future__ import annotations

import datetime
import json
import math
from pathlib import Path
from typing import Any

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from sensing_client import compute, energy, figures, read_export, statistics, xmr
from sensing_client.stories import Replies, Stories

from . import sample

GOLDEN = Path(__file__).resolve().parents[3] / "tests" / "golden"
#: How far a figure may be from its reference value.
NEAR = 1e-9


@pytest.fixture
def stories(tmp_path: Path) -> Stories:
    return read_export(sample.archive(tmp_path / "export.zip", sample.rows(240))).for_figures()


def golden(name: str) -> Any:
    return json.loads((GOLDEN / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", golden("patterns.json")["cases"], ids=lambda case: case["name"])
def test_triads_and_dyads_have_the_reference_values(case: dict[str, Any]) -> None:
    parts = np.array([[a, b, 10_000 - a - b] for a, b in case["triads"]], dtype=np.int64).reshape(-1, 3)
    expected = case["triad"]
    counts = np.bincount(statistics.zone_of(parts), minlength=7) if len(parts) else np.zeros(7)
    assert counts.tolist() == [zone["count"] for zone in expected["zones"].values()]
    for zone in expected["zones"].values():
        assert near(statistics.wilson(zone["count"], expected["answered"]), zone["interval"])
    assert near(statistics.geometric_centre(parts), expected["geometric"])
    dyads = np.array(case["dyads"], dtype=np.int64)
    for p, value in case["dyad"]["quantiles"].items():
        assert near(statistics.quantile(dyads, float(p)), value)


@pytest.mark.parametrize("case", golden("charts.json"), ids=lambda case: case["name"])
def test_charts_have_the_reference_limits_and_marks(case: dict[str, Any]) -> None:
    expected = case["chart"]
    if expected["kind"] not in ("xmr", "run"):
        pytest.skip("a chart without a centre line")
    series = [None if at in case["partial"] else value for at, value in enumerate(case["values"])]
    for own in expected["segments"]:
        found = xmr.segment(series, own["from"], own["to"])
        assert (found.values, found.statistic) == (own["values"], own["statistic"])
        assert near(found.centre, own["centre"])
        assert near(found.limits, own["limits"])
        for at in range(own["from"], own["to"] + 1):
            special = expected["marks"][at] not in (None, "common_cause")
            assert (found.direction(at) is not None) == special, at


def near(found: Any, expected: Any) -> bool:
    if expected is None or found is None:
        return bool(expected is None and found is None)
    return bool(np.allclose(found, expected, rtol=0, atol=NEAR))


def test_a_map_keeps_the_states_apart_and_counts_every_story_once(stories: Stories) -> None:
    numbers = compute.triad_map(stories, "change")
    assert numbers.replies == Replies(120, 40, 40, 40)
    assert sum(zone.count for zone in numbers.zones) == sum(cell.count for cell in numbers.hexagons) == 120
    assert [zone.name for zone in numbers.zones] == stories.vocabulary.signifiers["change"].zones
    assert {cell.part for cell in numbers.hexagons} <= {1.0, 0.5, 1 / 6}
    with pytest.raises(ValueError, match="fewer than 10 stories"):
        compute.triad_map(Stories(pd.DataFrame(columns=sample.HEADING), stories.vocabulary), "change")


def test_files_whose_weights_were_rounded_are_refused(stories: Stories) -> None:
    frame = stories._frame.copy()
    frame["change.person"] = frame["change.person"].round(1)
    with pytest.raises(Exception, match="do not sum to 1"):
        Stories(frame, stories.vocabulary).triad("change")


def test_a_comparison_finds_what_was_planted_and_names_the_direction(stories: Stories) -> None:
    numbers = compute.differences(stories, "audience", permutations=199)
    assert numbers.groups == {"child": ("A child", 160), "family": ("A family member", 80)}
    change, timing = numbers.of("energy")[0], numbers.of("cliffs_delta")[0]
    assert (change.signifier, timing.groups) == ("change", ("child", "family"))
    assert timing.effect is not None
    assert timing.effect < 0, "answers of children are further left"
    assert timing.medians["child"] < timing.medians["family"]
    for row in (change, timing):
        assert row.q is not None
        assert row.q < 0.05
        assert row.interval is not None
        assert row.effect is not None
        assert row.interval[0] <= row.effect <= row.interval[1]
    assert numbers.notes[0].startswith("35 stories share a storyteller")
    again = compute.differences(stories, "audience", permutations=199)
    assert again == numbers, "equal seeds give equal numbers"


def test_groups_and_questions_with_few_answers_are_left_out(stories: Stories) -> None:
    with pytest.raises(ValueError, match="2 to 8 groups"):
        compute.differences(stories, "audience", fewest=100)
    frame = stories._frame.copy()
    frame.loc[frame["audience.choice"].eq("family").to_numpy().nonzero()[0][9:], "timing.state"] = "unanswered"
    numbers = compute.differences(Stories(frame, stories.vocabulary), "audience", ["timing", "change"], permutations=99)
    by_id = {row.signifier: row for row in numbers.rows}
    assert by_id["timing"].n == {"child": 160, "family": 0}, "nine answers are not told"
    assert (by_id["timing"].effect, by_id["timing"].q) == (None, None)
    assert by_id["change"].effect is not None


def test_no_difference_is_seldom_found_where_there_is_none() -> None:
    chance = np.random.default_rng(7)
    tests = 200
    low = 0
    for seed in range(tests):
        nodes = [energy.square_nodes(*chance.integers(0, 10_001, (2, 30))) for _ in range(2)]
        p = energy.permuted("square", nodes, 99, seed)
        assert p is not None
        low += p <= 0.05
    assert low <= 22, "more than 5 % by far"


def test_a_chart_has_a_point_for_every_period_and_hides_small_ones(stories: Stories) -> None:
    last = datetime.date(2025, 12, 31)
    numbers = compute.control_chart(stories, "median", "timing", last=last)
    assert [point.period for point in numbers.points] == [f"2025-{month:02d}" for month in range(1, 13)]
    assert (numbers.kind, {point.of for point in numbers.points}) == ("xmr", {20})
    cut = compute.control_chart(stories, "median", "timing", last=datetime.date(2025, 12, 20))
    assert [point.partial for point in cut.points] == [False] * 11 + [True]
    assert (cut.kind, cut.segments[0].values) == ("run", 11)
    rebased = compute.control_chart(stories, "median", "timing", last=last, rebase=[datetime.date(2025, 6, 15)])
    assert [(own.start, own.end) for own in rebased.segments] == [(0, 4), (5, 11)]
    hidden = compute.control_chart(stories, last=last, fewest=21)
    assert {(point.of, point.value) for point in hidden.points} == {(None, None)}
    assert hidden.reason is not None
    assert "fewer than 21 stories" in hidden.reason
    shares = compute.control_chart(stories, "option_share", "audience", "family", by="quarter", last=last)
    assert [point.period for point in shares.points] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    with pytest.raises(ValueError, match="there are: count, median"):
        compute.control_chart(stories, "mean", "timing", "x")


def test_p_values_in_closed_form_are_those_of_tables() -> None:
    # 5 % points of the χ² distribution.
    for degrees, point in ((1, 3.841459), (2, 5.991465), (5, 11.070498), (10, 18.307038), (31, 44.985343)):
        assert math.isclose(statistics.chi_squared_tail(point, degrees), 0.05, abs_tol=1e-7)


def test_the_interval_of_a_median_is_that_of_thompsons_table() -> None:
    assert statistics.median_interval(np.arange(1, 11) * 100) == (0.02, 0.09)
    assert statistics.median_interval(np.arange(1, 101) * 100) == (0.4, 0.61)
    assert statistics.median_interval(np.arange(5)) is None


def test_the_nearest_node_is_nearest_and_of_equal_ones_has_the_smallest_first_weight() -> None:
    given = np.array([[4000, 4000, 2000], [3500, 3500, 3000], [2000, 4000, 4000]])
    assert statistics.nearest_node(given, 64).tolist() == [[26, 13], [23, 19], [25, 26]]
    chance = np.random.default_rng(1)
    cuts = np.sort(chance.integers(0, 10_001, (500, 2)), axis=1)
    parts = np.column_stack([cuts[:, 0], cuts[:, 1] - cuts[:, 0], 10_000 - cuts[:, 1]])
    steps = 12
    nodes = np.array([(i, j) for i in range(steps + 1) for j in range(steps + 1 - i)])
    all_nodes = statistics.plane(np.column_stack([steps - nodes.sum(axis=1), nodes]) / steps)
    places = statistics.plane(parts / 10_000)
    i, j = statistics.nearest_node(parts, steps).T
    own = statistics.plane(np.column_stack([steps - i - j, i, j]) / steps)
    nearest = np.sqrt(((places[:, None] - all_nodes[None]) ** 2).sum(axis=2)).min(axis=1)
    assert np.allclose(np.sqrt(((places - own) ** 2).sum(axis=1)), nearest, atol=1e-12)


@pytest.mark.parametrize("frames", ["pandas", "polars"])
def test_the_figures_can_be_drawn_from_either_kind_of_frame(frames: Any, tmp_path: Path) -> None:
    given = read_export(sample.archive(tmp_path / "export.zip", sample.rows(240)), frames).for_figures()
    drawn = [
        figures.draw_triad_map(compute.triad_map(given, "change")),
        figures.draw_forest(compute.differences(given, "audience", permutations=99)),
        figures.draw_control_chart(compute.control_chart(given, "median", "timing", last=datetime.date(2025, 12, 31))),
    ]
    for at, figure in enumerate(drawn):
        figure.savefig(tmp_path / f"{at}.svg")
        assert (tmp_path / f"{at}.svg").stat().st_size > 10_000
        plt.close(figure)
