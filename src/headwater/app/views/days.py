"""Days in addresses and in forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from headwater.app.selectors import NotThere
from headwater.app.views.uploads_forms import Errors
from headwater.core.time import BadDate, DateState, read_date


ONE_DAY = "Enter one day, such as 3 January 2026"


def exact_day(text: str) -> date:
    """The day that an address names, always in one form. Raises NotThere."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotThere(text) from None
    if str(day) != text:
        raise NotThere(text)
    return day


def read_day(sent: Mapping[str, str], name: str, errors: Errors) -> date | None:
    """The day that a person wrote into a field."""
    text = sent.get(name, "").strip()
    try:
        found = read_date(text) if text else None
    except BadDate as wrong:
        errors.add(name, f"{str(wrong)[:1].upper()}{str(wrong)[1:]}")
        return None
    if found is None or found.state is not DateState.EXACT:
        errors.add(name, ONE_DAY)
        return None
    return found.first
