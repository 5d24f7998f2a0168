"""All plans that are here, and what passes between a plan and those around it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.clock import today
from headwater.app.selectors import Held
from headwater.app.selectors.family import family as family_of
from headwater.app.selectors.family import tree
from headwater.app.views.show import first_plan, of_plan, show


def plans(request: HttpRequest) -> HttpResponse:
    return show(request, "plans.html", first_plan(), tree=tree())


@of_plan
def family(request: HttpRequest, held: Held) -> HttpResponse:
    return show(request, "family.html", held, family=family_of(held, today()))
