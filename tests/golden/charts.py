#!/usr/bin/env python3
"""Golden values of charts: step changes, run charts, marks, variation and assurance, written from the definitions of NHS England's
Making Data Count with the standard library alone. Every rule is a test of one window at a time.
Run: python charts.py, which writes charts.json here.
"""
import json
import random
from pathlib import Path
from statistics import mean, median


def signs(values, centre):
    return [(v > centre) - (v < centre) for v in values]


def control(values):
    """Mean, limits, and for each value the direction of the first rule that includes it."""
    ranges = [abs(b - a) for a, b in zip(values, values[1:])]
    usual = mean(ranges)
    kept = [r for r in ranges if r < 3.267 * usual] if usual > 0 else ranges
    centre, spread = mean(values), mean(kept)
    low, high = centre - 2.66 * spread, centre + 2.66 * spread
    said = [0] * len(values)

    def say(places, way):
        for k in places:
            said[k] = said[k] or way

    for k, v in enumerate(values):
        say([k], (v > high) - (v < low))
    side = signs(values, centre)
    for k in range(len(values) - 6):
        if abs(sum(side[k:k + 7])) == 7:
            say(range(k, k + 7), side[k])
    for k in range(len(values) - 6):
        step = [(b > a) - (b < a) for a, b in zip(values[k:k + 6], values[k + 1:k + 7])]
        if abs(sum(step)) == 6:
            say(range(k, k + 7), step[0])
    third = 2 * 2.66 * spread / 3
    for k in range(len(values) - 2):
        for way in (1, -1):
            far = [m for m in range(k, k + 3) if way * (values[m] - centre) > third]
            if len(far) >= 2:
                say(far, way)
    return {"statistic": "mean", "centre": centre, "moving_range": spread, "limits": [low, high]}, said


def run(values):
    if not values:
        return {"statistic": "median", "centre": None, "moving_range": None, "limits": None}, []
    centre = median(values)
    said = [0] * len(values)
    beside = [k for k, v in enumerate(values) if v != centre]
    for at in range(len(beside) - 5):
        six = beside[at:at + 6]
        side = signs([values[k] for k in six], centre)
        if abs(sum(side)) == 6:
            for k in six:
                said[k] = said[k] or side[0]
    fresh = [k for k, v in enumerate(values) if k == 0 or v != values[k - 1]]
    for at in range(len(fresh) - 4):
        five = fresh[at:at + 5]
        step = signs([values[b] - values[a] for a, b in zip(five, five[1:])], 0)
        if abs(sum(step)) == 4:
            for k in five:
                said[k] = said[k] or step[0]
    return {"statistic": "median", "centre": centre, "moving_range": None, "limits": None}, said


def nature(way, better):
    if way == 0:
        return "common_cause"
    if better is None:
        return "neither"
    return "improvement" if (way > 0) == (better == "higher") else "concern"


def chart(values, partial, starts, better, target):
    segments, marks = [], [None] * len(values)
    bounds = [0, *starts, len(values)]
    variation = assurance = None
    for first, end in zip(bounds, bounds[1:]):
        counted = [k for k in range(first, end) if values[k] is not None and k not in partial]
        own = [values[k] for k in counted]
        segment, said = control(own) if len(own) >= 12 else run(own)
        for k, way in zip(counted, said):
            if segment["limits"] or way:
                marks[k] = nature(way, better)
        segments.append({"from": first, "to": end - 1, "values": len(own), **segment})
        variation = assurance = None
        if segment["limits"]:
            low, high = segment["limits"]
            way = said[-1]
            variation = {"nature": nature(way, better), "direction": {1: "higher", -1: "lower", 0: None}[way]}
            if target is not None and better is not None:
                above, below = target > high, target < low
                good = below if better == "higher" else above
                bad = above if better == "higher" else below
                assurance = "passes" if good else "fails" if bad else "hit_or_miss"
    kind = "xmr" if any(segment["limits"] for segment in segments) else "run"
    return {"kind": kind, "segments": segments, "marks": marks, "variation": variation, "assurance": assurance}


def main():
    rng = random.Random(11)
    noise = lambda middle, spread, n: [round(rng.gauss(middle, spread), 6) for _ in range(n)]
    quiet = noise(0.5, 0.03, 24)
    cases = [
        ("quiet", quiet, [], [], None, None),
        ("a step that nobody told", noise(0.4, 0.02, 14) + noise(0.55, 0.02, 14), [], [], None, None),
        ("the same with its step", noise(0.4, 0.02, 14) + noise(0.55, 0.02, 14), [], [14], "higher", 0.5),
        ("a step with few values after it", noise(0.4, 0.02, 15) + noise(0.6, 0.02, 4), [], [15], "higher", 0.5),
        ("three parts", noise(20, 2, 13) + noise(30, 2, 12) + noise(24, 2, 16), [], [13, 25], "lower", 40.0),
        ("eleven values", noise(0.4, 0.1, 11), [], [], "higher", 0.2),
        ("eleven that rise", [0.1, 0.2, 0.2, 0.3, 0.4, 0.5, 0.45, 0.6, 0.7, 0.8, 0.9], [], [], "higher", None),
        ("eleven that fall where higher is better", [9.0, 8.0, 9.5, 8.5, 9.2, 8.8, 3.0, 2.0, 1.0, 2.5, 1.5], [], [], "higher", None),
        ("the last is not over", quiet[:20] + [0.02], [20], [], "higher", 0.3),
        ("the first is cut and some are missing", [0.9] + [None if k % 5 == 2 else v for k, v in enumerate(quiet)], [0], [], "lower", 0.9),
        ("one far below where higher is better", quiet[:15] + [0.1], [], [], "higher", 0.99),
        ("one far above where lower is better", quiet[:15] + [0.9], [], [], "lower", 0.01),
        ("seven that rise", noise(0.5, 0.05, 8) + [0.40, 0.42, 0.44, 0.46, 0.48, 0.50, 0.52, 0.54], [], [], None, None),
        ("a step at once and one at the end", quiet[:13], [], [1, 12], None, None),
        ("all the same", [0.25] * 14, [], [], "higher", 0.25),
        ("nothing", [None] * 5, [], [], None, None),
    ]
    out = [
        {"name": name, "values": values, "partial": partial, "starts": starts, "better": better, "target": target,
         "chart": chart(values, partial, starts, better, target)}
        for name, values, partial, starts, better, target in cases
    ]
    Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
