"""Bring a workspace back from a backup, or rehearse that and leave nothing behind."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

from headwater.app import database
from headwater.app.backup import archive
from headwater.app.backup.manifest import Manifest
from headwater.app.backup.write import STORES, kind_now
from headwater.errors import UserError


@dataclass(frozen=True, slots=True)
class Restored:
    """What a backup holds, found by bringing it back. `brought_up` migrations ran.

    `aside` is where the workspace that stood there before is kept.
    """

    manifest: Manifest
    plans: tuple[str, ...]
    brought_up: int
    aside: Path | None = None


def rehearse(file: Path) -> Restored:
    """Bring a backup back out of sight, check it, and delete all of it again."""
    with (
        tempfile.TemporaryDirectory(prefix="headwater-rehearsal-") as nowhere,
        _brought_back(file, Path(nowhere) / "workspace") as found,
    ):
        return found


def restore(file: Path, folder: Path, at: datetime, *, replace: bool) -> Restored:
    """Bring a backup back as a workspace. Raises UserError, and then changes nothing.

    What stood there is never deleted: with `replace` a workspace is moved aside.
    """
    target = folder.absolute()
    _may_write(target, replace)
    partial = target.with_name(f".{target.name}.{secrets.token_hex(8)}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _brought_back(file, partial) as found:
            aside = _put(partial, target, at)
    except OSError as error:
        raise UserError(
            f"The workspace cannot be written there ({error.strerror or error}).",
            where=f"{folder}:",
            fix="Choose a folder that you may write to, with room on its disk.",
        ) from None
    return Restored(found.manifest, found.plans, found.brought_up, aside)


@contextmanager
def _brought_back(file: Path, folder: Path) -> Iterator[Restored]:
    """A workspace that has passed every check. What is left there is deleted."""
    with archive.opened(file) as (zipped, manifest):
        _refuse_other_kind(file, manifest)
        _refuse_no_room(manifest, folder.parent)
        folder.mkdir(mode=0o700)
        try:
            _unpack(zipped, manifest, folder)
            yield _opened(file, manifest, folder)
        finally:
            if folder.exists():  # it has not taken its place
                STORES[manifest.kind].discard(folder)
                shutil.rmtree(folder)


def _unpack(zipped: ZipFile, manifest: Manifest, folder: Path) -> None:
    store = STORES[manifest.kind]
    with tempfile.TemporaryDirectory(prefix=".headwater-", dir=folder.parent) as work:
        for part in manifest.files:
            rows = part.path == store.NAME
            archive.unpack(zipped, part, Path(work) if rows else folder)
        state = store.bring_back(Path(work) / store.NAME, folder, manifest)
    if state != manifest.state:
        raise UserError(
            "The rows that came back are not those that were counted.",
            where=f"{store.NAME}:",
            fix="Use another backup. Nothing was kept.",
        )


def _opened(file: Path, manifest: Manifest, folder: Path) -> Restored:
    """Open it as the site would; what an older Headwater made is brought up to date."""
    from headwater.app.workspace import open_workspace

    open_workspace(folder)
    from django.db import connections

    from headwater.app.schema import migrations_known
    from headwater.app.selectors import plans

    known = migrations_known()
    kept = set(manifest.state.migrations)
    if newer := sorted(m for m in kept - known if m.startswith("headwater.")):
        connections.close_all()
        raise UserError(
            "This backup was made by a newer Headwater "
            f"({manifest.headwater}): {newer[0]} is not known here.",
            where=f"{file}:",
            fix="Bring Headwater up to date first. Nothing was kept.",
        )
    found = Restored(manifest, tuple(p.title for p in plans()), len(known - kept))
    connections.close_all()
    return found


def _put(partial: Path, target: Path, at: datetime) -> Path | None:
    if not target.exists():
        partial.rename(target)
        return None
    if not any(target.iterdir()):
        target.rmdir()
        partial.rename(target)
        return None
    aside = target.with_name(f"{target.name}.before-{at:%Y%m%d-%H%M%S}")
    target.rename(aside)
    try:
        partial.rename(target)
    except OSError:
        aside.rename(target)
        raise
    return aside


def _may_write(target: Path, replace: bool) -> None:
    if not target.exists() and not target.is_symlink():
        return
    if not target.is_dir() or target.is_symlink():
        raise _refuse(target, "This is not a folder.", "Name a folder.")
    if not any(target.iterdir()):
        return
    if not database.is_workspace(target):
        raise _refuse(
            target,
            "This folder holds other files, and is not a workspace.",
            "Name a new folder, or an empty one.",
        )
    if not replace:
        raise _refuse(
            target,
            "There is a workspace here.",
            "Name a new folder; or stop the service and add --replace, which moves "
            "the workspace aside and deletes nothing.",
        )


def _refuse(target: Path, what: str, fix: str) -> UserError:
    return UserError(what, where=f"{target}:", fix=f"{fix} Nothing was changed.")


def _refuse_other_kind(file: Path, manifest: Manifest) -> None:
    if manifest.kind == kind_now():
        return
    raise UserError(
        f"This backup is of a workspace in {manifest.kind}, and {database.NAME} says "
        f"{kind_now()}.",
        where=f"{file}:",
        fix=f"Set {database.NAME} as it was when the backup was made: blank for "
        "sqlite, an address for postgresql.",
    )


def _refuse_no_room(manifest: Manifest, parent: Path) -> None:
    needed = sum(part.bytes for part in manifest.files)
    if needed > (free := shutil.disk_usage(parent).free):
        raise UserError(
            f"The backup needs {needed / 1e6:,.0f} MB and {free / 1e6:,.0f} are free.",
            where=f"{parent}:",
            fix="Make room, or use another disk; for a rehearsal TMPDIR names it.",
        )
