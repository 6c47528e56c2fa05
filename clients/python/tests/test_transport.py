"""Requests: what is sent again, what is refused, what is never logged."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import httpx
import pytest

from sensing_client import (
    Client,
    NoAnswer,
    NotAllowed,
    NotSignedIn,
    NotValid,
    Selection,
    ServiceFailed,
    TooMany,
    Unavailable,
)
from sensing_client.transport import Transport

TOKEN = "sens_0123456789"
Handler = Callable[[httpx.Request], httpx.Response]


def problem(status: int, detail: str = "", errors: object = None, headers: dict[str, str] | None = None) -> httpx.Response:
    document = {"type": "urn:x", "title": "Something", "status": status, "detail": detail, "errors": errors or []}
    return httpx.Response(status, json=document, headers=headers)


class Service:
    """Answers in turn, and remembers what it was asked and how long the client waited."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.waits: list[float] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def transport(self, retries: int = 4) -> Transport:
        return Transport(
            "https://stories.test",
            TOKEN,
            timeout=5,
            retries=retries,
            plain_http=False,
            transport=httpx.MockTransport(self),
            sleep=self.waits.append,
        )


def test_what_changes_nothing_is_sent_again_after_the_time_that_the_service_names() -> None:
    service = Service(problem(503, headers={"Retry-After": "7"}), httpx.Response(200, json={"ok": True}))
    assert service.transport().ask("/api/v1/search", {}) == {"ok": True}
    assert service.waits == [7.0]


def test_a_broken_connection_is_tried_again_with_longer_and_longer_pauses() -> None:
    broken = [httpx.ConnectError("no") for _ in range(3)]
    service = Service(*broken, httpx.Response(200, json={"ok": True}))
    assert service.transport().get("/api/v1/me") == {"ok": True}
    first, second, third = service.waits
    assert 0.25 <= first <= 0.5 <= second <= 1.0 <= third <= 2.0


def test_what_changes_something_is_sent_once() -> None:
    service = Service(httpx.ReadError("broke off"))
    with pytest.raises(NoAnswer, match="cannot be reached"):
        service.transport().post("/api/v1/exports", {})
    assert len(service.requests) == 1
    service = Service(problem(429, "Too many jobs.", headers={"Retry-After": "30"}))
    with pytest.raises(TooMany) as caught:
        service.transport().post("/api/v1/compare", {}, {"job": "true"})
    assert caught.value.retry_after == 30.0
    assert "Try again in 30 s." in str(caught.value)


def test_an_error_of_the_request_is_not_sent_again() -> None:
    service = Service(problem(422))
    with pytest.raises(NotValid):
        service.transport().ask("/api/v1/search", {})
    assert service.waits == []


def test_a_wait_that_is_too_long_is_the_callers_to_decide() -> None:
    service = Service(problem(503, headers={"Retry-After": "3600"}))
    with pytest.raises(Unavailable) as caught:
        service.transport().get("/api/v1/me")
    assert (caught.value.retry_after, service.waits) == (3600.0, [])


def test_retries_end() -> None:
    service = Service(*[problem(503) for _ in range(3)])
    with pytest.raises(Unavailable):
        service.transport(retries=2).get("/api/v1/me")
    assert len(service.requests) == 3


def test_a_problem_names_each_field_and_says_what_to_do() -> None:
    faults = [{"field": "selection.dyads[0].to", "message": "must be from 0 to 1"}]
    with pytest.raises(NotValid) as caught:
        Service(problem(422, "One field is not valid.", faults)).transport().ask("/api/v1/search", {})
    assert caught.value.errors[0].field == "selection.dyads[0].to"
    assert str(caught.value) == "selection.dyads[0].to: must be from 0 to 1. (HTTP 422)"


@pytest.mark.parametrize(
    ("status", "kind", "says"),
    [
        (401, NotSignedIn, "sensing staff token"),
        (403, NotAllowed, "role"),
        (500, ServiceFailed, "operator"),
        (418, Exception, "418"),
    ],
)
def test_each_problem_has_its_exception(status: int, kind: type[Exception], says: str) -> None:
    with pytest.raises(kind, match=says):
        Service(problem(status, "No.")).transport().get("/api/v1/me")


def test_a_page_that_is_no_answer_of_the_service_is_recognised() -> None:
    with pytest.raises(NoAnswer, match="is it the address"):
        Service(httpx.Response(200, text="<html>")).transport().get("/api/v1/me")
    with pytest.raises(ServiceFailed):
        Service(httpx.Response(500, text="<html>")).transport().get("/api/v1/me")


def test_tokens_and_words_are_never_logged_or_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    hit = {"title": "Margarethe's letter", "id": "1"}
    service = Service(
        problem(422, "No.", [{"field": "selection.text", "message": "wrong"}]),
        httpx.Response(200, json={"stories": [hit], "matching": 1}),
    )
    with Client("https://stories.test", TOKEN, transport=httpx.MockTransport(service)) as client:
        with pytest.raises(NotValid) as caught:
            list(client.search(Selection().says("Margarethe")))
        list(client.search(Selection().says("Margarethe")))
        shown = "\n".join([caplog.text, repr(client), str(client), repr(caught.value), str(caught.value)])
    assert json.loads(service.requests[0].content)["selection"] == {"text": "Margarethe"}
    assert "POST /api/v1/search: 422" in shown
    assert TOKEN not in shown
    assert "Margarethe" not in shown


def test_a_redirect_does_not_carry_the_token_elsewhere() -> None:
    service = Service(httpx.Response(302, headers={"Location": "https://elsewhere.test/"}))
    with pytest.raises(Exception, match="302"):
        service.transport().get("/api/v1/me")
    assert [request.url.host for request in service.requests] == ["stories.test"]


def test_addresses_that_would_show_the_token_are_refused() -> None:
    with pytest.raises(ValueError, match="unprotected"):
        Client("http://stories.example.org", TOKEN)
    with pytest.raises(ValueError, match="no address"):
        Client("stories.example.org", TOKEN)
    with pytest.raises(ValueError, match="empty"):
        Client("https://stories.example.org", " ")
    Client("http://127.0.0.1:8080", TOKEN).close()
    Client("http://localhost:8080", TOKEN).close()
    Client("http://stories.internal", TOKEN, plain_http=True).close()


def test_pages_are_read_as_they_are_needed() -> None:
    def page(ids: list[str], following: str | None) -> httpx.Response:
        return httpx.Response(200, json={"stories": [{"id": id} for id in ids], "matching": 3, "next": following})

    service = Service(page(["a", "b"], "more"), page(["c"], None))
    client = Client("https://stories.test", TOKEN, transport=httpx.MockTransport(service))
    found = iter(client.search())
    assert [next(found)["id"], next(found)["id"], len(service.requests)] == ["a", "b", 1]
    assert [story["id"] for story in found] == ["c"]
    assert json.loads(service.requests[1].content)["cursor"] == "more"
