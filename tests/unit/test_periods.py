"""Written periods to numbers and back."""

from __future__ import annotations

import pytest

from headwater.engines.ingest.source import Kind
from headwater.engines.periods import (
    containing,
    end_of,
    period_code,
    period_words,
    read_period,
    span,
)


FEBRUARY = 2024 * 12 + 1


@pytest.mark.parametrize(
    "text",
    [
        "202402",
        "2024-02",
        "2024-02-01",
        "2024-02-29",
        "2024-02-01 00:00:00",
        "2024-02-01T00:00:00Z",
        "01/02/2024",
        "1/2/2024",
        "Feb-24",
        "feb 2024",
        "February 2024",
        " 2024-02 ",
    ],
)
def test_a_month_in_any_form(text: str) -> None:
    assert read_period(text, Kind.MONTH) == FEBRUARY
    assert period_code(FEBRUARY, Kind.MONTH) == "2024-02"
    assert period_words(FEBRUARY, Kind.MONTH) == "February 2024"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "February",
        "2024",
        "2024-00",
        "2024-13",
        "202413",
        "2024-02-30",
        "30/02/2024",
        "02/13/2024",
        "1066-10",
        "Febr-24",
        "2024-02-01 13:00",
        "24-02",
        "45323",
    ],
)
def test_what_is_no_month(text: str) -> None:
    assert read_period(text, Kind.MONTH) is None


@pytest.mark.parametrize(("text", "year"), [("Jan-69", 2069), ("Jan-70", 1970)])
def test_two_digits_of_a_year(text: str, year: int) -> None:
    assert read_period(text, Kind.MONTH) == year * 12


@pytest.mark.parametrize(
    "text", ["2024-Q2", "2024 q2", "Q2 2024", "30/06/2024", "2024-04-01", "2024-06-30"]
)
def test_a_quarter_by_its_name_or_its_first_or_last_day(text: str) -> None:
    assert read_period(text, Kind.QUARTER) == 2024 * 12 + 3
    assert period_code(2024 * 12 + 3, Kind.QUARTER) == "2024-Q2"
    assert period_words(2024 * 12 + 3, Kind.QUARTER) == "April to June 2024"


@pytest.mark.parametrize("text", ["2024-Q5", "15/05/2024", "31/05/2024", "2024-05"])
def test_what_is_no_quarter(text: str) -> None:
    assert read_period(text, Kind.QUARTER) is None


@pytest.mark.parametrize("text", ["2004/05", "2004-05", "2004-2005", "2004/2005"])
def test_a_financial_year_begins_in_april(text: str) -> None:
    assert read_period(text, Kind.FINANCIAL_YEAR) == 2004 * 12 + 3
    assert period_code(2004 * 12 + 3, Kind.FINANCIAL_YEAR) == "2004/05"
    assert period_code(1999 * 12 + 3, Kind.FINANCIAL_YEAR) == "1999/00"


def test_years() -> None:
    assert read_period("2024", Kind.YEAR) == 2024 * 12
    assert read_period("1974a", Kind.YEAR) is None
    assert read_period("2004", Kind.FINANCIAL_YEAR) is None
    assert read_period("2004/06", Kind.FINANCIAL_YEAR) is None
    assert period_code(2024 * 12, Kind.YEAR) == period_words(2024 * 12, Kind.YEAR)


def test_larger_periods_hold_their_months() -> None:
    assert containing(FEBRUARY, Kind.QUARTER) == 2024 * 12
    assert containing(FEBRUARY, Kind.YEAR) == 2024 * 12
    assert containing(FEBRUARY, Kind.FINANCIAL_YEAR) == 2023 * 12 + 3
    assert end_of(FEBRUARY, Kind.FINANCIAL_YEAR) == 2024 * 12 + 2
    assert list(span(0, 12, Kind.QUARTER)) == [0, 3, 6, 9, 12]
