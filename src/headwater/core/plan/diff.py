"""What changed between two plans, or two days: rows, money, verdicts, findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from headwater.core.framework.model import Framework
from headwater.core.plan.cells import write_cell
from headwater.core.plan.change import Change, compare
from headwater.core.plan.check import CheckResult, check_plan
from headwater.core.plan.checks.hygiene import name_of
from headwater.core.plan.columns import Table
from headwater.core.plan.findings import Finding
from headwater.core.plan.money import Pounds
from headwater.core.plan.money_table import total_of
from headwater.core.plan.rows import Acceptance, Plan
from headwater.core.plan.tables import TABLES
from headwater.core.plan.verdicts import Verdict
from headwater.core.time import PartialDate


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell, as both plans write it. Empty: it is blank there."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that both plans have, and its cells that differ."""

    row: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True, slots=True)
class TableDiff:
    """One table: rows by their keys. `same` is how many did not change."""

    table: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[RowChange, ...]
    same: int

    @property
    def differs(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A principle whose verdict is another word than before."""

    principle: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True)
class PlanDiff:
    """The later of two plans beside the earlier.

    `tables` holds every table, changed or not. Money is that of the whole plan,
    each tranche once. `accepted` says who accepts which finding, why, and until
    when, in the later plan. `before_on` and `after_on` are the days at whose end one
    plan stood so; None where two files or two plans are compared, or it stands so.
    """

    before: CheckResult
    after: CheckResult
    tables: tuple[TableDiff, ...]
    money_before: Pounds
    money_after: Pounds
    verdicts: tuple[VerdictChange, ...]
    findings: Change
    accepted: tuple[Acceptance, ...]
    before_on: date | None = None
    after_on: date | None = None

    @property
    def differs(self) -> bool:
        """Is any row, verdict or finding another than before?"""
        rows = any(table.differs for table in self.tables)
        return rows or bool(self.verdicts or self.findings.new or self.findings.fixed)

    @property
    def standing(self) -> Plan:
        """The later plan with the notices and licences of both: to stand above."""
        both = self.before.plan.about, self.after.plan.about
        about = replace(
            self.after.plan.about,
            notice=_joined(about.notice for about in both),
            licence=_joined(about.licence for about in both),
        )
        return replace(self.after.plan, about=about)

    @property
    def gone(self) -> tuple[Finding, ...]:
        """Of the fixed findings, those about rows that are no longer there."""
        removed = {f"{t.table}/{row}" for t in self.tables for row in t.removed}
        return tuple(f for f in self.findings.fixed if f.subject in removed)

    @property
    def arrived(self) -> tuple[Finding, ...]:
        """Of the new findings, those about rows that were not there before."""
        added = {f"{t.table}/{row}" for t in self.tables for row in t.added}
        return tuple(f for f in self.findings.new if f.subject in added)


def _joined(texts: Iterable[str | None]) -> str | None:
    return " ".join(dict.fromkeys(text for text in texts if text)) or None


def diff(
    before: Plan,
    after: Plan,
    framework: Framework,
    as_at: date,
    before_as_at: date | None = None,
) -> PlanDiff:
    """Compare two plans, or one plan on two days.

    Both are checked against one framework as things stood on `as_at`; the earlier
    one on `before_as_at` where that is given.
    """
    return difference(
        check_plan(before, framework, before_as_at or as_at),
        check_plan(after, framework, as_at),
    )


def difference(
    before: CheckResult,
    after: CheckResult,
    before_on: date | None = None,
    after_on: date | None = None,
) -> PlanDiff:
    """Compare two plans that have been checked already."""
    findings = compare(before, after)
    known = {(found.rule, found.subject) for found in findings.accepted}
    rows = after.plan.accepted
    return PlanDiff(
        before=before,
        after=after,
        tables=changed_tables(before.plan, after.plan),
        money_before=total_of(before.plan),
        money_after=total_of(after.plan),
        verdicts=tuple(_verdicts(before, after)),
        findings=findings,
        accepted=tuple(row for row in rows if (row.rule, row.subject) in known),
        before_on=before_on,
        after_on=after_on,
    )


def changed_tables(before: Plan, after: Plan) -> tuple[TableDiff, ...]:
    """Every table, changed or not; for those who need no check of either plan."""
    return tuple(_table(table, before, after) for table in TABLES)


def changed_cells(table: Table, before: Any, after: Any) -> tuple[CellChange, ...]:
    """The cells of a row that do not mean the same: also for one row's history.

    The order of a list and the way that a date is written change no meaning. A
    blank and 'none' are different.
    """
    if before == after:
        return ()
    pairs = (
        (column.name, getattr(before, column.name), getattr(after, column.name))
        for column in table.columns
    )
    return tuple(
        CellChange(name, write_cell(old), write_cell(new))
        for name, old, new in pairs
        if old != new and _meaning(old) != _meaning(new)
    )


def _meaning(value: object) -> object:
    if isinstance(value, tuple):
        return frozenset(value)
    if isinstance(value, PartialDate):
        return value.state, value.first, value.last
    return value


def _table(table: Table, before: Plan, after: Plan) -> TableDiff:
    old, new = _rows(table, before), _rows(table, after)
    both = [(row, old[key]) for key, row in new.items() if key in old]
    found = ((row, changed_cells(table, earlier, row)) for row, earlier in both)
    changed = tuple(
        RowChange(_name(table, row), cells) for row, cells in found if cells
    )
    return TableDiff(
        table.name,
        added=tuple(_name(table, new[key]) for key in new if key not in old),
        removed=tuple(_name(table, old[key]) for key in old if key not in new),
        changed=changed,
        same=len(both) - len(changed),
    )


def _rows(table: Table, plan: Plan) -> dict[str, Any]:
    """Rows by their keys; capitals make no difference, as when a plan is read."""
    if table.name == "plan":
        return {"plan": plan.about}
    rows = getattr(plan, table.name)
    return {name_of(table.name, row).casefold(): row for row in rows}


def _name(table: Table, row: Any) -> str:
    return name_of(table.name, row)


def _verdicts(before: CheckResult, after: CheckResult) -> Iterator[VerdictChange]:
    earlier = {verdict.principle: verdict for verdict in before.verdicts}
    for verdict in after.verdicts:
        old = earlier.get(verdict.principle)
        if old and old.word is not verdict.word:
            yield VerdictChange(verdict.principle, old, verdict)
