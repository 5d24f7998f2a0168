"""What a cell of a workbook says, as the text that a person would have typed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from headwater.exchange.sheet import Bad


_ONLY_ZEROS = re.compile("0+")  # a format such as 0000, which shows leading zeros
_SPOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # words inside a number format

_FORMULA = Bad(
    "This cell holds a formula; we read values only",
    "Copy the cell, then paste it back as a value (Paste special, Values).",
)
_ERROR = Bad("This cell shows an error", "Mend the formula, or clear the cell.")
_PERCENT = Bad(
    "This cell is shown as a percentage but holds a share of one",
    "Type the number out of 100, and set the format of the cell to General.",
)


def read_value(cell: Any) -> tuple[str, Bad | None]:
    """The text of an openpyxl cell, and what is wrong with it if anything is."""
    value = cell.value
    if value is None:
        return "", None
    if cell.data_type == "f":
        return _formula_text(value), _FORMULA
    if cell.data_type == "e":
        return str(value), _ERROR
    if isinstance(value, bool):
        return ("yes" if value else "no"), None
    if isinstance(value, str):
        return value, None
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return _moment(value, cell.number_format), None


def _formula_text(value: Any) -> str:
    return str(value if isinstance(value, str) else getattr(value, "text", "") or "=")


def _number(value: int | float, number_format: str) -> tuple[str, Bad | None]:
    text = format(Decimal(repr(value)), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if "%" in _SPOKEN.sub("", number_format):
        return text, _PERCENT
    if _ONLY_ZEROS.fullmatch(number_format) and value >= 0 and "." not in text:
        return text.zfill(len(number_format)), None
    return text, None


def _moment(value: Any, number_format: str) -> str:
    """A date as ISO text, and only as exactly as the cell shows it.

    Typing 'Apr 2025' makes Excel store 1 April and show 'Apr-25': the person
    wrote a month, so a month is what we read.
    """
    if isinstance(value, datetime) and value.time() != time():
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, datetime | date):
        return _as_shown(value, _SPOKEN.sub("", number_format).casefold())
    if isinstance(value, timedelta | time):
        return str(value)
    return str(value)


def _as_shown(day: date, number_format: str) -> str:
    if "d" in number_format or "y" not in number_format:
        return f"{day.year:04}-{day.month:02}-{day.day:02}"
    month = f"-{day.month:02}" if "m" in number_format else ""
    return f"{day.year:04}{month}"
