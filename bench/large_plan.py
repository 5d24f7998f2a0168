"""A plan of 10,000 actions for `./hw bench plan`: Northbank's city plan, many times.

The actions, their money, measures and evidence come again under new ids, so that
a large plan is as full, and as patchy, as one that people might write.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from headwater.core.plan.rows import Plan
from headwater.exchange.northbank import CITY, northbank_plans


ACTIONS = 10_000


def large_plan() -> Plan:
    """About 10,000 actions, 15,000 tranches and as many measures as that needs."""
    small = northbank_plans()[CITY]
    times = range(-(-ACTIONS // len(small.actions)))
    again: dict[str, Any] = {
        "actions": [_action(row, n) for n in times for row in small.actions],
        "funding": [_tranche(row, n) for n in times for row in small.funding],
        "measures": [
            _linked(row, "measure_id", n) for n in times for row in small.measures
        ],
        "evidence": [
            _linked(row, "evidence_id", n) for n in times for row in small.evidence
        ],
    }
    about = replace(small.about, plan_id="large", title="A large plan for the bench")
    return replace(small, about=about, **{k: tuple(v) for k, v in again.items()})


def _new(name: str, n: int) -> str:
    return f"{name}-{n}" if n else name


def _action(row: Any, n: int) -> Any:
    return replace(row, action_id=_new(row.action_id, n), title=_new(row.title, n))


def _tranche(row: Any, n: int) -> Any:
    also = row.also_pays_for and tuple(_new(name, n) for name in row.also_pays_for)
    return replace(row, action=_new(row.action, n), also_pays_for=also)


def _linked(row: Any, key: str, n: int) -> Any:
    actions = row.actions and tuple(_new(name, n) for name in row.actions)
    return replace(row, **{key: _new(getattr(row, key), n)}, actions=actions)
