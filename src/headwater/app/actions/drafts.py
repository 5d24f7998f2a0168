"""Keep what somebody typed until they are ready; it is theirs alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import QueryDict

from headwater.app.models import Draft
from headwater.app.stash import LARGEST, NEVER
from headwater.core.access.allowed import Actor
from headwater.errors import UserError


MOST = 50  # drafts of one person


@transaction.atomic
def keep(*, by: Actor, path: str, title: str, sent: QueryDict, at: datetime) -> None:
    """One draft a form: the newest. Raises UserError where there is too much."""
    kept = sent.copy()
    for name in NEVER:
        kept.pop(name, None)
    text = kept.urlencode()
    mine = Draft.objects.filter(person=by.person)
    if len(text) > LARGEST or mine.exclude(path=path).count() >= MOST:
        raise UserError(
            "This draft cannot be kept: it is too long, or you have too many.",
            fix="Shorten it, or throw old drafts away.",
        )
    values = {"title": title, "sent": text, "at": at}
    Draft.objects.update_or_create(person_id=by.person, path=path, defaults=values)


@transaction.atomic
def drop(*, by: Actor, path: str) -> None:
    """Throw a draft away, or forget it once its form is saved."""
    Draft.objects.filter(person=by.person, path=path).delete()
