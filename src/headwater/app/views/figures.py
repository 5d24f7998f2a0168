"""Sets of figures and their series: pages, pictures, and files to take away."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse

from headwater.app import charts, gauge
from headwater.app.keys import to_address
from headwater.app.selectors import Held, NotThere
from headwater.app.selectors import measures as figures_of
from headwater.app.selectors.measured import FigureView, SeriesLine, StrictView
from headwater.app.views.show import of_plan, show
from headwater.core import place as places
from headwater.exchange.figures_out import Standing, figures_as_csv
from headwater.reports.charts.frame import FRAMES, WIDE
from headwater.reports.charts.specification import specification


@of_plan
def figures(request: HttpRequest, held: Held, code: str) -> HttpResponse:
    view = figures_of.figure_view(held, code)
    return show(
        request, "figures.html", held, view=view, stands=list(gauge.stands(held, view))
    )


@of_plan
def series(request: HttpRequest, held: Held, code: str, key: str) -> HttpResponse:
    view, line = _line(held, code, key)
    area = places.area(key)
    return show(
        request,
        "series.html",
        held,
        view=view,
        line=line,
        place=area.name if area and not line.whole else "",
        stands=list(gauge.stands(held, view, key)),
    )


@of_plan
def nhs_rules(request: HttpRequest, held: Held, code: str) -> HttpResponse:
    view = figures_of.figure_view(held, code)
    strict = _strict(view)
    return show(
        request,
        "nhs_rules.html",
        held,
        view=view,
        strict=strict,
        picture=charts.strict_picture(held, view, strict),
    )


@of_plan
def series_svg(
    request: HttpRequest, held: Held, code: str, key: str, frame: str
) -> HttpResponse:
    view, line = _line(held, code, key)
    return _svg(charts.series_of(view, line.at), frame)


@of_plan
def nhs_rules_svg(
    request: HttpRequest, held: Held, code: str, frame: str
) -> HttpResponse:
    view = figures_of.figure_view(held, code)
    strict = _strict(view)
    shown = charts.strict_series_of(view, strict, gauge.first(view).at)
    return _svg(shown, frame)


@of_plan
def series_vega(request: HttpRequest, held: Held, code: str, key: str) -> HttpResponse:
    view, line = _line(held, code, key)
    drawn = specification(charts.series_of(view, line.at), WIDE)
    text = json.dumps(drawn, ensure_ascii=False, allow_nan=False)
    return _file(
        text + "\n", "application/json", f"{to_address(f'{code}-{key}')}.vl.json"
    )


@of_plan
def figures_csv(request: HttpRequest, held: Held, code: str) -> HttpResponse:
    view = figures_of.figure_view(held, code)
    return _csv(held, view, range(len(view.series)), code)


@of_plan
def series_csv(request: HttpRequest, held: Held, code: str, key: str) -> HttpResponse:
    view, line = _line(held, code, key)
    return _csv(held, view, [line.at], f"{code}-{key}")


def _line(held: Held, code: str, key: str) -> tuple[FigureView, SeriesLine]:
    view = figures_of.figure_view(held, code)
    for line in view.series:
        if line.code == key:
            return view, line
    raise NotThere(key)


def _strict(view: FigureView) -> StrictView:
    strict = figures_of.strict_view(view)
    if strict is None:
        raise NotThere(view.figures.code)
    return strict


def _svg(shown: charts.Series, frame: str) -> HttpResponse:
    if frame not in FRAMES:
        raise NotThere(frame)
    return HttpResponse(charts.svg(shown, frame), content_type="image/svg+xml")


def _csv(
    held: Held, view: FigureView, rows: range | list[int], name: str
) -> HttpResponse:
    strict = figures_of.strict_view(view)
    text = figures_as_csv(
        view.table,
        Standing(view.figures.code, view.figures.definition.version, held.notice),
        rows,
        view.signals,
        strict.label if strict else None,
    )
    return _file("\ufeff" + text, "text/csv", f"{to_address(name)}.csv")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
