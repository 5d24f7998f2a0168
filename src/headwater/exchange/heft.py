"""Is a file so large that reading it takes longer than anybody waits for a page?

Nothing is read for that: lines of text are counted, and the directory of a workbook
gives the sizes of its parts. A workbook that lies about them is read as a small one, by
the same limits.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path


LARGE_RETURN = 5_000  # rows; reading them takes half a second to two
LARGE_PLAN = 2_000  # rows of a partner's own table, which is read at every step
_LINE = 100  # characters of a row, rather more than most
_CELLS = 400  # bytes of XML that a row of six cells unpacks to


def is_large(path: Path, rows: int) -> bool:
    """Is there more in a file than about so many rows?"""
    return is_large_content(path.suffix, path.read_bytes(), rows)


def is_large_content(suffix: str, content: bytes, rows: int) -> bool:
    """The same, before it is a file."""
    if suffix.casefold() == ".xlsx":
        return _unpacked(content) > rows * _CELLS
    return len(content) > rows * _LINE or content.count(b"\n") > rows


def _unpacked(content: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return sum(part.file_size for part in book.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return 0  # it is refused at once
