"""The money of a plan as a whole: how much, how long, what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headwater.core.plan.checks import load
from headwater.core.plan.checks.hygiene import subject_of
from headwater.core.plan.checks.rule import Found
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.money import (
    MeanLength,
    Pounds,
    agreed_or_open,
    last_end,
    mean_length,
)
from headwater.core.plan.money_table import (
    YEAR,
    MoneyTable,
    money_by,
    name_of_tranche,
    total_of,
    ways,
)
from headwater.core.plan.rows import Plan, Tranche
from headwater.core.plan.timeline import by_year
from headwater.core.time import PartialDate
from headwater.errors import UserError


CLIFFS, TWINS = "W402", "P006"  # the rules whose answers stand here too


@dataclass(frozen=True, slots=True)
class Cliff:
    """An action whose money ends, or may end, before it does; as W402 finds it.

    `action` is empty where the finding is about the plan as a whole.
    """

    action: str
    level: Level
    message: str
    money_ends: PartialDate | None


@dataclass(frozen=True, slots=True)
class Twin:
    """A tranche that looks like the money of another action; as P006 finds it."""

    tranche: str
    message: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Pooled:
    """An action with several funders, in the order of its tranches."""

    action: str
    funders: tuple[str, ...]


@dataclass(frozen=True)
class Funding:
    """All that can be said of the money without adding up what must not be.

    `total` counts each tranche once. The tuples name tranches ('A1 / 2025/26'):
    `no_amount` lack one; `shared` pay for several actions; `sharing_blank` do not
    say. `without` are ids of current and planned actions with no tranche.
    `length` is of the money of current and planned actions, as W403 has it;
    `least_years` is the framework's limit. `funders_blank` lack a funder.
    """

    plan: Plan
    as_at: date
    total: Pounds
    no_amount: tuple[str, ...]
    shared: tuple[str, ...]
    sharing_blank: tuple[str, ...]
    funders_blank: tuple[str, ...]
    twins: tuple[Twin, ...]
    cliffs: tuple[Cliff, ...]
    length: MeanLength
    least_years: float
    pooled: tuple[Pooled, ...]
    without: tuple[str, ...]
    actions: int
    complete: bool

    @property
    def doubtful(self) -> Decimal:
        """Pounds of the total that may be counted twice."""
        return sum((twin.amount for twin in self.twins), Decimal(0))


def funding(look: Look) -> Funding:
    """Look at the money of a plan. Nothing is guessed from what is not written."""
    rows = look.plan.funding
    current = {action.action_id for action in look.current}
    return Funding(
        plan=look.plan,
        as_at=look.as_at,
        total=total_of(look.plan),
        no_amount=_named(t for t in rows if t.amount is None),
        shared=_named(t for t in rows if {*(t.also_pays_for or ())} - {t.action}),
        sharing_blank=_named(t for t in rows if t.also_pays_for is None),
        funders_blank=_named(t for t in rows if t.funder is None),
        twins=tuple(_twins(look)),
        cliffs=tuple(sorted(_cliffs(look), key=_when)),
        length=mean_length(t for t in rows if t.action in current),
        least_years=look.limits.funding_years,
        pooled=tuple(_pooled(look)),
        without=tuple(
            action.action_id
            for action in look.current
            if not look.tranches_of.get(action.action_id)
        ),
        actions=len(current),
        complete=look.complete("funding"),
    )


def money_table(look: Look, by: str) -> MoneyTable:
    """The money by 'year', or by what else `money_table.ways` names.

    Raises UserError for anything else.
    """
    if by.strip().lower() == YEAR:
        return by_year(look)
    try:
        return money_by(look, by)
    except UserError:
        raise UserError(
            f"Money cannot be shown by '{by}'.",
            fix=f"Choose one of: {', '.join(ways(look))}.",
        ) from None


def _named(rows: Iterator[Tranche]) -> tuple[str, ...]:
    return tuple(map(name_of_tranche, rows))


def _found(look: Look, code: str) -> Iterator[Found]:
    rule = load()[code]
    if rule.applies(look):
        yield from rule.find(look)


def _cliffs(look: Look) -> Iterator[Cliff]:
    for found in _found(look, CLIFFS):
        table, _, key = found.subject.partition("/")
        action = key if table == "actions" else ""
        ends = last_end(agreed_or_open(look.tranches_of.get(action, [])))
        yield Cliff(action, found.level, found.message, ends)


def _when(cliff: Cliff) -> tuple[bool, date]:
    """The first to end first; what is not known last."""
    ends = cliff.money_ends.last if cliff.money_ends else None
    return ends is None, ends or date.max


def _twins(look: Look) -> Iterator[Twin]:
    by_subject = {subject_of("funding", row): row for row in look.plan.funding}
    for found in _found(look, TWINS):
        row = by_subject[found.subject]
        yield Twin(name_of_tranche(row), found.message, row.amount or Decimal(0))


def _pooled(look: Look) -> Iterator[Pooled]:
    for action in look.current:
        tranches = look.tranches_of.get(action.action_id, ())
        funders = tuple(dict.fromkeys(t.funder for t in tranches if t.funder))
        if len(funders) > 1:
            yield Pooled(action.action_id, funders)
