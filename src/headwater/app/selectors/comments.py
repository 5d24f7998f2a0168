"""Comments on the things of a plan, with the tasks that came of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from headwater.app.due import is_overdue
from headwater.app.models import Comment, TaskStep
from headwater.app.selectors.people import names
from headwater.app.selectors.standing import NotThere


ASSIGNED, CLOSED, REOPENED = "assigned", "closed", "reopened"


@dataclass(frozen=True, slots=True)
class Step:
    """A task was given to somebody, closed, or opened again."""

    did: str
    who: str
    assignee: str
    due: date | None
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands. `seen` is the number of its last step."""

    seen: int
    open: bool
    assignee: int
    name: str  # of the assignee
    organisation: str
    due: date | None
    steps: tuple[Step, ...]

    @property
    def last(self) -> Step:
        return self.steps[-1]

    def overdue(self, day: date) -> bool:
        return self.open and is_overdue(self.due, day)


@dataclass(frozen=True, slots=True)
class Said:
    """A comment. What was taken back has no text, and `withdrawn` says when."""

    number: int
    kind: str
    key: str
    by: int
    who: str
    organisation: str
    at: datetime
    text: str
    withdrawn: datetime | None
    task: Task | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks of a plan: by whom they are taken on, and how they stand."""

    organisation: str = ""
    person: int | None = None
    state: str = "open"  # open, overdue, closed or all


STATES = ("open", "overdue", "closed", "all")


def thread(plan: str, kind: str, key: str) -> tuple[Said, ...]:
    """All that was said about a thing, the newest last."""
    return threads(plan, kind, [key]).get(key, ())


def threads(plan: str, kind: str, keys: Collection[str]) -> dict[str, tuple[Said, ...]]:
    """What was said about several things of one kind, by their keys."""
    found: dict[str, list[Said]] = {}
    for said in _said(Comment.objects.filter(plan=plan, kind=kind, key__in=keys)):
        found.setdefault(said.key, []).append(said)
    return {key: tuple(some) for key, some in found.items()}


def one(plan: str, number: int) -> Said:
    """A comment of a plan. Raises NotThere."""
    found = list(_said(Comment.objects.filter(plan=plan, pk=number)))
    if not found:
        raise NotThere(str(number))
    return found[0]


def some(numbers: Collection[int]) -> list[Said]:
    """These comments, of whatever plan."""
    return list(_said(Comment.objects.filter(pk__in=numbers)))


def tasks(plan: str, wanted: Wanted, day: date) -> list[Said]:
    """The tasks of a plan that fit: what is due first comes first."""
    given = TaskStep.objects.filter(comment__plan=plan).values("comment")
    found = _said(Comment.objects.filter(pk__in=given))
    return sorted((said for said in found if _fits(said, wanted, day)), key=by_due)


def by_due(said: Said) -> tuple[bool, date, int]:
    """Open ones first, then by day; what has no day comes last."""
    task = said.task
    due = task.due if task and task.due else date.max
    return not (task and task.open), due, said.number


def _fits(said: Said, wanted: Wanted, day: date) -> bool:
    task = said.task
    if task is None:
        return False
    stands = {
        "open": task.open,
        "overdue": task.overdue(day),
        "closed": not task.open,
        "all": True,
    }
    return (
        stands[wanted.state]
        and wanted.organisation in ("", task.organisation)
        and wanted.person in (None, task.assignee)
    )


def _said(rows: QuerySet[Comment]) -> Iterable[Said]:
    called = names()
    for row in rows.order_by("pk").prefetch_related("steps"):
        yield Said(
            row.pk,
            row.kind,
            row.key,
            row.by_id,
            called.get(row.by_id, ""),
            row.organisation,
            row.at,
            row.text,
            row.withdrawn,
            _task(sorted(row.steps.all(), key=lambda step: step.pk), called),
        )


def _task(rows: list[TaskStep], called: dict[int, str]) -> Task | None:
    if not rows:
        return None
    last = rows[-1]
    steps = [
        Step(
            row.did,
            called.get(row.by_id, ""),
            called.get(row.assignee_id, ""),
            row.due,
            row.note,
            row.at,
        )
        for row in rows
    ]
    name = called.get(last.assignee_id, "")
    return Task(
        last.pk,
        last.did != CLOSED,
        last.assignee_id,
        name,
        last.organisation,
        last.due,
        tuple(steps),
    )
