"""Bring a plan into the workspace: what changed is written, the rest is left."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Model

from headwater.app.actions.hanging import refuse_hanging
from headwater.app.actions.insert import insert_rows
from headwater.app.actions.record import record
from headwater.app.models import ROW_MODELS, Import, Revision
from headwater.app.schema import one_writer
from headwater.core.plan.cells import write_cell
from headwater.core.plan.columns import Table
from headwater.core.plan.rows import Plan, Row
from headwater.core.plan.tables import TABLES
from headwater.errors import UserError


REVISION = (  # fields, in the order of `_revisions`
    "plan",
    "table",
    "key",
    "values",
    "source",
    "by",
    "at",
    "why",
    "receipt",
)
BATCH = 500  # rows a statement; SQLite limits how many values one may carry

Cells = tuple[str | None, ...]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The file or folder that a plan came from, and the hash of its content."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class TableCount:
    """What an import did to one table.

    `missing` rows stand in the workspace and not in the file; they are kept,
    or removed where the caller asked for that.
    """

    table: str
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an import did, or would do: `number` is None for a dry run."""

    number: int | None
    plan_id: str
    source: Source
    at: datetime
    by: str
    why: str
    tables: tuple[TableCount, ...]

    @property
    def changed_nothing(self) -> bool:
        return not any(t.created or t.changed or t.removed for t in self.tables)


@dataclass(frozen=True, slots=True)
class _Difference:
    """One table of a plan beside what stands."""

    table: Table
    created: dict[tuple[str, ...], Cells]
    changed: dict[tuple[str, ...], Cells]
    unchanged: int
    missing: dict[tuple[str, ...], Cells]


def import_plan(
    *,
    plan: Plan,
    source: Source,
    by: str,
    at: datetime,
    why: str,
    remove_missing: bool = False,
    tables: Collection[str] | None = None,
    dry_run: bool = False,
) -> Receipt:
    """Create and change what differs; say what is not in the file.

    Rows that the file does not hold are kept, unless `remove_missing`. Where
    the file holds only some tables, name them in `tables`: the others are left
    alone. A dry run gives the same receipt, without a number, and writes
    nothing. The same plan twice changes nothing. Raises UserError where a row
    that stays names a row that would be removed.
    """
    plan_id = plan.about.plan_id
    with one_writer(settings.WORKSPACE):
        found = [
            _compare(plan, table, remove_missing)
            for table in TABLES
            if tables is None or table.name in tables
        ]
        if remove_missing and tables is not None:
            refuse_hanging(plan_id, _removed(found), tables)
        counts = tuple(_count(difference, remove_missing) for difference in found)
        receipt = Receipt(None, plan_id, source, at, by, why, counts)
        if dry_run:
            return receipt
        return _write(receipt, found, remove_missing)


def _compare(plan: Plan, table: Table, remove_missing: bool) -> _Difference:
    standing = _standing(plan.about.plan_id, table)
    places, values_of = _places(table), attrgetter(*_names(table))
    created, changed, unchanged = {}, {}, 0
    for row in _rows(plan, table):
        values = values_of(row)
        key, cells = tuple([values[i] for i in places]), _cells(values)
        was = standing.pop(key, None)
        if was is None:
            created[key] = cells
        elif was != cells:
            changed[key] = cells
        else:
            unchanged += 1
    _refuse_other_case(table, created, standing)
    return _Difference(table, created, changed, unchanged, standing)


def _refuse_other_case(
    table: Table, created: dict[Key, Cells], standing: dict[Key, Cells]
) -> None:
    """'a1' for a row that stands as 'A1' would be a second row, for good."""
    names = {_plain(key): key for key in standing}
    for key in created:
        if was := names.get(_plain(key)):
            raise UserError(
                f"'{' / '.join(key)}' stands in the workspace as '{' / '.join(was)}'.",
                where=f"{table.name}:",
                fix="Write it as it stands there. Nothing was changed.",
            )


def _plain(key: Key) -> Key:
    return tuple(part.casefold() for part in key)


def _removed(found: list[_Difference]) -> dict[str, set[str]]:
    """The names of the rows that would go, by table; other rows may name them."""
    return {d.table.name: {key[0] for key in d.missing} for d in found}


def _rows(plan: Plan, table: Table) -> tuple[Row, ...]:
    return (plan.about,) if table.name == "plan" else getattr(plan, table.name)


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _places(table: Table) -> list[int]:
    """Where the columns of the key stand among all of them."""
    names = _names(table)
    return [names.index(name) for name in table.key]


def _cells(values: Iterable[Any]) -> Cells:
    return tuple([None if value is None else write_cell(value) for value in values])


def _standing(plan_id: str, table: Table) -> dict[tuple[str, ...], Cells]:
    """The rows of a table as they stand, by key."""
    places = _places(table)
    rows = ROW_MODELS[table.name]._default_manager.filter(plan_id=plan_id)
    return {
        tuple([cells[i] for i in places]): cells
        for cells in rows.order_by("pk").values_list(*_names(table))
    }


def _count(found: _Difference, remove_missing: bool) -> TableCount:
    missing = () if remove_missing else tuple(" / ".join(key) for key in found.missing)
    return TableCount(
        found.table.name,
        len(found.created),
        len(found.changed),
        found.unchanged,
        len(found.missing) if remove_missing else 0,
        missing,
    )


def _write(receipt: Receipt, found: list[_Difference], remove_missing: bool) -> Receipt:
    made = Import.objects.create(
        plan=receipt.plan_id,
        source=receipt.source.name,
        sha256=receipt.source.sha256,
        at=receipt.at,
        by=receipt.by,
        why=receipt.why,
        counts=[asdict(count) for count in receipt.tables],
    )
    for difference in found:
        _save(receipt.plan_id, difference)
        if remove_missing:
            _remove(receipt.plan_id, difference)
    insert_rows(Revision, REVISION, _revisions(made, found, remove_missing))
    record(
        by=None,
        did="brought a plan in",
        at=receipt.at,
        plan=receipt.plan_id,
        kind="import",
        key=str(made.pk),
    )
    return replace(receipt, number=made.pk)


def _save(plan_id: str, found: _Difference) -> None:
    """Create and change rows in one go; a row that stands keeps its id."""
    model, table = ROW_MODELS[found.table.name], found.table
    names = _names(table)
    if table.name == "plan":
        _insert_and_update(model, names, ["plan_id"], found, owner=())
    else:
        names, unique = ["plan", *names], ["plan", *table.key]
        _insert_and_update(model, names, unique, found, owner=(plan_id,))


def _insert_and_update(
    model: type[Model],
    names: list[str],
    unique: list[str],
    found: _Difference,
    owner: tuple[str, ...],
) -> None:
    """Write rows whose values, after those of `owner`, stand in `names`."""
    insert_rows(model, names, ((*owner, *cells) for cells in found.created.values()))
    columns = [model._meta.get_field(name).attname for name in names]
    changed = ((*owner, *cells) for cells in found.changed.values())
    model._default_manager.bulk_create(
        (model(**dict(zip(columns, cells, strict=True))) for cells in changed),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=[name for name in names if name not in unique],
    )


def _remove(plan_id: str, found: _Difference) -> None:
    rows = ROW_MODELS[found.table.name]._default_manager.filter(plan_id=plan_id)
    ids = [
        pk
        for pk, *key in rows.values_list("pk", *found.table.key)
        if tuple(key) in found.missing
    ]
    for start in range(0, len(ids), BATCH):
        rows.filter(pk__in=ids[start : start + BATCH]).delete()


def _revisions(
    made: Import, found: list[_Difference], remove_missing: bool
) -> Iterator[tuple[Any, ...]]:
    """The values of every revision, in the order of REVISION."""
    at = connection.ops.adapt_datetimefield_value(made.at)
    whose = (made.source, made.by, at, made.why, made.pk)
    for difference in found:
        table, names = difference.table.name, _names(difference.table)
        for key, cells in (difference.created | difference.changed).items():
            written = json.dumps(_written(names, cells))
            yield (made.plan, table, " / ".join(key), written, *whose)
        for key in difference.missing if remove_missing else ():
            yield (made.plan, table, " / ".join(key), None, *whose)


def _written(names: list[str], cells: Cells) -> dict[str, str]:
    """The cells that are not blank, by column."""
    pairs = zip(names, cells, strict=True)
    return {name: cell for name, cell in pairs if cell is not None}
