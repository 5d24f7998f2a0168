"""The lake: one folder a dataset, files that appear whole or not at all."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from headwater.errors import UserError


READING = ".reading"  # where an ingest works; what is left there means nothing
LOCK = ".lock"
MANIFEST, BOOKS = "manifest.json", "books.json"


@contextmanager
def only_one(lake: Path) -> Iterator[None]:
    """Hold the lake while something is brought in. A second one is told to wait."""
    with _opened(lake) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UserError(
                "Figures are being brought into this lake by another command.",
                where=f"{lake}:",
                fix="Wait until it has finished, then run this again.",
            ) from None
        yield


def _opened(lake: Path) -> TextIO:
    try:
        lake.mkdir(parents=True, exist_ok=True)
        return (lake / LOCK).open("w")
    except OSError as error:
        raise UserError(
            f"Figures cannot be kept here ({error.strerror}).",
            where=f"{lake}:",
            fix="Choose a folder that you may write to.",
        ) from None


@contextmanager
def workplace(dataset: Path) -> Iterator[Path]:
    """A folder beside the dataset's files that is gone afterwards.

    What a crash left there is cleared first.
    """
    folder = dataset / READING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put(made: Path, place: Path) -> None:
    """Move a finished file to its place: on the disk first, then under its name."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def put_json(data: Any, place: Path, work: Path) -> None:
    """Write data as JSON that a person can read, whole or not at all."""
    made = work / place.name
    text = json.dumps(data, indent=1, ensure_ascii=False)
    made.write_text(text + "\n", encoding="utf-8")
    put(made, place)


def read_json(path: Path) -> Any:
    """What is in a file of the lake. A damaged one is named."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(
            "This file of the lake cannot be read.",
            where=f"{path}:",
            fix=f"Bring the lake back from a copy. ({error.__class__.__name__})",
        ) from None
