"""Lock the design of an evaluation, and let nobody change it in silence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from headwater.app.clock import today
from headwater.app.selectors.evaluations import one
from headwater.app.selectors.held import held
from headwater.app.selectors.rows import KeptRow
from headwater.core.plan.assemble import Problem
from headwater.errors import UserError


TABLE, LOCK = "evaluations", "lock"
LOCKS = ("locked", "locked_as")  # written by `locking` alone


def refused(
    number: int, row: KeptRow | None, cells: Mapping[str, str], why: str, source: str
) -> Problem | None:
    """What stands against a change of an evaluation; None where nothing does."""
    was = row.cells if row else {}
    changed = {name for name in {*was, *cells} if was.get(name) != cells.get(name)}
    if source == LOCK or not changed:
        return None
    for name in LOCKS:
        if name in changed:
            rule = "A design is locked on its own page"
            fix = "Leave this as it is, and use 'Lock this design' there."
            return Problem(TABLE, number, name, cells.get(name, ""), rule, fix)
    if was.get("locked") and changed - {"note"} and not why:
        rule = f"This design was locked on {was['locked']}"
        fix = "Say why it changes; everybody can read it in the history."
        return Problem(TABLE, number, "change-why", "", rule, fix)
    return None


def locking(plan_id: str, evaluation_id: str, at: datetime) -> dict[str, str]:
    """The cells that lock a design as it now is. Raises UserError where there is
    none to lock."""
    judged = one(held(plan_id, today()), evaluation_id)
    if judged is None:
        raise UserError(
            "The measure has no monthly figures by area, so there is no design.",
            fix="Choose a measure that has them.",
        )
    if judged.design is None:
        raise UserError(judged.why_not, fix="Put that right, then lock the design.")
    day = timezone.localdate(at)
    return {"locked": day.isoformat(), "locked_as": judged.design.digest}
