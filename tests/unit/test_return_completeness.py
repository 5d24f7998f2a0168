"""Completeness and timeliness, and reminders that say nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from returns_made_up import ALDER, BIRCH, CEDAR, Q1, Q2

from headwater.core.returns.completeness import (
    Completeness,
    Expected,
    by_partner,
    by_period,
    completeness,
    expected_returns,
    overdue,
)
from headwater.core.returns.digest import digests, words
from headwater.core.returns.states import Actor, Move, Return, Role
from headwater.core.returns.windows import Extension, Round, Window


FIRST = Window(date(2026, 4, 1), date(2026, 4, 30), date(2026, 5, 31))
SECOND = Window(date(2026, 7, 1), date(2026, 7, 14), date(2026, 8, 31))
ROUNDS = (
    Round(Q1, FIRST, (Extension(CEDAR, date(2026, 5, 20), "New in post."),)),
    Round(Q2, SECOND),
)
PARTNERS = [ALDER, BIRCH, CEDAR]
ASKED = {Q1.code: PARTNERS, Q2.code: [ALDER]}


def came(who: str, on: date) -> Return:
    found = Return(who, Q1.code)
    actor = Actor("ann", frozenset(Role))
    for move in (Move.SAVE, Move.SUBMIT):
        found = found.moved(move, actor, on=on, window=FIRST)
    return found


EXPECTED = expected_returns(
    ROUNDS,
    ASKED,
    [
        came(ALDER, date(2026, 4, 30)),
        came(BIRCH, date(2026, 5, 1)),
        came("dogwood", date(2026, 4, 3)),  # nobody asked for it
    ],
)


@pytest.mark.parametrize(
    ("day", "expected", "received", "on_time", "not_due"),
    [
        (date(2026, 4, 30), 0, 0, 0, 4),  # due on the day is not late yet
        (date(2026, 5, 1), 2, 2, 1, 2),
        (date(2026, 5, 20), 2, 2, 1, 2),  # more time for one of them
        (date(2026, 5, 21), 3, 2, 1, 1),
        (date(2026, 7, 15), 4, 2, 1, 0),
    ],
)
def test_what_is_expected_by_a_day(
    day: date, expected: int, received: int, on_time: int, not_due: int
) -> None:
    assert completeness(EXPECTED, day) == Completeness(
        expected, received, on_time, not_due
    )


def test_shares_say_what_they_are_of() -> None:
    found = completeness(EXPECTED, date(2026, 7, 15))
    assert (found.completeness, found.timeliness) == (Decimal("0.5"), Decimal("0.25"))
    assert found.overdue == 2
    nobody = completeness(EXPECTED, date(2026, 4, 1))
    assert (nobody.completeness, nobody.timeliness) == (None, None)


def test_by_partner_and_by_period() -> None:
    day = date(2026, 7, 15)
    partners = by_partner(EXPECTED, day)
    assert partners[ALDER] == Completeness(2, 1, 1)
    assert partners[BIRCH] == Completeness(1, 1, 0)
    assert by_period(EXPECTED, day)[Q1.code] == Completeness(3, 2, 1)


def test_overdue_the_longest_first() -> None:
    found = overdue(EXPECTED, date(2026, 7, 15))
    assert [(e.organisation, e.period, e.extended) for e in found] == [
        (CEDAR, Q1.code, True),
        (ALDER, Q2.code, False),
    ]


def test_what_came_in_later_was_not_in_on_the_day() -> None:
    late = Expected(ALDER, Q1.code, date(2026, 4, 30), date(2026, 6, 1))
    assert overdue([late], date(2026, 5, 10)) == (late,)
    assert completeness([late], date(2026, 5, 10)) == Completeness(1, 0, 0)


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (["2026-07-14"], "You have 1 return due in Headwater on 14 July."),
        (["2026-07-14"] * 2, "You have 2 returns due in Headwater on 14 July."),
        (
            ["2026-07-14", "2026-07-31", "2026-07-14"],
            "You have 3 returns due in Headwater: 2 on 14 July, 1 on 31 July.",
        ),
        (["2027-01-14"], "You have 1 return due in Headwater on 14 January 2027."),
        (["2026-06-30"], "You have 1 return overdue in Headwater."),
        (
            ["2026-06-30", "2026-06-29", "2026-07-14"],
            "You have 1 return due in Headwater on 14 July. "
            "You have 2 returns overdue in Headwater.",
        ),
        ([], ""),
    ],
)
def test_the_words_of_a_reminder(due: list[str], text: str) -> None:
    days = [date.fromisoformat(each) for each in due]
    assert words(days, date(2026, 7, 1)) == text


def due(who: str, on: str, received: str = "") -> Expected:
    came_on = date.fromisoformat(received) if received else None
    return Expected(who, Q2.code, date.fromisoformat(on), came_on)


TOLD = {ALDER: ["ann", "ben"], BIRCH: ["ann"]}


def test_one_reminder_a_person_whatever_is_due() -> None:
    every = [due(ALDER, "2026-07-14"), due(BIRCH, "2026-07-14")]
    found = digests(every, TOLD, date(2026, 7, 11))
    assert [(d.person, d.text) for d in found] == [
        ("ann", "You have 2 returns due in Headwater on 14 July."),
        ("ben", "You have 1 return due in Headwater on 14 July."),
    ]
    assert len({d.key for d in found}) == 2


@pytest.mark.parametrize(
    ("day", "heard"),
    [
        ("2026-06-29", False),
        ("2026-06-30", True),
        ("2026-07-10", False),
        ("2026-07-11", True),
        ("2026-07-14", True),
        ("2026-07-15", True),
        ("2026-07-16", False),
        ("2026-07-21", True),
    ],
)
def test_before_on_and_after_the_due_date(day: str, heard: bool) -> None:
    every = [due(ALDER, "2026-07-14")]
    assert bool(digests(every, TOLD, date.fromisoformat(day))) is heard


def test_nobody_hears_of_what_is_in() -> None:
    assert (
        digests([due(ALDER, "2026-07-14", "2026-07-02")], TOLD, date(2026, 7, 14)) == ()
    )


def test_a_reminder_names_nothing() -> None:
    every = [due(ALDER, "2026-07-14"), due(BIRCH, "2026-07-01")]
    for each in digests(every, TOLD, date(2026, 7, 14)):
        assert not {ALDER, BIRCH, Q2.code} & set(each.text.casefold().split())
