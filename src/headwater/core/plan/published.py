"""A plan as readers outside the partnership get it.

What is not declared public is not left out of each page one by one: it is not in
the plan that pages are made from.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from headwater.core.plan.check import CheckResult
from headwater.core.plan.columns import Table
from headwater.core.plan.rows import Plan
from headwater.core.plan.tables import BY_NAME, TABLES


def published(plan: Plan) -> Plan:
    """The plan with a blank in every cell that is not public.

    A blank here may have been written: judge the whole plan, and show this one.
    """
    about = published_row(BY_NAME["plan"], plan.about)
    tables = {t.name: _rows(t, plan) for t in TABLES if t.name != "plan"}
    return Plan(about=about, **tables)


def published_check(result: CheckResult) -> CheckResult:
    """What the check of the whole plan found, with the plan to show beside it."""
    return replace(result, plan=published(result.plan))


def _rows(table: Table, plan: Plan) -> tuple[Any, ...]:
    return tuple(published_row(table, row) for row in getattr(plan, table.name))


def published_row(table: Table, row: Any) -> Any:
    """One row of a table, with a blank in every cell that is not public."""
    kept = [c.name for c in table.columns if not c.public]
    written = [name for name in kept if getattr(row, name) is not None]
    return replace(row, **dict.fromkeys(written)) if written else row
