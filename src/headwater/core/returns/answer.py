"""What somebody wrote for one value, as that value; files and forms pass here alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from headwater.core.measures.definition import MeasureKind
from headwater.core.plan.cells import BadCell, decimal_of, read_cell
from headwater.core.returns.asked import Asked
from headwater.core.returns.progress import figure
from headwater.core.returns.table import RETURN
from headwater.core.returns.values import (
    Blank,
    Number,
    Ratio,
    Text,
    Value,
    reason_of,
)


_PROSE = RETURN.column("comment")
_DATE = re.compile(
    r"\d{4}-\d\d?(-\d\d?.*)?|\d\d?/\d\d?(/\d{2,4})?|\d\d?\.\d\d?\.\d{2,4}", re.ASCII
)
_NO_NUMBER = re.compile(r"[-\u2013\u2014.*?]+|n/?a|nil|none|null|nan|x|tbc", re.I)


@dataclass(frozen=True, slots=True)
class Written:
    """The texts of the four cells that make one value."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    blank_reason: str = ""

    @property
    def numbers(self) -> str:
        return self.value or self.numerator or self.denominator


class BadAnswer(ValueError):
    """One of the cells cannot stand so: which, what the rule is, what to do."""

    def __init__(self, column: str, rule: str, fix: str) -> None:
        self.column, self.rule, self.fix = column, rule, fix
        super().__init__(f"{column}: {rule}. {fix}")


def read_answer(asked: Asked, written: Written) -> Value | None:
    """The value; None where nothing is written at all, not even why. Raises BadAnswer.

    Zero is a number. A blank is one only with its reason.
    """
    if written.blank_reason:
        return _blank(written)
    if not written.numbers:
        return None
    if asked.in_words:
        return _words(written)
    if asked.of_two_numbers:
        return _two_numbers(asked, written)
    if written.value or asked.kind is MeasureKind.COUNT:
        return _number(asked, written)
    return _ratio(asked, written)


def read_comment(text: str) -> str:
    """A comment as it is kept. Raises BadAnswer."""
    return str(_prose("comment", text) or "") if text else ""


def _blank(written: Written) -> Blank:
    try:
        reason = reason_of(written.blank_reason)
    except BadCell as bad:
        raise BadAnswer("blank_reason", bad.rule, bad.fix) from None
    if written.numbers:
        raise BadAnswer(
            "blank_reason",
            f"A reason for a blank beside a value ({written.numbers})",
            "Clear the reason or clear the number. 0 is a number.",
        )
    return Blank(reason)


def _words(written: Written) -> Text:
    if not written.value:
        raise BadAnswer(
            "numerator" if written.numerator else "denominator",
            "A number for a measure that is told in words",
            "Write in the column Value.",
        )
    return Text(str(_prose("value", written.value) or written.value))


def _prose(column: str, text: str) -> object:
    try:
        return read_cell(_PROSE, text)
    except BadCell as bad:
        raise BadAnswer(column, bad.rule, bad.fix) from None


def _number(asked: Asked, written: Written) -> Number:
    other = "numerator" if written.numerator else "denominator"
    if getattr(written, other):
        raise BadAnswer(
            other,
            "A part of a share for a measure that is one number",
            "Write the number in the column Value, and clear this cell.",
        )
    return Number(_counted(asked, "value", written.value))


def _two_numbers(asked: Asked, written: Written) -> Ratio:
    if not (written.numerator or written.denominator):
        raise BadAnswer(
            "value",
            "A share or a rate without its two numbers cannot be added to others",
            "Write how many in Numerator, and out of how many in Denominator. We work "
            "out the rest.",
        )
    found = _ratio(asked, written)
    if written.value:
        _check_beside(asked, written, found)
    return found


def _ratio(asked: Asked, written: Written) -> Ratio:
    for column in ("numerator", "denominator"):
        if not getattr(written, column):
            raise BadAnswer(
                column,
                f"There is no {column} beside the other number",
                "Write both. If nobody was asked, write 0 in both.",
            )
    numerator = _counted(asked, "numerator", written.numerator)
    denominator = _counted(asked, "denominator", written.denominator)
    _check_ratio(asked, numerator, denominator)
    return Ratio(numerator, denominator)


def _check_ratio(asked: Asked, numerator: Decimal, denominator: Decimal) -> None:
    if denominator < 0:
        raise BadAnswer("denominator", "A number below zero", "Check the number.")
    if denominator == 0 and numerator:
        raise BadAnswer(
            "denominator", "Something out of nothing", "Check both numbers."
        )
    if asked.kind is MeasureKind.PROPORTION and numerator > denominator:
        raise BadAnswer(
            "numerator",
            f"More than all: {numerator} out of {denominator}",
            "Check whether the two numbers have changed places.",
        )


def _check_beside(asked: Asked, written: Written, found: Ratio) -> None:
    """A percentage beside its two numbers agrees, to the places that it has."""
    said = figure(asked, found).value
    number = _plain("value", written.value.rstrip("% "))
    if asked.kind is MeasureKind.PROPORTION and said is not None:
        if _agree(said, number):
            return
        why = f"The two numbers make {said:.4g} %, and not {written.value}"
    else:
        why = "A figure beside the two numbers that it is made of"
    raise BadAnswer("value", why, "Clear this cell, or check the two numbers.")


def _agree(exact: Decimal, shown: Decimal) -> bool:
    """Is the one shown the exact one, rounded to the places that it has?"""
    places = shown.as_tuple().exponent
    return abs(exact - shown) * 2 <= Decimal(1).scaleb(int(places))


def _counted(asked: Asked, column: str, text: str) -> Decimal:
    """A number of the kind that the measure holds."""
    _check_signs(asked, column, text)
    number = _plain(column, text)
    if asked.kind is MeasureKind.COUNT or asked.kind is MeasureKind.PROPORTION:
        _check_count(asked, column, number)
    return number


def _check_signs(asked: Asked, column: str, text: str) -> None:
    if "£" in text and not asked.money:
        unit = asked.unit or "things"
        raise BadAnswer(
            column, f"Pounds for a measure of {unit}", "Write the number alone."
        )
    if "%" in text:
        raise BadAnswer(
            column,
            "A percentage where a number is counted",
            "Write how many there were.",
        )


def _check_count(asked: Asked, column: str, number: Decimal) -> None:
    if number < 0:
        raise BadAnswer(column, "A count below zero", "Check the number.")
    if number != number.to_integral_value() and not asked.money:
        raise BadAnswer(
            column, "Not a whole number", "Write how many there were, such as 12."
        )


def _plain(column: str, text: str) -> Decimal:
    if _NO_NUMBER.fullmatch(text):
        raise BadAnswer(
            column,
            "Not a number",
            "Write 0 if there were none. If there is no number, leave this blank and "
            "choose why in Blank reason.",
        )
    if _DATE.fullmatch(text):
        raise BadAnswer(
            column,
            "A date where a number is meant",
            "Type the number again; a spreadsheet turns 1/2 and 3-4 into dates.",
        )
    try:
        return decimal_of(text)
    except BadCell as bad:
        raise BadAnswer(column, bad.rule, bad.fix) from None
