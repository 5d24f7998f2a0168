"""Months as 'YYYY-MM': how far apart, and in words."""

from __future__ import annotations

from calendar import month_name


def later(month: str, count: int) -> str:
    """The month so many after (or before) one: later('2025-11', 2) is '2026-01'."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + count, 12)
    return f"{year:04}-{number + 1:02}"


def between(first: str, last: str) -> int:
    """Months from one to another: between('2025-11', '2026-01') is 2."""
    years = int(last[:4]) - int(first[:4])
    return years * 12 + int(last[5:]) - int(first[5:])


def in_words(month: str) -> str:
    """A month for sentences: '2024-04' is 'April 2024'."""
    return f"{month_name[int(month[5:])]} {month[:4]}"
