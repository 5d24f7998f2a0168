"""When something is due, in words and not in colours."""

from __future__ import annotations

from datetime import date


def is_overdue(due: date | None, day: date) -> bool:
    return due is not None and due < day


def due_words(due: date | None, day: date) -> str:
    """'due tomorrow', 'due on 3 December 2026', 'overdue since yesterday'."""
    if due is None:
        return "no day set"
    left = (due - day).days
    near = {0: "due today", 1: "due tomorrow", -1: "overdue since yesterday"}
    if left in near:
        return near[left]
    if left < 0:
        return f"overdue by {-left} days, since {_day(due)}"
    return f"due on {_day(due)}, in {left} days"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
