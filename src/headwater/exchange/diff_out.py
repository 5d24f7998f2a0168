"""What changed between two plans, as JSON, or as CSV with a line for each cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from headwater.core.plan.check import CheckResult
from headwater.core.plan.diff import PlanDiff, TableDiff, VerdictChange
from headwater.core.plan.findings import Finding
from headwater.core.plan.money import Pounds
from headwater.core.plan.rows import Acceptance
from headwater.exchange.tables_out import Value, table_as_csv, table_as_json


SHAPE = "headwater-diff/1"
COLUMNS = ("table", "row", "change", "column", "before", "after")


def diff_as_csv(found: PlanDiff) -> str:
    """One line for each row added or removed, and for each cell changed."""
    return table_as_csv(found.standing, found.after.as_at, COLUMNS, _lines(found))


def _lines(found: PlanDiff) -> Iterator[tuple[Value, ...]]:
    for table in found.tables:
        for change, rows in (("added", table.added), ("removed", table.removed)):
            for row in rows:
                yield table.table, row, change, "", "", ""
        for changed in table.changed:
            for cell in changed.cells:
                both = cell.before, cell.after
                yield table.table, changed.row, "changed", cell.column, *both


def diff_as_json(found: PlanDiff) -> str:
    """Rows, money, verdicts and findings, under the notices of both plans."""
    body = {
        "framework": {
            "id": found.after.framework.id,
            "version": found.after.framework.version,
        },
        "before": _plan(found.before, found.before_on),
        "stood_on": _day(found.after_on),
        "tables": [_table(table) for table in found.tables],
        "money": {
            "before": _pounds(found.money_before),
            "after": _pounds(found.money_after),
        },
        "verdicts": [_verdict(change) for change in found.verdicts],
        "findings": {
            "new": _findings(found.findings.new),
            "fixed": _findings(found.findings.fixed),
            "still": _findings(found.findings.still),
            "accepted": _findings(found.findings.accepted),
            "fixed_with_their_rows": [f.fingerprint for f in found.gone],
            "new_with_their_rows": [f.fingerprint for f in found.arrived],
        },
        "accepted": [_acceptance(row) for row in found.accepted],
    }
    return table_as_json(found.standing, found.after.as_at, SHAPE, body)


def _plan(result: CheckResult, stood_on: date | None) -> dict[str, Any]:
    about = result.plan.about
    return {
        "stood_on": _day(stood_on),
        "plan_id": about.plan_id,
        "title": about.title,
        "as_at": result.as_at.isoformat(),
        "notice": about.notice or "",
        "licence": about.licence or "",
    }


def _day(day: date | None) -> str | None:
    """Null where no day was chosen: two files or plans, or as it stands."""
    return day.isoformat() if day else None


def _table(table: TableDiff) -> dict[str, Any]:
    return {
        "table": table.table,
        "added": list(table.added),
        "removed": list(table.removed),
        "same": table.same,
        "changed": [
            {
                "row": change.row,
                "cells": [
                    {"column": c.column, "before": c.before, "after": c.after}
                    for c in change.cells
                ],
            }
            for change in table.changed
        ],
    }


def _pounds(money: Pounds) -> dict[str, Any]:
    """Amounts are null where no tranche has one."""
    known = bool(money.tranches)
    return {
        "agreed": money.agreed if known else None,
        "agreement_not_said": money.not_said if known else None,
        "not_agreed": money.not_agreed if known else None,
        "tranches_with_amount": money.tranches,
        "tranches_without_amount": money.unknown,
    }


def _verdict(change: VerdictChange) -> dict[str, Any]:
    return {
        "principle": change.principle,
        "before": {
            "word": change.before.word.value,
            "sentence": change.before.sentence,
        },
        "after": {"word": change.after.word.value, "sentence": change.after.sentence},
    }


def _findings(found: Iterable[Finding]) -> list[dict[str, str]]:
    return [
        {
            "rule": f.rule,
            "level": f.level.value,
            "subject": f.subject,
            "message": f.message,
            "fingerprint": f.fingerprint,
        }
        for f in found
    ]


def _acceptance(row: Acceptance) -> dict[str, str]:
    return {
        "rule": row.rule,
        "subject": row.subject,
        "by": row.accepted_by,
        "why": row.why,
        "on": row.on.text if row.on else "",
        "until": row.until.text if row.until else "",
    }
