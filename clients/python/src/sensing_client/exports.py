"""Exports that the service makes: asked for, agreed to, downloaded."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from .errors import ExportNotReady
from .transport import Transport

if TYPE_CHECKING:
    from .selection import Selection

__all__ = ["AskedExport", "FormatName", "TableName"]

TableName = Literal["stories", "answers", "framework"]
FormatName = Literal["csv", "parquet", "jsonl", "xlsx", "datapackage", "sensemaker"]

#: Seconds between two looks at an export that waits for a person: the first pause, and the longest.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class AskedExport:
    """An export that was asked for. It may wait for a second person; then `wait` does, too."""

    def __init__(self, transport: Transport, asked: dict[str, Any], sleep: Callable[[float], None] = time.sleep) -> None:
        self._transport = transport
        self._sleep = sleep
        self._asked = asked

    @classmethod
    def ask(
        cls,
        transport: Transport,
        selection: Selection,
        format: FormatName,
        texts: bool,
        reason: str,
        language: str,
        table: TableName | None,
    ) -> AskedExport:
        """Asks for an export. It is sent once."""
        body = {
            "selection": selection.body(),
            "format": format,
            "texts": texts,
            "reason": reason,
            "language": language,
            **({"table": table} if table else {}),
        }
        return cls(transport, transport.post("/api/v1/exports", body))

    @property
    def id(self) -> str:
        """Its id."""
        return str(self._asked["id"])

    @property
    def state(self) -> str:
        """How far it had come when it was looked at last: `waiting`, `agreed`, `refused`, `cancelled` or `expired`."""
        return str(self._asked["state"])

    @property
    def details(self) -> dict[str, Any]:
        """Everything that the service says of it."""
        return dict(self._asked)

    def refresh(self) -> AskedExport:
        """Looks at it again."""
        self._asked = self._transport.get(f"/api/v1/exports/{self.id}")
        return self

    def wait(self, timeout: float | None = None) -> AskedExport:
        """Waits until it is agreed to.

        Raises:
            ExportNotReady: it was refused, cancelled or has expired, or it still waits after `timeout` seconds.

        """
        until = None if timeout is None else time.monotonic() + timeout
        pause = FIRST_PAUSE
        while self.state == "waiting":
            if until is not None and time.monotonic() + pause > until:
                raise ExportNotReady(
                    "the export waits for a second person: ask an administrator to agree to it, on the page /exports; then "
                    f"client.asked_export({self.id!r}).wait() goes on"
                )
            self._sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)
            self.refresh()
        if self.state != "agreed":
            raise ExportNotReady(f"the export was not made: it is {self.state}; {self._why()}")
        return self

    def download(self, into: str | Path = ".") -> Path:
        """Writes the file, which only its owner can read, and returns its path. An existing file is not replaced.

        Args:
            into: a folder, or the name of the file.

        """
        into = Path(into)
        with self._transport.stream(f"/api/v1/exports/{self.id}/file") as response:
            target = into / _file_name(response.headers.get("Content-Disposition", ""), self.id) if into.is_dir() else into
            if target.exists():
                raise FileExistsError(f"{target} exists already; choose another name")
            # A file with a temporary name is made with the mode 0600. It gets its name when it is complete.
            handle, made = tempfile.mkstemp(dir=target.parent, prefix=".export-")
            try:
                with os.fdopen(handle, "wb") as file:
                    for chunk in response.iter_bytes(1 << 16):
                        file.write(chunk)
                    file.flush()
                    os.fsync(file.fileno())
                os.link(made, target)
            finally:
                os.unlink(made)
        return target

    def cancel(self) -> None:
        """Takes the request back."""
        self._asked = self._transport.post(f"/api/v1/exports/{self.id}/cancel", None)

    def _why(self) -> str:
        said = self._asked.get("answer")
        return f"the reason given was: {said}" if said else "ask again"


def _file_name(disposition: str, fallback: str) -> str:
    """The name that the service gives, without anything that could lead elsewhere."""
    found = re.search(r'filename="?([^";]+)"?', disposition)
    name = Path(found.group(1)).name if found else ""
    return name if name.strip(". ") else f"export-{fallback}"
