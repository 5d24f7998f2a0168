"""What can be done in the background: each makes one file, the same however often.

A job is done again from its start where its worker died: its file is written under
another name and renamed, so that there is all of it or nothing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from headwater.app.clock import today
from headwater.app.selectors.held import held
from headwater.app.selectors.standing import load_plan
from headwater.exchange.findings_out import write_findings
from headwater.exchange.write_folder import write_folder


FOLDER = "jobs"
DAY_ONE = (
    2026,
    1,
    1,
    0,
    0,
    0,
)  # in archives, so that the same plan gives the same file
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that can be asked for."""

    title: str
    says: str
    suffix: str
    make: Callable[[str, Path, Progress], None]


def folder() -> Path:
    """Where the files of jobs lie: private to those who asked for them."""
    path = Path(settings.WORKSPACE) / FOLDER
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def file_of(token: str, kind: str) -> Path:
    return folder() / f"{token}{KINDS[kind].suffix}"


def make(token: str, kind: str, plan_id: str, progress: Progress) -> None:
    """Write the file of a job: all of it, or nothing."""
    path = file_of(token, kind)
    partial = path.with_name(f".{path.name}.part")
    try:
        KINDS[kind].make(plan_id, partial, progress)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _tables(plan_id: str, path: Path, progress: Progress) -> None:
    """Every table as partners keep it, in one archive."""
    with TemporaryDirectory() as made:
        write_folder(load_plan(plan_id), Path(made) / "plan")
        files = sorted((Path(made) / "plan").iterdir())
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, file in enumerate(files, 1):
                entry = zipfile.ZipInfo(f"{plan_id}/{file.name}", DAY_ONE)
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, file.read_bytes())
                progress(number, len(files))


def _check(plan_id: str, path: Path, progress: Progress) -> None:
    """Everything that the check finds, as a table."""
    progress(0, 1)
    result = held(plan_id, today()).result
    path.write_text(write_findings(result, "csv"), encoding="utf-8-sig")
    progress(1, 1)


KINDS: Mapping[str, Kind] = {
    "tables": Kind(
        "The whole plan",
        "every table with what is kept in, as CSV files in one archive",
        ".zip",
        _tables,
    ),
    "check": Kind(
        "The whole check", "every finding with its rule, as a CSV file", ".csv", _check
    ),
}
