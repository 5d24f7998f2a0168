"""The day that a plan is held against its framework for."""

from __future__ import annotations

from datetime import date

from headwater.core.plan.rows import About


def day_of(about: About, today: date) -> date:
    """The last day that the plan says it is true for; today for a living plan.

    A plan that nobody keeps up would otherwise grow overdue day by day, and
    its findings would speak of the calendar and not of the plan.
    """
    own = about.as_at
    return own.last if own is not None and own.last is not None else today
