"""Dates as partners write them: read, kept partial, or left unclear; never moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.time import read_date
from headwater.exchange.foreign.dates import read_their_date, read_two_dates


DASH = "\u2013"
READINGS = """
31/03/26                        | exact   | 2026-03-31 | 2026-03-31
31.3.2026                       | exact   | 2026-03-31 | 2026-03-31
31-Mar-26                       | exact   | 2026-03-31 | 2026-03-31
31st of March 2026              | exact   | 2026-03-31 | 2026-03-31
Due: 31/03/2026                 | exact   | 2026-03-31 | 2026-03-31
Mar-26                          | partial | 2026-03-01 | 2026-03-31
March 25                        | partial | 2025-03-01 | 2025-03-31
Sept 2025                       | partial | 2025-09-01 | 2025-09-30
March 2026*                     | partial | 2026-03-01 | 2026-03-31
March 2026 ~ subject to funding | partial | 2026-03-01 | 2026-03-31
25/26                           | partial | 2025-04-01 | 2026-03-31
2025/26 Q3                      | partial | 2025-10-01 | 2025-12-31
Q1-Q2 2025/26                   | partial | 2025-04-01 | 2025-09-30
2025-28                         | partial | 2025-01-01 | 2028-12-31
spring/summer 2026              | partial | 2026-03-01 | 2026-08-31
autumn term 2025                | partial | 2025-09-01 | 2025-12-31
academic year 2025/26           | partial | 2025-09-01 | 2026-08-31
Apr ~ Jun 2025                  | partial | 2025-04-01 | 2025-06-30
April 2025~March 2026           | partial | 2025-04-01 | 2026-03-31
w/c 6 October 2025              | partial | 2025-10-06 | 2025-10-12
By end March 2026               | partial | -          | 2026-03-31
Ongoing until March 2027        | partial | -          | 2027-03-31
Sept 2025; March 2026           | partial | 2025-09-01 | 2026-03-31
Completed March 2025            | partial | 2025-03-01 | 2025-03-31
Ongoing ~ review March 2026     | open    | -          | -
Quarterly                       | open    | -          | -
April 2025 - ongoing            | open    | 2025-04-01 | -
Monthly from June 2025          | open    | 2025-06-01 | -
March 31                        | unclear | -          | -
31 March                        | unclear | -          | -
by summer                       | unclear | -          | -
end Q2                          | unclear | -          | -
Year 1                          | unclear | -          | -
ASAP                            | unclear | -          | -
44651                           | unclear | -          | -
N/A                             | none    | -          | -
~                               | none    | -          | -
"""
CASES = [
    tuple(part.strip() for part in line.split("|"))
    for line in READINGS.replace("~", DASH).strip().splitlines()
]


@pytest.mark.parametrize(("text", "state", "start", "end"), CASES)
def test_their_date(text: str, state: str, start: str, end: str) -> None:
    found = read_their_date(text)
    assert (found.text, found.state.value) == (text, state)
    assert (str(found.start or "-"), str(found.end or "-")) == (start, end)
    assert found.wrong == ""


@pytest.mark.parametrize("text", ["31/06/2026", "03/25/2026", "April 2026 to May 2025"])
def test_impossible_date_is_unclear_and_said(text: str) -> None:
    found = read_their_date(text)
    assert (found.state.value, found.start, found.end) == ("unclear", None, None)
    assert found.wrong


@pytest.mark.parametrize(("text", "state", "start", "end"), CASES)
def test_our_text_means_the_same_or_is_blank(
    text: str, state: str, start: str, end: str
) -> None:
    found = read_their_date(text)
    if not found.settles:
        assert found.ours == ""
        return
    again = read_date(found.ours)
    assert (again.first, again.last) == (found.start, found.end)


def test_two_cells_are_one_span() -> None:
    found = read_two_dates("May 2025", "30/09/2025")
    assert (found.text, found.state.value) == (f"May 2025 {DASH} 30/09/2025", "partial")
    assert (found.opens, found.closes) == ("May 2025", "30/09/2025")
    assert read_two_dates("May 2025", "").end is None
    assert "before it starts" in read_two_dates("May 2025", "April 2025").wrong


@given(st.text(max_size=60))
def test_any_text_is_read_without_fail(text: str) -> None:
    found = read_their_date(text)
    assert found.text == text
    if found.start and found.end:
        assert found.start <= found.end
