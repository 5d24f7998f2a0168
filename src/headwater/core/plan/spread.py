"""Which codes a set of rows holds, found in one pass and asked many times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from headwater.core.plan.truth import Truth, every


Row = TypeVar("Row")


def narrow(
    rows: Iterable[tuple[Row, Truth]], test: Callable[[Row], Truth]
) -> list[tuple[Row, Truth]]:
    """The rows that pass, or may pass, one test more, and how sure that is."""
    return [
        (row, sure)
        for row, truth in rows
        if (sure := every(truth, test(row))) is not False
    ]


@dataclass(frozen=True, slots=True)
class Spread:
    """The codes that rows hold, surely or perhaps; can a blank hide more?"""

    sure: frozenset[str]
    maybe: frozenset[str]
    blank: bool

    def holds(self, wanted: frozenset[str]) -> Truth:
        """Does some row hold one of the codes? As `some` over every row."""
        if not wanted.isdisjoint(self.sure):
            return True
        return None if self.blank or not wanted.isdisjoint(self.maybe) else False


def spread(cells: Iterable[tuple[tuple[str, ...] | None, Truth]]) -> Spread:
    """Gather list cells, each with how sure it is that its row counts."""
    sure: set[str] = set()
    maybe: set[str] = set()
    blank = False
    for codes, counts in cells:
        if codes is None:
            blank = blank or counts is not False
        elif counts:
            sure.update(codes)
        elif counts is None:
            maybe.update(codes)
    return Spread(frozenset(sure), frozenset(maybe), blank)
