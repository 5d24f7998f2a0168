"""The money of a plan: by year, by tier and the like, and as a file."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held
from headwater.app.selectors.funds import money_by, ways_to_see
from headwater.app.views.show import of_plan, show
from headwater.core.plan.money_table import YEAR
from headwater.exchange.money_out import money_as_csv


@of_plan
def money(request: HttpRequest, held: Held) -> HttpResponse:
    return show(
        request,
        "money.html",
        held,
        money=money_by(held, YEAR),
        others=[way for way in ways_to_see(held) if way[0] != YEAR],
    )


@of_plan
def money_table(request: HttpRequest, held: Held, by: str) -> HttpResponse:
    titles = dict(ways_to_see(held))
    found = money_by(held, by)
    others = [way for way in titles.items() if way[0] not in (YEAR, by)]
    return show(
        request,
        "money_table.html",
        held,
        money=found,
        heading=f"Money {titles[by][0].lower()}{titles[by][1:]}",
        others=others,
    )


@of_plan
def money_csv(request: HttpRequest, held: Held, by: str) -> HttpResponse:
    name = f"money-by-{by}-{held.as_at}.csv"
    return HttpResponse(
        "\ufeff" + money_as_csv(money_by(held, by).table),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
