"""A partner says how far it has come with a principle. Nothing is overwritten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from headwater.app.actions.record import need, record
from headwater.app.actions.rows import thing
from headwater.app.models import ROW_MODELS, Assessment
from headwater.app.selectors.held import framework_of
from headwater.app.selectors.standing import NotThere
from headwater.core.access.allowed import Actor, allowed
from headwater.core.access.permissions import Permission
from headwater.core.plan.assessment import BY_CODE
from headwater.errors import UserError


class SaidMeanwhile(UserError):
    """Somebody else of the organisation said something since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody of your organisation assessed this since you opened it.",
            fix="Read what they wrote below, then save yours if it should stand after.",
        )


def may_assess(by: Actor | None, plan_id: str, organisation: str, at: datetime) -> bool:
    one = thing(plan_id, frozenset({organisation}))
    return allowed(by, Permission.ASSESS, one, timezone.localdate(at)).yes


@transaction.atomic
def assess(
    *,
    by: Actor,
    plan_id: str,
    organisation: str,
    principle: str,
    level: str,
    evidence: str,
    raises: str,
    publish: bool,
    seen: int,
    at: datetime,
) -> int:
    """The number of the statement. `seen` is the last one that its author saw.

    Raises NotThere, NotAllowed, UserError for what is no level, and SaidMeanwhile.
    """
    _there(plan_id, organisation, principle)
    one = thing(plan_id, frozenset({organisation}))
    need(by=by, permission=Permission.ASSESS, thing=one, at=at)
    if level not in BY_CODE:
        raise UserError("Select a level")
    rows = Assessment.objects.filter(
        plan=plan_id, organisation=organisation, principle=principle
    )
    if rows.filter(pk__gt=seen).exists():
        raise SaidMeanwhile
    made = Assessment(
        plan=plan_id,
        organisation=organisation,
        principle=principle,
        level=level,
        evidence=evidence.strip(),
        raises=raises.strip(),
        publish=publish,
        by=by.person,
        at=at,
    )
    made.save()
    key = f"{organisation} / {principle}"
    record(by=by, did="assessed", at=at, plan=plan_id, kind="assessment", key=key)
    return int(made.pk)


def _there(plan_id: str, organisation: str, principle: str) -> None:
    rows = ROW_MODELS["organisations"]._default_manager.filter(plan_id=plan_id)
    codes = {each.code for each in framework_of(plan_id).principles}
    if principle not in codes or not rows.filter(organisation_id=organisation).exists():
        raise NotThere(f"{organisation}, {principle}")
