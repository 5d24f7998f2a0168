"""Measures of a plan, and what has changed in their figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app import gauge
from headwater.app.gauge import Wanted
from headwater.app.selectors import Held
from headwater.app.selectors import measures as figures_of
from headwater.app.views.show import of_plan, show
from headwater.core.measures.figures import Shown


RECENT = 24  # months listed openly; older ones are folded away, and no files


@of_plan
def measures(request: HttpRequest, held: Held) -> HttpResponse:
    lines = figures_of.measure_lines(held)
    wanted = Wanted(**{name: request.GET.get(name, "") for name in Wanted.NAMES})
    sets = figures_of.figure_sets(held)
    asked_for = {link.figures.code for line in lines for link in line.figures}
    return show(
        request,
        "measures.html",
        held,
        everything=lines,
        lines=[line for line in lines if wanted.fits(line)],
        wanted=wanted,
        facets=list(gauge.facets(held, lines)),
        with_data=sum(line.has_data for line in lines),
        others=[each for each in sets if each.code not in asked_for],
        has_changed=any(each.shown is Shown.SIGNALS for each in sets),
    )


@of_plan
def measure(request: HttpRequest, held: Held, measure_id: str) -> HttpResponse:
    view = figures_of.measure_view(held, measure_id)
    return show(request, "measure.html", held, view=view)


@of_plan
def changed(request: HttpRequest, held: Held, month: str = "") -> HttpResponse:
    found = figures_of.changed(held, month)
    months = sorted({found.month, *found.months[:RECENT]} - {""}, reverse=True)
    older = [month for month in found.months if month not in months]
    return show(
        request, "changed.html", held, changed=found, months=months, older=older
    )
