"""Counts the answers of a SenseMaker export per question, independently of the service: plain `csv` and `json`, nothing shared.

    python3 tests/golden/sensemaker.py DEFINITION.json DATA.csv "COLUMN=VALUE"…

Rows whose column (by id or title) has the value (by id) are left out. Prints a line per question: answered, not applicable and
unanswered, then the zones of a triad, the fifths of a dyad, the placed stones or the chosen options. With
`--service PATTERNS.json`, the answer of `POST /api/v1/patterns` for the same stories, every count is compared, and the first line
says how many agree. The data are not part of the project.
"""
import csv
import json
import sys
from collections import Counter
from fractions import Fraction

EDGE, SUM = Fraction(1, 100), Fraction(2, 100)


def position(cell):
    value = Fraction(cell)
    if not -EDGE <= value <= 1 + EDGE:
        raise ValueError(cell)
    return min(max(value, Fraction(0)), Fraction(1))


def parts(weights):
    """Ten-thousandths that sum to 10,000, by largest remainder."""
    exact = [weight * 10_000 / sum(weights) for weight in weights]
    whole = [int(weight) for weight in exact]
    order = sorted(range(3), key=lambda i: whole[i] - exact[i])
    for i in order[: 10_000 - sum(whole)]:
        whole[i] += 1
    return whole


def zone(names, weights):
    large = [name for name, weight in zip(names, weights) if weight >= 6000]
    if large:
        return large[0]
    middle = [name for name, weight in zip(names, weights) if weight >= 2000]
    return "+".join(middle) if len(middle) == 2 else "centre"


def answer(question, row):
    """The state of an answer, and what is counted of it."""
    own, content = question["id"], question["content"]
    cell = lambda part: row.get(f"{own}_{part}", "").strip()
    if cell("NA") == "1":
        return "not_applicable", []
    kind = question["type"]
    if kind == "triad":
        names = [label["id"] for label in content["labels"]]
        cells = [cell(name) for name in names]
        if not any(cells):
            return "unanswered", []
        weights = [position(value) for value in cells]
        assert abs(sum(weights) - 1) <= SUM, cells
        return "answered", [zone(names, parts(weights))]
    if kind == "dyad":
        value = cell(content["labels"][1]["id"])
        if not value:
            return "unanswered", []
        x = round(position(value) * 10_000)
        return "answered", [f"fifth {min(x // 2000, 4) + 1}"]
    if kind == "stones":
        placed = [stone["id"] for stone in content["stones"] if cell(stone["id"] + "_percentX")]
        return ("answered" if placed else "unanswered"), placed
    chosen = [row[own].strip()] if own in row else [item["id"] for item in content["items"] if cell(item["id"]) == "1"]
    chosen = [value for value in chosen if value]
    return ("answered" if chosen else "unanswered"), chosen


def served(question, pattern):
    """The same counts from a pattern of the service."""
    counts = {state: pattern[state] for state in ("answered", "not_applicable", "unanswered")}
    kind = question["type"]
    if kind == "triad":
        found = {name: zone["count"] for name, zone in pattern["zones"].items()}
    elif kind == "dyad":
        found = {f"fifth {i + 1}": fifth for i, fifth in enumerate(pattern["fifths"])}
    elif kind == "stones":
        found = {name: stone["placed"] for name, stone in pattern["stones"].items()}
    else:
        found = {name: option["count"] for name, option in pattern["options"].items()}
    return counts | {name: count for name, count in found.items() if count}


def main(arguments):
    service = None
    if "--service" in arguments:
        place = arguments.index("--service")
        with open(arguments[place + 1]) as file:
            service = json.load(file)["signifiers"]
        del arguments[place : place + 2]
    definition, data, *exclusions = arguments
    with open(definition) as file:
        questions = json.load(file)["signifiers"]
    with open(data, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    titles = {question["title"]: question["id"] for question in questions}
    for exclusion in exclusions:
        column, value = exclusion.split("=", 1)
        rows = [row for row in rows if row[titles.get(column, column)].strip() != value]
    kinds = [q for q in questions if q["type"] in ("triad", "dyad", "stones", "list")]
    lines, agreed, all_counts = [], 0, 0
    for question in sorted(kinds, key=lambda question: question["order"]):
        counts = Counter({"answered": 0, "not_applicable": 0, "unanswered": 0})
        for row in rows:
            state, found = answer(question, row)
            counts[state] += 1
            counts.update(found)
        line = f"{question['type']} {question['id']}: " + ", ".join(f"{name} {count}" for name, count in counts.items())
        if service is not None:
            other = served(question, service[question["id"]])
            names = counts.keys() | other.keys()
            wrong = [f"{name} {counts[name]} ≠ {other.get(name, 0)}" for name in names if counts[name] != other.get(name, 0)]
            agreed += len(names) - len(wrong)
            all_counts += len(names)
            line += f"  DIFFERS: {', '.join(wrong)}" if wrong else "  (the service agrees)"
        lines.append(line)
    verdict = f", {agreed} of {all_counts} counts agree" if service is not None else ""
    print(f"{len(rows)} stories, {len(kinds)} questions{verdict}")
    print("\n".join(lines))


main(sys.argv[1:])
