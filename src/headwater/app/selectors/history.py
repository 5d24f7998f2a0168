"""How one action came to be as it is: every change to it, and to its money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from headwater.app.models import Revision
from headwater.core.plan.diff import CellChange
from headwater.core.plan.tables import BY_NAME


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one row. `kind` is 'first', 'changed' or 'removed'.

    Who made it, why, and from which file is not told here: these pages are public,
    and people and their words are not.
    """

    table: str
    row: str
    at: datetime
    receipt: int | None
    kind: str
    cells: tuple[CellChange, ...]


def action_history(plan_id: str, action_id: str) -> list[Step]:
    """Every change to an action and to its tranches, the latest first."""
    own = Q(table="actions", key=action_id)
    money = Q(table="funding", key__startswith=f"{action_id} / ")
    rows = Revision.objects.filter(own | money, plan=plan_id).order_by("pk")
    asked = ("values", "table", "key", "at", "receipt")
    return list(_steps(rows.values_list(*asked)))[::-1]


def _steps(rows: Iterable[tuple[Any, ...]]) -> Iterator[Step]:
    stood: dict[tuple[str, str], Mapping[str, str]] = {}
    for after, table, key, *said in rows:
        before = stood.get((table, key))
        kind = "removed" if after is None else "changed" if before else "first"
        yield Step(table, key, *said, kind, tuple(_cells(table, before, after)))
        stood[table, key] = after or {}


def _cells(
    table: str, before: Mapping[str, str] | None, after: Mapping[str, str] | None
) -> Iterator[CellChange]:
    """The cells that differ; of a first or a last version there is nothing to tell."""
    if not before or after is None:
        return
    for column in BY_NAME[table].public:
        was, now = before.get(column.name, ""), after.get(column.name, "")
        if was != now:
            yield CellChange(column.name, was, now)
