"""Organisations, and the places that actions reach."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held
from headwater.app.selectors.duties import alone, duties
from headwater.app.selectors.partners import partner, partners
from headwater.app.selectors.reach import reach
from headwater.app.views.show import of_plan, show


@of_plan
def organisations(request: HttpRequest, held: Held) -> HttpResponse:
    return show(
        request, "organisations.html", held, partners=partners(held), alone=alone
    )


@of_plan
def organisation(request: HttpRequest, held: Held, key: str) -> HttpResponse:
    return show(
        request,
        "organisation.html",
        held,
        partner=partner(held, key),
        duties=duties(held, key),
        alone=alone(held, key),
        findings=held.findings_about(f"organisations/{key}"),
    )


@of_plan
def places(request: HttpRequest, held: Held) -> HttpResponse:
    return show(request, "places.html", held, reach=reach(held))
