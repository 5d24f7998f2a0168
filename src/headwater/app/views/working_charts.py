"""The pictures of what is working, and the same to take away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from headwater.app import effects
from headwater.app.keys import to_address
from headwater.app.selectors import Held, NotThere
from headwater.app.selectors.evaluations import Judged, of_action
from headwater.app.selectors.figures import Counts
from headwater.app.selectors.powers import AREAS, MONTHS, Power, power, sets_to_ask
from headwater.app.views.show import of_plan
from headwater.reports.charts.effect import Effect
from headwater.reports.charts.frame import FRAMES
from headwater.reports.charts.sheet import Drawing
from headwater.reports.charts.smallest import Falls
from headwater.reports.charts.strip import Strip


def source_of(counts: Counts) -> str:
    """What stands under a picture: who published it, to when, in which definition."""
    said, version = counts.figures.published, counts.figures.definition.version
    return f"{said.publisher}, to {counts.as_at}, definition {version}. {said.licence}"


def effect_of(judged: Judged) -> Effect | None:
    """Observed against expected; None where nothing was estimated."""
    if judged.evaluated is None:
        return None
    source = source_of(judged.counts)
    return effects.effect_picture(judged.evaluated, judged.figures, source)


def tries_of(judged: Judged) -> Strip | None:
    """What make-believe actions found; None where nothing was estimated."""
    if judged.evaluated is None:
        return None
    source = source_of(judged.counts)
    return effects.placebo_strip(judged.evaluated, judged.figures, source)


def falls_of(found: Power) -> Falls | None:
    """The smallest falls that could be seen; None where none can be told."""
    rows = [a for a in AREAS if a in found.cells]
    cells = [cell for a in rows for cell in found.cells[a].values() if cell]
    source = source_of(found.counts)
    return effects.smallest_falls(cells, found.figures, source, found.hoped, rows)


def pictures(held: Held, judged: Judged) -> Mapping[str, Any]:
    """The pictures of one section of the page, with the charts that they show."""
    args = held.plan_id, judged.action.action_id, judged.measure.measure_id
    drawn = {"effect": effect_of(judged), "tries": tries_of(judged)}
    return {
        name: (chart, effects.picture(chart, f"{name}-svg", args))
        for name, chart in drawn.items()
        if chart
    }


@of_plan
def effect_svg(
    request: HttpRequest, held: Held, action_id: str, measure_id: str, frame: str
) -> HttpResponse:
    return _svg(effect_of(_judged(held, action_id, measure_id)), frame)


@of_plan
def tries_svg(
    request: HttpRequest, held: Held, action_id: str, measure_id: str, frame: str
) -> HttpResponse:
    return _svg(tries_of(_judged(held, action_id, measure_id)), frame)


@of_plan
def effect_vega(
    request: HttpRequest, held: Held, action_id: str, measure_id: str
) -> HttpResponse:
    chart = effect_of(_judged(held, action_id, measure_id))
    return _vega(chart, f"{action_id}-{measure_id}")


@of_plan
def tries_vega(
    request: HttpRequest, held: Held, action_id: str, measure_id: str
) -> HttpResponse:
    chart = tries_of(_judged(held, action_id, measure_id))
    return _vega(chart, f"{action_id}-{measure_id}-tries")


@of_plan
def power_svg(request: HttpRequest, held: Held, code: str, frame: str) -> HttpResponse:
    return _svg(_falls(held, code), frame)


@of_plan
def power_vega(request: HttpRequest, held: Held, code: str) -> HttpResponse:
    return _vega(_falls(held, code), f"{code}-power")


def _falls(held: Held, code: str) -> Falls | None:
    for figures in sets_to_ask(held):
        if figures.code == code:
            return falls_of(power(figures, 1, MONTHS[0], None))
    raise NotThere(code)


def _judged(held: Held, action_id: str, measure_id: str) -> Judged:
    if action_id in held.actions:
        for judged in of_action(held, action_id):
            if judged.measure.measure_id == measure_id:
                return judged
    raise NotThere(measure_id)


def _svg(chart: Drawing | None, frame: str) -> HttpResponse:
    if chart is None or frame not in FRAMES:
        raise NotThere(frame)
    return HttpResponse(effects.svg(chart, frame), content_type="image/svg+xml")


def _vega(chart: Drawing | None, name: str) -> HttpResponse:
    if chart is None:
        raise NotThere(name)
    file = f"{to_address(name)}.vl.json"
    return HttpResponse(
        effects.vega(chart),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )
