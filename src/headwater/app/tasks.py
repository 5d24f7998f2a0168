"""What the worker runs. It is handed a job's name and nothing else."""

from __future__ import annotations

from django_tasks import task

from headwater.app.actions.jobs import run


@task()
def run_job(token: str) -> None:
    """Do one job; what goes wrong is kept with it, for whoever asked."""
    run(token=token)
