"""The periods for which returns are asked, and more time for one partner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from headwater.app.actions.record import need, record
from headwater.app.actions.returns_steps import lock
from headwater.app.actions.rows import thing
from headwater.app.models import Extension, Round
from headwater.app.selectors.naming import organisation_names
from headwater.app.selectors.returns import round_of, rounds
from headwater.core.access.allowed import Actor
from headwater.core.access.permissions import Permission
from headwater.core.returns.periods import Period, custom, read_period
from headwater.core.returns.windows import Extension as Longer
from headwater.core.returns.windows import Round as Asked
from headwater.core.returns.windows import Window
from headwater.errors import UserError


LONGEST_REASON = 500  # characters
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Own:
    """The first and the last day of a period of a partnership's own."""

    first: date
    last: date


@transaction.atomic
def set_round(
    *,
    by: Actor,
    plan: str,
    code: str,
    own: Own | None = None,
    opens: date,
    due: date,
    closes: date,
    at: datetime,
) -> str:
    """Ask for returns of a period, or move its window; the code of the period.

    No return moves with it. Raises UserError where the dates do not fit, or another
    round is for the same days.
    """
    need(by=by, permission=Permission.EXTEND, thing=thing(plan, frozenset()), at=at)
    if len(code) > LONGEST_CODE:
        raise UserError(f"Keep the code to {LONGEST_CODE} characters or fewer.")
    lock()
    standing = rounds(plan)
    period = _period(code, own, [each.period for each in standing])
    Asked(period, Window(opens, due, closes))
    for other in standing:
        if other.period.code != period.code and other.period.same_days(period):
            raise UserError(
                f"Returns for these days are asked for already, as "
                f"{other.period.code}.",
                fix="Change that period.",
            )
    _, new = Round.objects.update_or_create(
        plan=plan,
        period=period.code,
        defaults={
            "first": period.first,
            "last": period.last,
            "opens": opens,
            "due": due,
            "closes": closes,
        },
    )
    did = "asked for returns" if new else "moved a window"
    record(by=by, did=did, at=at, plan=plan, kind="round", key=period.code)
    return period.code


def _period(code: str, own: Own | None, standing: list[Period]) -> Period:
    if own is not None:
        return custom(code, own.first, own.last)
    return read_period(code, standing)


@transaction.atomic
def extend(
    *,
    by: Actor,
    plan: str,
    period: str,
    organisation: str,
    until: date,
    reason: str,
    at: datetime,
) -> None:
    """More time for one organisation. Raises UserError, and NotThere."""
    need(by=by, permission=Permission.EXTEND, thing=thing(plan, frozenset()), at=at)
    lock()
    found = round_of(plan, period)
    if organisation not in organisation_names(plan):
        raise UserError("Select an organisation of the plan.")
    if len(reason) > LONGEST_REASON:
        raise UserError(f"Keep the reason to {LONGEST_REASON} characters or fewer.")
    longer = Longer(organisation, until, reason.strip())
    Asked(found.period, found.window, (longer,))
    held = found.extension_for(organisation)
    if held and until <= held.until:
        if until == held.until:
            return  # a button that was pressed twice
        raise UserError(
            "They have more time than that already.", fix="Choose a later day."
        )
    Extension(
        plan=plan,
        period=period,
        organisation=organisation,
        until=until,
        reason=longer.reason,
        person=by.person,
        at=at,
    ).save()
    key = f"{organisation} {period}"
    did = "gave more time"
    record(by=by, did=did, at=at, plan=plan, kind="return", key=key)
