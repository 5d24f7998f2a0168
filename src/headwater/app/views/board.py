"""One page for a board, to read on a screen, print, or take away as PDF."""

from __future__ import annotations

from importlib.metadata import version

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held
from headwater.app.views.show import of_plan, show
from headwater.errors import UserError
from headwater.reports.board import board_page
from headwater.reports.html import fragment
from headwater.reports.pdf import pdf


@of_plan
def board(request: HttpRequest, held: Held) -> HttpResponse:
    document = board_page(held.result, version("headwater"))
    return show(
        request, "board.html", held, document=document, fragment=fragment(document)
    )


@of_plan
def board_pdf(request: HttpRequest, held: Held) -> HttpResponse:
    try:
        content = pdf(board_page(held.result, version("headwater")))
    except UserError as error:  # no library for PDF on this machine
        return show(request, "no_pdf.html", held, error=error, status=503)
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="board-{held.as_at}.pdf"'},
    )
