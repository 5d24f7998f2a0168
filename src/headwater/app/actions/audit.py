"""Taking the record away is itself recorded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from headwater.app.actions.record import need, record
from headwater.app.actions.rows import thing
from headwater.core.access.allowed import Actor
from headwater.core.access.permissions import Permission


@transaction.atomic
def take_record(*, by: Actor, plan_id: str, form: str, at: datetime) -> None:
    """Say that somebody takes lines of the record away. Raises NotAllowed."""
    need(by=by, permission=Permission.AUDIT, thing=thing(plan_id, frozenset()), at=at)
    record(
        by=by, did="took the record away", at=at, plan=plan_id, kind="record", key=form
    )
