"""The archive: a zip in which nothing is packed, so that none can be a bomb.

Dumps and Parquet are packed already. What a zip of stored files unfolds to is never
more than its own size, which is checked before anything else.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from headwater.app.backup.manifest import NAME, Manifest, Part, as_dict, from_dict
from headwater.errors import UserError


CHUNK = 1 << 20
LARGEST_MANIFEST = 64_000_000
DAMAGE = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError)


def add(archive: ZipFile, path: str, file: Path) -> Part | None:
    """Add a file, hashed as it is read. None for one that has gone meanwhile."""
    try:
        read = file.open("rb")
    except FileNotFoundError:
        return None
    with read, archive.open(ZipInfo(path), "w", force_zip64=True) as write:
        size, sha256 = _copy(read, write)
    return Part(path, size, sha256)


def add_manifest(archive: ZipFile, manifest: Manifest) -> None:
    text = json.dumps(as_dict(manifest), indent=1, ensure_ascii=False)
    archive.writestr(ZipInfo(NAME), text)


@contextmanager
def opened(file: Path) -> Iterator[tuple[ZipFile, Manifest]]:
    """A backup of which every part has been checked. Raises UserError."""
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(ZipFile(file))
            manifest = _checked(archive, file.stat().st_size)
        except DAMAGE as error:
            raise UserError(
                f"This is not a backup that can be read ({error}).",
                where=f"{file}:",
                fix="Look whether it was copied whole, or use another backup. Nothing "
                "was written.",
            ) from None
        yield archive, manifest


def unpack(archive: ZipFile, part: Part, folder: Path) -> Path:
    """Write one part below a new folder, for its owner only."""
    target = folder / part.path
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with archive.open(part.path) as read, target.open("xb") as write:
        target.chmod(0o600)
        _copy(read, write)
    return target


def _checked(archive: ZipFile, size: int) -> Manifest:
    entries = archive.infolist()
    _refuse_bomb(entries, size)
    for entry in entries:
        _refuse_path(entry)
    manifest = _manifest(archive)
    named = Counter([NAME, *(part.path for part in manifest.files)])
    if named != Counter(entry.filename for entry in entries):
        raise BadZipFile("it does not hold the files that it names")
    for part in manifest.files:
        _check_part(archive, part)
    return manifest


def _refuse_bomb(entries: list[ZipInfo], size: int) -> None:
    packed = any(e.compress_type != ZIP_STORED or e.flag_bits & 1 for e in entries)
    if packed or sum(entry.file_size for entry in entries) > size:
        raise BadZipFile("it is packed, and a backup is not")


def _refuse_path(entry: ZipInfo) -> None:
    """Only plain files, and only inside: no way up, no way out, no links."""
    path, kind = entry.filename, stat.S_IFMT(entry.external_attr >> 16)
    parts = path.split("/")
    inside = not PurePosixPath(path).is_absolute() and not {"", ".", ".."} & {*parts}
    if not inside or "\\" in path or "\0" in path or kind not in (0, stat.S_IFREG):
        raise BadZipFile("it names a file outside the workspace, or a link")


def _manifest(archive: ZipFile) -> Manifest:
    try:
        entry = archive.getinfo(NAME)
    except KeyError:
        raise BadZipFile(f"there is no {NAME} in it") from None
    if entry.file_size > LARGEST_MANIFEST:
        raise BadZipFile(f"its {NAME} is too large")
    try:
        return from_dict(json.loads(archive.read(NAME)))
    except ValueError:
        raise BadZipFile(f"its {NAME} is not JSON") from None


def _check_part(archive: ZipFile, part: Part) -> None:
    with archive.open(part.path) as read:
        found = _copy(read, None)
    if found != (part.bytes, part.sha256):
        raise BadZipFile(f"{part.path} is not as it was written")


def _copy(read: IO[bytes], write: IO[bytes] | None) -> tuple[int, str]:
    """The size and SHA-256 of what was read, and written where it is to be."""
    size, sha256 = 0, hashlib.sha256()
    while chunk := read.read(CHUNK):
        size += len(chunk)
        sha256.update(chunk)
        if write:
            write.write(chunk)
    return size, sha256.hexdigest()
