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
from kept_returns import PERIOD, WHOSE, row, show, upload, window
from kept_rows import fields
from northbank_people import PLAN


SUPPORT = Path(__file__).parents[2] / "support"
ROWS, POINTS = 3_000, 9


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
    shutil.copytree(bench, spare)
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
