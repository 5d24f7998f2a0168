"""Forms that somebody has not finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import QueryDict

from headwater.app.models import Draft


@dataclass(frozen=True, slots=True)
class Unfinished:
    path: str
    title: str
    at: datetime


def drafts(person: int) -> list[Unfinished]:
    """The drafts of somebody, the newest first."""
    rows = Draft.objects.filter(person=person).order_by("-at")
    return [Unfinished(*row) for row in rows.values_list("path", "title", "at")]


def draft(person: int, path: str) -> QueryDict | None:
    """What somebody had typed into a form."""
    found = Draft.objects.filter(person=person, path=path)
    text = found.values_list("sent", flat=True).first()
    return None if text is None else QueryDict(text)
