"""A text as people hand it over: plain, Markdown, HTML, Word or CSV.

Each becomes one text, and a list of where its passages stood: the line of the file,
the paragraph of a document, or the row and column of a table.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from headwater.errors import UserError
from headwater.exchange.csv_file import decode
from headwater.exchange.html_passages import html_passages
from headwater.exchange.limits import LARGEST_FILE, MEGABYTE
from headwater.exchange.sheet import BadSheet
from headwater.exchange.word_passages import word_passages


_A_WORD = re.compile(r"[^\W_]")
KINDS = (".txt", ".md", ".html", ".htm", ".docx", ".csv")
_BINARY = {
    b"%PDF": "a PDF",
    b"PK": "a zip file, a workbook or slides",
    b"\xd0\xcf\x11\xe0": "an old or locked Office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """Some text, and where its first letter stands; `place` names a column."""

    text: str
    line: int
    column: int = 1
    place: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """The whole text, and its passages with where each begins in it."""

    name: str
    text: str
    counted: str = "line"  # what the passages are numbered by
    passages: tuple[Passage, ...] = ()
    begins: tuple[int, ...] = field(default=(), repr=False)

    def where(self, start: int) -> tuple[int, int, str]:
        """Line (or paragraph, or row), letter from 1, and column of a table."""
        at = max(bisect_right(self.begins, start) - 1, 0)
        passage, within = self.passages[at], start - self.begins[at]
        before = passage.text[:within]
        lines = before.count("\n")
        if lines and self.counted == "line":
            return passage.line + lines, within - before.rindex("\n"), passage.place
        return passage.line, passage.column + within, passage.place


def prose_of_text(text: str, name: str = "your text") -> Prose:
    """A text without a file around it."""
    return _joined(name, "line", [Passage(text, 1)])


def prose_of_file(name: str, content: bytes, only: Iterable[str] = ()) -> Prose:
    """What a file says, by the kind that its name ends with.

    `only` names the columns of a CSV that are read; all where it is empty. Raises
    UserError where the file holds no text that we can read.
    """
    _refuse_size(name, content)
    kind = PurePath(name).suffix.lower()
    wanted = tuple(only)
    if wanted and kind != ".csv":
        raise UserError(
            "Only a CSV file has columns.", where=f"{name}:", fix="Leave out --column."
        )
    if kind == ".docx":
        found = (Passage(text, n) for n, text in word_passages(name, content))
        return _joined(name, "paragraph", found)
    text = _text(name, content)
    if kind == ".csv":
        return _joined(name, "row", _cells(name, text, wanted))
    if kind in (".html", ".htm"):
        found = (Passage(*passage) for passage in html_passages(text))
        return _joined(name, "line", found)
    return prose_of_text(text, name)


def _refuse_size(name: str, content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise UserError(
            f"There is more than {LARGEST_FILE // MEGABYTE} MB in it.",
            where=f"{name}:",
            fix="Send it in parts, chapter by chapter.",
        )


def _text(name: str, content: bytes) -> str:
    for sign, what in _BINARY.items():
        if content.startswith(sign):
            raise _no_text(name, f"This is {what}, and we read only its text.")
    try:
        return decode(content)[0].replace("\r\n", "\n").replace("\r", "\n")
    except BadSheet as bad:
        line = f", line {bad.row}" if bad.row else ""
        raise _no_text(f"{name}{line}", _said(bad)) from None


def _said(bad: BadSheet) -> str:
    if bad.value == "UTF-16":
        return "The text is in UTF-16, which we do not read."
    if bad.value == "NUL":
        return "There is a NUL byte here: the file is damaged, or it is not text."
    return f"{bad.rule}."


def _no_text(where: str, what: str) -> UserError:
    return UserError(
        what,
        where=f"{where}:",
        fix=f"Save it as one of {', '.join(KINDS)} with UTF-8 text.",
    )


def _cells(name: str, text: str, only: tuple[str, ...]) -> Iterator[Passage]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        headings = next(reader, [])
        missing = [column for column in only if column not in headings]
        if missing:
            raise UserError(
                f"There is no column called '{missing[0]}'.",
                where=f"{name}:",
                fix=f"The columns are: {', '.join(headings)}.",
            )
        for number, row in enumerate(reader, start=2):
            for heading, cell in zip(headings, row, strict=False):
                if cell.strip() and (not only or heading in only):
                    yield Passage(cell, number, place=heading)
    except csv.Error as error:
        raise UserError(
            f"This is not CSV that we can read ({error}).",
            where=f"{name}, line {reader.line_num}:",
            fix="Look for a quotation mark that is never closed, or save it as .txt.",
        ) from None


def _joined(name: str, counted: str, found: Iterable[Passage]) -> Prose:
    """One text, with a blank line between passages; none without a word in it."""
    passages = tuple(found)
    begins, at = [], 0
    for passage in passages:
        begins.append(at)
        at += len(passage.text) + 2
    text = "\n\n".join(passage.text for passage in passages)
    if not _A_WORD.search(text):
        raise UserError(
            "There are no words in it.",
            where=f"{name}:",
            fix="Look whether it was saved, or sent, to its end.",
        )
    return Prose(name, text, counted, passages, tuple(begins))
