"""Change rows of a plan: checked like an import, never over somebody else's change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from headwater.app.actions import evaluations
from headwater.app.actions.because import open_decision
from headwater.app.actions.hanging import refuse_hanging
from headwater.app.actions.record import need, organisation_of, record
from headwater.app.models import ROW_MODELS, Decision, Revision
from headwater.app.schema import wait_for_writers
from headwater.app.selectors import rows as kept
from headwater.app.selectors.held import framework_of, whole_plan
from headwater.app.selectors.rows import KeptRow
from headwater.app.workbench import SAMPLE
from headwater.core.access.allowed import Actor, Thing, allowed
from headwater.core.access.permissions import Permission
from headwater.core.plan.assemble import Problem, RawRow, RawTable, read_rows
from headwater.core.plan.cells import write_cell
from headwater.core.plan.columns import Table
from headwater.core.plan.rows import Plan, Row
from headwater.errors import UserError


FORM, GRID = "form", "grid"
SIGN_UP = ("signed_up", "senior_lead")  # of the organisations table


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody wants of one row: `key` is blank for a new one, `cells` are only
    the columns that they filled in or emptied, `seen` the version that they saw."""

    key: str
    cells: Mapping[str, str]
    seen: int = 0


class Wrong(UserError):
    """Cells that do not fit; `problems` say where, by number of the row and column."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("Some of this does not fit.", fix="Nothing was changed.")


class Overtaken(UserError):
    """Somebody changed the row since it was seen: `row` is how it stands now, `base`
    its cells as they were seen, `fields` the columns that both have changed."""

    def __init__(
        self, row: KeptRow, base: Mapping[str, str], fields: Sequence[str] = ()
    ) -> None:
        self.row, self.base, self.fields = row, base, tuple(fields)
        self.every: tuple[Overtaken, ...] = (self,)  # of many rows, each that was
        super().__init__(
            "Somebody changed this row since you opened it.",
            fix="Look at both versions, then choose.",
        )


def thing(plan_id: str, owners: frozenset[str]) -> Thing:
    return Thing(plan_id, owners, sample=plan_id == SAMPLE)


def may_edit(
    by: Actor | None, plan_id: str, owners: frozenset[str], at: datetime
) -> bool:
    """Own rows by those who edit their own, any row by those who edit any."""
    one, day = thing(plan_id, owners), timezone.localdate(at)
    wanted = (Permission.EDIT_ANY, Permission.EDIT_OWN)
    return any(allowed(by, permission, one, day).yes for permission in wanted)


def editor(
    by: Actor | None, plan_id: str, at: datetime
) -> Callable[[frozenset[str]], bool]:
    """`may_edit` for many rows: those of the same owners are asked about once, and
    not even once where somebody may edit any."""
    nobodys = thing(plan_id, frozenset())
    if allowed(by, Permission.EDIT_ANY, nobodys, timezone.localdate(at)).yes:
        return lambda owners: True
    return cache(lambda owners: may_edit(by, plan_id, owners, at))


def save_row(
    *,
    by: Actor,
    plan_id: str,
    table: str,
    edit: Edit,
    why: str,
    at: datetime,
    because: int | None = None,
) -> str:
    """The key of a row that was changed or made. See `save_rows`."""
    (key,) = save_rows(
        by=by,
        plan_id=plan_id,
        table=table,
        edits=[edit],
        why=why,
        at=at,
        source=FORM,
        because=because,
    )
    return key


@transaction.atomic
def save_rows(
    *,
    by: Actor,
    plan_id: str,
    table: str,
    edits: Sequence[Edit],
    why: str,
    at: datetime,
    source: str = GRID,
    because: int | None = None,
) -> list[str]:
    """The keys of rows that were changed or made, all of them or none. `because` is
    the decision of a review that the change comes of.

    Raises Wrong where cells do not fit, Overtaken where somebody changed the same
    cells of a row since it was seen, NotAllowed, and NotThere for a row that is gone.
    What changes nothing writes nothing.
    """
    kind = kept.table_of(table)
    wait_for_writers(settings.WORKSPACE)
    came_of = None if because is None else open_decision(plan_id, because)
    standing = _all_standing(plan_id, table, edits)
    merged = [
        _merged(plan_id, row, edit) for row, edit in zip(standing, edits, strict=True)
    ]
    for row, cells in zip(standing, merged, strict=True):
        owned = row.owners if row else kept.owners_of(plan_id, table, cells)
        _need_edit(by, plan_id, owned, at)
        if table == "organisations":
            _need_sign_up(by, plan_id, row, cells, at)
    made = _read(plan_id, kind, merged)
    _refuse_second(plan_id, kind, standing, made)
    _refuse_silence(table, standing, made, why, source)
    keys = []
    for row, new in zip(standing, made, strict=True):
        keys.append(_key(kind, new))
        if row is None or row.cells != new:
            _write(plan_id, kind, row, new)
            _remember(by, plan_id, table, keys[-1], new, why, at, source, came_of)
            did = "changed" if row else "added"
            record(by=by, did=did, at=at, plan=plan_id, kind=table, key=keys[-1])
    return keys


def _need_edit(by: Actor, plan_id: str, owners: frozenset[str], at: datetime) -> None:
    if not may_edit(by, plan_id, owners, at):
        one = thing(plan_id, owners)
        need(by=by, permission=Permission.EDIT_OWN, thing=one, at=at)


def _need_sign_up(
    by: Actor,
    plan_id: str,
    row: KeptRow | None,
    cells: Mapping[str, str],
    at: datetime,
) -> None:
    """A lead signs an organisation up, and says who leads on it."""
    was = row.cells if row else {}
    if any(cells.get(name, "") != was.get(name, "") for name in SIGN_UP):
        own = kept.owners_of(plan_id, "organisations", dict(cells))
        need(by=by, permission=Permission.ASSESS, thing=thing(plan_id, own), at=at)


def _all_standing(
    plan_id: str, table: str, edits: Sequence[Edit]
) -> list[KeptRow | None]:
    """Each row as it stands. Raises Overtaken, with every row that was."""
    found, overtaken = [], []
    for edit in edits:
        try:
            found.append(_standing(plan_id, table, edit))
        except Overtaken as each:
            overtaken.append(each)
    if overtaken:
        overtaken[0].every = tuple(overtaken)
        raise overtaken[0]
    return found


def _standing(plan_id: str, table: str, edit: Edit) -> KeptRow | None:
    """The row as it stands; None for a new one. Raises Overtaken."""
    if not edit.key:
        return None
    row = kept.row(plan_id, table, edit.key)
    if edit.seen in (0, row.revision):
        return row
    base = kept.version(plan_id, table, edit.key, edit.seen)
    fields = tuple(
        name
        for name, text in edit.cells.items()
        if text != base.get(name, "")
        and row.cells.get(name, "") not in (base.get(name, ""), text)
    )
    if fields:
        raise Overtaken(row, base, fields)
    return row


def _merged(plan_id: str, row: KeptRow | None, edit: Edit) -> dict[str, str]:
    """The cells of a row with what somebody changed in it. Of what they saw and left
    alone the newer version stands."""
    cells = dict(row.cells) if row else {}
    base = cells
    if row and edit.seen not in (0, row.revision):
        base = dict(kept.version(plan_id, row.table, row.key, edit.seen))
    for name, text in edit.cells.items():
        if text.strip() != base.get(name, ""):
            cells[name] = text.strip()
    return {name: text for name, text in cells.items() if text}


def _read(
    plan_id: str, table: Table, rows: Sequence[Mapping[str, str]]
) -> list[dict[str, str]]:
    """The cells of rows as they are kept. Raises Wrong."""
    sheet = RawTable(table.name, [RawRow(n, cells) for n, cells in enumerate(rows)], {})
    raw = {"plan": _plan_row(plan_id), **kept.referable(plan_id, table)}
    read, problems = read_rows(
        table.name, sheet, raw, framework_of(plan_id), _parent(plan_id)
    )
    if problems:
        raise Wrong(problems)
    return [_written(table, row) for row in read]


def _plan_row(plan_id: str) -> RawTable:
    """The plan's own row, which says what plan is above it."""
    about = kept.row(plan_id, "plan", plan_id).cells
    return RawTable("plan", [RawRow(2, about)], {})


def _parent(plan_id: str) -> Plan | None:
    parent = _plan_row(plan_id).rows[0].cells.get("parent")
    return whole_plan(parent) if parent else None


def _written(table: Table, row: Row) -> dict[str, str]:
    values = {c.name: getattr(row, c.name) for c in table.columns}
    return {n: write_cell(value) for n, value in values.items() if value is not None}


def _key(table: Table, cells: Mapping[str, str]) -> str:
    return " / ".join(cells[part] for part in table.key)


def _refuse_second(
    plan_id: str,
    table: Table,
    standing: Sequence[KeptRow | None],
    made: Sequence[Mapping[str, str]],
) -> None:
    """A key never changes, and a new row has one of its own."""
    for n, (row, cells) in enumerate(zip(standing, made, strict=True)):
        key = _key(table, cells)
        if row is None and kept.is_taken(plan_id, table, cells):
            rule, fix = "Another row has this name", "Choose another."
            raise Wrong([Problem(table.name, n, table.key[-1], key, rule, fix)])
        if row is not None and key != row.key:
            rule, fix = "The name of a row never changes", "Leave it as it is."
            raise Wrong([Problem(table.name, n, table.key[-1], key, rule, fix)])


def _refuse_silence(
    table: str,
    standing: Sequence[KeptRow | None],
    made: Sequence[Mapping[str, str]],
    why: str,
    source: str,
) -> None:
    """A locked design of an evaluation changes only with a reason."""
    if table != evaluations.TABLE:
        return
    pairs = enumerate(zip(standing, made, strict=True))
    found = [evaluations.refused(n, row, new, why, source) for n, (row, new) in pairs]
    if problems := [problem for problem in found if problem]:
        raise Wrong(problems)


def _write(
    plan_id: str, table: Table, row: KeptRow | None, cells: Mapping[str, str]
) -> None:
    values = {c.name: cells.get(c.name) for c in table.columns}
    rows = ROW_MODELS[table.name]._default_manager
    if row is None:
        rows.create(plan_id=plan_id, **values)
        return
    named = kept.split(table, row.key)
    rows.filter(plan_id=plan_id, **named).update(**values)


def _remember(
    by: Actor,
    plan_id: str,
    table: str,
    key: str,
    cells: Mapping[str, str] | None,
    why: str,
    at: datetime,
    source: str,
    because: Decision | None = None,
) -> None:
    Revision(
        plan=plan_id,
        table=table,
        key=key,
        values=cells,
        source=source,
        by=organisation_of(by, plan_id),
        at=at,
        why=why,
        because=because,
    ).save()


@transaction.atomic
def remove_row(
    *, by: Actor, plan_id: str, table: str, key: str, seen: int, why: str, at: datetime
) -> None:
    """Take a row out; its history stays. Raises UserError where others name it."""
    kind = kept.table_of(table)
    wait_for_writers(settings.WORKSPACE)
    row = kept.row(plan_id, table, key)
    _need_edit(by, plan_id, row.owners, at)
    if row.revision != seen:
        raise Overtaken(row, kept.version(plan_id, table, key, seen))
    if table == "plan":
        raise UserError("A plan stays.", fix="Say in its summary that it has ended.")
    if len(kind.key) == 1:
        refuse_hanging(plan_id, {table: {key}}, ())
    named = kept.split(kind, key)
    ROW_MODELS[table]._default_manager.filter(plan_id=plan_id, **named).delete()
    _remember(by, plan_id, table, key, None, why, at, FORM)
    record(by=by, did="removed", at=at, plan=plan_id, kind=table, key=key)


@transaction.atomic
def restore_row(
    *, by: Actor, plan_id: str, table: str, key: str, number: int, at: datetime
) -> str:
    """Bring a version of a row back, also of one that was removed."""
    cells = kept.version(plan_id, table, key, number)
    day = f"as it was in version {number}"
    kind = kept.table_of(table)
    try:
        row = kept.row(plan_id, table, key)
    except kept.NotThere:
        edit = Edit("", cells)
    else:
        blank = {c.name: cells.get(c.name, "") for c in kind.columns}
        edit = Edit(key, blank, row.revision)
    return save_row(by=by, plan_id=plan_id, table=table, edit=edit, why=day, at=at)
