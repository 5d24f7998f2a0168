"""The page of sources says what the adapters declare, and every quirk has its test."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from headwater.engines.ingest.source import Source
from headwater.engines.ingest.sources import all_sources
from headwater.engines.ingest.sources.tidy import QUIRKS


ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/sources.md"
SOURCES = tuple(all_sources().values())
TESTS = {
    name
    for file in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)\(", file.read_text("utf-8"), re.M)
}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_source_has_its_row_and_its_section(source: Source) -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert f"\n| [{source.name}](#{source.name}) |" in page
    section = page.split(f"\n## {source.name}\n")[1].split("\n## ")[0]
    for dimension in source.dimensions:
        assert f"\n| {dimension.name} |" in section
    for quirk in source.quirks:
        assert quirk.text in section


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_source_says_what_to_know_and_each_quirk_is_tested(source: Source) -> None:
    assert source.quirks
    assert {quirk.test for quirk in source.quirks} <= TESTS


def test_quirks_of_a_tidy_file_are_tested() -> None:
    assert {quirk.test for quirk in QUIRKS} <= TESTS


@pytest.mark.slow
def test_page_of_sources_is_up_to_date() -> None:
    checked = subprocess.run(
        [sys.executable, "scripts/make_sources.py", "check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
