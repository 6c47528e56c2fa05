"""Makes the synthetic samples in samples/: a table, a NarraFirma story form with its stories, and an XLSForm with its data.

    python3 tests/imports/make.py

Everything is invented by this program with a fixed seed; no person told any of it. Nothing but Python's standard library is used.
"""

import csv
import io
import random
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
SAMPLES = HERE / "samples"
ROWS = 120

PLACES = ["the office", "the school gate", "a clinic", "the library", "a phone call", "the bus stop"]
DEEDS = ["listened to us", "sent the wrong form", "rang back the same day", "asked what we needed", "lost the letter", "stayed late"]
ENDS = ["and that made the week lighter.", "so we waited again.", "and we still talk about it.", "which nobody had told us before."]


def main():
    SAMPLES.mkdir(exist_ok=True)
    table(random.Random(1))
    narrafirma(random.Random(2))
    kobo(random.Random(3))


def told(draw, number):
    return f"Synthetic story {number}: somebody at {draw.choice(PLACES)} {draw.choice(DEEDS)}, {draw.choice(ENDS)}"


def write(name, rows, separator=",", mark=""):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    (SAMPLES / name).write_bytes((mark + out.getvalue()).encode())


def table(draw):
    """A table as a spreadsheet program of a European country saves it: semicolons, decimal commas, days first, two rows of headings."""
    first = ["ID", "Date", "What happened?", "May we use it?", "Who are you?", "What helped?", "What made the difference", "", "", "How soon", "What was needed", "", "", "Email"]
    second = ["", "", "", "", "", "", "one person", "working together", "rules", "", "help", "respect", "time", ""]
    rows = [first, second]
    for number in range(1, ROWS + 1):
        weights = [draw.randint(1, 50) for _ in range(3)]
        whole = sum(weights)
        parts = [round(100 * weight / whole, 1) for weight in weights]
        parts[2] = round(100 - parts[0] - parts[1], 1)
        triad = [str(part).replace(".", ",") for part in parts]
        if draw.random() < 0.1:
            triad = ["", "", ""]
        elif draw.random() < 0.1:
            triad = ["n/a", "n/a", "n/a"]
        soon = draw.choice(["", "n/a"]) if draw.random() < 0.2 else str(draw.randint(0, 100))
        needs = [draw.choice(["Yes", "No"]) for _ in range(3)] if draw.random() < 0.9 else ["", "", ""]
        helped = ";".join(sorted(set(draw.choices(["a friend", "a teacher", "a nurse", "nobody"], k=draw.randint(0, 3)))))
        day = f"{draw.randint(1, 28):02}.{draw.randint(1, 6):02}.2026"
        consent = "Yes" if draw.random() < 0.9 else draw.choice(["No", ""])
        who = draw.choice(["A parent", "A young person", "A professional", ""])
        rows.append([f"T{number:03}", day, told(draw, number), consent, who, helped, *triad, soon, *needs, f"person{number}@example.org"])
    # A cell that looks like a formula, and rows that are empty.
    rows[5][2] = "=SUM(A1:A3) is what the letter said, and the form asked for more than that."
    rows += [[""] * len(first)] * 3
    write("table.csv", rows, ";", "\ufeff")


def narrafirma(draw):
    form = [
        ["; A synthetic story form", *[""] * 9],
        ["Data column name", "Type", "About", "Short name", "Long name", "Options", "Answers", "", "", ""],
        ["Asked", "eliciting", "eliciting", "Question", "", "", "Good|A good day|Tell us about a good day.", "Hard|A hard day|Tell us about a hard day.", "", ""],
        ["Ago", "Single choice", "story", "Ago", "How long ago was it?", "", "week|In the last week", "month|In the last month", "year|In the last year", ""],
        ["Told by", "Single choice indexed", "story", "Told by", "Whose story is it?", "", "mine", "a friend's", "heard", ""],
        ["Remember", "Scale", "story", "Remember", "How long will you remember it?", "", "not at all", "always", "1", "10"],
        ["Trust", "Scale", "story", "Trust", "How much trust was there?", "", "none", "complete", "", ""],
        ["Mood", "Multi-choice multi-column texts", "story", "Mood", "How do you feel about it?", "writeInTextBoxLabel=Other", "glad|content", "pleased|content", "cross", "sad"],
        ["Needs", "Multi-choice multi-column yes/no", "story", "Needs", "What was needed?", "", "help|to be helped", "respect|to be respected", "time", ""],
        ["Helpers", "Multi-choice single-column delimited", "story", "Helpers", "Who helped?", "", "friend|A friend", "nurse|A nurse", "teacher|A teacher", ""],
        ["Surprised", "Multi-choice single-column delimited indexed", "story", "Surprised", "Who would be surprised?", "", "the school", "the council", "my family", ""],
        ["Scope", "Single choice", "story", "Scope", "How many people was it about?", "writeInTextBoxLabel=Other|writeInTextsAreInSeparateColumn=no", "one", "a few", "everyone", ""],
        ["Role", "Single choice", "participant", "Role", "Who are you?", "", "parent", "pupil", "staff", ""],
        ["Comment", "Text", "participant", "Comment", "Anything else?", "", "", "", "", ""],
        ["", "Title", "form", "", "", "", "Synthetic <i>days</i>", "", "", ""],
        ["", "Scale range", "import", "", "", "", "0", "50", "", ""],
        ["", "Yes no questions yes indicator", "import", "", "", "", "Y", "", "", ""],
        ["", "Yes no questions Q-A separator", "import", "", "", "", "[", "", "", ""],
        ["", "Yes no questions Q-A ending", "import", "", "", "", "]", "", "", ""],
        ["", "Multi choice single column delimiter", "import", "", "", "", ",", "", "", ""],
        ["", "Story text column name", "import", "", "", "", "Story", "", "", ""],
        ["", "Story title column name", "import", "", "", "", "Name", "", "", ""],
        ["", "Story collection date column name", "import", "", "", "", "Day", "", "", ""],
        ["", "Participant ID column name", "import", "", "", "", "Person", "", "", ""],
    ]
    write("narrafirma-form.csv", form)
    head = ["Person", "Day", "Asked", "Story", "Name", "Ago", "Told by", "Remember", "Trust", "Mood", "Mood", "Mood", "WRITEIN_Mood", "Needs [help]", "Needs [respect]", "Needs [time]", "Helpers", "Surprised", "Scope", "Role", "Comment"]
    rows = [head, ["; these are synthetic", *[""] * (len(head) - 1)]]
    for number in range(1, ROWS + 1):
        maybe = lambda value, share=0.85: value if draw.random() < share else ""  # noqa: E731
        feelings = [maybe(feeling, 0.4) for feeling in ("glad", "pleased", "sad")]
        needs = [draw.choice(["Y", "N"]) for _ in range(3)] if draw.random() < 0.9 else ["", "", ""]
        helpers = ",".join(who for who in ("friend", "nurse", "teacher") if draw.random() < 0.4)
        surprised = ",".join(who for who in "123" if draw.random() < 0.4)
        scope = draw.choice(["one", "a few", "everyone", "the whole street"])
        rows.append([
            str(1000 + number), f"2026-0{draw.randint(1, 6)}-{draw.randint(1, 28):02}", maybe(draw.choice(["Good", "Hard"])), told(draw, number),
            maybe(f"Synthetic title {number}"), maybe(draw.choice(["week", "month", "year"])), maybe(draw.choice("123")), maybe(str(draw.randint(1, 10))),
            maybe(str(draw.randint(0, 50))), *feelings, maybe("quite proud", 0.1), *needs, helpers, surprised, maybe(scope), maybe(draw.choice(["parent", "pupil", "staff"])),
            maybe("Nothing more.", 0.2),
        ])
    write("narrafirma-stories.csv", rows)


def kobo(draw):
    survey = [
        ["type", "name", "label::English (en)", "label::Français (fr)", "relevant", "parameters", "constraint"],
        ["start", "start", "", "", "", "", ""],
        ["select_one yesno", "consent", "May we use your story?", "Pouvons-nous utiliser votre histoire ?", "", "", ""],
        ["begin_group", "story", "The story", "L'histoire", "${consent} = 'yes'", "", ""],
        ["text", "what", "What happened?", "Que s'est-il passé ?", "", "", ""],
        ["text", "title", "Give it a title", "Donnez-lui un titre", "", "", ""],
        ["select_one place or_other", "where", "Where was it?", "Où était-ce ?", "", "", ""],
        ["select_multiple helper", "helped", "Who helped?", "Qui a aidé ?", "", "", ""],
        ["range", "soon", "How soon did help come?", "Quand l'aide est-elle venue ?", "", "start=0;end=10;step=1", ""],
        ["integer", "trust", "How much trust was there?", "Combien de confiance ?", "selected(${helped}, 'teacher')", "", ". >= 0 and . <= 100"],
        ["end_group", "", "", "", "", "", ""],
        ["select_one role", "who", "Who are you?", "Qui êtes-vous ?", "", "", ""],
        ["integer", "age", "How old are you?", "Quel âge avez-vous ?", "", "", ""],
        ["geopoint", "spot", "Where are you?", "Où êtes-vous ?", "", "", ""],
    ]
    choices = [
        ["list_name", "name", "label::English (en)", "label::Français (fr)"],
        ["yesno", "yes", "Yes", "Oui"], ["yesno", "no", "No", "Non"],
        ["place", "school", "At school", "À l'école"], ["place", "home", "At home", "À la maison"], ["place", "other", "Elsewhere", "Ailleurs"],
        ["helper", "friend", "A friend", "Un ami"], ["helper", "teacher", "A teacher", "Un enseignant"], ["helper", "nurse", "A nurse", "Une infirmière"],
        ["role", "parent", "A parent", "Un parent"], ["role", "pupil", "A pupil", "Un élève"], ["role", "staff", "A professional", "Un professionnel"],
    ]
    settings = [["form_title", "form_id", "default_language"], ["Synthetic help", "synthetic_help", "English (en)"]]
    workbook("kobo-form.xlsx", {"survey": survey, "choices": choices, "settings": settings})
    head = ["start", "consent", "story/what", "story/title", "story/where", "story/where_other", "story/helped", "story/helped/friend", "story/helped/teacher", "story/helped/nurse", "story/soon", "story/trust", "who", "age", "spot", "_id", "_uuid", "_submission_time", "_index"]
    rows = [head]
    for number in range(1, ROWS + 1):
        maybe = lambda value, share=0.85: value if draw.random() < share else ""  # noqa: E731
        agreed = draw.random() < 0.9
        helped = [who for who in ("friend", "teacher", "nurse") if draw.random() < 0.5] if agreed else []
        split = [str(int(who in helped)) for who in ("friend", "teacher", "nurse")] if helped else ["", "", ""]
        where = maybe(draw.choice(["school", "home", "other"])) if agreed else ""
        trust = maybe(str(draw.randint(0, 100))) if "teacher" in helped else ""
        rows.append([
            "2026-05-01T10:00:00.000+01:00", "yes" if agreed else "no", told(draw, number) if agreed else "", maybe(f"Synthetic title {number}") if agreed else "",
            where, "in the park" if where == "other" else "", " ".join(helped), *split, maybe(str(draw.randint(0, 10))) if agreed else "", trust,
            maybe(draw.choice(["parent", "pupil", "staff"])), str(draw.randint(9, 80)), "53.38 -1.47 0 0", str(5000 + number),
            f"00000000-0000-4000-8000-{number:012}", f"2026-05-{draw.randint(1, 28):02}T11:00:00", str(number),
        ])
    write("kobo-data.csv", rows, ";")


def workbook(name, sheets):
    """A small workbook, the same bytes each time."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    names = list(sheets)
    types = "".join(f'<Override PartName="/xl/worksheets/sheet{place}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for place in range(1, len(names) + 1))
    files = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets>' + "".join(f'<sheet name="{own}" sheetId="{place}" r:id="rId{place}"/>' for place, own in enumerate(names, 1)) + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{package}/relationships">' + "".join(f'<Relationship Id="rId{place}" Type="{office}/worksheet" Target="worksheets/sheet{place}.xml"/>' for place in range(1, len(names) + 1)) + "</Relationships>",
    }
    for place, rows in enumerate(sheets.values(), 1):
        lines = "".join(f'<row r="{line}">' + "".join(f'<c r="{chr(64 + column)}{line}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for column, cell in enumerate(cells, 1) if cell) + "</row>" for line, cells in enumerate(rows, 1))
        files[f"xl/worksheets/sheet{place}.xml"] = f'{head}<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
    with zipfile.ZipFile(SAMPLES / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(zipfile.ZipInfo(path, (2026, 1, 1, 0, 0, 0)), content)


if __name__ == "__main__":
    main()
