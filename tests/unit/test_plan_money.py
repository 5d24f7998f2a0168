"""How long money lasts, how much there is, and what a blank could still bring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from headwater.core.plan.money import (
    in_pounds,
    last_end,
    lasts,
    loose_money,
    mean_length,
    pot,
)
from headwater.core.plan.rows import Tranche
from headwater.core.plan.truth import Truth
from headwater.core.time import read_date


UNTIL = date(2027, 11, 1)


def _tranche(
    amount: int | None = None,
    start: str = "",
    end: str = "",
    secured: bool | None = None,
    also: tuple[str, ...] | None = (),
) -> Tranche:
    return Tranche(
        action="A1",
        tranche="One",
        amount=None if amount is None else Decimal(amount),
        start=read_date(start) if start else None,
        end=read_date(end) if end else None,
        secured=secured,
        also_pays_for=also,
    )


def test_mean_length_is_weighted_by_money() -> None:
    mean = mean_length(
        [_tranche(900, "2025-04", "2030-03"), _tranche(100, "2025-04", "2026-03")]
    )
    assert mean.years is not None
    assert round(mean.years, 2) == Decimal("4.60")  # (900 x 5 + 100 x 1) / 1,000
    assert (mean.pounds, mean.used, mean.of) == (Decimal(1000), 2, 2)


def test_mean_length_uses_only_what_has_an_amount_and_both_dates() -> None:
    mean = mean_length(
        [
            _tranche(100, "2025-04", "2026-03"),
            _tranche(None, "2025-04", "2026-03"),
            _tranche(100, "2025-04"),
            _tranche(100, "2025-04", "ongoing"),
            _tranche(0, "2025-04", "2026-03"),
        ]
    )
    assert (mean.used, mean.of) == (1, 4)


def test_mean_length_of_nothing_is_not_zero() -> None:
    assert mean_length([]).years is None


@pytest.mark.parametrize(
    ("money", "action", "answer"),
    [
        ("2027-03", "2027-03", True),
        ("2027-03", "2027", None),
        ("2027", "2027", True),
        ("2026-12", "2027", False),
        ("ongoing", "2040", True),
        ("2027-10", "ongoing", False),
        ("2027-11", "ongoing", True),
        ("2040", "", None),
        ("", "2027", None),
        ("tbc", "2027", None),
        ("2026", "by end of 2027", None),
    ],
)
def test_money_lasts_as_long_as_the_action(
    money: str, action: str, answer: Truth
) -> None:
    end = read_date(action) if action else None
    assert lasts([_tranche(end=money)], end, UNTIL) is answer


def test_one_tranche_that_lasts_is_enough() -> None:
    tranches = [_tranche(end="2026-03"), _tranche(end="2028-03"), _tranche()]
    assert lasts(tranches, read_date("2028-03"), UNTIL) is True
    end = last_end(tranches)
    assert end is not None
    assert end.text == "2028-03"


def test_last_end_needs_a_day() -> None:
    assert last_end([_tranche(), _tranche(end="ongoing")]) is None


def test_pot_keeps_apart_what_is_sure_and_what_could_be() -> None:
    found = pot(
        [
            _tranche(1, secured=True),
            _tranche(10, secured=True, also=("A2",)),
            _tranche(100, secured=None, also=None),
            _tranche(1000, secured=False),
        ]
    )
    assert (found.sure, found.most, found.loose) == (1, 111, 100)


def test_a_blank_amount_could_be_any_amount() -> None:
    assert pot([_tranche(None), _tranche(5)]).most is None
    assert pot([_tranche(None, secured=False), _tranche(5)]).most == 5


def test_loose_money_is_what_does_not_say_what_else_it_pays_for() -> None:
    rows = [
        _tranche(5, end="2030", also=None),
        _tranche(7, end="2040"),
        _tranche(9, end="2050", secured=False, also=None),
    ]
    loose = loose_money(rows)
    assert (loose.until, loose.pounds) == (date(2030, 12, 31), 5)
    assert loose_money([]).until == date.min
    assert loose_money([_tranche(also=None)]).until == date.max
    assert loose_money([_tranche(also=None)]).pounds is None


@pytest.mark.parametrize(
    ("amount", "text"),
    [("1170089", "£1,170,089"), ("0", "£0"), ("12345678.9", "£12.3 million")],
)
def test_pounds_are_written_to_be_read(amount: str, text: str) -> None:
    assert in_pounds(Decimal(amount)) == text
