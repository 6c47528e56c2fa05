"""Requests that are refused, with the statuses that are right for them."""

import json

STORIES = "/api/v1/stories"
STORY = {
    "framework": "sheffield-send", "version": 1, "language": "en", "prompt": "moment", "text": "They rang back.",
    "answers": {}, "consent": {"analysis": True, "quotation": False},
}


def a_story(**changed):
    return json.dumps({**STORY, **changed}).encode()


# A name, the method, the address, the body, the statuses that are right, and what else belongs to the request.
WRONG = [
    ("no JSON", "POST", STORIES, b'{"framework": ', (400,), {}),
    ("weights above 1", "POST", STORIES, a_story(answers={"difference": {"triad": [0.9, 0.9, 0.9]}}), (422,), {}),
    ("an answer to no question", "POST", STORIES, a_story(answers={"no-such-question": {"dyad": 0.5}}), (422,), {}),
    ("no framework", "POST", STORIES, a_story(framework="no-such-framework"), (422,), {}),
    ("no text", "POST", STORIES, a_story(text=""), (422,), {}),
    ("no consent", "POST", STORIES, json.dumps({**STORY, "consent": None}).encode(), (422,), {}),
    ("a very long text", "POST", STORIES, a_story(text="long " * 40_000), (422,), {}),
    ("no receipt", "POST", "/api/v1/receipts/open", b'{"receipt": "0000000000000000000000000Z"}', (404,), {}),
    ("a receipt of no receipt's form", "POST", "/api/v1/receipts/open", b'{"receipt": "short"}', (422,), {}),
    ("no token", "POST", "/api/v1/patterns", b"{}", (401,), {}),
    ("an unknown token", "POST", "/api/v1/search", b"{}", (401,), {"token": "0" * 43}),
    ("no such page", "GET", "/no-such-page", None, (404,), {}),
    ("no such file", "GET", "/assets/no-such-file.js", None, (404,), {}),
    ("no such method", "DELETE", STORIES, None, (405,), {}),
    ("no such collection", "GET", "/api/v1/collections/NONE-0000", None, (404,), {}),
    ("another kind of body", "POST", STORIES, b"<story/>", (415,), {"kind": "text/xml"}),
]
