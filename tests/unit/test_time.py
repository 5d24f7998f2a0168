"""Dates as written: read into the days that they can mean, and never shifted."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.time import (
    BadDate,
    DateState,
    PartialDate,
    add_months,
    read_date,
)


def _d(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


# Text, state, first day, last day.
READ = """
2025-04-01              exact   2025-04-01 2025-04-01
2025-4-1                exact   2025-04-01 2025-04-01
2025-04-01 00:00:00     exact   2025-04-01 2025-04-01
2025-04-01T00:00        exact   2025-04-01 2025-04-01
1/2/2025                exact   2025-02-01 2025-02-01
31.12.2025              exact   2025-12-31 2025-12-31
1st May 2025            exact   2025-05-01 2025-05-01
3 Sept. 2025            exact   2025-09-03 2025-09-03
March 31, 2026          exact   2026-03-31 2026-03-31
29 February 2028        exact   2028-02-29 2028-02-29
2025                    partial 2025-01-01 2025-12-31
2025-04                 partial 2025-04-01 2025-04-30
2011-12                 partial 2011-12-01 2011-12-31
April 2025              partial 2025-04-01 2025-04-30
2025/26                 partial 2025-04-01 2026-03-31
2025-26                 partial 2025-04-01 2026-03-31
2025\u201326            partial 2025-04-01 2026-03-31
FY 2025/2026            partial 2025-04-01 2026-03-31
financial year 1999/00  partial 1999-04-01 2000-03-31
Q1 2025/26              partial 2025-04-01 2025-06-30
Q3 2025/26              partial 2025-10-01 2025-12-31
Q4 2025/26              partial 2026-01-01 2026-03-31
Q1 2025                 partial 2025-01-01 2025-06-30
Q4 2025                 partial 2025-10-01 2026-03-31
spring 2026             partial 2026-03-01 2026-05-31
winter 2027             partial 2027-12-01 2028-02-29
end of 2027             partial 2027-10-01 2027-12-31
end of 2025/26          partial 2026-01-01 2026-03-31
the end of March 2026   partial 2026-03-01 2026-03-31
2025 to 2027            partial 2025-01-01 2027-12-31
2024-2029               partial 2024-01-01 2029-12-31
2024 \u2013 2029        partial 2024-01-01 2029-12-31
2024-2025               partial 2024-01-01 2025-12-31
2024-25 to 2026-27      partial 2024-04-01 2027-03-31
April 2025 - March 2026 partial 2025-04-01 2026-03-31
from 2025 to May 2027   partial 2025-01-01 2027-05-31
end of 2025 to end of 2027 partial 2025-10-01 2027-12-31
from 2024-2029          partial 2024-01-01 2029-12-31
from May 2025 - May 2026 partial 2025-05-01 2026-05-31
from 2024-25            open    2024-04-01 -
1 May 2025 to 1 May 2025 exact  2025-05-01 2025-05-01
by end of 2027          partial -          2027-12-31
by the end of 2025/26   partial -          2026-03-31
until March 2027        partial -          2027-03-31
no later than 1 May 2027 partial -         2027-05-01
before 2027             partial -          2026-12-31
before 1 May 2027       partial -          2027-04-30
before the end of 2027  partial -          2027-12-31
from April 2025         open    2025-04-01 -
since 2020              open    2020-01-01 -
April 2025 onwards      open    2025-04-01 -
Ongoing                 open    -          -
TBC                     unclear -          -
to be confirmed         unclear -          -
none                    none    -          -
N/A                     none    -          -
"""
ROWS = [line.rsplit(maxsplit=3) for line in READ.strip().splitlines()]


@pytest.mark.parametrize(("text", "state", "first", "last"), ROWS)
def test_what_a_text_can_mean(text: str, state: str, first: str, last: str) -> None:
    found = read_date(text)
    assert found == PartialDate(
        text, DateState(state), _d(first.strip("-")), _d(last.strip("-"))
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 June 2025", "there is no such day as 31/6/2025"),
        ("2025-02-29", "there is no such day as 29/2/2025"),
        ("2025-00", "there is no month 0"),
        ("2025/27", "the financial year 2025 ends in 2026, not 27"),
        ("2024-29", "a range of years is written '2024 to 2029'"),
        ("Q2 2025/27", "ends in 2026"),
        ("2027 to 2025", "the range ends before it starts"),
        ("2029-2024", "the range ends before it starts"),
        ("0000", "the year 0 lies outside 1900 to 2199"),
        ("0202-01-01", "the year 202 lies outside"),
        ("winter 9999", "lies outside"),
        ("1/2/25", "not a date that we can read"),
        ("45000", "not a date that we can read"),
        ("", "not a date that we can read"),
        ("soon", "not a date that we can read"),
        ("2025 to 2026 to 2027", "not a date that we can read"),
        ("from soon to later", "not a date that we can read"),
        ("by ongoing", "not a date that we can read"),
        ("end of " * 3000 + "2027", "too long"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, reason: str) -> None:
    with pytest.raises(BadDate, match=reason):
        read_date(text)


def test_a_bare_quarter_may_be_of_either_kind_of_year() -> None:
    either = read_date("Q2 2025")
    calendar, financial = read_date("2025-04 to 2025-06"), read_date("Q2 2025/26")
    assert (either.first, either.last) == (calendar.first, financial.last)


def test_the_text_stays_and_only_spaces_are_tidied() -> None:
    assert read_date("  Q3\u00a0 2025/26 ").text == "Q3 2025/26"


def test_settled_and_surely() -> None:
    year, day = read_date("2025"), date(2025, 12, 31)
    assert not year.surely_before(day)
    assert year.surely_before(day + timedelta(days=1))
    assert year.surely_after(date(2024, 12, 31))
    assert not year.surely_after(date(2025, 1, 1))
    assert year.settled
    assert read_date("ongoing").settled
    assert not read_date("tbc").settled
    assert not read_date("none").settled


@pytest.mark.parametrize("text", ["ongoing", "tbc", "none"])
def test_what_sets_no_limit_is_surely_nothing(text: str) -> None:
    found = read_date(text)
    assert not found.surely_before(date.max)
    assert not found.surely_after(date.min)


days = st.dates(date(1900, 1, 1), date(2198, 12, 31))
years = st.integers(1900, 2190)
MONTHS = "January February March April May June July August September October November"


@given(days)
def test_a_day_is_never_shifted(day: date) -> None:
    month = (*MONTHS.split(), "December")[day.month - 1]
    for text in (
        day.isoformat(),
        f"{day.isoformat()} 00:00:00",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day} {month} {day.year}",
        f"{month[:3]} {day.day}, {day.year}",
    ):
        assert read_date(text) == PartialDate(text, DateState.EXACT, day, day)


@given(days)
def test_a_month_or_year_holds_its_days_and_no_other(day: date) -> None:
    month, year = read_date(f"{day:%Y-%m}"), read_date(f"{day.year}")
    last = monthrange(day.year, day.month)[1]
    assert (month.first, month.last) == (day.replace(day=1), day.replace(day=last))
    assert (year.first, year.last) == (
        date(day.year, 1, 1),
        date(day.year, 12, 31),
    )


@given(years, st.integers(1, 4))
def test_quarters_make_up_their_financial_year(year: int, number: int) -> None:
    closing = f"{(year + 1) % 100:02}"
    whole = read_date(f"{year}/{closing}")
    part = read_date(f"Q{number} {year}/{closing}")
    assert whole.first
    assert whole.last
    assert part.first
    assert part.last
    assert whole.first <= part.first <= part.last <= whole.last
    assert 90 <= (part.last - part.first).days + 1 <= 92


parts = st.one_of(
    days.map(date.isoformat),
    days.map(lambda d: f"{d:%Y-%m}"),
    years.map(str),
    years.map(lambda y: f"{y}/{(y + 1) % 100:02}"),
    st.builds("Q{} {}".format, st.integers(1, 4), years),
    st.builds("{} {}".format, st.sampled_from(["spring", "Winter"]), years),
    years.map("end of {}".format),
)
phrases = st.one_of(
    parts,
    st.builds(
        "{} {}".format,
        st.sampled_from(["by", "until", "before", "from", "since", "no later than"]),
        parts,
    ),
    parts.map("{} onwards".format),
    parts.map(lambda part: f"from {part} to {part}"),
    st.builds("{} to {}".format, parts, parts),
    st.builds("from {} to {}".format, parts, parts),
)


@given(phrases)
def test_the_first_day_never_follows_the_last(text: str) -> None:
    try:
        found = read_date(text)
    except BadDate as error:
        assert "ends before it starts" in str(error)  # noqa: PT017 (some are right)
        return
    assert found.text == text
    assert found.state in DateState
    if found.first and found.last:
        assert found.first <= found.last
    assert (found.state is DateState.EXACT) == (
        found.first is not None and found.first == found.last
    )


@given(parts)
def test_words_about_a_span_only_open_or_narrow_it(text: str) -> None:
    span = read_date(text)
    assert read_date(f"by {text}").last == span.last
    assert read_date(f"from {text}").first == span.first
    if not text.startswith("end"):
        before = read_date(f"before {text}").last
        assert before is not None
        assert before < (span.first or date.max)
    end = read_date(f"end of {text}")
    assert end.last == span.last
    assert end.first
    assert span.first
    assert end.first >= span.first


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        found = read_date(text)
    except BadDate as error:
        assert str(error)  # noqa: PT017 (most are refused)
    else:
        assert found.text == " ".join(text.split())


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-11-01", 12, "2027-11-01"),
        ("2026-11-01", -24, "2024-11-01"),
        ("2026-03-31", -1, "2026-02-28"),
        ("9999-12-01", 1, "9999-12-31"),
        ("0001-01-05", -1, "0001-01-01"),
    ],
)
def test_months_are_added_to_the_same_day(day: str, months: int, then: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


@given(days, st.integers(-1200, 1200))
def test_months_there_and_back_lose_at_most_the_end_of_a_month(
    day: date, months: int
) -> None:
    back = add_months(add_months(day, months), -months)
    assert timedelta(0) <= day - back <= timedelta(days=3)
