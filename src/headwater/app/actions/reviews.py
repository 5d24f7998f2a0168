"""Hold a review: plan it, freeze what is known, decide, close, publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from django.db import transaction

from headwater.app.actions.record import need, record
from headwater.app.actions.rows import thing
from headwater.app.models import Decision, Followed, Review
from headwater.app.selectors.known import known
from headwater.app.selectors.naming import organisation_names
from headwater.app.selectors.reviews import CLOSED, OPEN, PLANNED, before, state_of
from headwater.app.selectors.standing import NotThere, last_revision
from headwater.core.access.allowed import Actor
from headwater.core.access.permissions import Permission
from headwater.core.plan.review import Frozen, as_json, digest_of
from headwater.errors import UserError


MOST_ITEMS = 40


class NotNow(UserError):
    """A review is in another state than this needs."""


@transaction.atomic
def plan_review(
    *, by: Actor, plan_id: str, day: date, title: str, at: datetime
) -> None:
    """Raises UserError where there is a review on that day already."""
    _may(by, plan_id, at)
    last_revision(plan_id)  # raises NotThere
    if Review.objects.filter(plan=plan_id, day=day).exists():
        raise UserError(
            "There is a review on this day already.", fix="Choose another day."
        )
    Review.objects.create(plan=plan_id, day=day, title=title)
    _note(by, "planned a review", plan_id, day, at)


@transaction.atomic
def add_item(*, by: Actor, plan_id: str, day: date, text: str, at: datetime) -> None:
    """The chair puts something on the agenda."""
    _may(by, plan_id, at)
    row = _review(plan_id, day, PLANNED, OPEN)
    if len(row.items) >= MOST_ITEMS:
        raise UserError(f"An agenda has room for {MOST_ITEMS} items.")
    row.items = [*row.items, text]
    row.save(update_fields=["items"])
    _note(by, "added to an agenda", plan_id, day, at)


@transaction.atomic
def freeze(*, by: Actor, plan_id: str, day: date, today: date, at: datetime) -> str:
    """Open a review with what is known: all of it in one transaction. The digest."""
    _may(by, plan_id, at)
    row = _review(plan_id, day, PLANNED)
    row.frozen = as_json(_salted(known(plan_id, today, at, _last_frozen(plan_id, day))))
    row.digest = digest_of(row.frozen)
    row.opened_at = at
    row.save(update_fields=["frozen", "digest", "opened_at"])
    _note(by, "opened a review", plan_id, day, at)
    return str(row.digest)


@transaction.atomic
def decide(
    *,
    by: Actor,
    plan_id: str,
    day: date,
    text: str,
    organisations: Sequence[str],
    roles: str,
    reason: str,
    about: str,
    due: date | None,
    at: datetime,
) -> int:
    """The number of the decision in its review."""
    _may(by, plan_id, at)
    row = _review(plan_id, day, OPEN)
    if unknown := set(organisations) - set(organisation_names(plan_id)):
        raise UserError(f"The plan has no organisation {', '.join(sorted(unknown))}.")
    number = row.decisions.count() + 1
    Decision(
        review=row,
        number=number,
        text=text,
        organisations=list(organisations),
        roles=roles,
        reason=reason,
        about=about,
        due=due,
        by=by.person,
        at=at,
    ).save()
    _note(by, "recorded a decision", plan_id, day, at, number)
    return number


@transaction.atomic
def follow(
    *, by: Actor, plan_id: str, day: date, number: int, text: str, at: datetime
) -> None:
    """Say that a decision has been carried out, once."""
    _may(by, plan_id, at)
    row = _review(plan_id, day, OPEN, CLOSED)
    found = row.decisions.filter(number=number).first()
    if found is None:
        raise NotThere(str(number))
    if Followed.objects.filter(decision=found).exists():
        raise NotNow("This is said already.", fix="Read it on the decision's page.")
    Followed(decision=found, text=text, by=by.person, at=at).save()
    _note(by, "followed a decision", plan_id, day, at, number)


@transaction.atomic
def close(*, by: Actor, plan_id: str, day: date, at: datetime) -> None:
    """Nothing is decided in it after this."""
    _may(by, plan_id, at)
    row = _review(plan_id, day, OPEN)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    _note(by, "closed a review", plan_id, day, at)


@transaction.atomic
def publish(*, by: Actor, plan_id: str, day: date, yes: bool, at: datetime) -> None:
    """Let everybody read what was decided, or take it back."""
    _may(by, plan_id, at, Permission.PUBLISH)
    row = _review(plan_id, day, CLOSED)
    row.published = yes
    row.save(update_fields=["published"])
    did = "published a review" if yes else "took a review back"
    _note(by, did, plan_id, day, at)


def _last_frozen(plan_id: str, day: date) -> datetime | None:
    earlier = before(plan_id, day)
    return earlier.opened_at if earlier else None


def _salted(frozen: Frozen) -> Frozen:
    """So that a figure which somebody may not see cannot be found by trying which one
    makes the digest."""
    if frozen.returns is None:
        return frozen
    return replace(frozen, returns=replace(frozen.returns, salt=token_hex(16)))


def _may(
    by: Actor,
    plan_id: str,
    at: datetime,
    permission: Permission = Permission.REVIEW,
) -> None:
    need(by=by, permission=permission, thing=thing(plan_id, frozenset()), at=at)


def _review(plan_id: str, day: date, *states: str) -> Any:
    """A review in one of these states, for this transaction alone."""
    rows = Review.objects.select_for_update().filter(plan=plan_id, day=day)
    row = rows.first()
    if row is None:
        raise NotThere(str(day))
    if state_of(row) not in states:
        raise NotNow(
            f"This review is {state_of(row)}.",
            fix=f"This can be done while it is {' or '.join(states)}.",
        )
    return row


def _note(
    by: Actor, did: str, plan_id: str, day: date, at: datetime, number: int = 0
) -> None:
    key = f"{day} / {number}" if number else str(day)
    record(by=by, did=did, at=at, plan=plan_id, kind="review", key=key)
