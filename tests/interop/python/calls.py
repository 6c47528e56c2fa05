"""What a script does with the generated Python client: SENSING_URL and SENSING_TOKEN say where, and as whom."""

import io
import os
import struct
import sys
import zlib
from typing import TypeVar

import httpx
from sensing_client import AuthenticatedClient, Client
from sensing_client.api.capture import open_attachment, open_receipt, submit_story, withdraw_story
from sensing_client.api.explore import compare, patterns, search
from sensing_client.api.frameworks import list_frameworks, newest_framework
from sensing_client.api.moderation import clear_story, moderation_story
from sensing_client.models import (
    AnswerBody,
    AttachmentRequest,
    ChoiceSignifier,
    ClearRequest,
    ComparisonBody,
    ComparisonRequest,
    Consent,
    DyadSignifier,
    Framework,
    FrameworksBody,
    NotApplicable,
    OwnStory,
    PatternsBody,
    PatternsRequest,
    Problem,
    QueuedStory,
    ReceiptRequest,
    SearchBody,
    SearchRequest,
    Selection,
    StonesSignifier,
    Submission,
    SubmissionAnswers,
    SubmissionForm,
    SubmittedBody,
    TriadPattern,
    TriadSignifier,
    WithdrawnBody,
)
from sensing_client.types import File

Body = TypeVar("Body")


def of(kind: type[Body], answer: object) -> Body:
    """The answer, which must be of this class."""
    if not isinstance(answer, kind):
        sys.exit(f"expected {kind.__name__}, and the client gave {answer!r}")
    return answer


def expect(true: bool, words: str) -> None:
    if not true:
        sys.exit(words)


def a_story(framework: Framework, text: str) -> Submission:
    """A story with an answer to the first triad and the first dyad, and a stones signifier that does not fit."""
    answers = SubmissionAnswers()
    for signifier in framework.signifiers:
        if isinstance(signifier, TriadSignifier):
            answers[signifier.id] = AnswerBody(triad=[0.6, 0.3, 0.1])
        elif isinstance(signifier, DyadSignifier):
            answers[signifier.id] = AnswerBody(dyad=0.25)
        elif isinstance(signifier, StonesSignifier) and signifier.not_applicable:
            answers[signifier.id] = NotApplicable.NOT_APPLICABLE
    return Submission(
        framework=framework.slug,
        version=framework.version,
        language="en",
        prompt=framework.prompts[0].id,
        text=text,
        answers=answers,
        consent=Consent(analysis=True, quotation=False),
    )


def a_picture() -> bytes:
    """A grey square as a PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + b"\x80" * 32) * 32
    header = struct.pack(">IIBBBBB", 32, 32, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def the_framework(client: Client) -> Framework:
    listed = of(FrameworksBody, list_frameworks.sync(client=client))
    framework = of(Framework, newest_framework.sync(listed.frameworks[0].slug, client=client))
    kinds = (TriadSignifier, DyadSignifier, StonesSignifier, ChoiceSignifier)
    found = {type(signifier) for signifier in framework.signifiers}
    expect(found == set(kinds), f"the signifiers are of the classes {found}")
    return framework


def tell_open_and_withdraw(client: Client, framework: Framework) -> None:
    """A story with a picture, whose receipt opens both until the story is withdrawn."""
    form = SubmissionForm(
        story=a_story(framework, "The waiting room had a window seat."),
        picture=File(io.BytesIO(a_picture()), "window.png", "image/png"),
    )
    told = of(SubmittedBody, submit_story.sync(client=client, body=form))
    receipt = ReceiptRequest(told.receipt)
    own = of(OwnStory, open_receipt.sync(client=client, body=receipt))
    answers = of(SubmissionAnswers, form.story.answers)
    expect(own.text == form.story.text, f"another text came back: {own.text}")
    expect(own.answers.to_dict() == answers.to_dict(), f"other answers came back: {own.answers}")
    asked = AttachmentRequest(receipt=told.receipt, id=own.attachments[0].id)
    picture = of(File, open_attachment.sync(client=client, body=asked)).payload.read()
    expect(picture.startswith(b"\xff\xd8"), "the picture is no JPEG")
    expect(of(WithdrawnBody, withdraw_story.sync(client=client, body=receipt)).receipt == told.receipt, "another receipt")
    gone = of(Problem, open_receipt.sync(client=client, body=receipt))
    expect(gone.status == 404, f"a withdrawn story gave {gone}")


def clear_and_find(anyone: Client, staff: AuthenticatedClient, framework: Framework) -> None:
    """A story that staff clear can be found, and cannot be found when it was withdrawn."""
    story = a_story(framework, "A lantern stood by the lighthouse stairs.")
    told = of(SubmittedBody, submit_story.sync(client=anyone, body=story))
    asked = SearchRequest(selection=Selection(text="lantern lighthouse"))
    expect(of(SearchBody, search.sync(client=staff, body=asked)).stories == [], "a held story was found")
    held = of(QueuedStory, moderation_story.sync(told.id, client=staff))
    expect(held.state == "held", f"the new story is {held.state}")
    cleared = of(QueuedStory, clear_story.sync(told.id, client=staff, body=ClearRequest(revision=held.revision)))
    expect(cleared.state == "cleared", f"the cleared story is {cleared.state}")
    found = of(SearchBody, search.sync(client=staff, body=asked))
    expect([story.id for story in found.stories] == [told.id], f"the search found {found.stories}")
    of(WithdrawnBody, withdraw_story.sync(client=anyone, body=ReceiptRequest(told.receipt)))
    expect(of(SearchBody, search.sync(client=staff, body=asked)).stories == [], "a withdrawn story was found")


def see_patterns(staff: AuthenticatedClient, framework: Framework) -> None:
    selection = Selection(framework=framework.slug)
    seen = of(PatternsBody, patterns.sync(client=staff, body=PatternsRequest(selection=selection)))
    triad = next(signifier for signifier in framework.signifiers if isinstance(signifier, TriadSignifier))
    expect(of(TriadPattern, seen.signifiers[triad.id]).answered > 0, "no story answers the first triad")
    choice = next(signifier for signifier in framework.signifiers if isinstance(signifier, ChoiceSignifier))
    asked = ComparisonRequest(by=choice.id, selection=selection, permutations=99)
    compared = of(ComparisonBody, compare.sync(client=staff, body=asked))
    expect(len(compared.groups) > 1 and len(compared.results) > 0, f"nothing was compared: {compared}")


def main() -> None:
    url, token = os.environ["SENSING_URL"], os.environ["SENSING_TOKEN"]
    # A busy machine is slow, which is not a failure.
    patience = httpx.Timeout(60)
    with AuthenticatedClient(url, "wrong", timeout=patience) as stranger:
        refused = of(Problem, search.sync(client=stranger, body=SearchRequest()))
        expect(refused.status == 401, f"a wrong token gave {refused}")
    with (
        Client(url, raise_on_unexpected_status=True, timeout=patience) as anyone,
        AuthenticatedClient(url, token, raise_on_unexpected_status=True, timeout=patience) as staff,
    ):
        framework = the_framework(anyone)
        tell_open_and_withdraw(anyone, framework)
        clear_and_find(anyone, staff, framework)
        see_patterns(staff, framework)


if __name__ == "__main__":
    main()
