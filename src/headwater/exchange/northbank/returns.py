"""Invented returns of the demonstration, one in every state.

Periods and days are counted back from a day, so that there is always one that is open.
No figure is of anybody: each is made of the number of its measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headwater.core.measures.definition import MeasureKind
from headwater.core.returns.form import Line
from headwater.core.returns.periods import Kind, Period, before, containing
from headwater.core.returns.values import (
    WHOLE,
    Blank,
    Number,
    Ratio,
    Reason,
    Value,
)


PLAN = "northbank"
PERIODS = 4  # quarters that have ended
DUE, CLOSES = 45, 100  # days after the end of a period
LABEL = "Invented for the demonstration."


@dataclass(frozen=True, slots=True)
class Script:
    """What became of one invented return: `goes` names its moves in order."""

    organisation: str
    back: int  # how many periods ago: 0 is the one that ended last
    goes: tuple[str, ...]
    days: int  # after the end of the period, when it was submitted


AGAIN = "submit again"  # what was handed back
_DONE = ("save", "submit", "approve", "publish")
_SCRIPTS = (
    Script("tallowgate", 0, ("file",), 20),
    Script("police", 0, ("save", "submit"), 30),
    Script("brindlefold", 0, ("save", "submit", "hand back"), 25),
    Script("vru", 0, ("save", "submit", "approve"), 12),
    Script("health-board", 0, (), 0),
    Script("tallowgate", 1, (*_DONE, "propose"), 40),
    Script("police", 1, _DONE, 60),
    Script("brindlefold", 1, ("save", "submit", "approve"), 44),
    Script("vru", 1, (*_DONE, "propose", "revise"), 30),
    Script("tallowgate", 2, _DONE, 44),
    Script("police", 2, ("nil",), 20),
    Script("health-board", 2, _DONE, 50),
    Script("brindlefold", 2, _DONE, 40),
    Script("vru", 2, _DONE, 31),
    Script("tallowgate", 3, _DONE, 30),
    Script("police", 3, _DONE, 45),
    Script("brindlefold", 3, _DONE, 52),
    Script("vru", 3, _DONE, 40),
    Script("mayor", 3, _DONE, 41),
    Script("university", 3, _DONE, 33),
    Script("turnstone", 3, _DONE, 47),
    Script("amberthread", 3, _DONE, 29),
    Script("transport", 3, _DONE, 44),
    Script(
        "night", 1, ("save", "submit", "hand back", AGAIN, "approve", "publish"), 38
    ),
)


def invented_periods(day: date) -> list[Period]:
    """The quarters that ended before a day, the first one first."""
    last = before(containing(day, Kind.QUARTER))
    found = [last]
    while len(found) < PERIODS:
        found.insert(0, before(found[0]))
    return found


def scripts(day: date) -> Iterator[tuple[Period, Script]]:
    """What became of each invented return, the earliest period first."""
    periods = invented_periods(day)
    for script in sorted(_SCRIPTS, key=lambda each: -each.back):
        yield periods[-1 - script.back], script


def invented_value(line: Line, turn: int) -> Value | None:
    """A value of a whole; None for groups, which this partnership does not give.

    `turn` makes one period unlike the next.
    """
    if line.key.breakdown != WHOLE:
        return None
    seed = sum(map(ord, line.key.measure + line.key.organisation)) + 7 * turn
    if line.asked.of_two_numbers:
        whole = 80 + seed % 60
        return Ratio(Decimal(whole * (40 + seed % 45) // 100), Decimal(whole))
    if line.asked.kind is MeasureKind.COUNT:
        return Number(Decimal(200 + seed % 90))
    if line.asked.in_words or line.asked.kind is None:
        return Blank(Reason.NOT_COLLECTED)
    return Number(Decimal(3 + seed % 9))


NOTE = "Please look at the second number again. (Invented note.)"
REVISED = "Two late forms came in. (Invented reason.)"
MORE_TIME = ("health-board", 0, "New computer system. (Invented reason.)", 20)
