"""One CSV file becomes a sheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from headwater.exchange.formula_safe import unguard
from headwater.exchange.limits import LARGEST_FILE, MEGABYTE, MOST_COLUMNS
from headwater.exchange.sheet import WHOLE_ROW, Bad, BadSheet, Line, Sheet


UTF8, WINDOWS = "UTF-8", "Windows-1252"
_BOMS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OTHER_SEPARATORS = (";", "\t", "|")


def read_csv(name: str, content: bytes) -> Sheet:
    """The lines of a CSV file. Raises BadSheet where nothing can be read."""
    if len(content) > LARGEST_FILE:
        raise BadSheet(
            0,
            "",
            f"The file is larger than {LARGEST_FILE // MEGABYTE} MB",
            "Take out the rows that do not belong to the plan.",
        )
    text, encoding = decode(content)
    return Sheet(name, _lines(text), encoding)


def decode(content: bytes) -> tuple[str, str]:
    """The text, and the encoding that it was in. Raises BadSheet."""
    if content.startswith(_BOMS_OF_UTF16):
        raise BadSheet(
            0,
            "UTF-16",
            "The text is in UTF-16, which is not a CSV that we read",
            "Save it again as 'CSV UTF-8'.",
        )
    if b"\0" in content:
        raise BadSheet(
            content[: content.index(b"\0")].count(b"\n") + 1,
            "NUL",
            "There is a NUL byte here; the file is damaged, or it is not text",
            "Save it again as 'CSV UTF-8'.",
        )
    try:
        return content.decode("utf-8-sig"), UTF8
    except UnicodeDecodeError:
        return _decode_windows(content), WINDOWS


def _decode_windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise BadSheet(
            content[: error.start].count(b"\n") + 1,
            f"byte {content[error.start]:#04x}",
            "The text is neither UTF-8 nor Windows-1252",
            "Save it again as 'CSV UTF-8'.",
        ) from None


def first_beyond_ascii(content: bytes) -> int:
    """The line that holds the first character outside plain English text."""
    found = re.search(rb"[\x80-\xff]", content)
    return content[: found.start()].count(b"\n") + 1 if found else 0


def _lines(text: str) -> Iterator[Line]:
    """Each record with its number; the first that is not blank sets the width."""
    records = csv.reader(io.StringIO(text, newline=""), strict=True)
    width, number = 0, 0
    while True:
        number += 1
        try:
            texts = [unguard(text) for text in next(records)]
        except StopIteration:
            return
        except csv.Error as error:
            raise _torn(number, str(error)) from None
        if not any(cell.strip() for cell in texts):
            continue
        if not width and not texts[0].startswith("#"):
            _refuse_separator(number, texts)
            _refuse_width(number, texts)
            width = len(texts)
        yield _line(number, texts, width)


def _line(number: int, texts: list[str], width: int) -> Line:
    while len(texts) > width and not texts[-1].strip():
        texts.pop()
    if not width or len(texts) == width or texts[0].startswith("#"):
        return Line(number, texts)
    bad = Bad(
        f"This row has {_cells(len(texts))}, and the headings have {width}",
        "Put quotation marks around a text that holds a comma; keep a comma "
        "for every blank cell.",
    )
    return Line(number, texts, {WHOLE_ROW: bad})


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _torn(number: int, why: str) -> BadSheet:
    return BadSheet(
        number,
        "",
        f"From this row on the file is not CSV that we can read ({why})",
        "Look for a quotation mark that is never closed, here or in a row above.",
    )


def _refuse_width(number: int, texts: list[str]) -> None:
    if len(texts) > MOST_COLUMNS:
        raise BadSheet(
            number,
            "",
            f"The headings have {len(texts):,} columns; we read up to {MOST_COLUMNS}",
            "Take out the columns that do not belong to the plan.",
        )


def _refuse_separator(number: int, texts: list[str]) -> None:
    if len(texts) > 1:
        return
    for sign in _OTHER_SEPARATORS:
        if sign in texts[0]:
            shown = "a tab" if sign == "\t" else f"'{sign}'"
            raise BadSheet(
                number,
                shown,
                f"The columns are separated by {shown}, not by a comma",
                "Save it again as 'CSV UTF-8', with commas.",
            )
