"""A plan at a glance, its principles, and everything by name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held
from headwater.app.selectors.family import has_family
from headwater.app.selectors.index import index
from headwater.app.selectors.measures import figure_sets, measures_of_principle
from headwater.app.views.show import of_plan, show


STANDS_OUT = 5


@of_plan
def plan(request: HttpRequest, held: Held) -> HttpResponse:
    return glance(request, held)


def glance(request: HttpRequest, held: Held, **values: object) -> HttpResponse:
    return show(
        request,
        "plan.html",
        held,
        groups=held.groups[:STANDS_OUT],
        has_family=has_family(held),
        has_figures=bool(figure_sets(held)),
        **values,
    )


@of_plan
def principles(request: HttpRequest, held: Held) -> HttpResponse:
    return show(request, "principles.html", held)


@of_plan
def principle(request: HttpRequest, held: Held, code: str) -> HttpResponse:
    return show(
        request,
        "principle.html",
        held,
        principle=held.principle(code),
        verdict=held.verdicts[code],
        actions=held.serving(code),
        measures=measures_of_principle(held, code),
    )


@of_plan
def a_to_z(request: HttpRequest, held: Held) -> HttpResponse:
    return show(request, "a_to_z.html", held, letters=index(held))
