"""A folder that appears whole or not at all, and never takes another's place."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from headwater.app.release.manifest import NAME, SHAPE
from headwater.errors import UserError


@contextmanager
def new_release(folder: Path) -> Iterator[Path]:
    """A folder to write into, which takes its place when all has gone well.

    Raises UserError where something that is not a release is in the way.
    """
    target = folder.resolve()
    _may_replace(target, folder)
    partial = _beside(target, "part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.mkdir()
        yield partial
        _may_replace(target, folder)  # it may have changed meanwhile
        _put(partial, target)
    except OSError as error:
        raise UserError(
            f"The release cannot be written there ({error.strerror or error}).",
            where=f"{folder}:",
            fix="Choose a folder that you may write to, with room on its disk.",
        ) from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _beside(target: Path, kind: str) -> Path:
    """A name in the same folder, so that moving is only a change of name."""
    return target.with_name(f".{target.name}.{os.getpid()}.{kind}")


def _put(partial: Path, target: Path) -> None:
    if not target.exists():
        partial.rename(target)
        return
    old = _beside(target, "old")
    target.rename(old)
    try:
        partial.rename(target)
    except OSError:
        old.rename(target)
        raise
    shutil.rmtree(old)


def _may_replace(target: Path, folder: Path) -> None:
    """Only nothing, an empty folder, or a release with nothing added to it."""
    if not target.exists() and not target.is_symlink():
        return
    if not target.is_dir():
        raise _refuse(folder, "This is a file.", "Name a folder.")
    found = {
        path.relative_to(target).as_posix()
        for path in target.rglob("*")
        if not path.is_dir() or path.is_symlink()
    }
    released = _released(target / NAME)
    if found and released is None:
        raise _refuse(
            folder,
            "This folder holds files that are not an earlier release.",
            "Name a new folder, or an empty one.",
        )
    if strangers := sorted(found - (released or set())):
        raise _refuse(
            folder,
            f"This release holds a file that did not come with it: {strangers[0]}.",
            "Move it away, or name a new folder.",
        )


def _refuse(folder: Path, what: str, fix: str) -> UserError:
    return UserError(what, where=f"{folder}:", fix=f"{fix} Nothing was changed.")


def _released(manifest: Path) -> set[str] | None:
    """The files that a manifest names; None where it is not one of ours."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        record = json.loads(manifest.read_bytes())
        if record["shape"] == SHAPE:
            return {NAME, *(file["path"] for file in record["files"])}
    return None
