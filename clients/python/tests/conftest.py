"""The service that `make interop` starts: SENSING_URL, SENSING_TOKEN, and exports of it in the folder SENSING_EXPORTS."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import matplotlib as mpl
import pytest

from sensing_client import Client

mpl.use("Agg")

FRAMEWORK = "sheffield-send"


def _needed(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        pytest.skip(f"{name} is not set; `make interop` sets it")
    return value


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    """A client of a running service with synthetic stories."""
    with Client(_needed("SENSING_URL"), _needed("SENSING_TOKEN"), timeout=120) as made:
        yield made


@pytest.fixture(scope="session")
def exported() -> Path:
    """A folder with exports of that service, one in each format."""
    return Path(_needed("SENSING_EXPORTS"))
