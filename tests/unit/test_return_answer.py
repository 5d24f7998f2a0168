"""What people write in the four cells of a value, and what it is read as."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returns_made_up import (
    NOT_COLLECTED,
    SAFER,
    SPENT,
    TOLD,
    TRAINED,
    WITHHELD,
)

from headwater.core.measures.definition import MeasureKind
from headwater.core.plan.cells import write_cell
from headwater.core.returns.answer import BadAnswer, Written, read_answer, read_comment
from headwater.core.returns.asked import Asked
from headwater.core.returns.values import Text, Value, number, ratio


RATE = Asked(measure="R", name="Rate (invented)", kind=MeasureKind.RATE)
MEAN = Asked(measure="A", name="Mean (invented)", kind=MeasureKind.MEAN)


@pytest.mark.parametrize(
    ("asked", "cells", "value"),
    [
        (TRAINED, ("0",), number(0)),
        (TRAINED, ("1,200",), number(1200)),
        (TRAINED, ("1 200",), number(1200)),
        (TRAINED, ("1\u00a0200",), number(1200)),
        (TRAINED, ("5.0",), number(5)),
        (TRAINED, ("", "", "", "not-collected"), NOT_COLLECTED),
        (TRAINED, ("", "", "", "Withheld"), WITHHELD),
        (TRAINED, (), None),
        (SPENT, ("£1,200.50",), number("1200.50")),
        (SPENT, ("1200.5",), number("1200.5")),
        (SAFER, ("", "12", "40"), ratio(12, 40)),
        (SAFER, ("", "0", "0"), ratio(0, 0)),
        (SAFER, ("30%", "12", "40"), ratio(12, 40)),
        (SAFER, ("33", "1", "3"), ratio(1, 3)),
        (RATE, ("", "5", "1000.5"), ratio(5, "1000.5")),
        (MEAN, ("4.5",), number("4.5")),
        (MEAN, ("-4.5",), number("-4.5")),
        (MEAN, ("", "9", "2"), ratio(9, 2)),
        (TOLD, ("It went well.",), Text("It went well.")),
        (TOLD, ("none",), Text("none")),
        (TOLD, ("12",), Text("12")),
    ],
)
def test_what_is_read(
    asked: Asked, cells: tuple[str, ...], value: Value | None
) -> None:
    assert read_answer(asked, Written(*cells)) == value


@pytest.mark.parametrize(
    ("asked", "cells", "column", "rule"),
    [
        (TRAINED, ("1,5",), "value", "in only one way"),
        (TRAINED, ("12 people",), "value", "in only one way"),
        (TRAINED, ("1e5",), "value", "in only one way"),
        (TRAINED, ("1.5",), "value", "Not a whole number"),
        (TRAINED, ("-1",), "value", "below zero"),
        (TRAINED, ("£5",), "value", "Pounds for a measure of people"),
        (TRAINED, ("5%",), "value", "A percentage"),
        (TRAINED, ("nil",), "value", "Not a number"),
        (TRAINED, ("N/A",), "value", "Not a number"),
        (TRAINED, ("-",), "value", "Not a number"),
        (TRAINED, ("2026-02-01",), "value", "A date"),
        (TRAINED, ("1/2",), "value", "A date"),
        (TRAINED, ("5", "1"), "numerator", "one number"),
        (TRAINED, ("", "", "1"), "denominator", "one number"),
        (TRAINED, ("0", "", "", "withheld"), "blank_reason", "beside a value"),
        (TRAINED, ("", "", "", "0"), "blank_reason", "Not one of the reasons"),
        (SAFER, ("30%",), "value", "without its two numbers"),
        (SAFER, ("", "12"), "denominator", "no denominator"),
        (SAFER, ("", "", "40"), "numerator", "no numerator"),
        (SAFER, ("", "40", "12"), "numerator", "More than all"),
        (SAFER, ("", "1", "0"), "denominator", "Something out of nothing"),
        (SAFER, ("31%", "12", "40"), "value", "make 30 %"),
        (SAFER, ("0.3", "12", "40"), "value", "make 30 %"),
        (SAFER, ("0", "0", "0"), "value", "A figure beside"),
        (RATE, ("5", "12", "40"), "value", "A figure beside"),
        (RATE, ("", "12", "-40"), "denominator", "below zero"),
        (TOLD, ("", "1", "2"), "numerator", "told in words"),
        (TOLD, ("a\x00b",), "value", "cannot be shown"),
    ],
)
def test_what_is_refused(
    asked: Asked, cells: tuple[str, ...], column: str, rule: str
) -> None:
    with pytest.raises(BadAnswer, match=rule) as error:
        read_answer(asked, Written(*cells))
    assert error.value.column == column
    assert error.value.fix


@given(st.decimals(0, 10**9, allow_nan=False, places=2))
def test_a_number_reads_back_exactly(value: Decimal) -> None:
    assert read_answer(SPENT, Written(write_cell(value))) == number(value)


@given(st.text(max_size=12), st.sampled_from([TRAINED, SAFER, SPENT, MEAN, TOLD]))
def test_no_text_is_more_than_refused(text: str, asked: Asked) -> None:
    for written in (Written(text), Written("", text, text), Written("", "", "", text)):
        try:
            read_answer(asked, written)
        except BadAnswer as bad:
            assert bad.rule  # noqa: PT017 - any of them, or a value


def test_a_comment() -> None:
    assert read_comment("") == ""
    assert read_comment(" Late. ") == "Late."
    with pytest.raises(BadAnswer, match="cannot be shown"):
        read_comment("\x01")
