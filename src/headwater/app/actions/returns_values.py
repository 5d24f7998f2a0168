"""Write values of a return: what stands, what is proposed, and the history of both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from headwater.app.actions.returns_steps import take_step
from headwater.app.models import Proposal, Receipt, Value, ValueRevision
from headwater.app.models.returns import KEY
from headwater.app.selectors.returns import OPEN, KeptReturn
from headwater.app.selectors.returns_values import cells_of
from headwater.core.access.allowed import Actor
from headwater.core.returns.states import Move
from headwater.core.returns.values import Entry, Key, write_breakdown
from headwater.errors import UserError


WRITTEN, CLEARED = "written", "cleared"
PROPOSED, DROPPED = "proposed", "dropped"
_BATCH = 500


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
    rows = [Value(plan=kept.plan, at=at, **cells_of(each)) for each in entries]
    names = [f.name for f in Value._meta.fields if f.name not in ("id", *KEY)]
    Value.objects.bulk_create(
        rows,
        _BATCH,
        update_conflicts=True,
        unique_fields=KEY,
        update_fields=names,
    )
    _remember(kept, entries, WRITTEN, at, receipt)


def propose_values(
    kept: KeptReturn,
    entries: Sequence[Entry],
    *,
    at: datetime,
    receipt: Receipt | None = None,
) -> None:
    """These wait beside what stands. A newer proposal replaces an older one."""
    names = [f.name for f in Proposal._meta.fields if f.name not in ("id", *KEY)]
    Proposal.objects.bulk_create(
        [
            Proposal(plan=kept.plan, at=at, receipt=receipt, **cells_of(each))
            for each in entries
        ],
        _BATCH,
        update_conflicts=True,
        unique_fields=KEY,
        update_fields=names,
    )
    _remember(kept, entries, PROPOSED, at, receipt)


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
    for each in gone:
        _rows(Value, kept, each.key).delete()
    _remember(kept, gone, CLEARED, at, receipt, by)


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
    for key in chosen:
        _rows(Proposal, kept, key).delete()
    if said:
        _remember(kept, list(chosen.values()), DROPPED, at, receipt, by)


def _rows(model: type[Value] | type[Proposal], kept: KeptReturn, key: Key):  # type: ignore[no-untyped-def]
    return model.objects.filter(
        plan=kept.plan,
        period=key.period,
        organisation=key.organisation,
        measure=key.measure,
        breakdown=write_breakdown(key.breakdown),
    )


def _remember(
    kept: KeptReturn,
    entries: Iterable[Entry],
    did: str,
    at: datetime,
    receipt: Receipt | None,
    by: Actor | None = None,
) -> None:
    """`by` where it is somebody else than who gave the value."""
    rows = []
    for each in entries:
        cells = cells_of(each) | ({"person": by.person} if by else {})
        rows.append(
            ValueRevision(plan=kept.plan, at=at, did=did, receipt=receipt, **cells)
        )
    ValueRevision.objects.bulk_create(rows, _BATCH)
