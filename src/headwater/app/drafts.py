"""Files that people handed over and have not confirmed yet: private, and for a day.

Each lies in a folder of its own under a random name in the workspace. The name
that people gave it is only shown, and is never a path.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath

from django.conf import settings

from headwater.errors import UserError


FOLDER = "uploads"
KEPT = timedelta(days=1)
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
LONGEST_NAME = 100
_TOKEN = re.compile(r"[0-9a-f]{32}")
_SAYS, _LOCK = "draft.json", "lock"


class Gone(LookupError):
    """There is no such draft, or it is too old."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One file on its way in. `receipt` is the number once it has been confirmed."""

    token: str
    name: str
    suffix: str
    made: str
    sha256: str
    mapping: str = ""  # as the text of a mapping file
    says: str = ""  # what the next page has to say first
    receipt: int | None = None
    large: bool = False  # read in the background
    confirmed: str = ""  # when it was last confirmed: its receipt has that time

    @property
    def folder(self) -> Path:
        return _uploads() / self.token

    @property
    def path(self) -> Path:
        return self.folder / f"table{self.suffix}"

    @property
    def seal(self) -> str:
        """Of the file and its mapping: what is confirmed must be what was shown."""
        return sha256(f"{self.sha256}\n{self.mapping}".encode()).hexdigest()


def _uploads() -> Path:
    return Path(settings.WORKSPACE) / FOLDER


def start(name: str, content: bytes, at: datetime) -> Draft:
    """Keep a file. Raises UserError where its name says that it is no table."""
    sweep(at)
    draft = _with_file(Draft(secrets.token_hex(16), "", "", at.isoformat(), ""), name)
    _uploads().mkdir(mode=0o700, exist_ok=True)
    draft.folder.mkdir(mode=0o700)
    return put_file(draft, name, content)


def put_file(draft: Draft, name: str, content: bytes) -> Draft:
    """Put another file in the place of the one before."""
    new = replace(_with_file(draft, name), sha256=sha256(content).hexdigest())
    if draft.suffix and draft.suffix != new.suffix:
        draft.path.unlink(missing_ok=True)
    _write(new.path, content)
    return save(new)


def _with_file(draft: Draft, name: str) -> Draft:
    shown = shown_name(name)
    suffix = PurePosixPath(shown).suffix.casefold()
    if suffix not in SUFFIXES:
        raise UserError(
            "The selected file must be a CSV file or an XLSX workbook.",
            fix="Save it as one of these in your spreadsheet program.",
        )
    return replace(draft, name=shown, suffix=suffix)


def shown_name(name: str) -> str:
    """The last part of a name, without what cannot be printed, and not too long."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    clean = " ".join("".join(c if c.isprintable() else " " for c in last).split())
    path = PurePosixPath(clean)
    return f"{path.stem[:LONGEST_NAME]}{path.suffix[:8]}"


def save(draft: Draft) -> Draft:
    _write(draft.folder / _SAYS, json.dumps(asdict(draft)).encode())
    return draft


def _write(path: Path, content: bytes) -> None:
    """Readable by its owner only, and never half of it."""
    partial = path.with_name(f".{secrets.token_hex(8)}.part")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    partial.replace(path)


def keep(draft: Draft, name: str, content: bytes) -> None:
    """Keep what was found out about a file beside it, as long as it. Raises Gone."""
    try:
        _write(draft.folder / name, content)
    except FileNotFoundError:
        raise Gone(draft.token) from None


def kept(draft: Draft, name: str) -> bytes | None:
    """What was kept beside a file; None where nothing was."""
    try:
        return (draft.folder / name).read_bytes()
    except FileNotFoundError:
        return None


def has(draft: Draft, name: str) -> bool:
    return (draft.folder / name).is_file()


def find(token: str, at: datetime) -> Draft:
    """Raises Gone."""
    if not _TOKEN.fullmatch(token):
        raise Gone(token)
    try:
        text = (_uploads() / token / _SAYS).read_text(encoding="utf-8")
    except OSError:
        raise Gone(token) from None
    draft = Draft(**json.loads(text))
    if _is_old(draft, at):
        remove(draft)
        raise Gone(token)
    return draft


def _is_old(draft: Draft, at: datetime) -> bool:
    return at - datetime.fromisoformat(draft.made) > KEPT


@contextmanager
def alone(draft: Draft) -> Iterator[None]:
    """One confirms at a time, though a button is pressed twice. Raises Gone."""
    try:
        lock = (draft.folder / _LOCK).open("w")
    except OSError:
        raise Gone(draft.token) from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def finish(draft: Draft, receipt: int) -> None:
    """Forget the file, and all about it; keep the way to the receipt for a day."""
    save(replace(draft, receipt=receipt, mapping="", says=""))
    for path in draft.folder.iterdir():
        if path.is_file() and path.name not in (_SAYS, _LOCK):
            path.unlink(missing_ok=True)


def remove(draft: Draft) -> None:
    shutil.rmtree(draft.folder, ignore_errors=True)


def sweep(at: datetime) -> None:
    """Remove what nobody confirmed within a day."""
    if not _uploads().is_dir():
        return
    for folder in _uploads().iterdir():
        aged = at.timestamp() - folder.stat().st_mtime > KEPT.total_seconds()
        if aged and _TOKEN.fullmatch(folder.name):
            shutil.rmtree(folder, ignore_errors=True)
