"""Write values of a return: what stands, what is proposed, and the history of both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from headwater.app.actions.insert import delete_rows, insert_rows
from headwater.app.actions.returns_steps import take_step
from headwater.app.models import Proposal, Receipt, Value, ValueRevision
from headwater.app.models.returns import KEY
from headwater.app.selectors.returns import OPEN, KeptReturn
from headwater.app.selectors.returns_values import CELLS, cells_of
from headwater.core.access.allowed import Actor
from headwater.core.returns.states import Move
from headwater.core.returns.values import Entry, Key, write_breakdown
from headwater.errors import UserError


WRITTEN, CLEARED = "written", "cleared"
PROPOSED, DROPPED = "proposed", "dropped"
COLUMNS = ("plan", "at", *CELLS)
PERSON = len(COLUMNS) - 1  # where a row of these says who


def write_values(
    *,
    by: Actor,
    kept: KeptReturn,
    entries: Sequence[Entry],
    cleared: Collection[Key],
    at: datetime,
    receipt: Receipt | None = None,
) -> None:
    """Values of a draft; of a return that was approved they are proposed. Call it in a
    transaction. Raises UserError where the return waits for its approver."""
    if kept.approved:
        propose_values(kept, entries, at=at, receipt=receipt)
        return
    if kept.state not in OPEN:
        raise UserError(
            "This return has been submitted, so its figures stay as they are.",
            fix="Take it back first, or ask for it to be given back to you.",
        )
    if entries or cleared:
        keep_values(kept, entries, at=at, receipt=receipt)
        clear_values(kept, cleared, by=by, at=at, receipt=receipt)
        _note_saving(kept, by, at)


def _note_saving(kept: KeptReturn, by: Actor, at: datetime) -> None:
    """One step for a spell of saving by one person, however often they save."""
    last = kept.steps[-1] if kept.steps else None
    if last is None or last.step.move is not Move.SAVE or last.person != by.person:
        take_step(kept, Move.SAVE, by=by, at=at)


def keep_values(
    kept: KeptReturn,
    entries: Sequence[Entry],
    *,
    at: datetime,
    receipt: Receipt | None = None,
) -> None:
    """These stand from now on."""
    rows = list(_rows(kept, entries, at))
    insert_rows(Value, COLUMNS, rows, unique=KEY)
    _remember(rows, WRITTEN, receipt)


def propose_values(
    kept: KeptReturn,
    entries: Sequence[Entry],
    *,
    at: datetime,
    receipt: Receipt | None = None,
) -> None:
    """These wait beside what stands. A newer proposal replaces an older one."""
    number, rows = receipt.pk if receipt else None, list(_rows(kept, entries, at))
    given = ((*cells, number) for cells in rows)
    insert_rows(Proposal, (*COLUMNS, "receipt"), given, unique=KEY)
    _remember(rows, PROPOSED, receipt)


def _rows(
    kept: KeptReturn, entries: Iterable[Entry], at: datetime
) -> Iterator[tuple[Any, ...]]:
    """The values of COLUMNS. There can be a hundred thousand: no object is made."""
    plan, now = kept.plan, connection.ops.adapt_datetimefield_value(at)
    for each in entries:
        yield (plan, now, *cells_of(each).values())


def clear_values(
    kept: KeptReturn,
    keys: Iterable[Key],
    *,
    by: Actor,
    at: datetime,
    receipt: Receipt | None = None,
) -> None:
    """Values that no longer stand. What they were stays in the history."""
    gone = [kept.standing[key] for key in keys if key in kept.standing]
    delete_rows(Value, KEY, (_where(kept, each.key) for each in gone))
    _remember(_rows(kept, gone, at), CLEARED, receipt, by)


def drop_proposals(
    kept: KeptReturn,
    chosen: Mapping[Key, Entry],
    *,
    at: datetime,
    by: Actor,
    said: bool,
    receipt: Receipt | None = None,
) -> None:
    """They wait no longer. `said`: remember that they were dropped."""
    delete_rows(Proposal, KEY, (_where(kept, key) for key in chosen))
    if said:
        _remember(_rows(kept, chosen.values(), at), DROPPED, receipt, by)


def _where(kept: KeptReturn, key: Key) -> tuple[str, ...]:
    """The values of KEY."""
    by = write_breakdown(key.breakdown)
    return (kept.plan, key.period, key.organisation, key.measure, by)


def _remember(
    rows: Iterable[tuple[Any, ...]],
    did: str,
    receipt: Receipt | None,
    by: Actor | None = None,
) -> None:
    """`by` where it is somebody else than who gave the value."""
    told = (did, receipt.pk if receipt else None)
    said = (
        (*cells[:PERSON], by.person if by else cells[PERSON], *told) for cells in rows
    )
    insert_rows(ValueRevision, (*COLUMNS, "did", "receipt"), said)
