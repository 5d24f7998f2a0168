"""Jobs of somebody: waiting, being done, done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

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

    @property
    def open(self) -> bool:
        return self.state in ("waiting", "working")


def jobs_of(plan_id: str, person: int) -> list[Asked]:
    """The jobs of a person in a plan, the newest first."""
    rows = Job.objects.filter(plan=plan_id, asked_by=person).order_by("-pk")[:50]
    return [
        Asked(r.token, jobs.KINDS[r.kind].title, r.at, r.state, r.done, r.of, r.wrong)
        for r in rows
    ]


def result(plan_id: str, person: int, token: str) -> Path:
    """The file of a job that is done. Raises NotThere, also for one of another."""
    row = Job.objects.filter(
        plan=plan_id, asked_by=person, token=token, state="done"
    ).first()
    path = jobs.file_of(token, row.kind) if row else None
    if path is None or not path.is_file():
        raise NotThere(token)
    return path
