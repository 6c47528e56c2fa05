"""Made-up stories that files get wrong: other scripts, line breaks, what looks like a formula, a link, a number or a day."""

import json

TEXTS = [
    "A made-up story in plain words.",
    "Ça s'est passé à l'école, où l'élève Zoë a été écoutée.",
    "اسکول میں کسی نے میری بات سنی، اور سب بدل گیا۔",
    "The first line.\nThe second line, with \"quotes\", a comma; and a semicolon.",
    "=1+1",
    "=HYPERLINK(\"https://example.org\",\"look\")",
    "+44 rang back",
    "- she said",
    "@SUM(A1:A9)",
    "https://example.org/a?b=c&d=e",
    "007",
    "2026-03-02",
    "1e5",
    "TRUE",
    "'quoted'",
    "'=1+1",
    "🙂 <b>bold</b> &amp; _x000D_",
    "她说：“没有人听。”",
]

# What LibreOffice takes for something else in CSV, where nothing says that a cell is text.
GUESSED = {"007", "2026-03-02", "1e5", "TRUE"}


def labelled(name):
    return {"id": name, "label": {"en": f"The {name}", "ur": f"{name} کا"}}


def text(words):
    return {"en": words, "ur": f"{words}؟"}


FRAMEWORK = {
    "slug": "exported",
    "version": 1,
    "title": text("A made-up framework for exports"),
    "languages": ["en", "ur"],
    "prompts": [
        {"id": "moment", "text": text("Tell us about a moment")},
        {"id": "place", "text": text("Tell us about a place")},
    ],
    "signifiers": [
        {"id": "difference", "kind": "triad", "question": text("What made the difference"), "not_applicable": True,
         "corners": [labelled("person"), labelled("together"), labelled("organised")]},
        {"id": "timing", "kind": "dyad", "question": text("When"), "left": labelled("early"), "right": labelled("late")},
        {"id": "around_the_child", "kind": "stones", "question": text("Where"), "x": {"left": text("far"), "right": text("near")},
         "y": {"bottom": text("low"), "top": text("high")}, "stones": [labelled("school"), labelled("health_care")]},
        {"id": "who", "kind": "choice", "question": text("Who"), "options": [labelled("child"), labelled("family")]},
        {"id": "feelings", "kind": "choice", "question": text("How"), "max": 2, "write_in": True,
         "options": [labelled("glad"), labelled("sad"), labelled("tired")]},
    ],
}


def story(number):
    """A story as an import takes it. Its answers are in different states, depending on its number."""
    answers = {}
    if number % 4 == 0:
        answers["difference"] = {"triad": [0.62, 0.3, 0.08]}
    elif number % 4 == 1:
        answers["difference"] = "not_applicable"
    if number % 3 == 0:
        answers["timing"] = {"dyad": number % 101 / 100}
    if number % 5 < 3:
        answers["around_the_child"] = {"stones": {"school": [0.25, number % 51 / 50]}}
    if number % 2 == 0:
        answers["who"] = {"choice": ["child" if number % 3 == 0 else "family"]}
    if number % 6 == 0:
        answers["feelings"] = {"choice": ["glad", "tired"]}
    elif number % 6 == 1:
        answers["feelings"] = {"choice": [], "write_in": TEXTS[number % 3]}
    asked = [signifier["id"] for signifier in FRAMEWORK["signifiers"]]
    if number % 7 == 0:
        asked = [name for name in asked if name in answers]
    return {
        "framework": "exported", "version": 1, "language": "ur" if number % 9 == 2 else "en",
        "prompt": "place" if number % 8 == 0 else "moment", "title": f"Made-up story {number}",
        "text": TEXTS[number % len(TEXTS)], "answers": answers, "asked": asked,
        "consent": {"analysis": True, "quotation": number % 2 == 0}, "received": f"2026-0{number % 3 + 1}-{number % 27 + 1:02}",
        "state": "held" if number % 11 == 10 else "cleared",
    }


def lines(count):
    return "".join(json.dumps(story(number), ensure_ascii=False) + "\n" for number in range(count))


def state(number, signifier):
    """How the storyteller of a story replied."""
    told = story(number)
    answer = told["answers"].get(signifier)
    if answer is not None:
        return "not_applicable" if answer == "not_applicable" else "answered"
    return "unanswered" if signifier in told["asked"] else "not_asked"
