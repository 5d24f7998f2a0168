"""Give a task to somebody, close it with a note, and open it again: step by step."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from headwater.app.actions.comments import (
    NotFit,
    follow,
    give,
    last_step,
    locked,
    plain,
    taker_of,
    write,
)
from headwater.app.actions.record import NotAllowed, need
from headwater.app.actions.rows import thing
from headwater.app.models import Comment, TaskStep
from headwater.app.selectors.comments import CLOSED, REOPENED
from headwater.app.selectors.people import here
from headwater.core.access.allowed import Actor, allowed
from headwater.core.access.permissions import Permission


LONGEST_NOTE = 1000  # characters


@transaction.atomic
def assign(
    *,
    by: Actor,
    plan_id: str,
    number: int,
    assignee: int | None,
    due: date | None,
    note: str,
    seen: int,
    at: datetime,
) -> None:
    """Make a comment a task, or give a task to somebody else or another day.

    `seen` is the last step that the page showed. Raises NotFit, NotAllowed, NotThere.
    """
    found, task = _open(by, plan_id, number, seen, at)
    if task is not None and task.did == CLOSED:
        raise NotFit("assignee", "This task is closed. Open it again first")
    day = timezone.localdate(at)
    taker = taker_of(here(plan_id, day), assignee, due, day)
    if taker is None:
        raise NotFit("assignee", "Choose who takes it on")
    give(found, by, taker, due, _note(note), at)


@transaction.atomic
def close(
    *, by: Actor, plan_id: str, number: int, note: str, seen: int, at: datetime
) -> None:
    """Raises NotFit where no note says how it ended; NotAllowed, NotThere."""
    found, task = _open(by, plan_id, number, seen, at)
    if task is None or task.did == CLOSED:
        raise NotFit("note", "There is no open task here")
    text = _note(note)
    if not text:
        raise NotFit("note", "Write in a few words how it ended")
    follow(task, by, CLOSED, text, at)
    write(found, by, "closed a task", at)


@transaction.atomic
def reopen(
    *, by: Actor, plan_id: str, number: int, note: str, seen: int, at: datetime
) -> None:
    """Raises NotFit for a task that is open; NotAllowed, NotThere."""
    found, task = _open(by, plan_id, number, seen, at)
    if task is None or task.did != CLOSED:
        raise NotFit("note", "There is no closed task here")
    follow(task, by, REOPENED, _note(note), at)
    write(found, by, "opened a task again", at)


def _open(
    by: Actor, plan_id: str, number: int, seen: int, at: datetime
) -> tuple[Comment, TaskStep | None]:
    """A comment and the last step of its task, for those whom it concerns."""
    one = thing(plan_id, frozenset())
    need(by=by, permission=Permission.COMMENT, thing=one, at=at)
    found = locked(plan_id, number)
    task = last_step(found)
    assignee = task.assignee_id if task else None
    if not may_follow(by, plan_id, found.by_id, assignee, at):
        raise NotAllowed("Whoever wrote this, takes it on or leads the plan does this.")
    if found.withdrawn is not None:
        raise NotFit("note", "These words were taken back, and the task with them")
    if seen != (task.pk if task else 0):
        what = "Somebody changed this task meanwhile."
        raise NotFit("note", what, "Look at it as it stands now.")
    return found, task


def may_follow(
    by: Actor | None, plan_id: str, author: int, assignee: int | None, at: datetime
) -> bool:
    """May somebody close, reopen or reassign this? Its author, whoever takes it on,
    and leads of the plan may."""
    one, day = thing(plan_id, frozenset()), timezone.localdate(at)
    if by is None or not allowed(by, Permission.COMMENT, one, day).yes:
        return False
    if by.person in (author, assignee):
        return True
    return allowed(by, Permission.EDIT_ANY, one, day).yes


def _note(note: str) -> str:
    text = plain(note)
    if len(text) > LONGEST_NOTE:
        told = f"{len(text):,} characters"
        raise NotFit("note", f"Keep this to {LONGEST_NOTE:,} characters. It has {told}")
    return text
