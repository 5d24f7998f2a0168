"""Long work in the background: asked for, done whole, done again after a crash."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from northbank_people import PLAN
from page_checks import check_page

from headwater.core.plan.tables import TABLES


FILES = f"/desk/{PLAN}/files/"


def ask(client: Any, kind: str = "tables") -> Any:
    return client.post(FILES, {"kind": kind})


def do_all() -> int:
    from headwater.cli.work import work

    return work(once=True)


def links(client: Any) -> list[str]:
    return re.findall(
        rf'href="({FILES}[0-9a-f]+/)"', client.get(FILES).content.decode()
    )


@pytest.mark.slow
def test_files_are_made_and_taken_away_by_whoever_asked(acting) -> None:
    client = acting("contributor")
    for kind in ("tables", "check"):
        assert ask(client, kind).status_code == 303
    page = check_page(client.get(FILES), FILES, workbench=True)
    assert page.main.count("Waiting for its turn") == 2
    do_all()
    check, tables = (client.get(link) for link in links(client))
    names = zipfile.ZipFile(io.BytesIO(tables.content)).namelist()
    assert f"{PLAN}/actions.csv" in names
    assert check.content.decode("utf-8-sig").startswith("rule,level")
    other = acting("partner lead")
    assert other.get(links(client)[0]).status_code == 404
    assert links(other) == []


def test_files_go_after_a_week(acting, bench: Path) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from headwater.app.actions.jobs import prune

    client = acting("contributor")
    ask(client, "check")
    do_all()
    assert len(links(client)) == 1
    assert prune(at=timezone.now() + timedelta(days=6)) == 0
    assert prune(at=timezone.now() + timedelta(days=8)) == 1
    assert list((bench / "jobs").iterdir()) == []
    assert "removed after a week" in client.get(FILES).content.decode()


def test_nobody_fills_the_line(acting) -> None:
    client = acting("contributor")
    for _ in range(3):
        ask(client)
    answer = ask(client)
    assert answer.status_code == 422
    assert "3 of your jobs" in answer.content.decode()
    assert ask(acting("reader"), "nothing").status_code == 422


def test_what_fails_is_said_kindly_and_leaves_no_file(
    acting, monkeypatch, bench
) -> None:
    from headwater.app import jobs

    def breaks(*_: Any) -> None:
        raise RuntimeError("a secret detail")

    kind = jobs.KINDS["tables"]
    broken = {"tables": jobs.Kind(kind.title, kind.says, kind.suffix, breaks)}
    monkeypatch.setattr(jobs, "KINDS", {**jobs.KINDS, **broken})
    client = acting("contributor")
    ask(client)
    do_all()
    page = client.get(FILES).content.decode()
    assert "Something went wrong that is our fault" in page
    assert "secret detail" not in page
    assert list((bench / "jobs").iterdir()) == []


SLOW = """
import sys, time
from headwater.app.workspace import open_workspace
open_workspace(sys.argv[1])
from headwater.app import jobs
made = jobs._tables
def slowly(plan, path, progress):
    def tick(n, of):
        progress(n, of)
        print(n, flush=True)
        time.sleep(0.2)
    made(plan, path, tick)
kind = jobs.KINDS["tables"]
jobs.KINDS = {"tables": jobs.Kind(kind.title, kind.says, kind.suffix, slowly)}
from headwater.cli.work import work
work(once=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("steps", [1, 4, 9])
def test_a_worker_that_is_killed_leaves_nothing_half_done(
    acting, bench: Path, steps: int
) -> None:
    from django.db import connection

    client = acting("contributor")
    ask(client)
    connection.close()
    worker = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(bench)], stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    for line in worker.stdout:
        if line.strip() == str(steps):
            break
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(timeout=30)
    worker.stdout.close()
    assert not [p for p in (bench / "jobs").iterdir() if not p.name.startswith(".")]
    assert links(client) == []
    time.sleep(0.1)
    assert do_all() == 1  # taken up again
    (link,) = links(client)
    whole = zipfile.ZipFile(io.BytesIO(client.get(link).content))
    assert whole.testzip() is None
    assert {f"{PLAN}/{table.name}.csv" for table in TABLES} <= set(whole.namelist())
