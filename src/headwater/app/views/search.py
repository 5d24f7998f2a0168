"""Search. Only a server can answer it; a site of files has A to Z instead."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held
from headwater.app.selectors.everything import Sought, excerpt
from headwater.app.selectors.everything import search as search_in
from headwater.app.views.show import of_plan, show


PAGE = 25


@of_plan
def search(request: HttpRequest, held: Held) -> HttpResponse:
    asked = {name: request.GET.get(name, "").strip() for name in Sought.NAMES}
    sought = Sought(**asked)
    results = search_in(held, sought)
    pages = Paginator(results.things, PAGE)
    return show(
        request,
        "search.html",
        held,
        sought=sought,
        results=results,
        pages=pages,
        page=pages.get_page(request.GET.get("page")),
        excerpt=excerpt,
    )
