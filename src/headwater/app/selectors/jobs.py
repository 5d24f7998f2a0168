"""Jobs of somebody: waiting, being done, done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from headwater.app import jobs
from headwater.app.models import Job
from headwater.app.selectors.standing import NotThere


@dataclass(frozen=True, slots=True)
class Asked:
    """A job as whoever asked for it sees it."""

    token: str
    title: str
    at: datetime
    state: str
    done: int
    of: int
    wrong: str
    kind: str = ""
    doing: str = ""
    draft: str = ""  # the upload that it is about
    name: str = ""  # of that file
    where: tuple[str, ...] = ()  # the plan, the period, whose
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        return self.state in ("waiting", "working")


def jobs_of(plan_id: str, person: int) -> list[Asked]:
    """The jobs of a person in a plan, the newest first."""
    rows = Job.objects.filter(plan=plan_id, asked_by=person, draft="").order_by("-pk")[
        :50
    ]
    return [
        Asked(r.token, jobs.KINDS[r.kind].title, r.at, r.state, r.done, r.of, r.wrong)
        for r in rows
    ]


def _of_file(row: Job) -> Asked:
    return Asked(
        row.token,
        row.kind,
        row.at,
        row.state,
        row.done,
        row.of,
        row.wrong,
        row.kind,
        row.doing,
        row.draft,
        row.said.get("name", ""),
        (row.plan, *row.said.get("where", ())),
        row.said,
    )


def last_of(draft: str, person: int | None) -> Asked | None:
    """The newest job on an upload of a person's; None, too, for one of another."""
    row = Job.objects.filter(draft=draft, asked_by=person).order_by("-pk").first()
    return _of_file(row) if row else None


def open_about(plan_id: str, person: int, where: list[str]) -> list[Asked]:
    """A person's open jobs on files for one return, the newest first."""
    rows = Job.objects.filter(
        plan=plan_id, asked_by=person, ended=None, said__where=where
    )
    return [_of_file(row) for row in rows.order_by("-pk")]


def result(plan_id: str, person: int, token: str) -> Path:
    """The file of a job that is done. Raises NotThere, also for one of another."""
    row = Job.objects.filter(
        plan=plan_id, asked_by=person, token=token, state="done", draft=""
    ).first()
    path = jobs.file_of(token, row.kind) if row else None
    if path is None or not path.is_file():
        raise NotThere(token)
    return path
