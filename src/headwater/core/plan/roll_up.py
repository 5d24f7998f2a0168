"""A plan and all plans under it as one plan, in which nothing counts twice.

Every row keeps its id, unless another plan has it too: then its own plan's id
stands before it, as in 'quillmoor/O1'. The plan at the top keeps its ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from headwater.core.plan.above import key_above, qualified
from headwater.core.plan.checks.hygiene import name_of, subject_of
from headwater.core.plan.columns import Table
from headwater.core.plan.nested import Branch
from headwater.core.plan.rows import (
    About,
    Acceptance,
    Community,
    Plan,
    TableNote,
    Tranche,
)
from headwater.core.plan.same_money import (
    Claim,
    Pot,
    count_once,
    other_names,
    with_names_of_their_own,
)
from headwater.core.plan.same_partner import free, join_partners
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.core.plan.truth import Truth, every


# The tables whose rows have an id of their own, which other rows may name.
WITH_IDS = tuple(
    table
    for table in TABLES
    if len(table.key) == 1 and table.name not in ("plan", "organisations", "meta")
)
Names = Mapping[tuple[str, str, str], str]  # plan, table, id there: id in the whole


@dataclass(frozen=True, slots=True)
class Merged:
    """A row of a plan below that does not stand in the whole for itself.

    `into` is the row that stands for it; empty where it was left out.
    """

    table: str
    row: str
    into: str
    why: str


@dataclass(frozen=True)
class RolledUp:
    """The whole as a plan, and what became one on the way."""

    plan: Plan
    merged: tuple[Merged, ...]


def roll_up(branch: Branch) -> RolledUp:
    """A plan with every row of the plans under it; `check_plan` works on it.

    One organisation stands once, and so does money that two plans write down
    for one action (`same_partner`, `same_money`). A table is complete where it
    is so in every plan.
    """
    plans = tuple(branch.plans())
    partners = join_partners(plans)
    names = _names(plans) | {
        (plan_id, "organisations", old): new
        for (plan_id, old), new in partners.names.items()
    }
    pots = count_once(_claims(branch, names), _links(branch, names))
    money = tuple(with_names_of_their_own(pots))
    areas, accepted = _communities(plans), _acceptances(plans, names)
    plan = Plan(
        about=_about(plans, names),
        organisations=tuple(partners.rows.values()),
        funding=money,
        communities=tuple(areas.values()),
        accepted=tuple(row for _, row, into in accepted if into),
        meta=tuple(_meta(plans)),
        **{table.name: tuple(_rows(plans, table, names)) for table in WITH_IDS},
    )
    merged = [
        *(_joined(*pair, names) for pair in partners.joined),
        *(found for pair in zip(pots, money, strict=True) for found in _one_pot(*pair)),
        *(_left_out(plan_id, row) for plan_id, row, into in accepted if not into),
    ]
    return RolledUp(plan, tuple(merged))


def _names(plans: tuple[Plan, ...]) -> dict[tuple[str, str, str], str]:
    """What each row is called in the whole."""
    found: dict[tuple[str, str, str], str] = {}
    for table in WITH_IDS:
        ids = [
            (place, plan.about.plan_id, name_of(table.name, row))
            for place, plan in enumerate(plans)
            for row in getattr(plan, table.name)
        ]
        times = Counter(key.casefold() for _, _, key in ids)
        taken: set[str] = set()
        for place, plan_id, key in ids:
            alone = times[key.casefold()] == 1 or not place
            name = free(key if alone else qualified(plan_id, key), plan_id, taken)
            taken.add(name.casefold())
            found[plan_id, table.name, key] = name
    return found


def _name(names: Names, about: About, table: str, reference: str) -> str:
    """What a reference is called in the whole; unchanged where it names nothing."""
    own = names.get((about.plan_id, table, reference))
    higher = key_above(about.parent, reference)
    if own or not higher:
        return own or reference
    return names.get((about.parent or "", table, higher), reference)


def _rows(plans: tuple[Plan, ...], table: Table, names: Names) -> Iterator[Any]:
    for plan in plans:
        for row in getattr(plan, table.name):
            yield _renamed(row, plan.about, table, names)


def _renamed(row: Any, about: About, table: Table, names: Names) -> Any:
    """A row with the names of the whole, its own and those that it refers to."""
    changes: dict[str, object] = {}
    for column, named in _naming(table.name):
        if value := getattr(row, column):
            changes[column] = _all_named(names, about, named, value)
    return replace(row, **changes)


@cache
def _naming(table: str) -> tuple[tuple[str, str], ...]:
    """The columns with names of rows, and the table that the rows stand in."""
    key = BY_NAME[table].key if BY_NAME[table] in WITH_IDS else ()
    return tuple(
        (column.name, column.table or table)
        for column in BY_NAME[table].columns
        if column.table or (column.name,) == key
    )


def _all_named(
    names: Names, about: About, table: str, cell: str | tuple[str, ...]
) -> str | tuple[str, ...]:
    if isinstance(cell, str):
        return _name(names, about, table, cell)
    return tuple(dict.fromkeys(_name(names, about, table, one) for one in cell))


def _claims(branch: Branch, names: Names) -> Iterator[Claim]:
    for plan, above in _lines(branch):
        ids = frozenset(higher.about.plan_id for higher in above)
        for row in plan.funding:
            renamed = _renamed(row, plan.about, BY_NAME["funding"], names)
            yield Claim(plan.about.plan_id, ids, name_of("funding", row), renamed)


def _links(branch: Branch, names: Names) -> dict[str, frozenset[str]]:
    """For each action below, the actions above that are the same one."""
    actions = {(p, key): new for (p, t, key), new in names.items() if t == "actions"}
    found: dict[str, frozenset[str]] = {}
    for plan, above in _lines(branch):
        found |= other_names(plan, above, actions)
    return found


def _lines(
    branch: Branch, above: tuple[Plan, ...] = ()
) -> Iterator[tuple[Plan, tuple[Plan, ...]]]:
    """Every plan with those above it, from above to below."""
    yield branch.plan, above
    for lower in branch.under:
        yield from _lines(lower, (*above, branch.plan))


def _about(plans: tuple[Plan, ...], names: Names) -> About:
    """The plan at the top, with what every plan wants said on each page."""
    top, *below = plans
    lead = top.about.lead
    return replace(
        top.about,
        title=f"{top.about.title}, with {_count(below)}" if below else top.about.title,
        lead=lead and _name(names, top.about, "organisations", lead),
        notice=_said(plan.about.notice for plan in plans),
        licence=_said(plan.about.licence for plan in plans),
    )


def _count(below: list[Plan]) -> str:
    return (
        "the plan under it" if len(below) == 1 else f"the {len(below)} plans under it"
    )


def _said(texts: Iterator[str | None]) -> str | None:
    return " ".join(dict.fromkeys(text for text in texts if text)) or None


def _communities(plans: tuple[Plan, ...]) -> dict[str, Community]:
    """One row for each area and community: that of the plan furthest up."""
    found: dict[str, Community] = {}
    for plan in plans:
        for row in plan.communities:
            found.setdefault(name_of("communities", row), row)
    return found


def _meta(plans: tuple[Plan, ...]) -> Iterator[TableNote]:
    notes = [{note.table: note.complete for note in plan.meta} for plan in plans]
    for table in BY_NAME:
        complete: Truth = every(*(told.get(table) for told in notes))
        yield TableNote(table=table, complete=complete)


def _acceptances(
    plans: tuple[Plan, ...], names: Names
) -> list[tuple[str, Acceptance, bool]]:
    """What is accepted, with the names of the whole, and whether it stands there.

    A plan below can accept what was found in its own rows. What it accepts of
    itself, such as a type of VAWG that it leaves out, says nothing of the whole.
    """
    found: list[tuple[str, Acceptance, bool]] = []
    for place, plan in enumerate(plans):
        subjects = _subjects(plan, names) if plan.accepted else {}
        for row in plan.accepted:
            subject = subjects.get(row.subject, "" if place else row.subject)
            stands = replace(row, subject=subject) if subject else row
            found.append((plan.about.plan_id, stands, bool(subject)))
    return found


def _subjects(plan: Plan, names: Names) -> dict[str, str]:
    """What findings about a plan's own rows are about in the whole."""
    return {
        subject_of(table.name, row): subject_of(
            table.name, _renamed(row, plan.about, table, names)
        )
        for table in WITH_IDS
        for row in getattr(plan, table.name)
    }


def _joined(plan_id: str, old: str, names: Names) -> Merged:
    into = names[plan_id, "organisations", old]
    why = "the same identifier or name"
    return Merged("organisations", qualified(plan_id, old), into, why)


def _one_pot(pot: Pot, tranche: Tranche) -> Iterator[Merged]:
    into = name_of("funding", tranche)
    for plan_id, name in pot.also_in.items():
        why = "the same money for the same action"
        yield Merged("funding", qualified(plan_id, name), into, why)


def _left_out(plan_id: str, row: Acceptance) -> Merged:
    name = qualified(plan_id, name_of("accepted", row))
    return Merged("accepted", name, "", "it is about that plan alone")
