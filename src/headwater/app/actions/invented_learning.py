"""What the invented partners of the demonstration said and decided comes in, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.db import transaction

from headwater.app.actions import reviews
from headwater.app.actions.assessments import assess
from headwater.app.actions.rows import Edit, save_row
from headwater.app.models import Assessment, Person, Review
from headwater.app.selectors.people import actor
from headwater.app.selectors.reviews import decision
from headwater.core.access.allowed import Actor, Grant
from headwater.core.access.roles import Role
from headwater.exchange.northbank.assessments import northbank_assessments
from headwater.exchange.northbank.reviews import (
    HeldDecision,
    HeldReview,
    northbank_reviews,
)


CITY = "northbank"
LEAD, PUBLISHER = "wren.abernathy", "odd.lanternby"
# Who speaks for a partner that has somebody; for the others the plan lead does.
WRITERS = {"tallowgate": "tobias.fennimore", "police": "hal.dunnottery"}


@transaction.atomic
def add_invented_assessments() -> int:
    """How many were added: none where there are any already."""
    if Assessment.objects.filter(plan=CITY).exists():
        return 0
    lead = as_invented(LEAD, Role.PLAN_LEAD)
    own = {code: as_invented(name, Role.PARTNER_LEAD) for code, name in WRITERS.items()}
    for each in northbank_assessments():
        found = Assessment.objects.filter(
            plan=CITY, organisation=each.organisation, principle=each.principle
        )
        assess(
            by=own.get(each.organisation, lead),
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


@transaction.atomic
def add_invented_reviews(*, at: datetime) -> int:
    """How many were added: none where there are any already. `at` is when the plan is
    changed because of them."""
    if Review.objects.filter(plan=CITY).exists():
        return 0
    for each in northbank_reviews():
        _hold(each, at)
    return len(northbank_reviews())


def _hold(of: HeldReview, at: datetime) -> None:
    """One review from its plan to its end, and the changes that came of it."""
    lead, then = as_invented(LEAD, Role.PLAN_LEAD), _noon(of.day)
    reviews.plan_review(by=lead, plan_id=CITY, day=of.day, title=of.title, at=then)
    for item in of.items:
        reviews.add_item(by=lead, plan_id=CITY, day=of.day, text=item, at=then)
    reviews.freeze(by=lead, plan_id=CITY, day=of.day, today=of.day, at=then)
    for each in of.decisions:
        _decide(lead, of.day, each, at)
    reviews.close(by=lead, plan_id=CITY, day=of.day, at=then)
    if of.publish:
        publisher = as_invented(PUBLISHER, Role.PUBLISHER)
        reviews.publish(by=publisher, plan_id=CITY, day=of.day, yes=True, at=then)


def _decide(lead: Actor, day: date, of: HeldDecision, at: datetime) -> None:
    number = reviews.decide(
        by=lead,
        plan_id=CITY,
        day=day,
        text=of.text,
        organisations=of.organisations,
        roles=of.roles,
        reason=of.reason,
        about=of.about,
        due=of.due,
        at=_noon(day),
    )
    because = decision(CITY, str(day), number).pk
    for each in of.adapted:
        save_row(
            by=lead,
            plan_id=CITY,
            table="actions",
            edit=Edit(each.action, {each.column: each.text}),
            why=each.why,
            because=because,
            at=at,
        )
    if of.done_on:
        said = {"day": day, "number": number, "text": of.done, "at": _noon(of.done_on)}
        reviews.follow(by=lead, plan_id=CITY, **said)


def as_invented(username: str, role: Role) -> Actor:
    """An invented person, as if they had had their role from the beginning."""
    person = Person.objects.get(username=username, invented=True).pk
    grants = tuple(
        Grant(role, each.plan, each.organisation, date(2022, 1, 1))
        for each in actor(person, strong=True).grants
    )
    return Actor(person, grants, strong=True)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
