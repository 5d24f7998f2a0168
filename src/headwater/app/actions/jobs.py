"""Ask for long work, do it, and bring back what a worker left when it died."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from headwater.app import jobs
from headwater.app.actions.record import need, record
from headwater.app.drafts import Gone
from headwater.app.models import Job
from headwater.core.access.allowed import Actor, Thing
from headwater.core.access.permissions import Permission
from headwater.errors import UserError


KEPT = timedelta(days=7)
MOST = 3  # jobs of one person that wait or are worked on
OURS = "Something went wrong that is our fault. Ask for it again."
PACE = 0.5  # seconds between two notes of how far a job is


class LookAgain(Exception):
    """What stands has changed meanwhile, so what was asked for was not done."""


@transaction.atomic
def ask(*, by: Actor, plan_id: str, kind: str, at: datetime) -> str:
    """The name of a job that now waits for a worker. Raises UserError for too many."""
    need(by=by, permission=Permission.SEE, thing=Thing(plan_id), at=at)
    _refuse_many(by)
    if kind not in jobs.KINDS:
        raise UserError("Select what you want.")
    token = _start(plan=plan_id, kind=kind, asked_by_id=by.person, at=at)
    record(by=by, did=f"asked for {kind}", at=at, plan=plan_id, kind="job", key=token)
    return token


@transaction.atomic
def begin(
    *,
    by: Actor | None,
    plan: str,
    kind: str,
    draft: str,
    about: str,
    said: Mapping[str, Any] | None = None,
    at: datetime,
) -> str:
    """The upload of the job that does this: `draft`, or that of an open job about the
    same, however often a button is pressed. Raises UserError for too many."""
    same = Job.objects.filter(about=about, ended=None).first()
    if same:
        return same.draft
    if by:
        _refuse_many(by)
    _start(
        plan=plan,
        kind=kind,
        asked_by_id=by.person if by else None,
        at=at,
        draft=draft,
        about=about,
        said=dict(said or {}),
    )
    return draft


def _refuse_many(by: Actor) -> None:
    if Job.objects.filter(asked_by=by.person, ended=None).count() >= MOST:
        raise UserError(
            f"{MOST} of your jobs are waiting or being done.",
            fix="Wait until one is done.",
        )


def _start(**values: Any) -> str:
    """In one transaction with its task, so that none waits that nobody will do."""
    token = secrets.token_hex(16)
    Job.objects.create(token=token, **values)
    enqueue(token)
    return token


def enqueue(token: str) -> None:
    from headwater.app.tasks import run_job

    run_job.enqueue(token)


@dataclass
class Noted:
    """Notes how far a job is, often enough for a page and seldom enough for the
    database. In a transaction nobody else would see it, so nothing is noted there."""

    token: str
    doing: str = ""
    _last: float = field(default=0.0, repr=False)

    def start(self, doing: str) -> None:
        self.doing = doing
        self._note(doing=doing, done=0, of=0)

    def __call__(self, done: int, of: int) -> None:
        if monotonic() - self._last >= PACE or done == of:
            self._note(done=done, of=of)

    def _note(self, **values: object) -> None:
        if connection.in_atomic_block:
            return
        self._last = monotonic()
        try:
            _set(self.token, **values)
        except OperationalError:  # others write for long: the job matters more
            logging.getLogger("headwater").warning("Could not note a job's progress")


def run(*, token: str) -> None:
    """Do a job. Twice is as once: its file is made anew and put in place whole."""
    job = Job.objects.filter(token=token).first()
    if job is None or job.ended is not None:
        return
    _set(token, state="working", done=0, of=0, doing="")
    try:
        _do(job)
    except Gone:
        _end(token, "gone")
    except LookAgain as says:
        _end(token, "again", str(says))
    except UserError as wrong:
        _end(token, "failed", " ".join(filter(None, (wrong.what, wrong.fix))))
    except Exception:
        logging.getLogger("headwater").exception("A job failed")
        _end(token, "failed", OURS)
    else:
        _end(token, "done")


def _do(job: Job) -> None:
    from headwater.app.actions.file_steps import STEPS

    tell = Noted(job.token)
    if job.draft:
        STEPS[job.kind](job, tell)
    else:
        jobs.make(job.token, job.kind, job.plan, tell)


def stop(*, draft: str) -> None:
    """What is done for an upload that was removed is of no use any more."""
    Job.objects.filter(draft=draft, ended=None).update(
        state="gone", ended=timezone.now()
    )


def _end(token: str, state: str, wrong: str = "") -> None:
    _set(token, state=state, wrong=wrong, ended=timezone.now())


def _set(token: str, **values: object) -> None:
    Job.objects.filter(token=token, ended=None).update(**values)


def prune(*, at: datetime) -> int:
    """Remove files that were made a week ago; they hold what is kept in. How many."""
    Job.objects.filter(ended__lt=at - KEPT).exclude(draft="").delete()
    old = Job.objects.filter(state="done", draft="", ended__lt=at - KEPT)
    for token, kind in old.values_list("token", "kind"):
        jobs.file_of(token, kind).unlink(missing_ok=True)
    return old.update(state="gone")
