"""What the money pages say: every tranche once, and blanks are not £0."""

from __future__ import annotations

import csv
import re
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from london_site import PLAN


@pytest.fixture
def whole(workspace):
    from headwater.app.selectors import held
    from headwater.core.plan.funding import funding

    return funding(held(PLAN, date(2026, 11, 22)).look)


@pytest.fixture
def lines(fetch):
    """The lines of the file to take away."""

    def read(by: str) -> list[dict[str, str]]:
        text = fetch(f"/plans/{PLAN}/money/{by}.csv").content.decode()
        return list(csv.DictReader(StringIO(text.lstrip("\ufeff"))))

    return read


def test_page_says_the_total_with_its_parts(page, whole) -> None:
    said = page("./money/").main
    assert f"{whole.total.tranches} amounts are written down" in said
    assert f"{whole.total.unknown} tranches have none" in said
    for part in (whole.total.agreed, whole.total.not_said, whole.total.not_agreed):
        assert not part or f"£{part:,.0f}" in said


def test_every_year_of_the_table_has_a_row(page, lines) -> None:
    rows = page("./money/").tree.findall(".//tbody/tr")
    assert len(rows) == len(lines("year")) > 3


def test_blank_amount_is_not_zero_pounds(page, whole) -> None:
    assert whole.no_amount
    said = page("./money/").main
    assert "No amount" in said
    assert "nothing is written down, which is not the same as £0" in said


def test_every_cliff_is_named(page, whole) -> None:
    said = page("./money/").main
    assert whole.cliffs
    assert all(cliff.message in said for cliff in whole.cliffs)


def test_mean_length_stands_beside_its_parts(page, whole) -> None:
    said = page("./money/").main
    if whole.length.years is None:
        assert "We cannot tell" in said
    else:
        assert f"in {whole.length.used} of {whole.length.of} tranches" in said


def test_lines_of_a_table_add_up_to_the_total(lines, whole) -> None:
    agreed = sum(Decimal(row["agreed"] or 0) for row in lines("tier"))
    assert agreed == whole.total.agreed


def test_money_that_cannot_be_split_has_its_own_line(page, lines) -> None:
    (row,) = [row for row in lines("tier") if row["part"] == "several"]
    assert row["label"] in page("./money/tier/").main
    assert "not split" in row["label"]


def test_longest_bar_fills_its_space_and_none_is_longer(page) -> None:
    from headwater.app.purse import WIDE

    shown = page("./money/").html
    lengths = [
        sum(float(n) for n in re.findall(r' width="([\d.]+)"', bar))
        for bar in re.findall(r'<svg class="app-bar".*?</svg>', shown)
    ]
    assert max(lengths) == pytest.approx(WIDE, abs=0.2)


def test_money_by_what_nobody_knows_is_not_there(page) -> None:
    assert page("./money/weather/", status=404).h1 == "Page not found"
