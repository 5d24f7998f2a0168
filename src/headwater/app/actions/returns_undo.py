"""Undo a file of a return: what stood before it stands again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from headwater.app.actions.jobs import begin
from headwater.app.actions.record import need, record
from headwater.app.actions.returns_files import make_receipt, rests_on
from headwater.app.actions.returns_steps import lock, of_return
from headwater.app.actions.returns_values import (
    clear_values,
    drop_proposals,
    keep_values,
)
from headwater.app.drafts import Draft
from headwater.app.models import Receipt
from headwater.app.selectors.returns import OPEN, KeptReturn, kept_return
from headwater.app.selectors.returns_files import Told, changes_of
from headwater.core.access.allowed import Actor
from headwater.core.access.permissions import Permission
from headwater.core.returns.compare import Change, DryRun, Effect, undone
from headwater.core.returns.values import Entry, Key
from headwater.errors import UserError
from headwater.exchange.heft import LARGE_RETURN


UNDO = "undo a file of a return"  # the kind of the job


def is_long(told: Told) -> bool:
    """Did the file change so much that undoing it is for a worker?"""
    effects = (Effect.CREATED, Effect.CHANGED, Effect.PROPOSED)
    return sum(told.counts.get(str(each), 0) for each in effects) > LARGE_RETURN


def upload_of(number: int) -> str:
    """Under which name the job that undoes a receipt is found."""
    return f"undo {number}"


def undo_later(*, by: Actor, told: Told, at: datetime) -> None:
    """To be undone by a worker, once however often the button is pressed."""
    name = upload_of(told.number)
    begin(
        by=by,
        plan=told.plan,
        kind=UNDO,
        draft=name,
        about=f"{told.plan} {name}",
        said={"number": told.number, "name": told.source, "strong": by.strong},
        at=at,
    )


def undo_file(*, by: Actor, number: int, plan: str, at: datetime) -> int:
    """Put back what stood before a file was taken in; the number of the new receipt.

    Raises UserError where a value has been changed again since, or the return has been
    submitted meanwhile.
    """
    first = Receipt.objects.get(pk=number, plan=plan)
    if first.undoes_id is not None:
        raise UserError("This receipt is of an undoing, which is not undone.")
    if (made := _made(first)) is not None:
        return made
    # Reading can take long, and nobody else waits for it.
    kept = kept_return(plan, first.period, first.organisation)
    need(by=by, permission=Permission.RETURN, thing=of_return(kept), at=at)
    changes, proposed = changes_of(first.pk)
    if changes and kept.state not in OPEN:
        raise UserError(
            "This return has been submitted since.", fix="Take it back first."
        )
    back = undone(DryRun(changes), kept.standing)
    return _undo(by, kept, first, changes, proposed, back, at)


def _made(first: Receipt) -> int | None:
    """The receipt of its undoing, where it was undone."""
    found = Receipt.objects.filter(undoes=first)
    return found.values_list("pk", flat=True).first()


@transaction.atomic
def _undo(
    by: Actor,
    kept: KeptReturn,
    first: Receipt,
    changes: Sequence[Change],
    proposed: Mapping[Key, Entry],
    back: Mapping[Key, Entry],
    at: datetime,
) -> int:
    lock()
    if (made := _made(first)) is not None:
        return made
    now = kept_return(kept.plan, kept.period.code, kept.organisation, values=False)
    need(by=by, permission=Permission.RETURN, thing=of_return(now), at=at)
    if rests_on(now) != rests_on(kept):
        raise UserError(
            "What stands was changed at this very moment.",
            fix="Look at it, then undo the file again.",
        )
    draft = Draft(upload_of(first.pk), first.source, "", "", first.sha256)
    run = DryRun(tuple(changes))
    receipt = make_receipt(by, kept, draft, run, False, at, undoes=first)
    restored = [back[c.key] for c in changes if c.key in back and c.before is not None]
    cleared = [c.key for c in changes if c.before is None]
    keep_values(kept, restored, at=at, receipt=receipt)
    clear_values(kept, cleared, by=by, at=at, receipt=receipt)
    still = {k: e for k, e in proposed.items() if kept.proposals.get(k) == e}
    drop_proposals(kept, still, at=at, by=by, said=True, receipt=receipt)
    key = f"{kept.organisation} {kept.period.code} {first.pk}"
    record(by=by, did="undid a file", at=at, plan=kept.plan, kind="return", key=key)
    return receipt.pk
