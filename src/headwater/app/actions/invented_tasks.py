"""The invented tasks of the demonstration come in, once.

They happened before its people came in, so no role is asked.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.db import transaction

from headwater.app.actions.comments import follow, give, last_step, write
from headwater.app.models import Comment, Person
from headwater.app.selectors.comments import CLOSED
from headwater.app.selectors.people import Here, actor
from headwater.core.access.allowed import Actor
from headwater.exchange.northbank.reviews import HeldTask, northbank_tasks


CITY = "northbank"


@transaction.atomic
def add_invented_tasks() -> int:
    """How many were added: none where somebody has said something already."""
    if Comment.objects.filter(plan=CITY).exists():
        return 0
    for each in northbank_tasks():
        _add(each)
    return len(northbank_tasks())


def _add(of: HeldTask) -> None:
    """One task, and how it ended."""
    by, at = _who(of.by), _noon(of.on)
    made = Comment.objects.create(
        plan=CITY,
        kind="actions",
        key=of.key,
        text=of.text,
        by_id=by.person,
        organisation=by.grants[0].organisation,
        at=at,
    )
    write(made, by, "commented", at)
    taker = Here(_who(of.to).person, "", of.to, of.organisation, takes_tasks=True)
    give(made, by, taker, of.due, "", at)
    task = last_step(made)
    if of.closed and task is not None:
        follow(task, _who(of.to), CLOSED, of.note, _noon(of.closed))
        write(made, _who(of.to), "closed a task", _noon(of.closed))


def _who(username: str) -> Actor:
    person = Person.objects.get(username=username, invented=True).pk
    return actor(person, strong=True)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
