"""What a return asks of one organisation: measures, as its plan defines them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from headwater.core.measures.definition import Flow, MeasureKind, Target
from headwater.core.plan.defined import definition_of
from headwater.core.plan.rows import Action, Measure, Plan
from headwater.core.returns.periods import MONTHS, Kind, Period
from headwater.core.time import BadDate, read_date


# Every list of groups has these two, so that nobody has to be guessed at.
NOT_KNOWN, NOT_SAID = "unknown", "prefer-not-to-say"
_IN_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}
_NOT_BY_PERIOD = frozenset({"longer", "once"})
_OF_TWO_NUMBERS = frozenset({MeasureKind.RATE, MeasureKind.PROPORTION})
_MONEY = frozenset({"£", "pounds", "gbp", "pounds sterling"})


@dataclass(frozen=True, slots=True)
class Aim:
    """What a measure should be by the end of a day, and when as it was written."""

    by: date
    value: Decimal
    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One measure that a return asks for.

    `breakdowns` maps what it is broken down by to the groups; none where any group
    may be written. `multi_choice` are those in which one person may be in several
    groups. `adds_over_partners`: may figures of several organisations be added (no
    person or case is counted by two of them)? Nobody having said so, they may not.
    `per` is what its quotient is out of: 100 for a share. `baseline` and `aims`, the
    nearest first, are in the unit that people read.
    """

    measure: str
    name: str
    kind: MeasureKind | None = None
    flow: Flow | None = None
    unit: str = ""
    numerator: str = ""
    denominator: str = ""
    caveat: str = ""
    version: str = ""
    per: Decimal = Decimal(1)
    baseline: Decimal | None = None
    aims: tuple[Aim, ...] = ()
    breakdowns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    multi_choice: frozenset[str] = frozenset()
    adds_over_partners: bool = False

    @property
    def of_two_numbers(self) -> bool:
        """Is it kept as numerator and denominator, and never as a percentage?"""
        return self.kind in _OF_TWO_NUMBERS

    @property
    def in_words(self) -> bool:
        return self.kind is MeasureKind.TEXT

    @property
    def money(self) -> bool:
        return self.unit.casefold() in _MONEY

    @property
    def definition(self) -> str:
        """What is counted, out of what, in one line."""
        if not self.numerator:
            return self.name
        whole = "" if self.denominator in ("", "none") else f", out of: {_low(self)}"
        return f"{self.numerator}{whole}"


def _low(asked: Asked) -> str:
    return asked.denominator[:1].lower() + asked.denominator[1:]


def asked_of(
    row: Measure,
    *,
    adds_over_partners: bool = False,
    groups: Mapping[str, tuple[str, ...]] | None = None,
    multi_choice: Collection[str] = (),
) -> Asked:
    """A measure of a plan as a return asks for it.

    `groups` has the groups of a breakdown where they are a fixed list; 'unknown' and
    'prefer-not-to-say' are added to each.
    """
    found = definition_of(row)
    given = groups or {}
    return Asked(
        measure=row.measure_id,
        name=found.name,
        kind=found.kind,
        flow=found.flow,
        unit=found.unit_of_count,
        numerator=found.numerator,
        denominator=found.denominator,
        caveat=row.caveat or "",
        version=found.version,
        per=Decimal(100 if found.kind is MeasureKind.PROPORTION else 1),
        baseline=None if row.baseline is None else _exact(row.baseline),
        aims=tuple(sorted(_aims(found.targets), key=lambda aim: aim.by)),
        breakdowns={n: _groups(given.get(n, ())) for n in row.breakdowns or ()},
        multi_choice=frozenset(multi_choice),
        adds_over_partners=adds_over_partners,
    )


def _exact(value: float) -> Decimal:
    """A number as it was typed, without what a float adds to it."""
    return Decimal(repr(value))


def _aims(targets: Iterable[Target]) -> Iterator[Aim]:
    """Targets that are a number by a day; those in words are no aims to measure by."""
    for target in targets:
        by = _last_day(target.period)
        if target.value is not None and by:
            yield Aim(by, _exact(target.value), target.period)


def _last_day(period: str) -> date | None:
    try:
        return read_date(period).last if period else None
    except BadDate:
        return None


def _groups(given: Iterable[str]) -> tuple[str, ...]:
    listed = tuple(group.casefold() for group in given)
    return tuple(dict.fromkeys((*listed, NOT_KNOWN, NOT_SAID))) if listed else ()


def measures_of(plan: Plan, organisation: str, period: Period) -> tuple[Measure, ...]:
    """What one organisation returns for a period, in the order of the plan.

    It answers for the figures, or leads an action that they measure; and the measure
    is one that has a figure for this period (`falls_in`).
    """
    led = frozenset(_led(plan.actions, organisation))
    return tuple(
        row
        for row in plan.measures
        if (row.owner == organisation or led.intersection(row.actions or ()))
        and falls_in(row.frequency, period)
    )


def _led(actions: Iterable[Action], organisation: str) -> Iterator[str]:
    for action in actions:
        if organisation in (action.lead_organisations or ()):
            yield action.action_id


def falls_in(frequency: str | None, period: Period) -> bool:
    """Is a measure of this frequency asked for in a period?

    One that has figures more often is asked for the whole period; one that has them
    less often in the period in which its own ends, by the financial year where the
    period is of one. Where the frequency is not said, or not by months, it is asked.
    """
    if frequency in _NOT_BY_PERIOD:
        return False
    months = _IN_MONTHS.get(frequency or "", 0)
    if period.kind is Kind.CUSTOM or months <= MONTHS[period.kind]:
        return True
    year_ends = 3 if period.kind.startswith("financial") else 12
    return (period.last.month - year_ends) % months == 0
