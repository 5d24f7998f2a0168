"""The designs of Northbank are locked on the days that its invented people chose."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from headwater.app.actions.evaluations import LOCK, TABLE
from headwater.app.actions.invented_learning import CITY, LEAD, as_invented
from headwater.app.actions.rows import Edit, save_rows
from headwater.app.clock import today
from headwater.app.selectors import rows as kept
from headwater.app.selectors.evaluations import every
from headwater.app.selectors.held import held
from headwater.core.access.roles import Role
from headwater.exchange.northbank.evaluations import locks


def add_invented_locks() -> int:
    """How many were locked: those that have a day and are not locked yet."""
    lead, days = as_invented(LEAD, Role.PLAN_LEAD), locks()
    for judged in every(held(CITY, today())):
        row, design = judged.row, judged.design
        if row is None or design is None or row.locked:
            continue
        if day := days.pop(row.evaluation_id, None):
            cells = {"locked": day.isoformat(), "locked_as": design.digest}
            seen = kept.revision(CITY, TABLE, row.evaluation_id)
            save_rows(
                by=lead,
                plan_id=CITY,
                table=TABLE,
                edits=[Edit(row.evaluation_id, cells, seen)],
                why="The design is locked before anybody looks",
                at=_noon(day),
                source=LOCK,
            )
    return len(locks()) - len(days)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)
