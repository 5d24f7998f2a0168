"""A chart of protected figures: what is withheld is in no part of it."""

from __future__ import annotations

import json

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About
from headwater.core.disclosure.profiles import profile
from headwater.core.disclosure.released import ReleasedTable
from headwater.core.disclosure.safe import release
from headwater.reports.charts.describe import describe
from headwater.reports.charts.frame import FRAMES
from headwater.reports.charts.from_table import Words, series_over
from headwater.reports.charts.picture import picture
from headwater.reports.charts.series import Series, Wish
from headwater.reports.charts.specification import specification


YEARS = ("2021/22", "2022/23", "2023/24", "2024/25")
SEXES = ("F", "M")
COUNTS = [617, 3, 623, 733, 829, 0, 937, 1031]  # withheld: 3, and what would tell it


def drawn() -> tuple[Series, set[str]]:
    """The row of one group, and the true counts that are withheld, as text."""
    dims = {
        "sex": Hierarchy.of("sex", [("all", None), *((c, "all") for c in SEXES)]),
        "period": Hierarchy.of("period", [("all", None), *((y, "all") for y in YEARS)]),
    }
    keys = [(sex, year) for year in YEARS for sex in SEXES]
    about = About("x", "Invented", "people", YEARS, "1", "2026-01-01", "us", "none")
    rule = profile("lt5_secondary")
    counts = dict(zip(keys, COUNTS, strict=True))
    made = release(about, counts, dims, [["sex", "period"]], rule)
    (table,) = ReleasedTable.from_ledger(made.entry)
    words = Words("Invented", "Northbank", "People", "us", Wish.AMBIGUOUS)
    series = series_over(table, "period", {"sex": "F"}, "all", words)
    hidden = {key for key in made.entry.hidden if key[0] == "F"}
    return series, {str(counts[key]) for key in hidden}


def test_what_is_withheld_is_in_no_part_of_a_chart() -> None:
    series, secret = drawn()
    assert len(secret) == 2
    frame = FRAMES["wide"]
    chart = json.dumps(specification(series, frame))
    svg = picture(series, frame).decode()
    for number in secret:
        assert number not in chart
        assert number not in svg
        assert number not in describe(series)
    assert "829" in chart  # what is printed is there, so the search would find it


def test_a_chart_says_what_it_leaves_out_and_claims_no_lowest_of_all() -> None:
    series, secret = drawn()
    told = describe(series)
    assert "2 points are not drawn: 2 withheld." in told
    assert "Of those drawn, lowest" in told
    assert [point.status for point in series.points].count("withheld") == len(secret)
