"""The rows of a workspace in SQLite: copied at one moment, checked, brought back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from headwater.app.backup.manifest import Manifest, State
from headwater.app.database import FILE
from headwater.errors import UserError


NAME = FILE  # in the archive


def schema(workspace: Path) -> str:
    return ""


@contextmanager
def dumped(workspace: Path, copy: Path) -> Iterator[State]:
    """Copy the rows to a file, in one step: writers go on, and wait for nothing."""
    try:
        _copy(workspace / FILE, copy)
    except sqlite3.Error as error:
        raise _damaged(workspace / FILE, error) from None
    yield check(copy)


def _copy(file: Path, copy: Path) -> None:
    with closing(_read_only(file)) as standing, closing(sqlite3.connect(copy)) as kept:
        standing.backup(kept)
        kept.execute("PRAGMA journal_mode=DELETE")  # one file, without companions


def bring_back(copy: Path, workspace: Path, manifest: Manifest) -> State:
    """Put the rows into a new workspace, and look at every page of them."""
    copy.replace(workspace / FILE)
    return check(workspace / FILE)


def check(file: Path) -> State:
    """The state of the rows; raises UserError where SQLite finds damage."""
    try:
        with closing(_read_only(file)) as found:
            (said,) = found.execute("PRAGMA integrity_check(1)").fetchone()
            hanging = found.execute("PRAGMA foreign_key_check").fetchone()
            if said != "ok" or hanging:
                raise sqlite3.DatabaseError(said if said != "ok" else "lost rows")
            return _state(found)
    except sqlite3.Error as error:
        raise _damaged(file, error) from None


def _damaged(file: Path, error: sqlite3.Error) -> UserError:
    return UserError(
        f"The database cannot be read, or is damaged ({error}).",
        where=f"{file}:",
        fix="Look for the newest backup that is sound: headwater restore FILE "
        "--rehearse.",
    )


def discard(workspace: Path) -> None:
    """Nothing lies outside the folder."""


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=60)


def _state(found: sqlite3.Connection) -> State:
    tables = found.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    count = 'SELECT count(*) FROM "{}"'
    rows = {name: found.execute(count.format(name)).fetchone()[0] for (name,) in tables}
    steps = found.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return State(tuple(f"{app}.{name}" for app, name in steps), rows)
