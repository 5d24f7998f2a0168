"""When a return may be handed in: a window for each period, longer for some.

The window is a property of the period. Moving it never moves a return.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from headwater.core.returns.periods import Period
from headwater.errors import UserError


class Stage(StrEnum):
    """Where a day lies in a window."""

    EARLY = "not open yet"
    OPEN = "open"
    LATE = "past the due date, still open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Window:
    """The first day, the day by which it is due, and the last day. All included."""

    opens: date
    due: date
    closes: date

    def __post_init__(self) -> None:
        if not self.opens <= self.due <= self.closes:
            raise UserError(
                "A window opens, then is due, then closes; these dates are not in "
                "that order.",
                fix="Check the three dates.",
            )

    def stage(self, day: date) -> Stage:
        if day < self.opens:
            return Stage.EARLY
        if day > self.closes:
            return Stage.CLOSED
        return Stage.LATE if day > self.due else Stage.OPEN

    def open_on(self, day: date) -> bool:
        """May a return be handed in on this day, be it late?"""
        return self.opens <= day <= self.closes


@dataclass(frozen=True, slots=True)
class Extension:
    """More time for one organisation, until the end of a day, and why."""

    organisation: str
    until: date
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise UserError(
                "An extension needs a reason.", fix="Say in a sentence why it is given."
            )


@dataclass(frozen=True, slots=True)
class Round:
    """The returns of all partners for one period, with its window."""

    period: Period
    window: Window
    extensions: tuple[Extension, ...] = ()

    def __post_init__(self) -> None:
        for extension in self.extensions:
            if extension.until <= self.window.due:
                raise UserError(
                    "The extension ends before the return is due for everybody.",
                    where=f"{self.period.code}, {extension.organisation}:",
                    fix="Choose a day after the due date.",
                )

    def window_for(self, organisation: str) -> Window:
        """The window of one organisation, with its extension if it has one."""
        until = self._until(organisation)
        closes = max(self.window.closes, until)
        return replace(self.window, due=until, closes=closes)

    def extension_for(self, organisation: str) -> Extension | None:
        """The one that holds: the longest, where there are several."""
        own = [e for e in self.extensions if e.organisation == organisation]
        return max(own, key=lambda each: each.until, default=None)

    def _until(self, organisation: str) -> date:
        found = self.extension_for(organisation)
        return found.until if found else self.window.due


def window_after(period: Period, due_days: int, close_days: int) -> Window:
    """A window that opens the day after a period, with days from its last day."""
    return Window(
        period.last + timedelta(days=1),
        period.last + timedelta(days=due_days),
        period.last + timedelta(days=close_days),
    )
