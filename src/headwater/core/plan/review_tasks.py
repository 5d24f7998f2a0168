"""Tasks on the day of a review, frozen with it: what they are on, and no person.

Whoever wrote a task may take the words back, so they are not copied: their SHA-256 is
kept, and shows that words which still stand are those of that day.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Task:
    """An open task. `number` is that of its comment, `title` of what it is on, `name`
    of the organisation that takes it on."""

    number: int
    kind: str
    key: str
    title: str
    organisation: str
    name: str
    due: date | None
    overdue: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Done:
    """A task that was closed; `step` is the number of the step that has the note."""

    number: int
    kind: str
    key: str
    title: str
    organisation: str
    name: str
    on: date
    step: int
    digest: str


@dataclass(frozen=True, slots=True)
class Tasks:
    """Those that were open, the soonest due first, and those closed from `since`."""

    since: date
    open: tuple[Task, ...]
    closed: tuple[Done, ...]

    @property
    def overdue(self) -> tuple[Task, ...]:
        return tuple(each for each in self.open if each.overdue)


def words_digest(*texts: str) -> str:
    """SHA-256 of texts, each ended by a sign that none of them can have."""
    return hashlib.sha256("".join(f"{text}\0" for text in texts).encode()).hexdigest()
