"""Tasks of a plan as they stood at a moment, and the words of frozen ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from headwater.app.due import is_overdue
from headwater.app.models import Comment, TaskStep
from headwater.app.selectors.comments import CLOSED
from headwater.app.selectors.naming import organisation_names
from headwater.app.selectors.standing import NotThere
from headwater.app.selectors.things import about
from headwater.core.plan.review_tasks import Done, Task, Tasks, words_digest
from headwater.reports.minutes_returns import Spoken


TAKEN_BACK = "These words were taken back by whoever wrote them."
NOT_THE_SAME = "These are not the words of that day."
SOMEBODY = "somebody"
_NAMED = re.compile(r"(?<![\w@.+-])@[\w.+-]*\w")  # as in `app.mentions`


def tasks_then(plan: str, since: date, at: datetime, earlier: datetime | None) -> Tasks:
    """What a review at a moment freezes of tasks. Words that were taken back by then
    are no task any more."""
    start = earlier or datetime.combine(since, time.min, at.tzinfo)
    stood = [s for s in _last(plan, at) if s.comment.withdrawn is None]
    told = _Told(timezone.localdate(at), organisation_names(plan), _titles(plan, stood))
    return Tasks(
        since,
        tuple(told.open(s) for s in sorted(stood, key=_by_due) if s.did != CLOSED),
        tuple(told.done(s) for s in stood if s.did == CLOSED and s.at > start),
    )


def _last(plan: str, at: datetime) -> Iterable[TaskStep]:
    """The last step of every task up to a moment."""
    rows = TaskStep.objects.filter(comment__plan=plan, at__lte=at).order_by("pk")
    return {row.comment_id: row for row in rows.select_related("comment")}.values()


def _by_due(step: TaskStep) -> tuple[date, int]:
    return step.due or date.max, step.comment_id


def _titles(plan: str, steps: Iterable[TaskStep]) -> dict[tuple[str, str], str]:
    things = {(each.comment.kind, each.comment.key) for each in steps}
    return {thing: _title(plan, *thing) for thing in things}


def _title(plan: str, kind: str, key: str) -> str:
    try:
        return about(plan, kind, key).title
    except NotThere:
        return key


@dataclass(frozen=True, slots=True)
class _Told:
    """The last step of a task as it is frozen."""

    day: date
    names: Mapping[str, str]
    titles: Mapping[tuple[str, str], str]

    def open(self, step: TaskStep) -> Task:
        said = step.comment
        return Task(
            number=said.pk,
            kind=said.kind,
            key=said.key,
            title=self.titles[said.kind, said.key],
            organisation=step.organisation,
            name=self.names.get(step.organisation, step.organisation),
            due=step.due,
            overdue=is_overdue(step.due, self.day),
            digest=words_digest(said.text),
        )

    def done(self, step: TaskStep) -> Done:
        said = step.comment
        return Done(
            number=said.pk,
            kind=said.kind,
            key=said.key,
            title=self.titles[said.kind, said.key],
            organisation=step.organisation,
            name=self.names.get(step.organisation, step.organisation),
            on=timezone.localdate(step.at),
            step=step.pk,
            digest=words_digest(said.text, step.note),
        )


def words_of(tasks: Tasks) -> dict[int, Spoken]:
    """The words of frozen tasks, by the number of their comment, as they still stand.
    People who are named in them are 'somebody'."""
    every = [*tasks.open, *tasks.closed]
    said = Comment.objects.in_bulk([each.number for each in every])
    steps = TaskStep.objects.in_bulk([each.step for each in tasks.closed])
    found = {each.number: _spoken(said.get(each.number), each) for each in tasks.open}
    for each in tasks.closed:
        step = steps.get(each.step)
        note = step.note if step else ""
        found[each.number] = _spoken(said.get(each.number), each, note)
    return found


def _spoken(said: Comment | None, task: Task | Done, *notes: str) -> Spoken:
    if said is None or said.withdrawn is not None:
        return Spoken(TAKEN_BACK)
    if words_digest(said.text, *notes) != task.digest:
        return Spoken(NOT_THE_SAME)
    return Spoken(_unnamed(said.text), _unnamed("".join(notes)))


def _unnamed(text: str) -> str:
    return _NAMED.sub(SOMEBODY, " ".join(text.split()))
