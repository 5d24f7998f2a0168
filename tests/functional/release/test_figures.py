"""Figures in the site as files: pictures, tables, specifications beside the pages."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest
from london_site import PLAN


pytestmark = pytest.mark.slow


@pytest.fixture
def figures(site: Path) -> Path:
    return site / "plans" / PLAN / "figures"


def test_every_series_has_its_pictures_its_table_and_its_specification(
    figures: Path,
) -> None:
    pages = sorted(figures.glob("vawg-offences/E0900*/index.html"))
    assert len(pages) == 33
    for page in pages[1:]:  # the first is the City of London, see below
        folder = page.parent
        for name in ("chart-wide.svg", "chart-narrow.svg"):
            assert (folder / name).read_bytes().startswith(b"<svg "), folder
        json.loads((folder / "chart.vl.json").read_bytes())
        assert folder.with_suffix(".csv").is_file()


def test_pictures_ask_for_nothing(figures: Path) -> None:
    pictures = list(figures.rglob("*.svg"))
    assert len(pictures) > 80
    for picture in pictures:
        text = picture.read_text(encoding="utf-8")
        assert set(re.findall(r"https?://[^\"]+", text)) == {
            "http://www.w3.org/2000/svg"
        }
        assert "<script" not in text
        assert "style=" not in text


def test_table_says_what_stands_behind_each_figure(figures: Path) -> None:
    text = (figures / "vawg-offences.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert {"reported", "not applicable"} <= {row["status"] for row in rows}
    for row in rows:
        assert bool(row["value"]) is (row["status"] in ("reported", "none"))
        assert row["source"]
        assert row["licence"]
        assert row["vintage"]


def test_series_without_any_number_has_a_table_and_no_picture(figures: Path) -> None:
    city = figures / "vawg-offences/E09000001"
    assert "There is no figure in any period" in (city / "index.html").read_text(
        "utf-8"
    )
    assert not list(city.glob("chart*"))
    text = city.with_suffix(".csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert {(row["value"], row["status"]) for row in rows} == {("", "not applicable")}


def test_months_of_what_has_changed_are_files(site: Path) -> None:
    months = list((site / "plans" / PLAN / "changed").glob("20*/index.html"))
    assert len(months) == 24
