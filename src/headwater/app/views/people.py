"""Organisations, and how they work together."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held
from headwater.app.selectors.assessments import published
from headwater.app.selectors.capacity import capacity
from headwater.app.selectors.coverage import actions_in
from headwater.app.selectors.duties import duties
from headwater.app.selectors.network import network as network_of
from headwater.app.selectors.partners import partner, partners
from headwater.app.views.show import of_plan, show
from headwater.exchange.network_out import network_as_csv


@of_plan
def organisations(request: HttpRequest, held: Held) -> HttpResponse:
    return show(
        request,
        "organisations.html",
        held,
        partners=partners(held),
        network=network_of(held),
    )


@of_plan
def organisation(request: HttpRequest, held: Held, key: str) -> HttpResponse:
    return show(
        request,
        "organisation.html",
        held,
        partner=partner(held, key),
        duties=duties(held, key),
        capacity=capacity(held, key),
        said=published(held.plan_id, key),
        network=network_of(held),
        actions_in=actions_in,
        findings=held.findings_about(f"organisations/{key}"),
    )


@of_plan
def network(request: HttpRequest, held: Held) -> HttpResponse:
    return show(request, "network.html", held, network=network_of(held))


@of_plan
def network_csv(request: HttpRequest, held: Held) -> HttpResponse:
    name = f"who-works-with-whom-{held.as_at}.csv"
    return HttpResponse(
        "\ufeff" + network_as_csv(held.look, network_of(held)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
