"""Northbank: an invented partnership, to show Headwater without speaking for anyone.

Seven plans are made by plain code from word lists and one fixed seed: the city's
and, under it, those of six districts. The same code makes the same plans.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from headwater.core.framework.load import load_framework
from headwater.core.plan.assemble import RawRow, RawTable, assemble
from headwater.core.plan.rows import Plan
from headwater.core.plan.tables import BY_NAME
from headwater.errors import InternalError
from headwater.exchange.northbank import money, tables, works
from headwater.exchange.northbank.evaluations import not_locked
from headwater.exchange.northbank.habits import HABITS
from headwater.exchange.northbank.source import (
    AS_AT,
    CITY,
    Place,
    Tables,
    city,
    districts,
)
from headwater.exchange.write_folder import write_folder


__all__ = [
    "AS_AT",
    "CITY",
    "northbank_hash",
    "northbank_plans",
    "northbank_tables",
    "write_northbank",
]


def northbank_plans() -> dict[str, Plan]:
    """The seven plans by their ids, the city's first.

    Each is read alone, as by its own district: what it names in the city's plan
    is held against that plan when all are rolled up.
    """
    framework, plans = load_framework("london"), dict[str, Plan]()
    for plan_id, raw in northbank_tables().items():
        done = assemble(raw, framework)
        if done.plan is None:
            raise InternalError(f"Northbank, {plan_id}: {done.problems[:3]}")
        plans[plan_id] = done.plan
    return plans


def northbank_tables() -> dict[str, dict[str, RawTable]]:
    """The same as cells, as they would stand in people's files."""
    return {place.plan_id: _raw(place) for place in (city(), *districts())}


def northbank_hash() -> str:
    """SHA-256 of every cell: the provenance of plans that come from no file."""
    digest = sha256()
    for plan_id, made in northbank_tables().items():
        for name, table in made.items():
            for row in table.rows:
                digest.update(f"{plan_id} {name} {sorted(row.cells.items())}".encode())
    return digest.hexdigest()


def write_northbank(folder: Path) -> None:
    """A folder of CSV files for each plan, for people to open and try."""
    for plan_id, plan in northbank_plans().items():
        write_folder(plan, folder / plan_id)


def _raw(place: Place) -> dict[str, RawTable]:
    made = _made(place)
    for habit in HABITS[place.plan_id]:
        habit(made)
    return {
        name: RawTable(
            name,
            [RawRow(number, cells) for number, cells in enumerate(made[name], start=2)],
            {column.name: column.name for column in table.columns},
        )
        for name, table in BY_NAME.items()
    }


def _made(place: Place) -> Tables:
    """A plan with everything in it; habits then make it like a real one."""
    funding = money.funding(place)
    needs, actions = (
        money.needed(funding),
        works.actions(place, money.money_ends(place)),
    )
    for row in actions:
        row["resources_needed"] = str(needs.get(row["action_id"], 0))
        paid = row["action_id"] in needs
        row["resources_note"] = "To the end of the money" if paid else "Staff time only"
    made: Tables = {"plan": tables.plan(place), "actions": actions, "funding": funding}
    for name in (
        "outcomes",
        "measures",
        "messages",
        "services",
        "engagements",
        "training",
        "agreements",
        "evidence",
        "communities",
        "meta",
    ):
        made[name] = getattr(tables, name)(place)
    return made | {
        "organisations": tables.organisations(place, made),
        "accepted": [],
        "evaluations": not_locked(place),
    }
