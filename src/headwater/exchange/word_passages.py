"""The words of a Word document, paragraph by paragraph."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from headwater.errors import UserError
from headwater.exchange.limits import (
    HIGHEST_RATIO,
    LARGEST_UNPACKED,
    MEGABYTE,
    MOST_PARTS,
    RATIO_COUNTS_FROM,
)


if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

_QUOTE_STYLES = ("quote", "quotation")  # part of the style's name


def word_passages(name: str, content: bytes) -> Iterator[tuple[int, str]]:
    """Each paragraph with its number, those in tables too.

    A paragraph in a style for quotations begins with '> '. Raises UserError where
    the file is damaged, locked, or unpacks to more than we read.
    """
    _refuse(name, content)
    for number, (style, text) in enumerate(_paragraphs(_opened(name, content)), 1):
        if text.strip():
            quoted = any(word in style.lower() for word in _QUOTE_STYLES)
            yield number, f"> {text}" if quoted else text


def _opened(name: str, content: bytes) -> Document:
    from docx import Document as open_document

    try:
        return open_document(io.BytesIO(content))
    except Exception:  # noqa: BLE001 - whatever a damaged part makes the library say
        raise _damaged(name) from None


def _paragraphs(holder: Document | Table) -> Iterator[tuple[str, str]]:
    from docx.document import Document as Whole
    from docx.table import Table

    if isinstance(holder, Whole):
        for item in holder.iter_inner_content():
            if isinstance(item, Table):
                yield from _paragraphs(item)
            else:
                yield (item.style.name or "") if item.style else "", item.text
        return
    for cell in dict.fromkeys(c for row in holder.rows for c in row.cells):
        for paragraph in cell.paragraphs:
            yield (
                (paragraph.style.name or "") if paragraph.style else "",
                (paragraph.text),
            )


def _refuse(name: str, content: bytes) -> None:
    """Look at the directory of the zip before any of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, ValueError):
        raise _damaged(name) from None
    whole = sum(part.file_size for part in parts)
    high = any(
        part.file_size > RATIO_COUNTS_FROM
        and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1)
        for part in parts
    )
    if len(parts) > MOST_PARTS or whole > LARGEST_UNPACKED or high:
        raise UserError(
            f"It unpacks to more than {LARGEST_UNPACKED // MEGABYTE} MB, or is packed "
            "as no document is.",
            where=f"{name}:",
            fix="Take the pictures out, or save its words as .txt.",
        )


def _damaged(name: str) -> UserError:
    return UserError(
        "The Word document is damaged, locked or cut short, so none of it was read.",
        where=f"{name}:",
        fix="Open it in your word processor and save it again as .docx, without a "
        "password.",
    )
