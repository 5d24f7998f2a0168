"""Which dates stand along a chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil


SHORT = 30  # months; up to here ticks name months and not years


@dataclass(frozen=True, slots=True)
class Ticks:
    """Every `step` years or months, in this form."""

    interval: str
    step: int
    form: str


def ticks(first: date, last: date, most: int) -> Ticks:
    """Years, or months where the whole chart is short; no more than there is room."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months > SHORT:
        return Ticks("year", ceil(months / 12 / most), "%Y")
    step = next(s for s in (1, 2, 3, 6, 12) if s * most >= months or s == 12)
    return Ticks("month", step, "%b %Y" if most > 6 else "%b %y")
