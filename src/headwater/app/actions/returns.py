"""The moves of a return: each is one step, written with its line in the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from headwater.app.actions.record import NotAllowed, need, record
from headwater.app.actions.returns_steps import lock, of_return, take_step
from headwater.app.actions.returns_values import (
    drop_proposals,
    keep_values,
    write_values,
)
from headwater.app.selectors.returns import KeptReturn, kept_return
from headwater.app.selectors.standing import NotThere
from headwater.core.access.allowed import Actor
from headwater.core.access.permissions import Permission
from headwater.core.returns import states
from headwater.core.returns.form import nil_return
from headwater.core.returns.states import Move
from headwater.core.returns.values import Entry, Key, Origin
from headwater.errors import UserError


LONGEST_NOTE = 2_000  # characters


class Moved(UserError):
    """The return has moved since it was seen."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody has moved this return since you opened it.",
            fix="Look at it again, then decide.",
        )


@dataclass(frozen=True, slots=True)
class Where:
    """Which return: its plan, the code of its period, and whose it is.

    `seen` is the number of the step that somebody saw as its last; None where that
    does not matter."""

    plan: str
    period: str
    organisation: str
    seen: int | None = None


def _open(where: Where, move: Move, by: Actor) -> KeptReturn | None:
    """The return as it stands; None where this person has just made this move."""
    lock()
    kept = kept_return(where.plan, where.period, where.organisation)
    if where.seen is None or where.seen == kept.seen:
        return kept
    last = kept.steps[-1] if kept.steps else None
    if last and last.step.move is move and last.person == by.person:
        return None  # a button that was pressed twice
    raise Moved


@transaction.atomic
def submit(*, by: Actor, where: Where, at: datetime) -> None:
    """Raises UserError where it is not ready, or the window is closed."""
    kept = _open(where, Move.SUBMIT, by)
    if kept is None:
        return
    need(by=by, permission=Permission.RETURN, thing=of_return(kept), at=at)
    kept.readiness().must_be_ready()
    take_step(kept, Move.SUBMIT, by=by, at=at)


@transaction.atomic
def nil_return_of(*, by: Actor, where: Where, at: datetime) -> None:
    """There was nothing to count: filled in and submitted in one step."""
    kept = _open(where, Move.NIL, by)
    if kept is None:
        return
    need(by=by, permission=Permission.RETURN, thing=of_return(kept), at=at)
    nil = nil_return(kept.form.lines)
    answered = {each.key for each in nil.entries} | set(kept.standing)
    if any(key not in answered for key in nil.ask):
        raise UserError(
            "Some of these measures do not follow from 'nothing to count'.",
            fix="Answer those first, then say that there is nothing else.",
        )
    write_values(
        by=by, kept=kept, entries=from_form(kept, nil.entries, by), cleared=(), at=at
    )
    now = kept_return(where.plan, where.period, where.organisation)
    now.readiness().must_be_ready()
    take_step(now, Move.NIL, by=by, at=at)


def from_form(kept: KeptReturn, entries: Iterable[Entry], by: Actor) -> list[Entry]:
    """Entries with where they came from; those that stand so already are left out."""
    asked = kept.form.asked
    return [
        Entry(
            each.key,
            each.value,
            each.comment,
            origin=Origin(
                "form",
                str(by.person),
                definition_version=asked[each.key.measure].version,
            ),
        )
        for each in entries
        if each.key not in kept.standing
        or kept.standing[each.key].value != each.value
        or kept.standing[each.key].comment != each.comment
    ]


@transaction.atomic
def take_back(*, by: Actor, where: Where, at: datetime) -> None:
    """A submission, within the window: it is a draft again."""
    kept = _open(where, Move.WITHDRAW, by)
    if kept is None:
        return
    need(by=by, permission=Permission.RETURN, thing=of_return(kept), at=at)
    take_step(kept, Move.WITHDRAW, by=by, at=at)


@transaction.atomic
def give_back(*, by: Actor, where: Where, note: str, at: datetime) -> None:
    """To its partner, with a note; one that was approved is reopened."""
    kept = kept_return(where.plan, where.period, where.organisation)
    move = Move.HAND_BACK
    if kept.state is states.State.APPROVED:
        move = Move.REOPEN
    kept = _open(where, move, by)
    if kept is None:
        return
    need(by=by, permission=Permission.APPROVE, thing=of_return(kept), at=at)
    if len(note) > LONGEST_NOTE:
        raise UserError(f"Keep the note to {LONGEST_NOTE:,} characters or fewer.")
    take_step(kept, move, by=by, at=at, note=note)


@transaction.atomic
def approve(*, by: Actor, where: Where, at: datetime) -> None:
    """Not by whoever submitted it."""
    kept = _open(where, Move.APPROVE, by)
    if kept is None:
        return
    one = of_return(kept, kept.went.submitted_by)
    need(by=by, permission=Permission.APPROVE, thing=one, at=at)
    take_step(kept, Move.APPROVE, by=by, at=at)


@transaction.atomic
def publish(*, by: Actor, where: Where, at: datetime) -> None:
    """What was approved. Its figures still go through protection like any others."""
    kept = _open(where, Move.PUBLISH, by)
    if kept is None:
        return
    need(by=by, permission=Permission.PUBLISH, thing=of_return(kept), at=at)
    take_step(kept, Move.PUBLISH, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Done:
    """Of many at once: how many were moved, and why others were not."""

    done: int
    left: tuple[tuple[Where, str], ...] = ()


def approve_many(*, by: Actor, wheres: Iterable[Where], at: datetime) -> Done:
    """Each on its own, by the same rules as one: some may be left, with the reason."""
    return _many(approve, by, wheres, at)


def publish_many(*, by: Actor, wheres: Iterable[Where], at: datetime) -> Done:
    return _many(publish, by, wheres, at)


def _many(
    do: Callable[..., None], by: Actor, wheres: Iterable[Where], at: datetime
) -> Done:
    done, left = 0, []
    for where in wheres:
        try:
            do(by=by, where=where, at=at)
            done += 1
        except UserError as wrong:
            left.append((where, wrong.what))
        except NotThere:
            left.append((where, "Nobody asks for this return."))
    return Done(done, tuple(left))


@transaction.atomic
def decide_revisions(
    *,
    by: Actor,
    where: Where,
    revision: int,
    keys: Iterable[str],
    yes: bool,
    note: str,
    at: datetime,
) -> int:
    """Take proposed values in, with a note, or drop them; how many.

    `keys` are named as pages do, and `revision` is that of the values that were seen.
    Raises UserError where they have changed since, and for what the same person
    proposed.
    """
    lock()
    kept = kept_return(where.plan, where.period, where.organisation)
    need(by=by, permission=Permission.APPROVE, thing=of_return(kept), at=at)
    wanted = set(keys)
    chosen = {k: e for k, e in kept.proposals.items() if str(k) in wanted}
    if not chosen:
        return 0  # a button that was pressed twice
    if revision != kept.revision:
        raise Moved
    if (yes and not note.strip()) or len(note) > LONGEST_NOTE:
        raise UserError(
            "This needs a note.", fix=f"Say why, in up to {LONGEST_NOTE:,} characters."
        )
    for entry in chosen.values() if yes else ():
        if entry.origin.by == str(by.person):
            raise NotAllowed("You proposed this, so somebody else approves it.")
    if yes:
        first = next(iter(chosen.values()))
        take_step(kept, Move.REVISE, by=by, at=at, note=note, author=first.origin.by)
    _settle(by, kept, chosen, yes=yes, at=at)
    return len(chosen)


def _settle(
    by: Actor,
    kept: KeptReturn,
    chosen: Mapping[Key, Entry],
    *,
    yes: bool,
    at: datetime,
) -> None:
    if yes:
        keep_values(kept, list(chosen.values()), at=at)
    drop_proposals(kept, chosen, at=at, by=by, said=not yes)
    if not yes:
        key = f"{kept.organisation} {kept.period.code}"
        did = "dropped a revision"
        record(by=by, did=did, at=at, plan=kept.plan, kind="return", key=key)
