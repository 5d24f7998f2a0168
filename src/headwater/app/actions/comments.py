"""Say something about a thing of a plan, take it back, and see that one was named."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from headwater.app.actions.record import NotAllowed, need, organisation_of, record
from headwater.app.actions.rows import thing
from headwater.app.mentions import named
from headwater.app.models import Comment, Mention, TaskStep
from headwater.app.selectors.comments import ASSIGNED, CLOSED
from headwater.app.selectors.people import Here, here
from headwater.app.selectors.standing import NotThere
from headwater.app.selectors.things import about
from headwater.core.access.allowed import Actor
from headwater.core.access.permissions import Permission
from headwater.errors import UserError


LONGEST = 5000  # characters of a comment
ONCE = timedelta(minutes=1)  # the same words again within it are a form sent twice


class NotFit(UserError):
    """Something that was filled in does not fit; `field` says where it stands."""

    def __init__(self, field: str, what: str, fix: str = "") -> None:
        self.field = field
        super().__init__(what, fix=fix)


@transaction.atomic
def comment(
    *,
    by: Actor,
    plan_id: str,
    kind: str,
    key: str,
    text: str,
    assignee: int | None = None,
    due: date | None = None,
    at: datetime,
) -> int:
    """The number of a new comment; with an assignee it is a task.

    Raises NotFit, NotAllowed, and NotThere for a thing that is none.
    """
    one = thing(plan_id, frozenset())
    need(by=by, permission=Permission.COMMENT, thing=one, at=at)
    about(plan_id, kind, key)
    text, people = plain(text), here(plan_id, timezone.localdate(at))
    _refuse_length(text)
    mentioned = _named(text, people)
    taker = taker_of(people, assignee, due, timezone.localdate(at))
    if (before := _sent_before(by, plan_id, kind, key, text, at)) is not None:
        return before
    made = Comment.objects.create(
        plan=plan_id,
        kind=kind,
        key=key,
        text=text,
        by_id=by.person,
        organisation=organisation_of(by, plan_id),
        at=at,
    )
    for person in mentioned:
        Mention.objects.create(comment=made, person_id=person)
    record(by=by, did="commented", at=at, plan=plan_id, kind=kind, key=key)
    if taker is not None:
        give(made, by, taker, due, "", at)
    return made.pk


def plain(text: str) -> str:
    """Text as it is kept: one sign for the end of a line, none that nobody can keep."""
    lines = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    return lines.strip()


def _refuse_length(text: str) -> None:
    if not text:
        raise NotFit("text", "Write your comment")
    if len(text) > LONGEST:
        told = f"{len(text):,} characters"
        raise NotFit("text", f"Keep this to {LONGEST:,} characters. It has {told}")


def _named(text: str, people: list[Here]) -> tuple[int, ...]:
    found = named(text, {each.username: each.person for each in people})
    if found.unknown:
        names = ", ".join(f"@{name}" for name in found.unknown)
        fix = "Look the name up below, or put a space after the @."
        raise NotFit("text", f"Nobody with a role here signs in as {names}.", fix)
    return found.people


def taker_of(
    people: list[Here], assignee: int | None, due: date | None, day: date
) -> Here | None:
    """Who takes a task on. Raises NotFit."""
    if assignee is None:
        if due is not None:
            fix = "Or leave the day blank."
            raise NotFit("assignee", "Choose who takes it on.", fix)
        return None
    able = {each.person: each for each in people if each.takes_tasks}
    if assignee not in able:
        raise NotFit("assignee", "Choose somebody from the list")
    if due is not None and due < day:
        raise NotFit("due", "This day has passed. Choose a later one")
    return able[assignee]


def _sent_before(
    by: Actor, plan_id: str, kind: str, key: str, text: str, at: datetime
) -> int | None:
    """The comment that a form made a moment ago and is sent for again."""
    same = Comment.objects.filter(
        plan=plan_id, kind=kind, key=key, text=text, by=by.person, at__gt=at - ONCE
    )
    return same.values_list("pk", flat=True).first()


def give(
    found: Comment,
    by: Actor,
    taker: Here,
    due: date | None,
    note: str,
    at: datetime,
) -> None:
    """The step by which somebody is given a task, and its line in the record."""
    TaskStep(
        comment=found,
        did=ASSIGNED,
        assignee_id=taker.person,
        organisation=taker.organisation,
        due=due,
        note=note,
        by_id=by.person,
        at=at,
    ).save()
    write(found, by, "gave a task", at)


def write(found: Comment, by: Actor, did: str, at: datetime) -> None:
    record(by=by, did=did, at=at, plan=found.plan, kind=found.kind, key=found.key)


def locked(plan_id: str, number: int) -> Comment:
    """A comment that nobody else changes meanwhile. Raises NotThere."""
    rows = Comment.objects.select_for_update().filter(plan=plan_id, pk=number)
    found = rows.first()
    if found is None:
        raise NotThere(str(number))
    return found


def last_step(found: Comment) -> TaskStep | None:
    return found.steps.order_by("-pk").first()


@transaction.atomic
def withdraw(*, by: Actor, plan_id: str, number: int, at: datetime) -> None:
    """Take one's own words back: the text goes, and that one wrote stays. A task that
    was open closes. Raises NotAllowed for somebody else's words, and NotThere."""
    one = thing(plan_id, frozenset())
    need(by=by, permission=Permission.COMMENT, thing=one, at=at)
    found = locked(plan_id, number)
    if found.by_id != by.person:
        raise NotAllowed("Only whoever wrote this takes it back.")
    if found.withdrawn is not None:
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # else the text stays in the file, unused
            cursor.execute("PRAGMA secure_delete = ON")
    found.text, found.withdrawn = "", at
    found.save(update_fields=["text", "withdrawn"])
    write(found, by, "took a comment back", at)
    task = last_step(found)
    if task is not None and task.did != CLOSED:
        follow(task, by, CLOSED, "", at)
        write(found, by, "closed a task", at)


def follow(task: TaskStep, by: Actor, did: str, note: str, at: datetime) -> None:
    """The next step of a task, with the same person and the same day."""
    TaskStep(
        comment_id=task.comment_id,
        did=did,
        assignee_id=task.assignee_id,
        organisation=task.organisation,
        due=task.due,
        note=note,
        by_id=by.person,
        at=at,
    ).save()


@transaction.atomic
def see(*, by: Actor, plan_id: str, number: int, at: datetime) -> None:
    """Say that one has seen where one is named. Raises NotThere where one is not."""
    one = thing(plan_id, frozenset())
    need(by=by, permission=Permission.SEE, thing=one, at=at)
    found = locked(plan_id, number)
    mine = Mention.objects.filter(comment=found, person=by.person)
    if not mine.exists():
        raise NotThere(str(number))
    if mine.filter(seen=None).update(seen=at):
        write(found, by, "saw a mention", at)
