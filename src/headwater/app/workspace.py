"""A workspace is one folder: its database, its key, and copies of page assets."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from headwater.errors import UserError


DATABASE = "headwater.db"


def create_workspace(folder: str | Path) -> Path:
    """Make a workspace, or open the one that is there. Safe to repeat."""
    path = Path(folder).absolute()
    path.mkdir(parents=True, exist_ok=True)
    return _open(path)


def open_workspace(folder: str | Path) -> Path:
    """Open a workspace that is there, and bring its database up to date.

    One workspace is open at a time in a process. Opening another closes it.
    """
    path = Path(folder).absolute()
    if not (path / DATABASE).is_file():
        raise UserError(
            "There is no workspace here.",
            where=str(folder),
            fix="Make one: headwater import PLAN --workspace FOLDER.",
        )
    return _open(path)


def _open(path: Path) -> Path:
    if not apps.ready:
        os.environ["HEADWATER_WORKSPACE"] = str(path)
        os.environ["DJANGO_SETTINGS_MODULE"] = "headwater.app.settings"
        django.setup()
        _migrate()
    elif _open_now() != path:
        _move(path)
        _migrate()
    return path


def _open_now() -> Path:
    from django.db import connection

    return Path(connection.settings_dict["NAME"]).parent


def _move(path: Path) -> None:
    """Point the process at another workspace."""
    from django.db import connection

    from headwater.app.secret import read_secret

    connection.close()
    connection.settings_dict["NAME"] = path / DATABASE
    settings.DATABASES["default"]["NAME"] = path / DATABASE
    settings.WORKSPACE = path
    settings.SECRET_KEY = read_secret(path)


def _migrate() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def publish_assets() -> None:
    """Copy style sheet and script to the workspace, compressed, with hashed names.

    Every worker of the server comes here at its start; one does it at a time.
    """
    with (settings.WORKSPACE / "assets.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        call_command("collectstatic", interactive=False, verbosity=0)
