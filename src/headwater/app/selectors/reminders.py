"""Whom to remind of returns on a day: by sign-in name, in words without content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from headwater.app.models import Person, Reminder
from headwater.app.selectors.people import members
from headwater.app.selectors.returns import listed
from headwater.app.selectors.standing import plans
from headwater.core.access.permissions import Permission
from headwater.core.access.roles import ROLES
from headwater.core.returns.completeness import Expected
from headwater.core.returns.digest import digests


@dataclass(frozen=True, slots=True)
class Told:
    """One reminder. `key` names it for good."""

    key: str
    who: str
    text: str


def reminders(day: date) -> list[Told]:
    """Every reminder of a day, over all plans, one for each person who has one."""
    expected: list[Expected] = []
    people: dict[str, list[str]] = {}
    for plan in plans():
        asked = [each.expected for each in listed(plan.plan_id)]
        expected += [replace(e, organisation=_of(plan.plan_id, e)) for e in asked]
        for organisation, person in told_in(plan.plan_id, day):
            name = f"{plan.plan_id}/{organisation}"
            people.setdefault(name, []).append(str(person))
    active = Person.objects.filter(is_active=True)
    names = {str(pk): name for pk, name in active.values_list("pk", "username")}
    return [
        Told(each.key, names[each.person], each.text)
        for each in digests(expected, people, day)
        if each.person in names
    ]


def _of(plan: str, expected: Expected) -> str:
    return f"{plan}/{expected.organisation}"


def told_in(plan: str, day: date) -> Iterator[tuple[str, int]]:
    """Who is told of an organisation's returns: those who make them, for it alone."""
    for member in members(plan):
        mine = ROLES[member.role].permissions
        holds = member.since <= day and (member.until is None or day <= member.until)
        if (
            holds
            and not member.waits
            and Permission.RETURN in mine
            and Permission.EDIT_ANY not in mine
        ):
            yield member.organisation, member.person


def written() -> set[str]:
    """The keys of those that were written before."""
    return set(Reminder.objects.values_list("key", flat=True))
