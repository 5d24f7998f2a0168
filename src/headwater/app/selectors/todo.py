"""One list of what is somebody's to do, in every plan in which they have a role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from headwater.app.models import Admission, Invitation, Mention, TaskStep
from headwater.app.selectors.comments import Said, some
from headwater.app.selectors.naming import organisation_name
from headwater.app.selectors.people import members, name_of
from headwater.app.selectors.returns import begun, listed, rounds
from headwater.app.selectors.standing import NotThere
from headwater.app.selectors.things import about
from headwater.core.access.allowed import Actor, Thing, allowed
from headwater.core.access.permissions import Permission
from headwater.core.returns.states import State


LONGEST = 120  # characters of a comment in a list


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do. `what` is task, mention, role, organisation, way in, return or
    approve; `says` is what it is about; a comment has its number, and the kind and key
    of its thing; a return has its period and organisation as key."""

    what: str
    plan: str
    says: str
    who: str = ""
    due: date | None = None
    number: int = 0
    kind: str = ""
    key: str = ""
    title: str = ""


def to_do(actor: Actor, at: datetime) -> list[ToDo]:
    """What waits for somebody, by the day it is due; what has no day comes last."""
    day = timezone.localdate(at)
    plans = {grant.plan for grant in actor.grants if grant.on(day)}
    found = [*_tasks(actor, plans), *_mentions(actor, plans)]
    for plan in sorted(plans):
        found += _second(actor, plan, at)
        found += _returns(actor, plan, day)
    return sorted(found, key=lambda each: (each.due or date.max, each.what, each.says))


def _tasks(actor: Actor, plans: set[str]) -> Iterator[ToDo]:
    given = TaskStep.objects.filter(assignee=actor.person, comment__plan__in=plans)
    steps = dict(given.values_list("comment", "comment__plan"))
    for said in some(steps):
        if said.task and said.task.open and said.task.assignee == actor.person:
            plan, last = steps[said.number], said.task.last
            yield _about("task", plan, said, last.who, said.task.due)


def _mentions(actor: Actor, plans: set[str]) -> Iterator[ToDo]:
    named = Mention.objects.filter(
        person=actor.person,
        seen=None,
        comment__plan__in=plans,
        comment__withdrawn=None,
    )
    found = dict(named.values_list("comment", "comment__plan"))
    for said in some(found):
        yield _about("mention", found[said.number], said, said.who, None)


def _about(what: str, plan: str, said: Said, who: str, due: date | None) -> ToDo:
    says = " ".join(said.text.split())
    if len(says) > LONGEST:
        says = says[: LONGEST - 1].rstrip() + "…"
    try:
        title = about(plan, said.kind, said.key).title
    except NotThere:
        title = said.key
    return ToDo(what, plan, says, who, due, said.number, said.kind, said.key, title)


_OURS = (State.NOT_STARTED, State.DRAFT, State.RETURNED)  # a partner's to hand in


def _returns(actor: Actor, plan: str, day: date) -> Iterator[ToDo]:
    """Returns to hand in, and those of others to approve or give back."""
    if not rounds(plan):
        return
    mine = {grant.organisation for grant in actor.grants if grant.plan == plan}
    for each in begun(listed(plan), day):
        who = each.went.submitted_by
        by = int(who) if who and who.isdecimal() else None
        own = Thing(plan, frozenset({each.organisation}), by)
        period, key = each.period.words, f"{each.period.code}/{each.organisation}"
        hands_in = each.organisation in mine and each.state in _OURS
        if hands_in and _may(actor, Permission.RETURN, own, day):
            due = each.round.window_for(each.organisation).due
            yield ToDo("return", plan, period, each.name, due, key=key)
        elif each.state is State.SUBMITTED and _may(
            actor, Permission.APPROVE, own, day
        ):
            yield ToDo("approve", plan, period, each.name, key=key)


def _may(actor: Actor, permission: Permission, thing: Thing, day: date) -> bool:
    return allowed(actor, permission, thing, day).yes


def _second(actor: Actor, plan: str, at: datetime) -> Iterator[ToDo]:
    """What somebody may confirm as the second of two people, and not their own."""
    day = timezone.localdate(at)
    if allowed(actor, Permission.ADMIT, Thing(plan), day).yes:
        yield from _roles(actor, plan)
        yield from _organisations(actor, plan)
    rows = Invitation.objects.filter(
        plan=plan, person__isnull=False, confirmed_by=None, expires__gt=at
    ).exclude(person=actor.person)
    for row in rows.exclude(by=actor.person).select_related("person", "by"):
        thing = Thing(plan, frozenset({row.organisation}))
        if allowed(actor, Permission.INVITE, thing, day).yes:
            due = timezone.localdate(row.expires)
            asked = str(row.by) if row.by else ""
            yield ToDo("way in", plan, str(row.person), asked, due)


def _roles(actor: Actor, plan: str) -> Iterator[ToDo]:
    for each in members(plan):
        if each.waits and actor.person not in (each.asked_by, each.person):
            called = organisation_name(plan, each.organisation)
            says = f"{each.name}, {each.role} for {called}"
            yield ToDo("role", plan, says, name_of(each.asked_by))


def _organisations(actor: Actor, plan: str) -> Iterator[ToDo]:
    rows = Admission.objects.filter(
        plan=plan, asked_by__isnull=False, confirmed_by=None
    ).exclude(asked_by=actor.person)
    for row in rows.select_related("asked_by"):
        called = organisation_name(plan, row.organisation)
        yield ToDo("organisation", plan, called, str(row.asked_by))
