"""Bring back what a worker left when it died: every job is done, from its start."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from django.db import transaction

from headwater.app.actions.jobs import enqueue
from headwater.app.models import Job


def worker_name() -> str:
    """A name that says which process of which machine this is, and since when: numbers
    of processes come again."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{_since(os.getpid())}"


def _since(number: int) -> str:
    """When a process started, in the ticks of its machine; blank where nobody says."""
    try:
        text = Path(f"/proc/{number}/stat").read_text()
    except OSError:
        return ""
    return text.rpartition(")")[2].split()[19]


@transaction.atomic
def resume() -> int:
    """Jobs that nobody does are to be done again; how many.

    That is: their worker on this machine died, or their task ended without them.
    """
    left = _end_tasks_of_the_dead()
    at_work = {_token(row) for row in _tasks("READY", "RUNNING")}
    for token in Job.objects.filter(ended=None).values_list("token", flat=True):
        if token not in at_work:
            enqueue(token)
            left.add(token)
    return len(left)


def _end_tasks_of_the_dead() -> set[str]:
    from django_tasks.base import TaskResultStatus

    found = set()
    for row in _tasks("RUNNING"):
        if _is_dead((row.worker_ids or [""])[-1]):
            row.status = TaskResultStatus.READY
            row.save(update_fields=["status"])
            found.add(_token(row))
    return found


def _tasks(*states: str) -> Any:
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.select_for_update().filter(status__in=states)


def _token(row: Any) -> str:
    return str((row.args_kwargs["args"] or [""])[0])


def _is_dead(name: str) -> bool:
    """Did the process of this name end? Of another machine we cannot tell."""
    host, number, since = [*name.split(":"), "", "", ""][:3]
    if host != socket.gethostname()[:30] or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return _since(int(number)) != since
    return int(number) == os.getpid() or _since(int(number)) != since
