"""Analyses that run in the service while a script waits, or does something else."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Generic, TypeVar, cast

from .api_types import Job
from .errors import JobFailed, NotFound
from .transport import Transport

__all__ = ["RunningJob"]

Result = TypeVar("Result")

#: Seconds between two looks at a job: the first pause, and the longest.
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0


class RunningJob(Generic[Result]):
    """A job of this account: `wait` for its result, or `cancel` it. Leaving a `with` block cancels what is under way."""

    def __init__(self, transport: Transport, job: Job, sleep: Callable[[float], None] = time.sleep) -> None:
        self._transport = transport
        self._sleep = sleep
        self._job = job

    @property
    def id(self) -> str:
        """The id of the job."""
        return self._job["id"]

    @property
    def is_under_way(self) -> bool:
        """Whether it had not ended when it was looked at last."""
        return self._job["state"] == "under_way"

    @property
    def progress(self) -> float:
        """How much was done, 0 to 1, when it was looked at last."""
        return self._job["progress"]

    def refresh(self) -> RunningJob[Result]:
        """Looks at the job."""
        try:
            self._job = self._transport.get(f"/api/v1/jobs/{self.id}")
        except NotFound as gone:
            raise JobFailed("the job was deleted; begin it again") from gone
        return self

    def wait(self, timeout: float | None = None, on_progress: Callable[[float], object] | None = None) -> Result:
        """The result, when the job has one.

        Raises:
            JobFailed: it ended without a result.
            TimeoutError: it is still under way after `timeout` seconds. It goes on; call `wait` again, or `cancel`.

        """
        until = None if timeout is None else time.monotonic() + timeout
        pause = FIRST_PAUSE
        while self.refresh().is_under_way:
            if on_progress:
                on_progress(self.progress)
            if until is not None and time.monotonic() + pause > until:
                raise TimeoutError(f"the job is still under way ({self.progress:.0%} done); wait longer, or cancel it")
            self._sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)
        if on_progress:
            on_progress(1.0)
        result = self._job.get("result")
        if result is None:
            problem = self._job.get("problem")
            raise JobFailed(problem["message"] if problem else "the job ended without a result; begin it again")
        return cast("Result", result)

    def cancel(self) -> None:
        """Ends the job and deletes it. A job that is gone already is no error."""
        try:
            self._transport.delete(f"/api/v1/jobs/{self.id}")
        except NotFound:
            return

    def __enter__(self) -> RunningJob[Result]:
        return self

    def __exit__(self, *_: object) -> None:
        if self.is_under_way:
            self.cancel()
