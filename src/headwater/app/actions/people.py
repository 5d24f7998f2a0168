"""Let people in, give them roles, and take roles away.

Two people let an organisation in and make somebody a lead; a new way in for somebody
who lost theirs takes two as well.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from headwater.app.actions.record import NotAllowed, need, record
from headwater.app.models import Admission, Grant, Invitation, Person
from headwater.app.secret import digest
from headwater.core.access.allowed import Actor, Thing, allowed
from headwater.core.access.permissions import Permission
from headwater.core.access.roles import Role
from headwater.errors import UserError


VALID = timedelta(days=7)  # an invitation


@transaction.atomic
def add_person(
    *,
    username: str,
    name: str,
    password: str | None,
    at: datetime,
    invented: bool = False,
) -> int:
    """Raises UserError where somebody signs in by this name already."""
    plain = username.strip()
    if Person.objects.filter(username__iexact=plain).exists():
        raise UserError(
            f"Somebody signs in as {plain} already.", fix="Choose another sign-in name."
        )
    person = Person(username=plain, name=name.strip(), invented=invented)
    person.set_password(password)
    person.save()
    record(by=None, did="added a person", at=at, kind="person", key=str(person.pk))
    return person.pk


@transaction.atomic
def first_lead(
    *, person: int, plan: str, organisation: str, role: Role, at: datetime
) -> None:
    """A grant by whoever runs the server, where nobody could confirm it."""
    Grant.objects.create(
        person_id=person,
        role=role,
        plan=plan,
        organisation=organisation,
        since=timezone.localdate(at),
        at=at,
    )
    Admission.objects.get_or_create(
        plan=plan, organisation=organisation, defaults={"at": at}
    )
    key = f"{person} {role}"
    record(by=None, did="granted a role", at=at, plan=plan, kind="grant", key=key)


@transaction.atomic
def admit(*, by: Actor, plan: str, organisation: str, at: datetime) -> bool:
    """Ask for an organisation, or confirm it. True once it is in."""
    need(by=by, permission=Permission.ADMIT, thing=Thing(plan), at=at)
    found, new = Admission.objects.get_or_create(
        plan=plan,
        organisation=organisation,
        defaults={"asked_by_id": by.person, "at": at},
    )
    if not new:
        if found.asked_by_id is None or found.confirmed_by_id is not None:
            return True
        _second(found.asked_by_id, by)
        found.confirmed_by_id = by.person
        found.save(update_fields=["confirmed_by"])
    did = "asked for an organisation" if new else "admitted an organisation"
    record(by=by, did=did, at=at, plan=plan, kind="organisation", key=organisation)
    return not new


@transaction.atomic
def invite(
    *, by: Actor, name: str, plan: str, organisation: str, role: Role, at: datetime
) -> str:
    """A secret that lets one person in, once, within a week. Raises NotAllowed, and
    UserError for an organisation that has not been let in."""
    own = frozenset({organisation})
    need(by=by, permission=Permission.INVITE, thing=Thing(plan, own), at=at)
    if not _is_in(plan, organisation):
        raise UserError(
            "This organisation has not been let in yet.",
            fix="Two plan leads let it in first.",
        )
    secret = secrets.token_urlsafe(24)
    made = Invitation.objects.create(
        digest=digest(secret),
        name=name,
        plan=plan,
        organisation=organisation,
        role=role,
        by_id=by.person,
        at=at,
        expires=at + VALID,
    )
    record(by=by, did="invited", at=at, plan=plan, kind="invitation", key=str(made.pk))
    return secret


def _is_in(plan: str, organisation: str) -> bool:
    done = Q(asked_by=None) | Q(confirmed_by__isnull=False)
    return Admission.objects.filter(done, plan=plan, organisation=organisation).exists()


@transaction.atomic
def accept(*, secret: str, username: str, password: str, at: datetime) -> int:
    """The person who took an invitation. A role that takes two still waits.

    Raises UserError for one that was taken, or ran out.
    """
    found = open_invitation(secret, at)
    if found.person_id is not None:
        return _new_way_in(found, password, at)
    person = add_person(username=username, name=found.name, password=password, at=at)
    Grant.objects.create(
        person_id=person,
        role=found.role,
        plan=found.plan,
        organisation=found.organisation,
        since=timezone.localdate(at),
        asked_by_id=found.by_id,
        at=at,
    )
    _take(found, person, at)
    return person


def open_invitation(secret: str, at: datetime) -> Invitation:
    """Raises UserError where there is none that still opens."""
    rows = Invitation.objects.select_for_update().filter(digest=digest(secret))
    found = rows.filter(taken_by=None, expires__gt=at).first()
    if found is None or (found.person_id and found.confirmed_by_id is None):
        raise UserError(
            "This invitation has been used, or is too old.",
            fix="Ask whoever invited you for a new one.",
        )
    return found


def _take(found: Invitation, person: int, at: datetime) -> None:
    found.taken_by_id = person
    found.save(update_fields=["taken_by"])
    key = str(found.pk)
    record(by=None, did="accepted", at=at, plan=found.plan, kind="invitation", key=key)


def _new_way_in(found: Invitation, password: str, at: datetime) -> int:
    """A new password, and no second factor until a new one is set up."""
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    person = found.person
    person.set_password(password)
    person.save(update_fields=["password"])
    Authenticator.objects.filter(user=person).delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    _take(found, person.pk, at)
    return person.pk


@transaction.atomic
def ask_new_way_in(*, by: Actor, person: int, plan: str, at: datetime) -> str:
    """For somebody who lost their key: works once a second person has confirmed it.

    Both must be able to give each role that the person holds.
    """
    held = _need_all_of(by, person, plan, at)
    if person == by.person:
        raise NotAllowed("Somebody else asks for a new way in for you.")
    secret = secrets.token_urlsafe(24)
    Invitation.objects.create(
        digest=digest(secret),
        name="",
        plan=plan,
        organisation=held.organisation,
        role=held.role,
        by_id=by.person,
        person_id=person,
        at=at,
        expires=at + VALID,
    )
    key = str(person)
    record(
        by=by, did="asked for a new way in", at=at, plan=plan, kind="person", key=key
    )
    return secret


def _need_all_of(by: Actor, person: int, plan: str, at: datetime) -> Grant:
    """A role of somebody in a plan. Raises NotAllowed for whoever could not have given
    them each role that they hold: a new way in opens all of them."""
    held = list(Grant.objects.filter(person_id=person, ended_by=None).order_by("pk"))
    here = next((grant for grant in held if grant.plan == plan), None)
    if here is None:
        raise NotAllowed("They have no role in this plan.")
    for each in held:
        own = Thing(each.plan, frozenset({each.organisation}))
        if not allowed(by, Permission.INVITE, own, timezone.localdate(at)).yes:
            raise NotAllowed(
                "They have a role that is not yours to give. Ask a plan lead of each "
                "plan that they work on; or end their role here, and invite them anew."
            )
    return here


@transaction.atomic
def confirm_new_way_in(*, by: Actor, invitation: int, at: datetime) -> None:
    found = Invitation.objects.select_for_update().get(pk=invitation)
    _need_all_of(by, found.person_id, found.plan, at)
    _second(found.by_id, by)
    if found.person_id == by.person:
        raise NotAllowed("Somebody else confirms a new way in for you.")
    found.confirmed_by_id = by.person
    found.save(update_fields=["confirmed_by"])
    key = str(found.person_id)
    did = "confirmed a new way in"
    record(by=by, did=did, at=at, plan=found.plan, kind="person", key=key)


@transaction.atomic
def give_role(
    *,
    by: Actor,
    person: int,
    role: Role,
    plan: str,
    organisation: str,
    until: date | None,
    at: datetime,
) -> None:
    """A further role for somebody who is in. One that takes two waits for a second."""
    own = Thing(plan, frozenset({organisation}))
    need(by=by, permission=Permission.INVITE, thing=own, at=at)
    if person == by.person:
        raise NotAllowed("Nobody gives a role to themselves.")
    Grant.objects.create(
        person_id=person,
        role=role,
        plan=plan,
        organisation=organisation,
        since=timezone.localdate(at),
        until=until,
        asked_by_id=by.person,
        at=at,
    )
    key = f"{person} {role}"
    record(by=by, did="asked for a role", at=at, plan=plan, kind="grant", key=key)


@transaction.atomic
def confirm_role(*, by: Actor, grant: int, at: datetime) -> None:
    """The second of the two who give a role that takes two."""
    found = Grant.objects.select_for_update().get(pk=grant)
    need(by=by, permission=Permission.ADMIT, thing=Thing(found.plan), at=at)
    _second(found.asked_by_id, by)
    if found.person_id == by.person:
        raise NotAllowed("Somebody else confirms your role.")
    found.confirmed_by_id = by.person
    found.save(update_fields=["confirmed_by"])
    key = f"{found.person_id} {found.role}"
    record(by=by, did="confirmed a role", at=at, plan=found.plan, kind="grant", key=key)


@transaction.atomic
def end_role(*, by: Actor, grant: int, at: datetime) -> None:
    """From now on it gives nothing."""
    found = Grant.objects.select_for_update().get(pk=grant)
    own = Thing(found.plan, frozenset({found.organisation}))
    need(by=by, permission=Permission.INVITE, thing=own, at=at)
    found.ended_by_id = by.person
    found.save(update_fields=["ended_by"])
    key = f"{found.person_id} {found.role}"
    record(by=by, did="ended a role", at=at, plan=found.plan, kind="grant", key=key)


def _second(first: int | None, by: Actor) -> None:
    if first == by.person:
        raise NotAllowed("You asked for this, so somebody else confirms it.")
