"""The pages on changes in recording and sets of figures say what the package holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from headwater.core.measures.register import load_register
from headwater.engines.samples.figure_sets import FOLDER, datasets, figure_sets


ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference"


def test_every_change_stands_on_the_page() -> None:
    page = (REFERENCE / "recording-changes.md").read_text(encoding="utf-8")
    for change in load_register().changes:
        assert f"| {change.month} | " in page
        assert change.source in page


def test_every_set_stands_on_the_page_with_what_it_cannot_tell() -> None:
    page = (REFERENCE / "figure-sets.md").read_text(encoding="utf-8")
    for code, figures in figure_sets().items():
        assert f"`{code}`" in page
        assert all(caveat in page for caveat in figures.definition.caveats)


def test_every_file_of_the_package_stands_in_its_sources() -> None:
    said = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    for _, file in datasets():
        assert f"| {file.name.removesuffix('.csv.gz')} |" in said


@pytest.mark.slow
def test_pages_are_up_to_date() -> None:
    checked = subprocess.run(
        [sys.executable, "scripts/make_measures.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
