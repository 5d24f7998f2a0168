"""What the invented partners of the demonstration said and decided comes in, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.db import transaction

from headwater.app.actions.assessments import assess
from headwater.app.models import Assessment, Person
from headwater.app.selectors.people import actor
from headwater.core.access.allowed import Actor, Grant
from headwater.core.access.roles import Role
from headwater.exchange.northbank.assessments import northbank_assessments


CITY = "northbank"
LEAD = "wren.abernathy"


@transaction.atomic
def add_invented_assessments() -> int:
    """How many were added: none where there are any already."""
    if Assessment.objects.filter(plan=CITY).exists():
        return 0
    lead = _lead()
    for each in northbank_assessments():
        found = Assessment.objects.filter(
            plan=CITY, organisation=each.organisation, principle=each.principle
        )
        assess(
            by=lead,
            plan_id=CITY,
            organisation=each.organisation,
            principle=each.principle,
            level=each.level,
            evidence=each.evidence,
            raises=each.raises,
            publish=each.publish,
            seen=found.order_by("-pk").values_list("pk", flat=True).first() or 0,
            at=_noon(each.on),
        )
    return len(northbank_assessments())


def _lead() -> Actor:
    """The invented plan lead, as if she had had her role from the beginning."""
    person = Person.objects.get(username=LEAD, invented=True).pk
    grants = tuple(
        Grant(Role.PLAN_LEAD, each.plan, each.organisation, date(2022, 1, 1))
        for each in actor(person, strong=True).grants
    )
    return Actor(person, grants, strong=True)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
