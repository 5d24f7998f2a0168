"""Rows of a plan as its keepers have them: every cell as text, kept-in ones too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from headwater.app.models import ROW_MODELS, Event, Person, Revision
from headwater.app.selectors.kept_rows import Standing, standing
from headwater.app.selectors.standing import NotThere
from headwater.core.plan.assemble import RawRow, RawTable
from headwater.core.plan.columns import Table
from headwater.core.plan.owners import BY, THROUGH, owners
from headwater.core.plan.tables import BY_NAME


Cells = dict[str, str]
KEPT = 20_000  # rows that a process remembers: those of one large plan
TITLES = ("title", "name", "wording")  # the first of these is what people call a row


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row: its key, its cells that are not blank, and its last revision."""

    table: str
    key: str
    cells: Mapping[str, str]
    revision: int
    owners: frozenset[str]

    @property
    def title(self) -> str:
        """What people call it."""
        return _title(self.cells, self.key)


@dataclass(frozen=True, slots=True)
class Because:
    """The decision of a review that a change comes of."""

    day: date
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One version of a row: what changed in it, when, by whom and why."""

    number: int
    at: datetime
    by: str
    who: str
    why: str
    source: str
    removed: bool
    cells: tuple[tuple[str, str, str], ...]  # column, before, after
    because: Because | None = None


def table_of(name: str) -> Table:
    """Raises NotThere."""
    if name not in BY_NAME:
        raise NotThere(name)
    return BY_NAME[name]


def split(table: Table, key: str) -> dict[str, str]:
    """The columns of a key. Raises NotThere for what cannot be one."""
    parts = key.split(" / ")
    if len(parts) != len(table.key):
        raise NotThere(key)
    return dict(zip(table.key, parts, strict=True))


def row(plan_id: str, name: str, key: str) -> KeptRow:
    """One row as it stands. Raises NotThere."""
    table = table_of(name)
    named = split(table, key)
    names = [column.name for column in table.columns]
    # Before the cells: who saves cells that are newer than their number loses nothing.
    number = revision(plan_id, name, key)
    found = _of(plan_id, name).filter(**named).values_list(*names).first()
    if found is None:
        raise NotThere(key)
    cells = _cells(names, found)
    return KeptRow(name, key, cells, number, owners_of(plan_id, name, cells))


def rows(plan_id: str, name: str) -> list[KeptRow]:
    """Every row of a table as it stands, in the order in which they came."""
    found = standing(plan_id, table_of(name).name)[name]
    if name not in THROUGH:
        return [_kept(name, each) for each in found]
    actions = _actions(plan_id)
    return [_kept_through(name, each, actions) for each in found]


@lru_cache(maxsize=KEPT)  # somebody saves one row, and the others are as they were
def _kept(name: str, row: Standing) -> KeptRow:
    return _kept_through(name, row, None)


def _kept_through(
    name: str, row: Standing, actions: Mapping[str, Cells] | None
) -> KeptRow:
    names = [column.name for column in BY_NAME[name].columns]
    cells = _cells(names, row.values)
    return KeptRow(name, row.key, cells, row.revision, owners(name, cells, actions))


def counts(plan_id: str) -> dict[str, int]:
    """How many rows each table has."""
    return {name: _of(plan_id, name).count() for name in BY_NAME}


def _title(cells: Mapping[str, str], key: str) -> str:
    return next((cells[name] for name in TITLES if cells.get(name)), key)


def _of(plan_id: str, name: str) -> Any:
    """The rows of a table in a plan."""
    return ROW_MODELS[name]._default_manager.filter(plan_id=plan_id)


def _cells(names: list[str], values: tuple[str | None, ...]) -> Cells:
    pairs = zip(names, values, strict=True)
    return {name: value for name, value in pairs if value is not None}


def owners_of(plan_id: str, name: str, cells: Cells) -> frozenset[str]:
    """Who answers, or would answer, for a row of these cells."""
    return owners(name, cells, _actions(plan_id) if name in THROUGH else None)


def _actions(plan_id: str) -> dict[str, Cells]:
    """Who answers for each action."""
    columns = BY_NAME["actions"].columns
    places = [(n, c.name) for n, c in enumerate(columns) if c.name in BY["actions"]]
    return {
        row.key: {name: row.values[n] or "" for n, name in places}
        for row in standing(plan_id, "actions")["actions"]
    }


def is_taken(plan_id: str, table: Table, cells: Mapping[str, str]) -> bool:
    """Is there a row of this name, in small or large letters?"""
    named = {f"{part}__iexact": cells[part] for part in table.key}
    found: bool = _of(plan_id, table.name).filter(**named).exists()
    return found


def revision(plan_id: str, name: str, key: str) -> int:
    """The number of the last version of a row; 0 where it never stood."""
    found = Revision.objects.filter(plan=plan_id, table=name, key=key).order_by("-pk")
    return found.values_list("pk", flat=True).first() or 0


def version(plan_id: str, name: str, key: str, number: int) -> Mapping[str, str]:
    """The cells of a row as one version had them. Raises NotThere."""
    rows = Revision.objects.filter(plan=plan_id, table=name, key=key, pk=number)
    found = rows.values_list("values", flat=True).first()
    if found is None:
        raise NotThere(str(number))
    return dict(found)


def history(plan_id: str, name: str, key: str) -> list[Change]:
    """Every version of a row, the newest first."""
    asked = ("pk", "at", "by", "why", "source", "values", "because")
    found = Revision.objects.filter(plan=plan_id, table=name, key=key).order_by("pk")
    who, came_of = _who(plan_id, name, key), _because(found)
    before: Mapping[str, str] = {}
    steps = []
    for number, at, by, why, source, values, of in found.values_list(*asked):
        after = values or {}
        cells = tuple(_differ(before, after))
        by_whom = who.get(at, "")
        removed = values is None
        because = came_of.get(of)
        steps.append(
            Change(number, at, by, by_whom, why, source, removed, cells, because)
        )
        before = after
    return steps[::-1]


def _who(plan_id: str, name: str, key: str) -> dict[datetime, str]:
    """The people behind changes, for those who work with them."""
    rows = Event.objects.filter(plan=plan_id, kind=name, key=key, person__isnull=False)
    people = {person.pk: str(person) for person in Person.objects.all()}
    return {at: people.get(who, "") for at, who in rows.values_list("at", "person")}


def _because(found: Any) -> dict[int | None, Because]:
    """The decisions that these versions come of."""
    named = "because__review__day", "because__number", "because__text"
    rows = found.filter(because__isnull=False).values_list("because", *named)
    return {number: Because(*rest) for number, *rest in rows}


def _differ(
    before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    for name in [*before, *(n for n in after if n not in before)]:
        was, now = before.get(name, ""), after.get(name, "")
        if was != now:
            yield name, was, now


def referable(plan_id: str, table: Table) -> dict[str, RawTable]:
    """Of every table that rows of this one may refer to, the keys (and names)."""
    return {
        name: _keys(plan_id, name)
        for name in {c.table for c in table.columns if c.table}
    }


def _keys(plan_id: str, name: str) -> RawTable:
    table = BY_NAME[name]
    names = [table.key[0]]
    if name == "organisations":
        names += ["name", "other_names"]
    found = _of(plan_id, name).order_by("pk").values_list(*names)
    rows = [RawRow(n, _cells(names, values)) for n, values in enumerate(found, 2)]
    return RawTable(name, rows, {})


def choices(plan_id: str, name: str) -> list[tuple[str, str]]:
    """The rows that a reference may name: key and what people call it."""
    table = BY_NAME[name]
    called = next(c.name for c in table.columns if c.name in TITLES)
    found = _of(plan_id, name).order_by(called).values_list(table.key[0], called)
    return [(key, f"{title} ({key})") for key, title in found]


def last_cells(plan_id: str, name: str, key: str) -> Mapping[str, str]:
    """The cells of a row as they stand, or stood before it was removed."""
    found = Revision.objects.filter(
        plan=plan_id, table=name, key=key, values__isnull=False
    )
    return dict(found.order_by("-pk").values_list("values", flat=True).first() or {})
