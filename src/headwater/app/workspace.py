"""A workspace is one folder: its database, its key, and copies of page assets.

On PostgreSQL the rows are in a schema of its own, and the folder says in which.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from headwater.app import database


def create_workspace(folder: str | Path) -> Path:
    """Make a workspace, or open the one that is there. Safe to repeat."""
    path = Path(folder).absolute()
    path.mkdir(parents=True, exist_ok=True)
    return _open(path, new=True)


def open_workspace(folder: str | Path) -> Path:
    """Open a workspace that is there, and bring its database up to date.

    One workspace is open at a time in a process. Opening another closes it.
    """
    path = Path(folder).absolute()
    database.need_workspace(path)
    return _open(path, new=False)


@contextmanager
def trial_workspace() -> Iterator[Path]:
    """A workspace out of sight, which is gone afterwards, with what was written."""
    with TemporaryDirectory() as nowhere:
        path = create_workspace(nowhere)
        try:
            yield path
        finally:
            discard_rows(path)


def _open(path: Path, *, new: bool) -> Path:
    database.refuse_other_kind(path)
    if not apps.ready:
        os.environ["HEADWATER_WORKSPACE"] = str(path)
        os.environ["DJANGO_SETTINGS_MODULE"] = "headwater.app.settings"
        django.setup()
        _migrate(new)
    elif path != settings.WORKSPACE:
        _move(path)
        _migrate(new)
    return path


def _move(path: Path) -> None:
    """Point the process at another workspace."""
    from django.db import connection

    from headwater.app.secret import read_secret

    connection.close()
    for words in (connection.settings_dict, settings.DATABASES["default"]):
        words.update(database.database_settings(path))
    settings.WORKSPACE = path
    settings.SECRET_KEY = read_secret(path)


def _migrate(new: bool) -> None:
    from headwater.app.schema import ready_schema

    with ready_schema(settings.WORKSPACE, new):
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def discard_rows(path: Path) -> None:
    """Drop what lies outside the folder, of a workspace that is open."""
    from django.db import connection

    from headwater.app.schema import drop_schema

    if connection.vendor == "postgresql":
        drop_schema(database.schema_of(path))
    connection.close()


def publish_assets() -> None:
    """Copy style sheet and script to the workspace, compressed, with hashed names.

    Every worker of the server comes here at its start; one does it at a time.
    """
    with (settings.WORKSPACE / "assets.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("collectstatic", interactive=False, verbosity=0)
