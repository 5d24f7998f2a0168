"""A cell as text, and the value that it stands for; both ways, without loss.

The same text form is used in CSV files, workbooks, the database and forms, so
that one reader and one writer serve them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from headwater.core.plan.columns import LISTS, Column, Kind
from headwater.core.time import BadDate, PartialDate, read_date


Value = str | tuple[str, ...] | PartialDate | Decimal | int | float | bool | None

NONE = "none"
_YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
# '1,170,089' is clear; '1,5' could be one and a half, so it is refused.
_NUMBER = re.compile(r"-?£?(\d+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)(\.\d+)?")


class BadCell(ValueError):
    """The text does not fit its column. Carries what to do next."""

    def __init__(self, rule: str, fix: str) -> None:
        self.rule, self.fix = rule, fix
        super().__init__(f"{rule}. {fix}")


def read_cell(column: Column, text: str) -> Value:
    """Read one cell; None for a blank. Raises BadCell.

    'none' in a list or a text gives the empty list or text: said not to exist.
    Vocabularies and references are checked by `assemble`, not here.
    """
    plain = text.strip()
    if not plain:
        return None
    if column.kind in LISTS:
        return _list(plain)
    return _READERS[column.kind](plain)


def write_cell(value: Value) -> str:
    """The text of a value; read_cell gives the same value back."""
    if value is None:
        return ""
    if value == "" or value == ():
        return NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _list(text: str) -> tuple[str, ...]:
    if text.casefold() == NONE:
        return ()
    parts = (part.strip() for part in text.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def _text(text: str) -> str:
    return "" if text.casefold() == NONE else text


def _date(text: str) -> PartialDate:
    try:
        return read_date(text)
    except BadDate as error:
        raise BadCell(
            f"Not a date: {error}",
            "Write a day (2025-04-01), a month (2025-04), a year, a quarter "
            "(Q3 2025/26), 'by end of 2027', 'ongoing', or leave it blank.",
        ) from None


def _decimal(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise BadCell(
            "Not a number that can be read in only one way",
            "Write digits, with commas only between thousands, such as 1,170,089.",
        )
    try:
        return Decimal(re.sub(r"[£, ]", "", text))
    except InvalidOperation:  # pragma: no cover - the pattern allows only numbers
        raise BadCell("Not a number", "Write it in digits.") from None


def _money(text: str) -> Decimal:
    amount = _decimal(text)
    if amount < 0:
        raise BadCell("An amount of money below zero", "Write what is paid, in pounds.")
    return amount


def _whole(text: str) -> int:
    number = _decimal(text)
    if number != number.to_integral_value() or number < 0:
        raise BadCell("Not a whole number", "Write a whole number, such as 12.")
    return int(number)


def _yesno(text: str) -> bool:
    try:
        return _YES[text.casefold()]
    except KeyError:
        raise BadCell("Not yes or no", "Write yes or no, or leave it blank.") from None


_READERS: dict[Kind, Callable[[str], Value]] = {
    Kind.ID: str,
    Kind.TEXT: _text,
    Kind.PROSE: _text,
    Kind.CODE: _text,
    Kind.REF: _text,
    Kind.DATE: _date,
    Kind.MONEY: _money,
    Kind.WHOLE: _whole,
    Kind.NUMBER: lambda text: float(_decimal(text)),
    Kind.YESNO: _yesno,
}
