"""The rows of a plan as they stand, kept in mind: only what changed is read again.

Every change of a row leaves a revision in the same transaction. So what has come since
a process last looked says which rows it must read, and the rest stand as they were.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max

from headwater.app.models import ROW_MODELS, Revision
from headwater.core.plan.tables import BY_NAME


PLANS = 8  # that a process keeps in mind
MANY = 200  # rows of a table that changed: then the whole table is read again
Values = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A row as it stands: its cells in the order of the columns, its last revision."""

    place: int
    key: str
    values: Values
    revision: int


Rows = dict[str, Standing]


@dataclass(slots=True)
class _Plan:
    """What a process knows of a plan, up to a revision."""

    seen: int
    tables: dict[str, Rows] = field(default_factory=dict)


_ONE = RLock()
_PLANS: OrderedDict[tuple[str, str], _Plan] = OrderedDict()


def standing(plan_id: str, *names: str) -> dict[str, list[Standing]]:
    """Every row of these tables as it stands, in the order in which they came."""
    if connection.in_atomic_block:  # what may yet be taken back is not kept in mind
        return {name: list(_read(plan_id, name).values()) for name in names}
    with _ONE:
        plan = _up_to_date(plan_id)
        for name in set(names) - plan.tables.keys():
            plan.tables[name] = _read(plan_id, name)
        return {name: list(plan.tables[name].values()) for name in names}


def _up_to_date(plan_id: str) -> _Plan:
    kept = (str(settings.WORKSPACE), plan_id)
    plan = _PLANS.setdefault(kept, _Plan(seen=-1))
    _PLANS.move_to_end(kept)
    while len(_PLANS) > PLANS:
        _PLANS.popitem(last=False)
    _take_in(plan, plan_id)
    return plan


def _take_in(plan: _Plan, plan_id: str) -> None:
    """Read again what has changed since this process last looked."""
    newest = newest_revision(plan_id)
    if newest < plan.seen:  # another workspace came to lie here
        plan.tables.clear()
    elif plan.tables and newest > plan.seen:
        came = Revision.objects.filter(plan=plan_id, pk__gt=plan.seen)
        changed: dict[str, set[str]] = {}
        for table, key in came.values_list("table", "key"):
            changed.setdefault(table, set()).add(key)
        for name in changed.keys() & plan.tables.keys():
            _change(plan, plan_id, name, changed[name])
    plan.seen = newest


def newest_revision(plan_id: str) -> int:
    """A number that grows with every change to a plan; 0 where there is none."""
    found = Revision.objects.filter(plan=plan_id).order_by("-pk")
    return found.values_list("pk", flat=True).first() or 0


def _change(plan: _Plan, plan_id: str, name: str, keys: set[str]) -> None:
    rows = plan.tables[name]
    new = keys - rows.keys()
    if len(keys) > MANY or len(BY_NAME[name].key) > 1:
        plan.tables[name] = _read(plan_id, name)
        return
    found = _read(plan_id, name, keys)
    rows |= found  # those that stood keep their place
    for key in keys - found.keys():
        rows.pop(key, None)
    if new:
        in_order = sorted(rows.values(), key=lambda row: row.place)
        plan.tables[name] = {row.key: row for row in in_order}


def _read(plan_id: str, name: str, keys: set[str] | None = None) -> Rows:
    """The numbers first: who saves cells that are newer than theirs loses nothing."""
    table = BY_NAME[name]
    revisions = Revision.objects.filter(plan=plan_id, table=name)
    rows: Any = ROW_MODELS[name]._default_manager.filter(plan_id=plan_id)
    if keys is not None:
        revisions = revisions.filter(key__in=keys)
        rows = rows.filter(**{f"{table.key[0]}__in": keys})
    numbers = revisions.values("key").annotate(last=Max("pk"))
    newest = dict(numbers.values_list("key", "last"))
    names = [column.name for column in table.columns]
    places = [names.index(part) for part in table.key]
    found = {}
    for place, *values in rows.order_by("pk").values_list("pk", *names):
        key = " / ".join(values[n] for n in places)
        found[key] = Standing(place, key, tuple(values), newest.get(key, 0))
    return found
