"""Numbers and dates in files of figures, and the step of a series."""

from datetime import date

import numpy as np
import pytest

from headwater.exchange.figures.calendar import missing_dates, step_of
from headwater.exchange.figures.cells import Unread, date_of, month_first, number_of
from headwater.exchange.figures.problems import Problems, Remarks
from headwater.exchange.figures.settings import direction_of, screen_of


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), (" -0.5 ", -0.5), ("1e+05", 100_000), (".5", 0.5), ("7.", 7)],
)
def test_numbers(text: str, value: float) -> None:
    assert number_of(text) == value


@pytest.mark.parametrize("text", ["", "  ", "NA", "NaN"])
def test_blanks_are_missing(text: str) -> None:
    assert np.isnan(number_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "1_000",
        "1,000",
        "0,56",
        "5%",
        "inf",
        "-inf",
        "x",
        "*",
        "<5",
        "1 2",
        "٣",
        "1e999",
    ],
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(Unread):
        number_of(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2024-2-9", date(2024, 2, 9)),
        ("2024-02", date(2024, 2, 1)),
        ("202402", date(2024, 2, 1)),
        ("20240229", date(2024, 2, 29)),
        ("29/02/2024", date(2024, 2, 29)),
        ("2024-02-29 00:00:00", date(2024, 2, 29)),
        ("Feb-24", date(2024, 2, 1)),
        ("Sept 2024", date(2024, 9, 1)),
        ("december-99", date(1999, 12, 1)),
    ],
)
def test_dates(text: str, day: date) -> None:
    assert date_of(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "February",
        "2024",
        "2024-02-30",
        "2023-02-29",
        "30/02/2024",
        "1799-01",
        "Fex-24",
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(Unread):
        date_of(text)


def test_slashed_dates_that_can_only_be_month_first() -> None:
    assert month_first("01/31/2024")
    assert not month_first("31/01/2024")
    assert not month_first("2024-01-31")


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (["2024-01-01", "2024-02-01", "2024-04-01"], 1),
        (["2024-01-31", "2024-02-29", "2024-03-31"], 1),  # ends of months
        (["2024-01-01", "2024-04-01", "2024-10-01"], 3),
        (["2022-04-01", "2023-04-01"], 12),
        (["2024-01-01", "2024-01-08"], 0),
        (["2024-01-01", "2024-02-03"], 0),
        (["2024-01-01"], 0),
    ],
)
def test_step_of_a_series(days: list[str], step: int) -> None:
    assert step_of([date.fromisoformat(day) for day in days]) == step


@pytest.mark.parametrize(
    ("days", "missing"),
    [
        (["2023-11-01", "2023-12-01", "2024-03-01"], ["2024-01-01", "2024-02-01"]),
        (["2024-01-31", "2024-02-29", "2024-04-30"], ["2024-03-01"]),
        (["2024-01-01", "2024-04-01", "2024-10-01"], ["2024-07-01"]),
        (["2024-01-01", "2024-01-08", "2024-01-22"], ["2024-01-15"]),
        (["2024-01-01", "2024-01-02", "2024-01-05"], []),  # days may well be left out
        (["2024-01-01", "2024-02-01"], []),
    ],
)
def test_dates_that_a_series_passes_over(days: list[str], missing: list[str]) -> None:
    found = missing_dates([date.fromisoformat(day) for day in days])
    assert [day.isoformat() for day in found] == missing


def test_words_of_settings() -> None:
    assert [direction_of(word) for word in ("Increase", "lower", "ambiguous")] == [
        1,
        -1,
        0,
    ]
    assert [screen_of(word) for word in ("TRUE", "no")] == [True, False]
    with pytest.raises(Unread):
        direction_of("good")


def test_remarks_of_one_kind_are_counted() -> None:
    remarks = Remarks()
    for number in range(5):
        remarks.add("gap", f"gap {number}")
    remarks.add("other", "one thing")
    assert list(remarks.lines()) == [
        *(f"gap {number}" for number in range(3)),
        "… and 2 more like that.",
        "one thing",
    ]


def test_no_problem_is_no_error() -> None:
    Problems("figures.csv").raise_any()
