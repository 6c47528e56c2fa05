"""Counts the answers in a table by itself, without anything of the service. Used by run.py to check what the service says.

Each function returns a list with one entry for each question, in the order of the table or form: its words, what was said of it in
how many rows (answered, not_applicable, unanswered, not_asked), and what was answered: rows by option, or positions from 0 to 1.
"""

import csv
import re
import zipfile
from collections import Counter
from xml.etree import ElementTree


def read(path, separator=","):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.reader(file, delimiter=separator)]


def question(words, kind):
    return {"question": words, "kind": kind, "states": Counter(), "options": Counter(), "positions": [], "write_ins": 0}


def choose(entry, labels, write_in="", asked=True):
    if labels or write_in:
        entry["states"]["answered"] += 1
        entry["options"].update(set(labels))
        entry["write_ins"] += bool(write_in)
    else:
        entry["states"]["unanswered" if asked else "not_asked"] += 1


def place(entry, cell, least, largest, asked=True):
    if cell == "":
        entry["states"]["unanswered" if asked else "not_asked"] += 1
    else:
        entry["states"]["answered"] += 1
        entry["positions"].append((float(cell.replace(",", ".")) - least) / (largest - least))


def table(path):
    """The synthetic table of make.py: only rows that say yes."""
    rows = [row for row in read(path, ";")[2:] if any(row) and row[3] == "Yes"]
    who, helped = question("Who are you?", "choice"), question("What helped?", "choice")
    triad, soon, needed = question("What made the difference", "triad"), question("How soon", "dyad"), question("What was needed", "choice")
    for row in rows:
        choose(who, [row[4]] if row[4] else [])
        choose(helped, [part for part in row[5].split(";") if part])
        if row[6] == "n/a":
            triad["states"]["not_applicable"] += 1
        elif row[6]:
            triad["states"]["answered"] += 1
        else:
            triad["states"]["unanswered"] += 1
        if row[9] == "n/a":
            soon["states"]["not_applicable"] += 1
        else:
            place(soon, row[9], 0, 100)
        choose(needed, [label for label, cell in zip(("help", "respect", "time"), row[10:13]) if cell == "Yes"])
    return len(rows), [who, helped, triad, soon, needed]


def narrafirma(form, stories):
    """A NarraFirma story form with its stories, any."""
    plain = lambda text: re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text)).strip()  # noqa: E731
    lines = [row for row in read(form) if any(row) and not row[0].lstrip().startswith(";")]
    head, lines = lines[0], lines[1:]
    at = {name: head.index(name) for name in ("Data column name", "Type", "About", "Short name", "Long name", "Options", "Answers")}
    said = {row[at["Type"]]: [cell for cell in row[at["Answers"]:] if cell] for row in lines if row[at["About"]] == "import"}
    one = lambda name, default: (said.get(name) or [default])[0]  # noqa: E731
    data = [row for row in read(stories) if any(cell.strip() for cell in row) and not row[0].lstrip().startswith(";")]
    names, data = [name.strip() for name in data[0]], data[1:]
    data = [[cell.strip() for cell in row] + [""] * (len(names) - len(row)) for row in data]
    text = names.index(one("Story text column name", ""))
    data = [row for row in data if row[text]]
    separator, ending, yes = one("Yes no questions Q-A separator", ""), one("Yes no questions Q-A ending", ""), one("Yes no questions yes indicator", "")
    delimiter = one("Multi choice single column delimiter", ",")
    squeezed = lambda name: re.sub(r"\s+", "", name)  # noqa: E731
    found = []
    for row in lines:
        kind, column = row[at["Type"]].lower(), row[at["Data column name"]]
        if row[at["About"]] not in ("story", "participant") or kind in ("text", "textarea"):
            continue
        answers = [cell for cell in row[at["Answers"]:] if cell]
        pairs = [(answer.split("|")[0].strip(), plain(answer.split("|")[-1])) for answer in answers]
        labels = dict(pairs)
        number = {str(place): label for place, (_, label) in enumerate(pairs, 1)}
        own_words = "writeInTextBoxLabel=" in row[at["Options"]]
        mixed = own_words and "writeInTextsAreInSeparateColumn=no" in row[at["Options"]]
        places = [place for place, name in enumerate(names) if name == column]
        entry = question(plain(row[at["Long name"]] or row[at["Short name"]]), "dyad" if kind == "scale" else "choice")
        if kind != "multi-choice multi-column yes/no" and not places:
            continue
        extra = names.index(f"WRITEIN_{column}") if own_words and not mixed and f"WRITEIN_{column}" in names else None
        for story in data:
            written = story[extra] if extra is not None else ""
            cells = [story[place] for place in places if story[place]]
            if kind == "scale":
                ends = [float(answer) for answer in answers[2:4]] or [float(end) for end in said.get("Scale range", ["0", "100"])]
                place(entry, cells[0] if cells else "", *ends)
                continue
            if kind == "multi-choice multi-column yes/no":
                by_heading = {squeezed(f"{column}{separator}{data_name}{ending}"): label for data_name, label in pairs}
                chosen = [by_heading[squeezed(name)] for name, cell in zip(names, story) if cell == yes and squeezed(name) in by_heading]
            else:
                if "delimited" in kind:
                    cells = [part.strip() for cell in cells for part in cell.split(delimiter) if part.strip()]
                which = number if "indexed" in kind else labels
                chosen = [which[cell] for cell in cells if cell in which]
                others = [cell for cell in cells if cell not in which]
                if others and not mixed:
                    raise SystemExit(f"{column}: no answer is written {others[0]!r}")
                written = written or "; ".join(others)
            choose(entry, chosen, written)
        found.append(entry)
    return len(data), found


def sheets(path):
    """The rows of the sheets of a small workbook, as make.py writes them."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as archive:
        names = [sheet.get("name") for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iterfind(".//m:sheet", space)]
        return {name: rows(ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{place}.xml")), space) for place, name in enumerate(names, 1)}


def rows(sheet, space):
    found = []
    for line in sheet.iterfind(".//m:row", space):
        cells = {ord(cell.get("r")[0]) - 65: "".join(cell.itertext()) for cell in line.iterfind("m:c", space)}
        found.append([cells.get(place, "") for place in range(max(cells, default=-1) + 1)])
    head = found[0]
    return [dict(zip(head, row + [""] * (len(head) - len(row)))) for row in found[1:]]


def kobo(form, data):
    """The synthetic form and data of make.py: only submissions with consent."""
    book = sheets(form)
    lists = {}
    for choice in book["choices"]:
        lists.setdefault(choice["list_name"], {})[choice["name"]] = choice["label::English (en)"]
    lines = read(data, ";")
    submissions = [dict(zip(lines[0], line)) for line in lines[1:]]
    submissions = [one for one in submissions if one["consent"] == "yes"]
    found = []
    for asked in book["survey"]:
        kind, name = (asked["type"].split() or [""])[0], asked["name"]
        column = name if name in lines[0] else f"story/{name}"
        entry = question(asked["label::English (en)"], "dyad" if kind in ("range", "integer") else "choice")
        if kind not in ("select_one", "select_multiple", "range", "integer") or name == "age":
            continue
        for one in submissions:
            cell = one[column]
            if kind == "range":
                place(entry, cell, 0, 10)
            elif kind == "integer":
                place(entry, cell, 0, 100, asked="teacher" in one["story/helped"].split())
            else:
                labels = lists[asked["type"].split()[1]]
                choose(entry, [labels[part] for part in cell.split()], one.get(f"{column}_other", ""))
        found.append(entry)
    return len(submissions), found
