"""The day that a check is made for."""

from __future__ import annotations

import datetime
import os
from typing import TYPE_CHECKING

from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.core.plan.rows import About


AS_AT = "HEADWATER_AS_AT"
FIX = "Write one exact day, such as 2026-11-01 or 1 November 2026."


def as_at_day(text: str | None, about: About) -> datetime.date:
    """The day that was asked for; else the plan's own; else today."""
    from headwater.core.plan.day import day_of

    day = day_for_all(text)
    return day if text is not None else day_of(about, day)


def day_for_all(text: str | None) -> datetime.date:
    """The day that was asked for, whatever plans say of theirs; else today."""
    if text is not None:
        return one_day(text, "--as-at")
    set_for_all = os.environ.get(AS_AT, "").strip()
    return one_day(set_for_all, AS_AT) if set_for_all else _today()


def _today() -> datetime.date:
    """Today where the plan is, as on the pages, wherever the machine stands."""
    from zoneinfo import ZoneInfo

    return datetime.datetime.now(ZoneInfo("Europe/London")).date()


def one_day(text: str, where: str) -> datetime.date:
    """One exact day that was given. Raises UserError."""
    from headwater.core.time import BadDate, DateState, read_date

    try:
        found = read_date(text)
    except BadDate as error:
        raise UserError(f"'{text}': {error}.", where=f"{where}:", fix=FIX) from None
    if found.state is not DateState.EXACT or found.first is None:
        raise UserError(f"'{text}' is not one day.", where=f"{where}:", fix=FIX)
    return found.first
