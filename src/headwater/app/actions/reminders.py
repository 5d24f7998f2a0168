"""Write down which reminders go out, so that none goes out twice."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from headwater.app.actions.returns_steps import lock
from headwater.app.models import Reminder
from headwater.app.selectors.reminders import Told, reminders, written


@transaction.atomic
def take_reminders(*, at: datetime) -> list[Told]:
    """Those of the day that were not taken yet. They count as written from here on,
    so that two that run at once, or one that is stopped, repeat none."""
    lock()
    before = written()
    new = [each for each in reminders(timezone.localdate(at)) if each.key not in before]
    for each in new:
        Reminder(key=each.key, at=at).save()
    return new
