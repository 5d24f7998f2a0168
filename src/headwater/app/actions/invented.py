"""The people of the demonstration come in, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from headwater.app.actions.people import add_person, first_lead
from headwater.app.models import Person
from headwater.core.access.roles import Role
from headwater.exchange.northbank.people import northbank_people


@transaction.atomic
def add_invented_people(*, at: datetime) -> int:
    """How many were added. They have no password: only the demonstration lets one act
    as them."""
    known = set(Person.objects.values_list("username", flat=True))
    new = [each for each in northbank_people() if each.username not in known]
    for each in new:
        person = add_person(
            username=each.username, name=each.name, password=None, at=at, invented=True
        )
        for role, plan, organisation in each.roles:
            first_lead(
                person=person,
                plan=plan,
                organisation=organisation,
                role=Role(role),
                at=at,
            )
    return len(new)
