"""Exports by way of the service: asked for, agreed to, downloaded, read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from sensing_client import Client, ExportNotReady, NotValid, Selection, TooMany
from sensing_client.exports import AskedExport
from sensing_client.transport import Transport

BODY = {"id": "7", "state": "waiting"}
DISPOSITION = {"Content-Disposition": 'attachment; filename="stories of families.csv"'}


def service(*answers: httpx.Response) -> tuple[Transport, list[httpx.Request]]:
    """A service that answers in turn, and what it was asked."""
    left, requests = list(answers), []

    def handle(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        return left.pop(0)

    mock = httpx.MockTransport(handle)
    transport = Transport("https://stories.test", "t", timeout=5, retries=0, plain_http=False, transport=mock, sleep=no_sleep)
    return transport, requests


def no_sleep(_: float) -> None:
    """Waits for nothing."""


def said(**more: Any) -> httpx.Response:
    return httpx.Response(200, json={**BODY, **more})


def asked(*answers: httpx.Response) -> AskedExport:
    return AskedExport(service(*answers)[0], dict(BODY), no_sleep)


def test_an_export_waits_for_a_second_person_and_is_downloaded(tmp_path: Path) -> None:
    export = asked(said(), said(), said(state="agreed"), httpx.Response(200, content=b"id,received\r\n", headers=DISPOSITION))
    path = export.wait().download(tmp_path)
    assert path == tmp_path / "stories of families.csv"
    assert path.read_bytes() == b"id,received\r\n"
    assert path.stat().st_mode & 0o777 == 0o600, "answers of people: only their owner reads the file"
    assert [one.name for one in tmp_path.iterdir()] == [path.name], "nothing else is left"


def test_a_refusal_gives_the_reason_and_patience_ends() -> None:
    with pytest.raises(ExportNotReady, match="it is refused; the reason given was: Ask for one school year only"):
        asked(said(state="refused", answer="Ask for one school year only")).wait()
    with pytest.raises(ExportNotReady, match=r"administrator.*asked_export\('7'\)"):
        asked(said()).wait(timeout=0)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ("attachment", "export-7"),
        ('attachment; filename=".."', "export-7"),
    ],
)
def test_the_name_of_a_file_cannot_lead_elsewhere(disposition: str, name: str, tmp_path: Path) -> None:
    answer = httpx.Response(200, content=b"x", headers={"Content-Disposition": disposition})
    assert asked(answer).download(tmp_path) == tmp_path / name


def test_an_existing_file_is_not_replaced_and_a_broken_download_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="choose another name"):
        asked(httpx.Response(200, content=b"x")).download(tmp_path / "mine.csv")
    with pytest.raises(TooMany):
        asked(httpx.Response(429, json={"status": 429, "title": "", "detail": "later"})).download(tmp_path / "b.csv")

    class Broken(httpx.SyncByteStream):
        def __iter__(self) -> Any:
            yield b"half"
            raise httpx.ReadError("broke off")

    with pytest.raises(Exception, match="cannot be reached"):
        asked(httpx.Response(200, stream=Broken())).download(tmp_path / "c.csv")
    assert [one.name for one in tmp_path.iterdir()] == ["mine.csv"]


def test_a_request_says_what_is_wanted_and_is_sent_once() -> None:
    transport, requests = service(httpx.Response(201, json=BODY))
    export = AskedExport.ask(transport, Selection("tiny").where(a="b"), "csv", True, "A study", "en", "stories")
    assert export.state == "waiting"
    assert len(requests) == 1
    assert requests[0].read() == (
        b'{"selection":{"framework":"tiny","answers":{"a":["b"]}},"format":"csv","texts":true,"reason":"A study",'
        b'"language":"en","table":"stories"}'
    )


def test_the_service_makes_an_export_of_a_selection(client: Client, tmp_path: Path, read: Callable[[Path], Any]) -> None:
    families = client.select("sheffield-send").where(audience="family").dyad("timing", 0.6, 1)
    path = client.export(families, "csv", reason="To test the client", into=tmp_path)
    frame = read(path)
    assert len(frame) == client.search(families).matching
    assert set(frame["audience.choice"].dropna().astype(str)) <= {"family"}
    assert "text" not in frame.columns
    # The same again as Parquet, one table.
    again = read(client.export(families, "parquet", table="stories", reason="To test the client", into=tmp_path))
    assert list(again["id"]) == list(frame["id"])


def test_texts_wait_for_a_second_person_and_few_stories_are_refused(client: Client) -> None:
    stories = client.select("sheffield-send")
    waiting = client.begin_export(stories.where(audience="family"), "csv", texts=True, reason="To test the client")
    assert waiting.state == "waiting"
    with pytest.raises(ExportNotReady, match="administrator"):
        waiting.wait(timeout=0)
    assert client.asked_export(waiting.id).details["texts"] is True
    waiting.cancel()
    assert waiting.state == "cancelled"
    # The demo has the more stories the wider a range is.
    ranges = (stories.where(audience="professional").dyad("voice", 0, end / 200) for end in range(1, 200))
    few = next(one for one in ranges if client.search(one).matching != 0)
    assert client.search(few).matching is None
    with pytest.raises(NotValid, match="10"):
        client.begin_export(few, "csv", reason="To test the client")


@pytest.fixture
def read() -> Callable[[Path], Any]:
    from sensing_client import read_export

    return lambda path: read_export(path).stories
