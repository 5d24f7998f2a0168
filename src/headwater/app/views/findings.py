"""All findings: to narrow down, to page through, to take away."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held
from headwater.app.selectors.search import Wanted, found, in_groups
from headwater.app.views.show import of_plan, show
from headwater.exchange.findings_out import write_findings


PAGE = 50
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
# So that a spreadsheet reads a CSV file as UTF-8.
MARK = {"csv": "\ufeff", "json": ""}


@of_plan
def findings(request: HttpRequest, held: Held) -> HttpResponse:
    wanted = _wanted(request)
    pages = Paginator(found(held, wanted), PAGE)
    page = pages.get_page(request.GET.get("page"))
    return show(
        request,
        "findings.html",
        held,
        wanted=wanted,
        page=page,
        groups=in_groups(held, page.object_list),
        pages=pages,
    )


@of_plan
def findings_csv(request: HttpRequest, held: Held) -> HttpResponse:
    return _download(request, held, "csv")


@of_plan
def findings_json(request: HttpRequest, held: Held) -> HttpResponse:
    return _download(request, held, "json")


def _download(request: HttpRequest, held: Held, form: str) -> HttpResponse:
    """The findings that fit; accepted ones too where nothing is narrowed down."""
    wanted = _wanted(request)
    shown = found(held, wanted) if wanted else None
    text = MARK[form] + write_findings(held.result, form, shown=shown)
    name = f"findings-{held.as_at}.{form}"
    return HttpResponse(
        text,
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _wanted(request: HttpRequest) -> Wanted:
    asked = {name: request.GET.get(name, "").strip() for name in Wanted.NAMES}
    return Wanted(**asked)
