"""Returns of an invented partnership. Every name and figure is made up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from headwater.core.measures.definition import Flow, MeasureKind
from headwater.core.returns.asked import NOT_KNOWN, NOT_SAID, Asked
from headwater.core.returns.form import Form, lines_of
from headwater.core.returns.periods import read_period
from headwater.core.returns.values import (
    WHOLE,
    Blank,
    Breakdown,
    Entry,
    Key,
    Reason,
    Value,
    number,
)


ALDER, BIRCH, CEDAR = "alder", "birch", "cedar"
Q1, Q2, Q3, Q4 = (read_period(f"2026-Q{n}") for n in (1, 2, 3, 4))
QUARTERS = (Q1, Q2, Q3, Q4)
WITHHELD, NOT_COLLECTED = Blank(Reason.WITHHELD), Blank(Reason.NOT_COLLECTED)
NOT_APPLICABLE, NOT_YET = Blank(Reason.NOT_APPLICABLE), Blank(Reason.NOT_YET)

TRAINED = Asked(
    measure="M1",
    name="People trained (invented)",
    kind=MeasureKind.COUNT,
    flow=Flow.FLOW,
    unit="people",
    numerator="People who finished the course",
    breakdowns={"sex": ("female", "male", NOT_KNOWN, NOT_SAID)},
    adds_over_partners=True,
    version="1",
)
WAITING = Asked(
    measure="M2",
    name="People waiting (invented)",
    kind=MeasureKind.COUNT,
    flow=Flow.STOCK,
    unit="people",
    adds_over_partners=True,
)
REACHED = Asked(
    measure="M3",
    name="Pupils reached since the start (invented)",
    kind=MeasureKind.COUNT,
    flow=Flow.CUMULATIVE,
    unit="pupils",
    adds_over_partners=True,
)
SAFER = Asked(
    measure="M4",
    name="People who feel safer (invented)",
    kind=MeasureKind.PROPORTION,
    flow=Flow.FLOW,
    unit="people",
    numerator="People who say that they feel safer",
    denominator="All who answered",
    per=Decimal(100),
    adds_over_partners=True,
)
TOLD = Asked(measure="M5", name="What changed (invented)", kind=MeasureKind.TEXT)
SPENT = Asked(
    measure="M6",
    name="Money spent (invented)",
    kind=MeasureKind.COUNT,
    flow=Flow.FLOW,
    unit="pounds",
    adds_over_partners=True,
)
ROLLED = Asked(
    measure="M7",
    name="Calls in the last year (invented)",
    kind=MeasureKind.COUNT,
    flow=Flow.ROLLING,
)
EVERY = (TRAINED, WAITING, REACHED, SAFER, TOLD, SPENT)


def key(
    asked: Asked, period: str = "2026-Q1", who: str = ALDER, by: Breakdown = WHOLE
) -> Key:
    return Key(who, asked.measure, period, by)


def entry(
    asked: Asked,
    value: Value | int,
    period: str = "2026-Q1",
    who: str = ALDER,
    by: Breakdown = WHOLE,
) -> Entry:
    given = number(value) if isinstance(value, int) else value
    return Entry(key(asked, period, who, by), given)


def standing(*entries: Entry) -> dict[Key, Entry]:
    return {each.key: each for each in entries}


def over_quarters(
    asked: Asked, values: Iterable[Value | int | None], who: str = ALDER
) -> dict[Key, Entry]:
    """Values for the quarters of 2026 in order; None for no entry at all."""
    pairs = zip(QUARTERS, values, strict=False)
    return standing(*(entry(asked, v, p.code, who) for p, v in pairs if v is not None))


def form(
    asked: Iterable[Asked] = EVERY, entries: Iterable[Entry] = (), who: str = ALDER
) -> Form:
    """The return of one organisation for the first quarter of 2026."""
    held = standing(*entries)
    earlier = (read_period("2025-Q3"), read_period("2025-Q4"))
    return Form(
        plan="P1",
        plan_title="An invented plan",
        organisation=who,
        organisation_name="Alder House (invented)",
        period=Q1,
        due=date(2026, 4, 30),
        lines=lines_of(asked, who, Q1, held, earlier),
        licence="Invented, for tests only.",
    )


def large_form(measures: int) -> Form:
    """A form of many measures, each by any groups."""
    free = replace(TRAINED, breakdowns={"group": ()})
    return form([replace(free, measure=f"M{n}") for n in range(measures)])
