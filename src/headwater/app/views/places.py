"""The places that actions reach, and all that is held about one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held
from headwater.app.selectors import measures as figures_of
from headwater.app.selectors.reach import area_of, covering, naming, parts_of, reach
from headwater.app.views.show import of_plan, show


@of_plan
def places(request: HttpRequest, held: Held) -> HttpResponse:
    return show(request, "places.html", held, reach=reach(held))


@of_plan
def place(request: HttpRequest, held: Held, code: str) -> HttpResponse:
    area = area_of(held, code)
    lines = list(figures_of.at_place(held, code))
    actions = naming(held, code)
    return show(
        request,
        "place.html",
        held,
        area=area,
        lines=lines,
        actions=actions,
        around=covering(held, area),
        parts_of_it=parts_of(area),
    )
