"""Who is here, with which roles: from the database to the values of core."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from headwater.app.models import Admission, Invitation, Person
from headwater.app.models import Grant as Row
from headwater.app.secret import digest
from headwater.app.selectors.naming import organisation_name
from headwater.core.access.allowed import Actor, Grant
from headwater.core.access.permissions import Permission
from headwater.core.access.roles import ROLES, Role
from headwater.errors import UserError


_BY_TWO = [role for role, duties in ROLES.items() if duties.needs_two]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a role in a plan. `waits`: a second person has not confirmed it."""

    number: int
    person: int
    name: str
    role: Role
    organisation: str
    since: date
    until: date | None
    waits: bool
    asked_by: int | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody or some organisation that waits for a second person."""

    number: int
    what: str
    asked_by: int | None


def actor(person: int, strong: bool) -> Actor:
    """Somebody with the roles that hold; those that wait give nothing."""
    return Actor(person, tuple(map(_grant, _holding(person=person))), strong)


def _holding(**asked: object) -> Iterator[Row]:
    """Grants that are not ended, and that two people confirmed where it takes two."""
    sure = ~Q(role__in=_BY_TWO) | Q(asked_by=None) | Q(confirmed_by__isnull=False)
    return iter(Row.objects.filter(sure, ended_by=None, **asked).order_by("pk"))


def _grant(row: Row) -> Grant:
    return Grant(Role(row.role), row.plan, row.organisation, row.since, row.until)


def name_of(person: int | None) -> str:
    """A person's name, for those who work with them."""
    found = Person.objects.filter(pk=person).first()
    return str(found) if found else "somebody"


def names() -> dict[int, str]:
    return {person.pk: str(person) for person in Person.objects.all()}


def members(plan: str) -> list[Member]:
    """Everybody with a role in a plan that has not been ended."""
    rows = Row.objects.filter(plan=plan, ended_by=None).select_related("person")
    return [
        Member(
            row.pk,
            row.person_id,
            str(row.person),
            Role(row.role),
            row.organisation,
            row.since,
            row.until,
            row.role in _BY_TWO
            and row.asked_by_id is not None
            and row.confirmed_by_id is None,
            row.asked_by_id,
        )
        for row in rows.order_by("organisation", "person__name", "pk")
    ]


def admitted(plan: str) -> list[str]:
    """The organisations that two people let in."""
    done = Q(asked_by=None) | Q(confirmed_by__isnull=False)
    rows = Admission.objects.filter(done, plan=plan).order_by("organisation")
    return list(rows.values_list("organisation", flat=True))


def asked_for(plan: str) -> list[Waiting]:
    """Organisations that one person asked for."""
    rows = Admission.objects.filter(
        plan=plan, asked_by__isnull=False, confirmed_by=None
    )
    return [Waiting(row.pk, row.organisation, row.asked_by_id) for row in rows]


def new_ways_in(plan: str, at: datetime) -> list[Waiting]:
    """New ways in that wait for a second person."""
    rows = Invitation.objects.filter(
        plan=plan, person__isnull=False, confirmed_by=None, expires__gt=at
    ).select_related("person")
    return [Waiting(row.pk, str(row.person), row.by_id) for row in rows]


def invitations(plan: str, at: datetime) -> list[tuple[str, str, str, datetime]]:
    """Name, organisation, role and end of those that nobody has taken and that open."""
    rows = Invitation.objects.filter(
        plan=plan, taken_by=None, person=None, expires__gt=at
    )
    found = rows.order_by("at").values_list("name", "organisation", "role", "expires")
    return list(found)


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation says to whoever holds it."""

    name: str
    plan: str
    organisation: str
    role: str
    again: bool
    sign_in_name: str


def invited(secret: str, at: datetime) -> Invited:
    """Raises UserError where the invitation does not open anything."""
    rows = Invitation.objects.filter(digest=digest(secret), taken_by=None)
    found = rows.filter(expires__gt=at).select_related("person").first()
    if found is None or (found.person_id and found.confirmed_by_id is None):
        raise UserError(
            "This invitation has been used, or is too old, or waits for a second "
            "person.",
            fix="Ask whoever invited you.",
        )
    again = found.person is not None
    known = found.person.username if found.person else ""
    name = str(found.person) if found.person else found.name
    return Invited(name, found.plan, found.organisation, found.role, again, known)


def invented() -> list[tuple[int, str, str]]:
    """The people of the demonstration: number, name, and what they are."""
    found = []
    for person in Person.objects.filter(invented=True).order_by("pk"):
        held = map(_in_words, _holding(person=person.pk))
        found.append((person.pk, str(person), "; ".join(held)))
    return found


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody with a role in a plan today: whom one can name, or give a task to."""

    person: int
    name: str
    username: str
    organisation: str  # for whom they act first
    takes_tasks: bool


def here(plan: str, on: date) -> list[Here]:
    """Everybody with a role that holds on this day, by name."""
    rows: dict[int, list[Row]] = {}
    for row in _holding(plan=plan):
        if _grant(row).on(on):
            rows.setdefault(row.person_id, []).append(row)
    people = Person.objects.filter(pk__in=rows, is_active=True)
    found = [_here(person, rows[person.pk]) for person in people]
    return sorted(found, key=lambda each: (each.name.casefold(), each.person))


def _here(person: Person, rows: list[Row]) -> Here:
    able = any(Permission.COMMENT in ROLES[Role(r.role)].permissions for r in rows)
    organisation = rows[0].organisation
    return Here(person.pk, str(person), person.username, organisation, able)


def _in_words(row: Row) -> str:
    role = row.role[:1].upper() + row.role[1:]
    return f"{role} for {organisation_name(row.plan, row.organisation)}"
