"""A document as an accessible PDF (PDF/UA), the same bytes every time."""

from __future__ import annotations

from typing import Any, NoReturn

from headwater.errors import InternalError, UserError
from headwater.reports.document import Document
from headwater.reports.html import whole_page


def pdf(document: Document) -> bytes:
    """The document as PDF/UA-1: tagged, with a title and a language.

    Raises UserError where the system libraries for PDF are not installed.
    """
    weasyprint = _weasyprint()
    page = weasyprint.HTML(string=whole_page(document), url_fetcher=_fetch_nothing)
    content: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return content


def can_make_pdf() -> bool:
    """Are the system libraries for PDF on this machine?"""
    try:
        _weasyprint()
    except UserError:
        return False
    return True


def _weasyprint() -> Any:
    try:
        import weasyprint  # type: ignore[import-untyped]
    except OSError:  # pango and its companions are loaded on import
        raise UserError(
            "A PDF cannot be made here: the library Pango is not installed.",
            fix=(
                "On Debian or Ubuntu: sudo apt-get install -y libpango-1.0-0 "
                "libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core. "
                "Or make a page instead: -o board.html, and print it."
            ),
        ) from None
    return weasyprint


def _fetch_nothing(url: str, *_: object, **__: object) -> NoReturn:
    """A document holds all that it needs; nothing is fetched from anywhere."""
    raise InternalError(f"a document asked for {url}")
