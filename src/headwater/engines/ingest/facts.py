"""What a file is, before it is read: its hash, its size, how its lines end."""

from __future__ import annotations

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from headwater.engines.ingest.headings import damaged
from headwater.errors import UserError


PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file as it was handed over. `lines` counts ends of lines of its text.

    `plain_ends`: every line ends alike, in a line feed with or without a carriage
    return before it.
    """

    path: Path
    sha256: str
    size: int
    lines: int
    plain_ends: bool
    changed: int = 0  # when the file was last changed, in the system's own count

    def still_so(self) -> bool:
        """Is the file the one that was hashed?"""
        return self.path.stat().st_mtime_ns == self.changed


def facts_of(file: Path) -> FileFacts:
    """Read a file once, whole, in small pieces. A damaged gzip is refused here."""
    try:
        with file.open("rb") as raw:
            hashed = _Hashed(raw)
            lines, returns, last = _count(_pieces(hashed, file))
            hashed.rest()
            changed = os.fstat(raw.fileno()).st_mtime_ns
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise damaged(file, error) from None
    except OSError as error:
        raise UserError(
            f"This file cannot be read ({error.strerror}).", where=f"{file}:"
        ) from None
    ended = lines if last == b"\n" else lines + 1
    sha256 = hashed.sha256.hexdigest()
    plain = returns in (0, lines)
    return FileFacts(file, sha256, hashed.size, ended, plain, changed)


class _Hashed:
    """A file that is hashed as it is read, for gzip to read through."""

    def __init__(self, raw: BinaryIO) -> None:
        self.raw, self.sha256, self.size = raw, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        piece = self.raw.read(size)
        self.sha256.update(piece)
        self.size += len(piece)
        return piece

    def rest(self) -> None:
        while self.read(PIECE):
            pass


def _pieces(hashed: _Hashed, file: Path) -> Iterator[bytes]:
    opened = _unpacked(hashed) if file.suffix == ".gz" else hashed
    while piece := opened.read(PIECE):
        yield piece


def _unpacked(hashed: _Hashed) -> gzip.GzipFile:
    # It asks for no more of a file than read(), whatever its type says.
    return gzip.GzipFile(fileobj=cast(BinaryIO, hashed))


def _count(pieces: Iterator[bytes]) -> tuple[int, int, bytes]:
    """Line feeds, carriage returns and the last letter."""
    lines = returns = 0
    last = b"\n"
    for piece in pieces:
        lines += piece.count(b"\n")
        returns += piece.count(b"\r")
        last = piece[-1:]
    return lines, returns, last
