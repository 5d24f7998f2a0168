"""Make a backup: rows of one moment first, then the other files, then what they are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

from headwater import __version__
from headwater.app import database
from headwater.app.backup import archive, postgresql, sqlite
from headwater.app.backup.files import workspace_files
from headwater.app.backup.manifest import Manifest, State
from headwater.errors import UserError


STORES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def kind_now() -> str:
    return "postgresql" if database.on_postgresql() else "sqlite"


def back_up(workspace: Path, file: Path, at: datetime) -> Manifest:
    """Write a whole workspace into one file, which only its owner may read.

    The workspace may be in use, and is not changed: not even its migrations are run.
    The file takes its name when all of it is on the disk. Raises UserError.
    """
    workspace, file = workspace.absolute(), file.absolute()
    _refuse_inside(workspace, file)
    database.need_workspace(workspace)
    database.refuse_other_kind(workspace)
    with _appearing(file) as partial:
        return _write(workspace, partial, at)


def _write(workspace: Path, partial: Path, at: datetime) -> Manifest:
    kind = kind_now()
    store = STORES[kind]
    with ZipFile(partial, "w") as zipped:
        with _copied(workspace, store, partial.parent) as (copy, state):
            rows = archive.add(zipped, store.NAME, copy)
        files = [
            archive.add(zipped, path, workspace / path)
            for path in workspace_files(workspace)
        ]
        manifest = Manifest(
            headwater=__version__,
            made=at.isoformat(timespec="seconds"),
            kind=kind,
            schema=store.schema(workspace),
            state=state,
            files=tuple(part for part in (rows, *files) if part),
        )
        archive.add_manifest(zipped, manifest)
    return manifest


@contextmanager
def _copied(
    workspace: Path, store: ModuleType, beside: Path
) -> Iterator[tuple[Path, State]]:
    """The rows as a file, beside the backup: where that fits, its rows do too."""
    with tempfile.TemporaryDirectory(prefix=".headwater-", dir=beside) as work:
        copy = Path(work) / store.NAME
        with store.dumped(workspace, copy) as state:
            yield copy, state


@contextmanager
def _appearing(file: Path) -> Iterator[Path]:
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        partial.chmod(0o600)
        yield partial
        _to_disk(partial)
        partial.replace(file)
        _to_disk(file.parent)
    except OSError as error:
        raise UserError(
            f"The backup cannot be written there ({error.strerror or error}).",
            where=f"{file}:",
            fix="Choose a folder that exists, that you may write to, and with room.",
        ) from None
    finally:
        partial.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse_inside(workspace: Path, file: Path) -> None:
    if file.resolve().is_relative_to(workspace.resolve()):
        raise UserError(
            "A backup inside its workspace would be lost with it.",
            where=f"{file}:",
            fix="Name a file in another folder, best on another machine's disk.",
        )
