"""A document as Word (DOCX), the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from headwater.reports.document import (
    Document,
    Heading,
    Item,
    List,
    Notice,
    Paragraph,
    Part,
    Table,
)
from headwater.reports.words import plain


_WHEN = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file can say
_MADE = datetime(1980, 1, 1, tzinfo=UTC)


def word(document: Document) -> bytes:
    """The document as DOCX: real headings, lists and tables, a title, a language.

    What must stand on every page is its header. Texts are texts: nothing in them runs.
    """
    import docx

    made = docx.Document()
    _about(made, document)
    _every_page(made, document)
    made.add_heading(plain(document.title), 0)
    made.add_paragraph(plain(document.summary))
    for part in document.parts:
        _part(made, part)
    for line in document.foot:
        _text(made, line, size=8)
    kept = io.BytesIO()
    made.save(kept)
    return _same_every_time(kept.getvalue())


def _about(made: Any, document: Document) -> None:
    about = made.core_properties
    about.title = plain(document.title)[:255]
    about.author = about.last_modified_by = "Headwater"
    about.comments = ""
    about.language = document.language
    about.created = about.modified = _MADE
    about.revision = 1
    from docx.oxml.ns import qn

    fonts = made.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for language in fonts.findall(qn("w:lang")):
        language.set(qn("w:val"), document.language)


def _every_page(made: Any, document: Document) -> None:
    if document.every_page:
        header = made.sections[0].header
        header.paragraphs[0].add_run(plain(document.every_page)).bold = True


def _part(made: Any, part: Part) -> None:
    if isinstance(part, Heading):
        made.add_heading(plain(part.text), part.level - 1)
    elif isinstance(part, Notice):
        made.add_paragraph().add_run(plain(part.text)).bold = True
    elif isinstance(part, Paragraph):
        _text(made, part.text)
    elif isinstance(part, List):
        _list(made, part.items, "List Number" if part.numbered else "List Bullet")
    elif isinstance(part, Table):
        _table(made, part)


def _text(made: Any, text: str, size: int = 0) -> None:
    """A paragraph for each line, without the characters that XML does not take."""
    from docx.shared import Pt

    for line in text.split("\n"):
        run = made.add_paragraph().add_run(plain(line))
        if size:
            run.font.size = Pt(size)


def _list(made: Any, items: Iterable[Item], style: str) -> None:
    for item in items:
        line = made.add_paragraph(style=style)
        line.add_run(plain(item.lead)).bold = bool(item.rest)
        more = " ".join(text for text in (item.rest, item.mark) if text)
        if more:
            line.add_run(f" {plain(more)}")


def _table(made: Any, part: Table) -> None:
    from docx.oxml import OxmlElement

    made.add_heading(plain(part.caption), 2)
    table = made.add_table(rows=1, cols=len(part.headings), style="Table Grid")
    repeats = OxmlElement("w:tblHeader")  # on every page, and for screen readers
    table.rows[0]._tr.get_or_add_trPr().append(repeats)
    for cell, text in zip(table.rows[0].cells, part.headings, strict=True):
        cell.paragraphs[0].add_run(plain(text)).bold = True
    for row in part.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = plain(text)


def _same_every_time(content: bytes) -> bytes:
    """The same zip file with fixed dates, in the order of its names."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as made,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as same,
    ):
        names = made.namelist()
        first = "[Content_Types].xml"
        for name in sorted(names, key=lambda each: (each != first, each)):
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            same.writestr(entry, made.read(name))
    return kept.getvalue()
