"""A document as HTML: a fragment for the site, or a whole page of its own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from headwater.reports.document import Document


if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


def fragment(document: Document) -> Markup:
    """The parts of a document, for a page that has its own title and frame.

    Every text is escaped; the result is safe to put into a template as it is.
    """
    from markupsafe import Markup

    template = _templates().get_template("parts.html")
    return Markup(template.render(parts=document.parts, kind_of=_kind))  # noqa: S704


def whole_page(document: Document) -> str:
    """A page that stands alone: no script, and nothing fetched from anywhere."""
    from markupsafe import Markup

    sheets = ("page.css", "every_page.css") if document.every_page else ("page.css",)
    style = Markup("".join(map(_source, sheets)))  # noqa: S704 - our own files
    page = _templates().get_template("page.html")
    return page.render(document=document, parts=fragment(document), style=style)


def _kind(part: object) -> str:
    return type(part).__name__


def _source(name: str) -> str:
    from importlib.resources import files

    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined
    )
