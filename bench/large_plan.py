"""A plan of 10,000 actions for `./hw bench plan`: Northbank's city plan, many times.

The actions, their money, outcomes, measures and evidence come again under new
ids, so that a large plan is as full, and as patchy, as one that people write.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from headwater.core.plan.rows import Plan
from headwater.exchange.northbank import CITY, northbank_plans


ACTIONS = 10_000
NAMES = (  # the columns that hold ids of what comes again, and titles
    "action_id",
    "outcome_id",
    "measure_id",
    "evidence_id",
    "title",
    "action",
    "actions",
    "outcomes",
    "also_pays_for",
)


def large_plan() -> Plan:
    """About 10,000 actions and 24,000 tranches of money."""
    small = northbank_plans()[CITY]
    times = range(-(-ACTIONS // len(small.actions)))
    again = {
        table: tuple(_again(row, n) for n in times for row in getattr(small, table))
        for table in ("actions", "funding", "outcomes", "measures", "evidence")
    }
    about = replace(small.about, plan_id="large", title="A large plan for the bench")
    return replace(small, about=about, **again)


def _again(row: Any, n: int) -> Any:
    """A row for the n-th time: its own id, and every id that it names, are new."""
    names = [name for name in NAMES if hasattr(row, name)]
    return replace(row, **{name: _new(getattr(row, name), n) for name in names})


def _new(value: Any, n: int) -> Any:
    if not n or not value:
        return value
    if isinstance(value, tuple):
        return tuple(f"{name}-{n}" for name in value)
    return f"{value}-{n}"
