"""Sends requests: signs them, tries again what may be tried again, and turns problems into exceptions.

What is logged (to the logger `sensing_client`, at level DEBUG) is the method, the path, the status and the time. Bodies,
queries and the token are never logged: words that are searched for can be the name of a person.
"""

from __future__ import annotations

import ipaddress
import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from . import errors

_log = logging.getLogger("sensing_client")

#: Statuses after which the same request can succeed a little later.
_LATER = frozenset({429, 502, 503, 504})

#: Seconds until the first byte of a file.
_FILE_PATIENCE = 3600.0

#: The longest time, in seconds, that is waited before a request is sent again.
LONGEST_WAIT = 60.0


class Transport:
    """A connection to a service, as the owner of one token."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        timeout: float,
        retries: int,
        plain_http: bool,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        base = httpx.URL(url.rstrip("/"))
        if base.scheme not in ("http", "https") or not base.host:
            raise ValueError(f"“{url}” is no address of a service; it looks like https://stories.example.org")
        if base.scheme == "http" and not plain_http and not _is_this_machine(base.host):
            raise ValueError(
                f"http://{base.host} would send the token unprotected; use https://, or pass plain_http=True "
                "where the network is trusted"
            )
        if not token.strip():
            raise ValueError("the token is empty; `sensing staff token NAME --days DAYS` makes one")
        self._retries = retries
        self._sleep = sleep
        # A redirect could lead to another host, which the token is not for.
        self._http = httpx.Client(
            base_url=base,
            headers={"Authorization": f"Bearer {token.strip()}", "User-Agent": "sensing-client"},
            timeout=httpx.Timeout(timeout, connect=min(timeout, 10.0)),
            follow_redirects=False,
            transport=transport,
        )
        self.url = str(base)

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()

    def get(self, path: str, params: Mapping[str, str | int] | None = None) -> Any:
        """What a path says."""
        return self._json(self._sent("GET", path, params=params, repeatable=True))

    def ask(self, path: str, body: object) -> Any:
        """The answer to a question that changes nothing, so that it can be asked again."""
        return self._json(self._sent("POST", path, body=body, repeatable=True))

    def post(self, path: str, body: object, params: Mapping[str, str | int] | None = None) -> Any:
        """The answer to a request that changes something. It is sent once."""
        return self._json(self._sent("POST", path, body=body, params=params, repeatable=False))

    def delete(self, path: str) -> None:
        """Deletes what a path names. It is sent once."""
        self._sent("DELETE", path, repeatable=False)

    @contextmanager
    def stream(self, path: str) -> Iterator[httpx.Response]:
        """The bytes of a path, as they come."""
        try:
            # The service may read a million stories before it sends the first byte.
            patience = httpx.Timeout(_FILE_PATIENCE, connect=10.0)
            with self._http.stream("GET", path, timeout=patience) as response:
                if not response.is_success:
                    response.read()
                    raise _problem(response)
                yield response
        except httpx.HTTPError as error:
            raise errors.NoAnswer(_unreachable(self.url, error)) from error

    def _sent(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        params: Mapping[str, str | int] | None = None,
        repeatable: bool,
    ) -> httpx.Response:
        attempt = 0
        while True:
            response, error = self._once(method, path, body, params)
            again = repeatable and attempt < self._retries
            if response is not None and (response.is_success or not (again and response.status_code in _LATER)):
                if response.is_success:
                    return response
                raise _problem(response)
            if response is None and not again:
                raise errors.NoAnswer(_unreachable(self.url, error)) from error
            wait = _wait(response, attempt)
            if wait > LONGEST_WAIT and response is not None:
                raise _problem(response)
            attempt += 1
            self._sleep(wait)

    def _once(
        self, method: str, path: str, body: object, params: Mapping[str, str | int] | None
    ) -> tuple[httpx.Response | None, httpx.HTTPError | None]:
        began = time.monotonic()
        try:
            response = self._http.request(method, path, json=body, params=params)
        except httpx.HTTPError as error:
            _log.debug("%s %s: no answer (%s)", method, path, type(error).__name__)
            return None, error
        _log.debug("%s %s: %d, %.3f s", method, path, response.status_code, time.monotonic() - began)
        return response, None

    def _json(self, response: httpx.Response) -> Any:
        if response.status_code == 204 or not response.content:
            return None
        try:
            return response.json()
        except ValueError as error:
            raise errors.NoAnswer(
                f"{self.url} did not answer with JSON; is it the address of a Sensing & Shaping service?"
            ) from error


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _unreachable(url: str, error: httpx.HTTPError | None) -> str:
    if isinstance(error, httpx.TimeoutException):
        return f"{url} did not answer in time; pass a larger `timeout`, or begin a job for a long analysis"
    return f"{url} cannot be reached ({type(error).__name__}); check the address, and that the service is running"


def _problem(response: httpx.Response) -> errors.ProblemError:
    try:
        document = response.json()
    except ValueError:
        document = None
    return errors.problem(response.status_code, document, _retry_after(response))


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds, from a number or a date."""
    said = response.headers.get("Retry-After")
    if said is None:
        return None
    if said.strip().isdigit():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except ValueError:
        return None


def _wait(response: httpx.Response | None, attempt: int) -> float:
    """Seconds until the next attempt: what the service asks for, else half a second, doubled each time, with chance."""
    asked = _retry_after(response) if response is not None else None
    return asked if asked is not None else 0.5 * 2.0**attempt * random.uniform(0.5, 1.0)
