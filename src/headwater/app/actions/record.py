"""The record of who did what. Call it in the transaction of what it records."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from headwater.app.models import Event
from headwater.core.access.allowed import Actor, Thing, allowed
from headwater.core.access.permissions import Permission
from headwater.errors import UserError


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
    `key` say what."""
    Event(
        at=at,
        person=by.person if by else None,
        organisation=organisation_of(by, plan),
        did=did,
        plan=plan,
        kind=kind,
        key=key,
    ).save()


def organisation_of(by: Actor | None, plan: str) -> str:
    """For whom somebody acts in a plan: their first organisation there."""
    grants = by.grants if by else ()
    return next((g.organisation for g in grants if g.plan == plan), "")
