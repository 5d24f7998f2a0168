"""Which files of a workspace a backup holds, and in which order they are read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from headwater.app.database import FILE, SCHEMA
from headwater.errors import UserError


# The rows go in as a copy of one moment. The rest is made again when it is needed, or
# is a file on its way in, which lives for a day.
ROWS = (FILE, f"{FILE}-wal", f"{FILE}-shm", f"{FILE}-journal", SCHEMA)
MADE_AGAIN = ("static", "charts", "cubes", "uploads", "assets.lock")


def workspace_files(workspace: Path) -> list[str]:
    """Paths within the workspace, with slashes.

    A manifest comes before what it names, because whoever adds to the lake writes it
    last: so all that a manifest in a backup names is there too.
    """
    return sorted(_walk(workspace, ""), key=_order)


def _order(path: str) -> tuple[str, bool, str]:
    pure = PurePosixPath(path)
    return (str(pure.parent), pure.name != "manifest.json", pure.name)


def _walk(workspace: Path, below: str) -> Iterator[str]:
    with os.scandir(workspace / below) as found:
        for entry in found:
            path = f"{below}{entry.name}"
            if _left_out(path):
                continue
            _refuse_links(workspace, entry)
            if entry.is_dir():
                yield from _walk(workspace, f"{path}/")
            elif entry.is_file():  # a socket or a pipe holds nothing
                yield path


def _left_out(path: str) -> bool:
    hidden = PurePosixPath(path).name.startswith(".")  # half written, or a lock
    return hidden or path in ROWS or path in MADE_AGAIN


def _refuse_links(workspace: Path, entry: os.DirEntry[str]) -> None:
    if entry.is_symlink():
        raise UserError(
            "This is a link, and what it leads to is outside the workspace.",
            where=f"{entry.path}:",
            fix="Put the files themselves there. A disk of its own can be mounted at "
            "that place instead.",
        )
