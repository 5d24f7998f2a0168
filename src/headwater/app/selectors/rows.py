"""Rows of a plan as its keepers have them: every cell as text, kept-in ones too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from headwater.app.models import ROW_MODELS, Event, Person, Revision
from headwater.app.selectors.standing import NotThere
from headwater.core.plan.assemble import RawRow, RawTable
from headwater.core.plan.columns import Table
from headwater.core.plan.owners import BY, THROUGH, owners
from headwater.core.plan.tables import BY_NAME


Cells = dict[str, str]
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
class ListedRow:
    """What a list says of a row."""

    key: str
    title: str
    owners: frozenset[str]


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
    return KeptRow(name, key, cells, number, _owners(plan_id, name, [cells])[0])


def rows(plan_id: str, name: str) -> list[KeptRow]:
    """Every row of a table as it stands, in the order in which they came."""
    table = table_of(name)
    names = [column.name for column in table.columns]
    newest = _newest(plan_id, name)
    cells = [
        _cells(names, values)
        for values in _of(plan_id, name).order_by("pk").values_list(*names)
    ]
    keys = [" / ".join(each[part] for part in table.key) for each in cells]
    owned = _owners(plan_id, name, cells)
    return [
        KeptRow(name, key, each, newest.get(key, 0), who)
        for key, each, who in zip(keys, cells, owned, strict=True)
    ]


def counts(plan_id: str) -> dict[str, int]:
    """How many rows each table has."""
    return {name: _of(plan_id, name).count() for name in BY_NAME}


def listed(plan_id: str, name: str) -> list[ListedRow]:
    """Every row of a table for a list: of long tables the few columns that it takes."""
    table = table_of(name)
    wanted = {*table.key, *TITLES, *BY.get(name, ()), THROUGH.get(name)}
    names = [column.name for column in table.columns if column.name in wanted]
    found = _of(plan_id, name).order_by("pk").values_list(*names)
    cells = [_cells(names, values) for values in found]
    owned = _owners(plan_id, name, cells)
    keys = [" / ".join(each[part] for part in table.key) for each in cells]
    return [
        ListedRow(key, _title(each, key), who)
        for key, each, who in zip(keys, cells, owned, strict=True)
    ]


def _title(cells: Mapping[str, str], key: str) -> str:
    return next((cells[name] for name in TITLES if cells.get(name)), key)


def _newest(plan_id: str, name: str) -> dict[str, int]:
    """The number of the last version of each row. Read it before the rows."""
    found = Revision.objects.filter(plan=plan_id, table=name).values("key")
    return dict(found.annotate(last=Max("pk")).values_list("key", "last"))


def _of(plan_id: str, name: str) -> Any:
    """The rows of a table in a plan."""
    return ROW_MODELS[name]._default_manager.filter(plan_id=plan_id)


def _cells(names: list[str], values: tuple[str | None, ...]) -> Cells:
    pairs = zip(names, values, strict=True)
    return {name: value for name, value in pairs if value is not None}


def _owners(plan_id: str, name: str, cells: list[Cells]) -> list[frozenset[str]]:
    actions = _actions(plan_id) if name in THROUGH else None
    wanted = (*BY.get(name, ()), THROUGH.get(name, ""))
    found: dict[tuple[str | None, ...], frozenset[str]] = {}
    told = []
    for each in cells:  # many rows say the same of who answers for them
        said = tuple(each.get(column) for column in wanted)
        if said not in found:
            found[said] = owners(name, each, actions)
        told.append(found[said])
    return told


def _actions(plan_id: str) -> dict[str, Cells]:
    """Who answers for each action."""
    names = ["action_id", *BY["actions"]]
    found = (_cells(names, v) for v in _of(plan_id, "actions").values_list(*names))
    return {cells["action_id"]: cells for cells in found}


def owners_of(plan_id: str, name: str, cells: Cells) -> frozenset[str]:
    """Who would answer for a row of these cells."""
    return _owners(plan_id, name, [cells])[0]


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
