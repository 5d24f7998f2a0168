"""Run a command as a person would, and keep what it said."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from headwater.cli import main
from headwater.exchange.sample import sample_folder


DAY = "2026-11-01"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


class Commands:
    """Runs commands in a folder that holds a copy of the sample as `plan`."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capture = folder, capture
        shutil.copytree(sample_folder(), folder / "plan")

    def __call__(self, *words: str) -> Said:
        self._capture.readouterr()
        code = main(words)
        out, err = self._capture.readouterr()
        assert "Traceback" not in out + err
        return Said(code, out, err)

    def rewrite(self, file: str, old: str, new: str) -> None:
        """Change some text of a file; it must have been there."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
