"""Ask for long work, do it, and bring back what a worker left when it died."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from headwater.app import jobs
from headwater.app.actions.record import need, record
from headwater.app.models import Job
from headwater.core.access.allowed import Actor, Thing
from headwater.core.access.permissions import Permission
from headwater.errors import UserError


KEPT = timedelta(days=7)
MOST = 3  # jobs of one person that wait or are worked on


@transaction.atomic
def ask(*, by: Actor, plan_id: str, kind: str, at: datetime) -> str:
    """The name of a job that now waits for a worker. Raises UserError for too many."""
    need(by=by, permission=Permission.SEE, thing=Thing(plan_id), at=at)
    open_ones = Job.objects.filter(asked_by=by.person, ended=None)
    if open_ones.count() >= MOST:
        raise UserError(
            f"{MOST} of your jobs are waiting or being done.",
            fix="Wait until one is done.",
        )
    if kind not in jobs.KINDS:
        raise UserError("Select what you want.")
    token = secrets.token_hex(16)
    Job.objects.create(
        token=token, plan=plan_id, kind=kind, asked_by_id=by.person, at=at
    )
    record(by=by, did=f"asked for {kind}", at=at, plan=plan_id, kind="job", key=token)
    transaction.on_commit(lambda: _enqueue(token))
    return token


def _enqueue(token: str) -> None:
    from headwater.app.tasks import run_job

    run_job.enqueue(token)


def run(*, token: str) -> None:
    """Do a job. Twice is as once: its file is made anew and put in place whole."""
    job = Job.objects.get(token=token)
    if job.ended is not None:
        return
    _set(token, state="working")
    try:
        jobs.make(token, job.kind, job.plan, lambda n, of: _set(token, done=n, of=of))
    except UserError as wrong:
        _set(token, state="failed", wrong=str(wrong), ended=timezone.now())
    except Exception:
        logging.getLogger("headwater").exception("A job failed")
        wrong = "Something went wrong that is our fault. Ask for it again."
        _set(token, state="failed", wrong=wrong, ended=timezone.now())
    else:
        _set(token, state="done", ended=timezone.now())


def _set(token: str, **values: object) -> None:
    Job.objects.filter(token=token).update(**values)


def prune(*, at: datetime) -> int:
    """Remove files that were made a week ago; they hold what is kept in. How many."""
    old = Job.objects.filter(state="done", ended__lt=at - KEPT)
    for token, kind in old.values_list("token", "kind"):
        jobs.file_of(token, kind).unlink(missing_ok=True)
    return old.update(state="gone")


def worker_name() -> str:
    """A name that says which process of which machine this is."""
    return f"{socket.gethostname()}:{os.getpid()}"


def resume() -> int:
    """Tasks of workers on this machine that died are to be done again; how many."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    found = 0
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        name = (row.worker_ids or [""])[-1]
        if _is_dead(name):
            row.status = TaskResultStatus.READY
            row.save(update_fields=["status"])
            found += 1
    return found


def _is_dead(name: str) -> bool:
    """Did the process of this name end? Of another machine we cannot tell."""
    host, _, number = name.rpartition(":")
    if host != socket.gethostname() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return int(number) == os.getpid()
