"""What time it is. Only the app asks; core is told."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """The day that plans are checked for: today, or HEADWATER_AS_AT."""
    day: date = settings.AS_AT or timezone.localdate()
    return day


def day_now() -> date:
    """The day that it is: for roles and windows, whatever day a plan is checked for."""
    day: date = timezone.localdate()
    return day
