"""A file that is being taken in when the machine stops: all of it is there, or none."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from copied import copy_workspace
from kept_returns import PERIOD, WHOSE, row, show, upload, window
from kept_rows import fields
from northbank_people import PLAN


SUPPORT = Path(__file__).parents[2] / "support"
ROWS, POINTS = 3_000, 9
LARGE = 6_000  # rows, for a worker


def run(folder: Path, token: str, where: str) -> subprocess.CompletedProcess[str]:
    from django.db import connection

    connection.close()
    source = Path(__file__).parents[3] / "src"
    paths = os.pathsep.join((str(source), str(SUPPORT)))
    return subprocess.run(
        [sys.executable, SUPPORT / "taken_in_and_killed.py", folder, token, where],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


def copied_as_it_stands(bench: Path, spare: Path) -> None:
    """On PostgreSQL by a backup, which has no uploads and is not kept for another."""
    from headwater.app.workspace import open_workspace

    copy_workspace(bench, spare)
    open_workspace(bench)
    bench.with_name(f"{bench.name}.zip").unlink(missing_ok=True)
    shutil.copytree(bench / "uploads", spare / "uploads", dirs_exist_ok=True)


def kept() -> dict[str, int]:
    """How much there is of what a file leaves behind."""
    from headwater.app.models import Event, Receipt, Step, Value, ValueRevision

    of = {"plan": PLAN, "period": PERIOD, "organisation": WHOSE}
    return {
        "values": Value.objects.filter(**of).count(),
        "revisions": ValueRevision.objects.filter(**of).count(),
        "receipts": Receipt.objects.filter(**of).count(),
        "steps": Step.objects.filter(**of).count(),
        "record": Event.objects.filter(did="took in a file").count(),
    }


@pytest.mark.slow
def test_a_file_is_whole_or_absent_wherever_the_machine_stops(
    acting: Any, bench: Path, tmp_path: Path
) -> None:
    window(-10, 10, 20)
    client = acting("contributor")
    rows = [row(str(n % 90), f"sex=group {n}") for n in range(ROWS)]
    answer = upload(client, rows)
    address = answer.headers["Location"]
    token, before = address.split("/")[-2], kept()

    spare = tmp_path / "spare"
    copied_as_it_stands(bench, spare)
    whole = run(spare, token, "never")
    assert whole.returncode == 0, whole.stderr
    statements = int(whole.stdout)
    assert statements > POINTS * 4

    points = {1 + n * (statements - 1) // POINTS for n in range(POINTS)}
    assert len(points) == POINTS
    for point in sorted(points):
        killed = run(bench, token, str(point))
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        assert kept() == before, point
        assert "This is a dry run" in show(client, answer).main

    killed = run(bench, token, "after")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    after = kept()
    assert after == {
        "values": before["values"] + ROWS,
        "revisions": before["revisions"] + ROWS,
        "receipts": before["receipts"] + 1,
        "steps": before["steps"],  # it was saved by the same person before
        "record": before["record"] + 1,
    }

    again = client.post(address, fields(client, address) | {"what": "take"})
    assert "/receipts/" in again.headers["Location"]
    assert kept() == after


def work_and_be_killed(folder: Path, where: str) -> subprocess.CompletedProcess[str]:
    from django.db import connection

    connection.close()
    source = Path(__file__).parents[3] / "src"
    paths = os.pathsep.join((str(source), str(SUPPORT)))
    return subprocess.run(
        [sys.executable, SUPPORT / "worked_and_killed.py", folder, where],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


def points(statements: int, most: int) -> list[int]:
    return sorted({1 + n * (statements - 1) // most for n in range(most)})


@pytest.mark.slow
def test_a_large_file_is_done_again_from_its_start_wherever_its_worker_died(
    acting: Any, bench: Path, tmp_path: Path
) -> None:
    """Comparing it, and then taking it in; the end is as if nobody had died."""
    window(-10, 10, 20)
    client = acting("contributor")
    rows = [row(str(n % 90), f"sex=group {n}") for n in range(LARGE)]
    answer = upload(client, [*rows, row("many", "sex=male")])
    address, before = answer.headers["Location"], kept()

    def killed_at_each_point() -> None:
        spare = tmp_path / "spare"
        copied_as_it_stands(bench, spare)
        whole = work_and_be_killed(spare, "never")
        assert whole.returncode == 0, whole.stderr
        shutil.rmtree(spare)
        assert int(whole.stdout) >= 4
        for point in points(int(whole.stdout), 4):
            killed = work_and_be_killed(bench, str(point))
            assert killed.returncode == -signal.SIGKILL, (point, killed.stderr)
            assert kept() == before, point
            assert show(client, answer).h1.startswith("Your file is being")

    killed_at_each_point()
    assert work_and_be_killed(bench, "never").returncode == 0
    page = client.get(address).content.decode()
    assert f'Created</dt><dd class="govuk-summary-list__value">{LARGE:,}<' in page
    assert "Not a number" in page

    sent = fields(client, address) | {"what": "take", "partial": "yes"}
    client.post(address, sent)
    killed_at_each_point()
    killed = work_and_be_killed(bench, "after")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    after = {name: n + LARGE for name, n in before.items()} | {
        "receipts": before["receipts"] + 1,
        "steps": before["steps"],
        "record": before["record"] + 1,
    }
    assert kept() == after
    assert work_and_be_killed(bench, "never").returncode == 0
    assert kept() == after
    assert "/receipts/" in client.get(address).headers["Location"]
