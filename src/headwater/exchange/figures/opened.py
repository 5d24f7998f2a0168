"""What stands in a file of figures, or comes through a pipe, as bytes."""

from __future__ import annotations

import gzip
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

from headwater.errors import UserError
from headwater.exchange.limits import MEGABYTE
from headwater.exchange.sheet import cannot_open


PIPE = "-"
LARGEST = 400 * MEGABYTE  # unpacked: ten million rows of a series
_GZIP, _ZIP = b"\x1f\x8b", b"PK"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was handed over: how to name it, and its bytes, unpacked.

    `path` is where a workbook can be opened; None for a pipe.
    """

    name: str
    content: bytes
    path: Path | None = None

    @property
    def workbook(self) -> bool:
        return self.content.startswith(_ZIP)


def opened(given: str) -> Opened:
    """A file, or standard input for '-'. Raises UserError where it cannot be read."""
    if given == PIPE:
        return Opened("standard input", _unpacked("standard input", _piped()))
    path = Path(given)
    if not path.is_file():
        raise _no_file(path)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise cannot_open(path, error) from None
    return Opened(path.name, _unpacked(path.name, content), path)


def _piped() -> bytes:
    if sys.stdin.isatty():
        raise UserError(
            "Nothing comes through a pipe.",
            where="standard input:",
            fix="Name a file, or send one: cat figures.csv | headwater signals -",
        )
    return sys.stdin.buffer.read(LARGEST + 1)


def _unpacked(name: str, content: bytes) -> bytes:
    if content.startswith(_GZIP):
        content = _from_gzip(name, content)
    if len(content) > LARGEST:
        raise UserError(
            f"There is more than {LARGEST // MEGABYTE} MB in it.",
            where=f"{name}:",
            fix="Split it by series, or bring it in with 'headwater ingest'.",
        )
    if not content.strip():
        raise UserError(
            "The file is empty.",
            where=f"{name}:",
            fix="Look whether it was saved, or sent, to its end.",
        )
    return content


def _from_gzip(name: str, content: bytes) -> bytes:
    """Never more than a little over the limit, however far it would unpack."""
    from io import BytesIO

    try:
        with gzip.open(BytesIO(content)) as file:
            return file.read(LARGEST + 1)
    except (EOFError, OSError, zlib.error):
        raise UserError(
            "The gzip file is cut short or damaged, so none of it was read.",
            where=f"{name}:",
            fix="Fetch it again, and compare its size with the publisher's.",
        ) from None


def _no_file(path: Path) -> UserError:
    if path.is_dir():
        return UserError(
            "This is a folder, not a file.",
            where=f"{path}:",
            fix="Name the file in it that holds the figures.",
        )
    return UserError(
        "There is no file of that name.",
        where=f"{path}:",
        fix="Look at the spelling, and at the folder that you are in.",
    )
