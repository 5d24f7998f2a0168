"""A cell as text, and the value that it stands for; both ways, without loss.

The same text form is used in CSV files, workbooks, the database and forms, so
that one reader and one writer serve them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from unicodedata import category

from headwater.core.plan.columns import LISTS, Column, Kind
from headwater.core.time import BadDate, PartialDate, read_date


Value = str | tuple[str, ...] | PartialDate | Decimal | int | float | bool | None

NONE = "none"
LONGEST = 32_767  # characters; a cell of a spreadsheet holds no more
_YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
# '1,170,089' is clear; '1,5' could be one and a half, so it is refused.
_NUMBER = re.compile(
    r"-?(?:£ ?)?([0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,3}(?: [0-9]{3}){1,4})"
    r"(?:\.[0-9]{1,30})?"
)
# A spreadsheet counts days from 1900: 1982 to 2064 are five digits from 30000 to 60000.
_DAY_NUMBER = re.compile(r"[345][0-9]{4}(?:\.[0-9]+)?")
# Control characters, halves of characters and others that no file can carry.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)


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
    _printable(plain)
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    if column.kind in LISTS:
        return _list(plain)
    return _READERS[column.kind](plain)


def write_cell(value: Value) -> str:
    """The text of a value; read_cell gives the same value back."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value or NONE
    if isinstance(value, tuple):
        return "; ".join(value) if value else NONE
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, float):
        return _plain(Decimal(repr(value)))
    return _plain(value) if isinstance(value, Decimal) else str(value)


def _plain(number: Decimal) -> str:
    """Digits without an exponent; a whole number without '.0'."""
    whole = number.to_integral_value()
    return format(whole if whole == number else number, "f")


def _printable(text: str) -> None:
    if len(text) > LONGEST:
        raise BadCell(
            f"More than {LONGEST:,} characters, which no spreadsheet cell can hold",
            "Shorten it, or put it in a document and give the link.",
        )
    if found := _UNPRINTABLE.search(text):
        raise BadCell(
            f"A character that cannot be shown (U+{ord(found[0]):04X})",
            "Type the text again, without copying it from another program.",
        )


def _list(text: str) -> tuple[str, ...] | None:
    if text.casefold() == NONE:
        return ()
    parts = [" ".join(part.split()) for part in text.split(";")]
    found = tuple(dict.fromkeys(part for part in parts if part))
    if any(part.casefold() == NONE for part in found):
        raise BadCell(
            "The word 'none' beside something else",
            "Keep 'none' alone, or take it out.",
        )
    return found or None


def _identifier(text: str) -> str:
    plain = " ".join(text.split())
    if plain.startswith("#"):
        raise BadCell(
            "An identifier that starts with #, the sign for rows to leave out",
            "Start it with a letter or a digit.",
        )
    if hidden := next((c for c in plain if category(c) == "Cf"), ""):
        raise BadCell(
            f"An identifier with a character that nobody sees (U+{ord(hidden):04X})",
            "Type it again, without copying it from another program.",
        )
    return plain


def _text(text: str) -> str:
    return "" if text.casefold() == NONE else text


def _one_line(text: str) -> str:
    return _text(" ".join(text.split()))


def _date(text: str) -> PartialDate:
    if _DAY_NUMBER.fullmatch(text):
        raise BadCell(
            "A bare number; it may be how a spreadsheet counts days",
            "Write the date as text, such as 2025-04-01. We do not guess.",
        )
    try:
        return read_date(text)
    except BadDate as error:
        raise BadCell(
            f"Not a date: {error}",
            "Write a day (2025-04-01), a month (2025-04), a year, a quarter "
            "(Q3 2025/26), 'by end of 2027', 'ongoing', or leave it blank.",
        ) from None


def decimal_of(text: str) -> Decimal:
    """A number that can be read in only one way. Raises BadCell."""
    plain = re.sub("[\u00a0\u2009\u202f]", " ", text)  # spaces that do not break
    if not _NUMBER.fullmatch(plain):
        raise BadCell(
            "Not a number that can be read in only one way",
            "Write digits, with commas only between thousands, such as 1,170,089.",
        )
    return Decimal(re.sub("[£, ]", "", plain))


def _money(text: str) -> Decimal:
    amount = decimal_of(text)
    if amount < 0:
        raise BadCell("An amount of money below zero", "Write what is paid, in pounds.")
    return amount


def _whole(text: str) -> int:
    number = decimal_of(text)
    if number != number.to_integral_value() or number < 0:
        raise BadCell("Not a whole number", "Write a whole number, such as 12.")
    return int(number)


def _yesno(text: str) -> bool:
    try:
        return _YES[text.casefold()]
    except KeyError:
        raise BadCell("Not yes or no", "Write yes or no, or leave it blank.") from None


_READERS: dict[Kind, Callable[[str], Value]] = {
    Kind.ID: _identifier,
    Kind.TEXT: _one_line,
    Kind.PROSE: _text,
    Kind.CODE: _one_line,
    Kind.REF: _one_line,
    Kind.DATE: _date,
    Kind.MONEY: _money,
    Kind.WHOLE: _whole,
    Kind.NUMBER: lambda text: float(decimal_of(text)),
    Kind.YESNO: _yesno,
}
