"""What a review has to look at: made from what was known then and what is known now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from headwater.app.selectors.changes import plan_at
from headwater.app.selectors.known import known
from headwater.app.selectors.reviews import (
    Decided,
    Meeting,
    before,
    due_before,
    frozen_for,
)
from headwater.core.plan.diff import TableDiff, changed_tables
from headwater.core.plan.review import Frozen, Since, since


@dataclass(frozen=True, slots=True)
class Agenda:
    """`now` is what is frozen, or what would be; figures that partners handed in are in
    it for the organisations `seen` alone. Without a review before this one, `since` is
    None and there is nothing to compare with."""

    now: Frozen
    earlier: Meeting | None
    since: Since | None
    tables: tuple[TableDiff, ...]
    overdue: tuple[Decided, ...]
    items: tuple[str, ...]
    seen: frozenset[str]


def agenda(
    of: Meeting, today: date, at: datetime, seen: Collection[str] = ()
) -> Agenda:
    """Of a review that is planned, as things stand; then as they were frozen. `seen`
    are the organisations whose figures the reader may see."""
    earlier = before(of.plan, of.day)
    now = frozen_for(of.plan, of.day, seen)
    if now is None:
        opened = earlier.opened_at if earlier else None
        now = known(of.plan, today, at, opened).seen_by(seen)
    was = earlier.frozen if earlier else None
    late = [d for d in due_before(of.plan, of.day) if _waited(d, of)]
    return Agenda(
        now,
        earlier,
        since(was, now) if was else None,
        _tables(of.plan, was.revision, now.revision) if was else (),
        tuple(late),
        of.items,
        frozenset(seen),
    )


def _waited(decision: Decided, of: Meeting) -> bool:
    """Was it not carried out yet when the review was opened? Or now, before that."""
    done = decision.done_at
    return done is None or (of.opened_at is not None and done > of.opened_at)


def _tables(plan_id: str, first: int, last: int) -> tuple[TableDiff, ...]:
    """The tables in which a row is another after one change than after an earlier."""
    if first == last:
        return ()
    found = changed_tables(plan_at(plan_id, first), plan_at(plan_id, last))
    return tuple(table for table in found if table.differs)
