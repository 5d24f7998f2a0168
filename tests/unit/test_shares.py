"""Percentages, rates and comparisons of groups, from printed figures alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About
from headwater.core.disclosure.profiles import profile
from headwater.core.disclosure.released import ReleasedTable
from headwater.core.disclosure.safe import release
from headwater.core.disclosure.shares import (
    Held,
    along,
    compare,
    percentages,
    rates_per,
)


FIGURES = {"all": 250.0, "F": 200.0, "M": 50.0, "X": 0.0, "?": None}


def test_figures_come_from_a_release_and_hidden_ones_are_none() -> None:
    dims = {
        "place": Hierarchy.of("place", [("T", None), *((c, "T") for c in "ABC")]),
        "sex": Hierarchy.of("sex", [("P", None), ("F", "P"), ("M", "P")]),
    }
    keys = [(a, b) for a in "ABC" for b in "FM"]
    counts = dict(zip(keys, [31, 2, 40, 22, 35, 21], strict=True))
    about = About("x", "X", "people", ("2025",), "1", "2025-01-01", "us", "none")
    rule = profile("lt5_secondary")
    (table,) = ReleasedTable.from_ledger(
        release(about, counts, dims, [["place", "sex"]], rule).entry
    )
    assert along(table, "sex", {"place": "T"}) == {"P": 151, "F": 106, "M": 45}
    hidden = along(table, "sex", {"place": "A"})
    assert hidden["M"] is None
    assert percentages(hidden, "P")["M"].why_not == "withheld"


def test_a_percentage_has_wilsons_limits() -> None:
    found = percentages(FIGURES, "all")
    assert found["F"].value == pytest.approx(80)
    assert (found["F"].lower, found["F"].upper) == pytest.approx(
        (74.60, 84.49), abs=0.01
    )
    assert found["X"].value == 0
    assert found["?"].value is None


def test_no_percentage_is_made_on_a_base_under_twenty() -> None:
    found = percentages({"all": 19.0, "F": 12.0}, "all")["F"]
    assert found.value is None
    assert "fewer than 20" in found.why_not
    assert percentages({"all": None, "F": 30.0}, "all")["F"].value is None


def test_a_rate_has_the_limits_of_a_count_and_needs_a_population() -> None:
    found = rates_per(
        {"A": 50.0, "B": 7.0, "C": None, "D": 3.0},
        {"A": 1000, "B": 500, "C": 900, "D": 12},
    )
    assert found["A"].value == pytest.approx(50)
    assert (found["A"].lower, found["A"].upper) == pytest.approx((37.1, 65.9), abs=0.1)
    assert found["C"].why_not == "withheld"
    assert "population" in found["D"].why_not


def test_groups_are_held_against_their_share_of_the_population() -> None:
    found = compare(FIGURES | {"?": 10.0}, "all", {"F": 510, "M": 480, "X": 10}, ["?"])
    assert found["F"].held is Held.HIGHER
    assert found["F"].share == pytest.approx(200 / 240)
    assert found["M"].held is Held.LOWER
    assert found["X"].held is Held.CANNOT_TELL


def test_small_numbers_and_withheld_ones_cannot_tell() -> None:
    population = {"F": 500, "M": 500}
    few = compare({"all": 15.0, "F": 14.0, "M": 1.0}, "all", population)
    assert {each.held for each in few.values()} == {Held.CANNOT_TELL}
    gone = compare({"all": 90.0, "F": None, "M": None}, "all", population)
    assert gone["F"].why == "withheld"
    unknown = compare(FIGURES, "all", population, ["?"])
    assert unknown["F"].held is Held.CANNOT_TELL
    assert unknown["F"].share is None


@given(st.integers(20, 5000), st.floats(0, 1))
def test_limits_hold_the_figure_between_them(base: int, part: float) -> None:
    count = float(round(base * part))
    found = percentages({"all": float(base), "a": count}, "all")["a"]
    assert found.lower is not None
    assert found.value is not None
    assert found.upper is not None
    assert -1e-9 <= found.lower <= found.value + 1e-9
    assert found.value - 1e-9 <= found.upper <= 100 + 1e-9
