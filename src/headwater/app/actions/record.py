"""The record of who did what. Call it in the transaction of what it records."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils import timezone

from headwater.app.chain import START, Line, link
from headwater.app.models import Event
from headwater.core.access.allowed import Actor, Thing, allowed
from headwater.core.access.permissions import Permission
from headwater.errors import InternalError, UserError


_LOCK = 0x68656164  # PostgreSQL knows a lock by a number; any other would do


class NotAllowed(UserError):
    """Somebody may not do this. The page says so as if the thing were not there."""


def need(
    *, by: Actor | None, permission: Permission, thing: Thing, at: datetime
) -> None:
    """Raises NotAllowed where the actor may not do this to the thing."""
    answer = allowed(by, permission, thing, timezone.localdate(at))
    if not answer.yes:
        raise NotAllowed(answer.why)


def record(
    *,
    by: Actor | None,
    did: str,
    at: datetime,
    plan: str = "",
    kind: str = "",
    key: str = "",
) -> None:
    """One line, without personal text: `did` is 'changed' or 'approved', `kind` and
    `key` say what. It takes its place in the chain, one writer after the other."""
    person = by.person if by else None
    line = Line(at, person, organisation_of(by, plan), did, plan, kind, key)
    _one_writer()
    newest = Event.objects.order_by("-pk").values_list("chain", flat=True).first()
    Event(
        at=at,
        person=person,
        organisation=line.organisation,
        did=did,
        plan=plan,
        kind=kind,
        key=key,
        chain=link(newest or START, line),
    ).save()


def _one_writer() -> None:
    """Wait until nobody else writes a line, to the end of this transaction.

    In SQLite a transaction has the only right to write from its first statement.
    """
    if not connection.in_atomic_block:
        raise InternalError("A line is written in the transaction of what it records")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def organisation_of(by: Actor | None, plan: str) -> str:
    """For whom somebody acts in a plan: their first organisation there."""
    grants = by.grants if by else ()
    return next((g.organisation for g in grants if g.plan == plan), "")
