"""Which organisations answer for a row of a plan, and so may change it."""

from __future__ import annotations

from collections.abc import Mapping

from headwater.core.plan.cells import NONE


# The columns of each table that name who answers for a row.
BY: Mapping[str, tuple[str, ...]] = {
    "organisations": ("organisation_id",),
    "actions": ("lead_organisations", "accountable_organisation"),
    "funding": ("funder",),
    "measures": ("owner",),
    "messages": ("owner", "carried_by"),
    "services": ("organisation",),
    "engagements": ("organisation",),
    "training": ("organisations",),
    "agreements": ("partners",),
}
# Rows of these also belong to whoever answers for the actions that they name.
THROUGH: Mapping[str, str] = {
    "funding": "action",
    "evidence": "actions",
    "evaluations": "action",
    "services": "actions",
}


def owners(
    table: str,
    cells: Mapping[str, str],
    actions: Mapping[str, Mapping[str, str]] | None = None,
) -> frozenset[str]:
    """The ids of organisations, from the cells of a row as text.

    `actions` has the cells of the actions that the row may belong to, by id. A row
    that nobody answers for is the plan lead's.
    """
    found = set(_named(cells, BY.get(table, ())))
    for action in _parts(cells.get(THROUGH.get(table, ""), "")):
        found.update(_named((actions or {}).get(action, {}), BY["actions"]))
    return frozenset(found)


def _named(cells: Mapping[str, str], columns: tuple[str, ...]) -> list[str]:
    return [part for column in columns for part in _parts(cells.get(column, ""))]


def _parts(text: str) -> list[str]:
    parts = (part.strip() for part in text.split(";"))
    return [part for part in parts if part and part.casefold() != NONE]
