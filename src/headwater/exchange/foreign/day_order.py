"""03/04/2025 is 3 April to some and March 4 to others: the column must agree."""

from __future__ import annotations

import re


_SLASHED = re.compile(r"(?<!\d)(\d\d?)[/.](\d\d?)[/.](?:\d{4}|\d\d)(?!\d)")


def month_first(text: str, *, doubtful: bool = False) -> bool:
    """Does a cell hold a date that can only be month/day/year?

    With `doubtful`: that could be read so, where another in the column must be.
    """
    for found in _SLASHED.finditer(text):
        first, second = int(found[1]), int(found[2])
        if first <= 12 < second <= 31 or (doubtful and first <= 12 and second <= 12):
            return True
    return False
