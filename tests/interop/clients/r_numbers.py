"""Compares the numbers of clients/r/vignette.R with those of the service: counts exactly, the others to 1e-9.

    python r_numbers.py numbers.csv
"""

import csv
import os
import sys
from collections.abc import Iterator
from typing import cast

from sensing_client import Client
from sensing_client.api_types import DyadDifference, TriadPattern

NEAR = 1e-9


def expected(client: Client) -> Iterator[tuple[str, float]]:
    """The numbers of the service, by the names that the vignette gives them."""
    stories = client.select("sheffield-send")
    words = client.vocabulary("sheffield-send")
    triad = cast("TriadPattern", client.patterns(stories, ["difference"])["signifiers"]["difference"])
    for name, zone in triad["zones"].items():
        yield f"zone.{name}.count", zone["count"]
        low, high = zone.get("interval") or (0.0, 0.0)
        yield f"zone.{name}.low", low
        yield f"zone.{name}.high", high
    geometric = triad["centres"].get("geometric") or []
    yield from zip((f"centre.{corner}" for corner in words.signifiers["difference"].parts), geometric, strict=True)
    yield "replies.answered", triad["answered"]
    yield "replies.not_applicable", triad["not_applicable"]
    yield "replies.unanswered", triad["unanswered"]
    yield "replies.not_asked", triad["not_asked"]
    dyads = [id for id, own in words.signifiers.items() if own.kind == "dyad"]
    compared = client.compare(stories, "audience", dyads, keep_together="nothing", permutations=99)
    for result in compared["results"]:
        effect, interval, q = result.get("effect"), result.get("interval"), result.get("q")
        if effect is None or interval is None or q is None:
            continue
        name = result["signifier"]
        # The vignette names the groups in the order of the framework, as the service does.
        assert cast("DyadDifference", compared["details"][name])["kind"] == "dyad"
        yield f"delta.{name}", effect
        yield f"delta.{name}.low", interval[0]
        yield f"delta.{name}.high", interval[1]
        yield f"q.{name}", q
    trend = client.trends(stories, "month", [{"figure": "median", "signifier": "timing"}])["trends"][0]
    for point in trend["points"]:
        value = point.get("value")
        if value is not None:
            yield f"month.{point['period']}", value
    chart = trend.get("chart")
    segment = chart["segments"][0] if chart else None
    centre, limits = (segment.get("centre"), segment.get("limits")) if segment else (None, None)
    if centre is None or limits is None:
        sys.exit("the service drew no limits; the synthetic stories should have twelve whole months")
    yield "chart.centre", centre
    yield "chart.lower", limits[0]
    yield "chart.upper", limits[1]


def main() -> None:
    """Prints how many numbers are equal, or which are not."""
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        drawn = {row["name"]: float(row["value"]) for row in csv.DictReader(file) if row["value"] != "NA"}
    with Client(os.environ["SENSING_URL"], os.environ["SENSING_TOKEN"], timeout=120) as client:
        known = dict(expected(client))
    wrong = [
        f"{name}: R has {drawn.get(name)}, the service {value}"
        for name, value in known.items()
        if name not in drawn or abs(drawn[name] - value) > NEAR
    ]
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(known)} numbers of R are those of the service")


if __name__ == "__main__":
    main()
