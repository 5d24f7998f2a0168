"""Periods of returns, and the windows in which they are handed in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.returns.periods import (
    MONTHS,
    Kind,
    before,
    containing,
    custom,
    following,
    periods_between,
    read_period,
)
from headwater.core.returns.windows import (
    Extension,
    Round,
    Stage,
    Window,
    window_after,
)
from headwater.errors import UserError


DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
KINDS = st.sampled_from(list(MONTHS))


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "code"),
    [
        ("2026-02", Kind.MONTH, "2026-02-01", "2026-02-28", "2026-02"),
        ("2026-Q1", Kind.QUARTER, "2026-01-01", "2026-03-31", "2026-Q1"),
        ("2026 q4", Kind.QUARTER, "2026-10-01", "2026-12-31", "2026-Q4"),
        ("2026-H2", Kind.HALF, "2026-07-01", "2026-12-31", "2026-H2"),
        ("2026", Kind.YEAR, "2026-01-01", "2026-12-31", "2026"),
        ("2025-26", Kind.FINANCIAL_YEAR, "2025-04-01", "2026-03-31", "2025-26"),
        ("2025/2026", Kind.FINANCIAL_YEAR, "2025-04-01", "2026-03-31", "2025-26"),
        ("FY2011-12", Kind.FINANCIAL_YEAR, "2011-04-01", "2012-03-31", "FY2011-12"),
        ("2011-12", Kind.MONTH, "2011-12-01", "2011-12-31", "2011-12"),
        (
            "2025-26-Q4",
            Kind.FINANCIAL_QUARTER,
            "2026-01-01",
            "2026-03-31",
            "2025-26-Q4",
        ),
        ("2025-26-H1", Kind.FINANCIAL_HALF, "2025-04-01", "2025-09-30", "2025-26-H1"),
        ("2025-26-M01", Kind.MONTH, "2025-04-01", "2025-04-30", "2025-04"),
        ("2025-26-M12", Kind.MONTH, "2026-03-01", "2026-03-31", "2026-03"),
    ],
)
def test_a_code_is_read(
    text: str, kind: Kind, first: str, last: str, code: str
) -> None:
    found = read_period(text)
    assert (found.kind, found.code) == (kind, code)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13",
        "2026-Q5",
        "2026-Q0",
        "2025-27",
        "2025-26-Q5",
        "2025-26-M13",
        "26-Q1",
        "0026",
        "spring",
        "2026-H3",
        "\u0662026",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="is not a period"):
        read_period(text)


@given(DAYS, KINDS)
def test_a_code_reads_back_and_periods_follow_without_a_gap(
    day: date, kind: Kind
) -> None:
    found = containing(day, kind)
    assert found.first <= day <= found.last
    assert read_period(found.code) == found
    assert (following(found).first - found.last).days == 1
    assert before(following(found)) == found


def test_a_period_of_ones_own_has_a_code_of_its_own() -> None:
    term = custom("autumn-term-2026", date(2026, 9, 2), date(2026, 12, 18))
    assert read_period("Autumn-Term-2026", [term]) == term
    assert term.words == "2 September 2026 to 18 December 2026"
    with pytest.raises(UserError, match="cannot be the code"):
        custom("2026-Q1", date(2026, 1, 1), date(2026, 3, 1))
    with pytest.raises(UserError, match="ends before it starts"):
        custom("term", date(2026, 3, 1), date(2026, 1, 1))


def test_words_and_spans() -> None:
    assert read_period("2026-02").words == "February 2026"
    assert read_period("2026-Q1").words == "January to March 2026"
    assert read_period("2025-26").words == "April 2025 to March 2026"
    assert read_period("2025-26-Q4").same_days(read_period("2026-Q1"))
    assert read_period("2026").holds(read_period("2026-Q4"))
    assert not read_period("2026").holds(read_period("2025-26"))


def test_only_whole_periods_lie_between_two_days() -> None:
    found = periods_between(Kind.QUARTER, date(2026, 1, 2), date(2026, 12, 31))
    assert [period.code for period in found] == ["2026-Q2", "2026-Q3", "2026-Q4"]


WINDOW = Window(date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 15))


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 3, 31), Stage.EARLY),
        (date(2026, 4, 1), Stage.OPEN),
        (date(2026, 4, 30), Stage.OPEN),
        (date(2026, 5, 1), Stage.LATE),
        (date(2026, 5, 15), Stage.LATE),
        (date(2026, 5, 16), Stage.CLOSED),
    ],
)
def test_a_window_has_stages(day: date, stage: Stage) -> None:
    assert WINDOW.stage(day) is stage
    assert WINDOW.open_on(day) is (stage in (Stage.OPEN, Stage.LATE))


def test_a_window_counts_from_the_end_of_its_period() -> None:
    assert window_after(read_period("2026-Q1"), 30, 45) == WINDOW


def test_a_window_out_of_order_is_refused() -> None:
    with pytest.raises(UserError, match="not in that order"):
        Window(date(2026, 4, 1), date(2026, 6, 1), date(2026, 5, 1))


def test_an_extension_is_for_one_organisation_and_has_a_reason() -> None:
    late = Extension("alder", date(2026, 5, 31), "Their system was down.")
    shorter = Extension("alder", date(2026, 5, 4), "Asked first.")
    one = Round(read_period("2026-Q1"), WINDOW, (late, shorter))
    own = one.window_for("alder")
    assert (own.due, own.closes) == (late.until, late.until)
    assert one.window_for("birch") == WINDOW
    with pytest.raises(UserError, match="needs a reason"):
        Extension("alder", date(2026, 5, 31), " ")
    with pytest.raises(UserError, match="before the return is due"):
        Round(one.period, WINDOW, (Extension("alder", WINDOW.due, "No use."),))
