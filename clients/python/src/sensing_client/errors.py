"""What can go wrong, each with a sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = [
    "Conflict",
    "ExportNotReady",
    "FieldFault",
    "JobFailed",
    "NoAnswer",
    "NotAllowed",
    "NotFound",
    "NotInVocabulary",
    "NotReadable",
    "NotSignedIn",
    "NotValid",
    "ProblemError",
    "SensingError",
    "ServiceFailed",
    "TooMany",
    "Unavailable",
]


class SensingError(Exception):
    """Every error of this package."""


class NoAnswer(SensingError):
    """The service could not be reached, or the connection broke before it answered."""


class NotInVocabulary(SensingError, ValueError):
    """A selection names what the framework does not have. The message lists what it has."""


class NotReadable(SensingError, ValueError):
    """A file is no export of the service, or is damaged."""


class JobFailed(SensingError):
    """A job ended without a result, or was deleted before it had one."""


class ExportNotReady(SensingError):
    """An export was refused, has expired, or still waits for a second person's agreement."""


@dataclass(frozen=True)
class FieldFault:
    """One field of a request that is wrong."""

    #: The path of the field, such as `selection.dyads[0].signifier`; empty when the whole is meant.
    field: str
    #: What is wrong and what would be right.
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class ProblemError(SensingError):
    """The service refused a request with a problem document (RFC 9457)."""

    #: What to do, for this kind of problem.
    advice = ""

    def __init__(self, status: int, title: str, detail: str, errors: list[FieldFault], retry_after: float | None) -> None:
        #: The HTTP status.
        self.status = status
        #: The meaning of the status, in words.
        self.title = title
        #: What is wrong with this request.
        self.detail = detail
        #: The fields that are not valid.
        self.errors = errors
        #: After how many seconds the service asks to be tried again, where it says so.
        self.retry_after = retry_after
        super().__init__(self._sentence())

    def _sentence(self) -> str:
        faults = "; ".join(str(fault) for fault in self.errors)
        parts = [faults or self.detail or self.title or "the service gave no reason", self.advice]
        if self.retry_after is not None:
            parts.append(f"Try again in {self.retry_after:.0f} s.")
        said = " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)
        return f"{said} (HTTP {self.status})"


class NotValid(ProblemError):
    """Some fields of the request are not valid; `errors` names each of them."""


class NotSignedIn(ProblemError):
    """The token is missing, wrong, or no longer valid."""

    advice = "Ask the operator for a new token: `sensing staff token NAME --days DAYS`."


class NotAllowed(ProblemError):
    """No role of this account permits this."""

    advice = "Ask an administrator for the role; analyses need the role “analyst”."


class NotFound(ProblemError):
    """There is no such thing, or it belongs to another account."""


class Conflict(ProblemError):
    """It was changed in the meantime, or is in another state."""


class TooMany(ProblemError):
    """Too many requests or jobs at once."""


class Unavailable(ProblemError):
    """The service cannot answer now, for instance because it has just been started."""


class ServiceFailed(ProblemError):
    """The service failed."""

    advice = "Tell the operator the time; the log of the service says why."


_BY_STATUS: dict[int, type[ProblemError]] = {
    400: NotValid,
    401: NotSignedIn,
    403: NotAllowed,
    404: NotFound,
    409: Conflict,
    410: NotFound,
    413: NotValid,
    415: NotValid,
    422: NotValid,
    429: TooMany,
    503: Unavailable,
}


def problem(status: int, document: object, retry_after: float | None) -> ProblemError:
    """The exception for a response that is not a success. `document` is its JSON, or anything else."""
    said: dict[str, Any] = document if isinstance(document, dict) else {}
    listed = said.get("errors")
    faults = [
        FieldFault(str(one.get("field", "")), str(one.get("message", "")))
        for one in (listed if isinstance(listed, list) else [])
        if isinstance(one, dict)
    ]
    kind = _BY_STATUS.get(status, ServiceFailed if status >= 500 else ProblemError)
    return kind(status, str(said.get("title", "")), str(said.get("detail", "")), faults, retry_after)
