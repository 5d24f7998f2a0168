"""A plan of London's size for `./hw bench web`: Northbank's, again and again.

33 boroughs, 120 other partners, 2,000 actions and 60 measures, every one invented. Each
action is led by another organisation in turn, so that everybody has some of their own.
"""

from __future__ import annotations

from dataclasses import replace

from large_plan import _again

from headwater.core.plan.rows import Organisation, Plan
from headwater.exchange.northbank import CITY, northbank_plans


PLAN = "large"
BOROUGHS, PARTNERS, ACTIONS, MEASURES = 33, 120, 2_000, 60


def city_plan() -> Plan:
    small = northbank_plans()[CITY]
    led = _organisations(small)
    times = range(-(-ACTIONS // len(small.actions)))
    actions = tuple(
        replace(_again(row, n), lead_organisations=(_lead(led, n, at),))
        for n in times
        for at, row in enumerate(small.actions)
    )[:ACTIONS]
    kept = {row.action_id for row in actions}
    again = {
        table: tuple(_again(row, n) for n in times for row in getattr(small, table))
        for table in ("funding", "outcomes", "measures", "evidence")
    }
    again["funding"] = tuple(r for r in again["funding"] if r.action in kept)
    again["measures"] = again["measures"][:MEASURES]
    about = replace(small.about, plan_id=PLAN, title="A city's plan (invented)")
    return replace(small, about=about, organisations=led, actions=actions, **again)


def _organisations(small: Plan) -> tuple[Organisation, ...]:
    """Those of Northbank, and made-up ones up to the number of a large city."""
    first = small.organisations[0]
    more = range(BOROUGHS + PARTNERS - len(small.organisations))
    return small.organisations + tuple(
        replace(
            first,
            organisation_id=f"partner-{n:03}",
            name=f"Partner {n:03} (invented)",
            sector="borough" if n < BOROUGHS else "vcs-generic",
        )
        for n in more
    )


def _lead(led: tuple[Organisation, ...], n: int, at: int) -> str:
    return led[(n * 90 + at) % len(led)].organisation_id
