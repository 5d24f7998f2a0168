"""What time it is. Only the app asks; core is told."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from headwater.errors import UserError


def now() -> datetime:
    """This moment, with its time zone."""
    return timezone.now()


def today() -> date:
    """The day that plans are checked for: today, or HEADWATER_AS_AT."""
    if not settings.AS_AT:
        return timezone.localdate()
    try:
        return date.fromisoformat(settings.AS_AT)
    except ValueError:
        raise UserError(
            f"HEADWATER_AS_AT is {settings.AS_AT!r}, which is not a day.",
            fix="Write it as 2026-11-01, or leave it out.",
        ) from None
