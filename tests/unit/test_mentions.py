"""Whom a text names, and when something is due, in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from headwater.app.due import due_words, is_overdue
from headwater.app.mentions import Named, named


KNOWN = {"ada": 1, "ada.example": 2, "Grace Hopper": 3, "zo\u00eb": 4, "c-d": 5}
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "people", "unknown"),
    [
        ("", (), ()),
        ("@ada", (1,), ()),
        ("Ask @ada.", (1,), ()),
        ("Ask @ADA, @ada; (@ada)", (1,), ()),
        ("@ada.example knows, and @ada", (2, 1), ()),
        ("@ada.exampleton", (), ("ada.exampleton",)),
        ("@adam", (), ("adam",)),
        ("@ada-b", (), ("ada-b",)),
        ("@grace hopper and @zo\u00eb and @c-d", (3, 4, 5), ()),
        ("ada@ada.example is an address, a@b too", (), ()),
        ("12 sessions @ 40 pounds", (), ()),
        ("@@ada", (), ("@",)),
        ("@<script>", (), ("<",)),
        ("@nobody @nobody @other", (), ("nobody", "other")),
        ("line\n@ada\n", (1,), ()),
        (f"@{'x' * 500}", (), ("x" * 60,)),
    ],
)
def test_whom_a_text_names(
    text: str, people: tuple[int, ...], unknown: tuple[str, ...]
) -> None:
    assert named(text, KNOWN) == Named(people, unknown)


def test_a_long_text_of_signs_is_read_in_one_go() -> None:
    assert named("@ada " * 1000, KNOWN).people == (1,)
    assert named("@" * 5000, KNOWN).people == ()


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (-12, "overdue by 12 days, since 10 November 2026"),
        (-1, "overdue since yesterday"),
        (0, "due today"),
        (1, "due tomorrow"),
        (9, "due on 1 December 2026, in 9 days"),
    ],
)
def test_when_something_is_due_is_said_in_words(days: int, says: str) -> None:
    due = DAY + timedelta(days=days)
    assert due_words(due, DAY) == says
    assert is_overdue(due, DAY) is (days < 0)


def test_what_has_no_day_is_never_overdue() -> None:
    assert due_words(None, DAY) == "no day set"
    assert not is_overdue(None, DAY)
