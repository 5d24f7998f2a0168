"""Zero is never a blank, and a blank is never zero."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.plan.cells import BadCell
from headwater.core.returns.values import (
    Blank,
    Key,
    Number,
    Ratio,
    Reason,
    breakdown,
    number,
    ratio,
    read_breakdown,
    reason_of,
    write_breakdown,
)


NAMES = st.text(st.characters(categories=["Ll", "Nd"]), min_size=1, max_size=8).map(
    str.casefold
)


@pytest.mark.parametrize("reason", Reason)
def test_no_blank_is_zero(reason: Reason) -> None:
    assert Blank(reason) != number(0)
    assert Blank(reason) != ratio(0, 0)
    assert reason_of(reason) is reason
    assert reason_of(f" {reason.words.upper()} ") is reason


def test_reasons_in_other_words() -> None:
    assert reason_of("n/a") is Reason.NOT_APPLICABLE
    assert reason_of("suppressed") is Reason.WITHHELD
    with pytest.raises(BadCell, match="Not one of the reasons"):
        reason_of("0")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_value(value: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        Number(Decimal(value))
    with pytest.raises(ValueError, match="no number"):
        Ratio(Decimal(1), Decimal(value))
    with pytest.raises(ValueError, match="below zero"):
        ratio(1, -1)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("sex=female", (("sex", "female"),)),
        (" Sex : Female ", (("sex", "female"),)),
        ("sex=female; age=16 to  24", (("age", "16 to 24"), ("sex", "female"))),
        ("sex=female;", (("sex", "female"),)),
    ],
)
def test_a_breakdown_has_one_key(text: str, parts: object) -> None:
    assert read_breakdown(text) == parts


@pytest.mark.parametrize(
    "text", ["female", "sex=", "=female", "sex=a; sex=b", ";", "a=b=c"]
)
def test_what_is_no_breakdown(text: str) -> None:
    with pytest.raises(BadCell, match="Not a breakdown"):
        read_breakdown(text)


@given(st.dictionaries(NAMES, NAMES, max_size=3))
def test_a_breakdown_reads_back(parts: dict[str, str]) -> None:
    found = breakdown(parts.items())
    assert read_breakdown(write_breakdown(found)) == found


def test_a_key_in_words() -> None:
    assert str(Key("alder", "M1", "2026-Q1")) == "alder / M1 / 2026-Q1"
    by = Key("alder", "M1", "2026-Q1", (("sex", "female"),))
    assert str(by) == "alder / M1 / 2026-Q1 / sex=female"
