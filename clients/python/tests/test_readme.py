"""The examples of the README work when they are pasted, one after the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sensing_client import Client

README = Path(__file__).resolve().parents[1] / "README.md"


def test_the_examples_work_as_they_are(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.me()
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(examples) >= 6
    names: dict[str, object] = {}
    for number, example in enumerate(examples, start=1):
        exec(compile(example, f"example {number}", "exec"), names)
    theirs = names["client"]
    assert isinstance(theirs, Client)
    theirs.close()
    assert {path.name for path in tmp_path.glob("*.svg")} == {"triad-map.svg", "forest.svg", "control-chart.svg"}
