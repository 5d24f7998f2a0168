"""One step of a return: who may take it, and how it is written."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from headwater.app.actions.record import record
from headwater.app.actions.rows import thing
from headwater.app.models import Step
from headwater.app.schema import wait_for_writers
from headwater.app.selectors.returns import KeptReturn
from headwater.core.access.allowed import Actor, Thing, allowed
from headwater.core.access.permissions import Permission
from headwater.core.returns import states
from headwater.core.returns.states import Move


_ROLES = {
    Permission.RETURN: states.Role.SUBMITTER,
    Permission.APPROVE: states.Role.APPROVER,
    Permission.PUBLISH: states.Role.PUBLISHER,
}
DID = {
    Move.SAVE: "saved a return",
    Move.SUBMIT: "submitted a return",
    Move.NIL: "submitted a nil return",
    Move.WITHDRAW: "took a return back",
    Move.HAND_BACK: "gave a return back",
    Move.APPROVE: "approved a return",
    Move.REOPEN: "reopened a return",
    Move.PUBLISH: "published a return",
    Move.REVISE: "approved a revision",
}


def of_return(kept: KeptReturn, by: str = "") -> Thing:
    """The return as something that roles are asked about; `by` whose figures it has."""
    plain = thing(kept.plan, frozenset({kept.organisation}))
    author = int(by) if by else None
    return Thing(plain.plan, plain.organisations, by=author, sample=plain.sample)


def may(by: Actor | None, permission: Permission, kept: KeptReturn) -> bool:
    """May somebody do this to a return today, whoever submitted it?"""
    day = timezone.localdate()
    return allowed(by, permission, of_return(kept), day).yes


def may_read(by: Actor | None, kept: KeptReturn) -> bool:
    """Its figures are seen by whoever fills it in, approves it or publishes it."""
    return any(may(by, permission, kept) for permission in _ROLES)


def lock() -> None:
    """One writer of a workspace at a time: what is compared with stays as it is."""
    wait_for_writers(settings.WORKSPACE)


def take_step(
    kept: KeptReturn,
    move: Move,
    *,
    by: Actor,
    at: datetime,
    note: str = "",
    author: str = "",
) -> None:
    """Write one move, checked by core. Call it in a transaction."""
    who = states.Actor(str(by.person), _roles(kept, by, at))
    step = kept.went.moved(
        move,
        who,
        on=timezone.localdate(at),
        window=kept.window,
        note=note,
        proposed_by=author,
    ).steps[-1]
    write_step(kept, step, by=by, at=at)
    key = f"{kept.organisation} {kept.period.code}"
    record(by=by, did=DID[step.move], at=at, plan=kept.plan, kind="return", key=key)


def write_step(kept: KeptReturn, step: states.Step, *, by: Actor, at: datetime) -> None:
    """A step that core has allowed, without its line in the record."""
    Step(
        plan=kept.plan,
        period=kept.period.code,
        organisation=kept.organisation,
        person=by.person,
        at=at,
        move=str(step.move),
        start=str(step.start),
        end=str(step.end),
        note=step.note,
    ).save()


def _roles(kept: KeptReturn, by: Actor, at: datetime) -> frozenset[states.Role]:
    day, one = timezone.localdate(at), of_return(kept)
    return frozenset(r for p, r in _ROLES.items() if allowed(by, p, one, day).yes)
