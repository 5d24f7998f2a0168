"""Charts of what an action did and of what could be seen, for pages that show them.

Each is made of results of core.impact, drawn by the workspace's store of pictures, told
in words, and laid out as a table.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from django.conf import settings
from django.urls import reverse

from headwater.app.charts import Picture, store
from headwater.core.impact.design import Design, Method, between
from headwater.core.impact.estimate import Floats
from headwater.core.impact.evaluate import Evaluated
from headwater.core.impact.evaluate import Picture as Course
from headwater.core.impact.outlook import LEAST_BASE
from headwater.core.impact.placebo_power import AREAS, Placebo
from headwater.core.impact.treatment import Break as Change
from headwater.core.impact.treatment import Figures
from headwater.reports.charts.effect import MONTH, Effect, Month
from headwater.reports.charts.frame import FRAMES, WIDE
from headwater.reports.charts.from_table import start_of
from headwater.reports.charts.series import Break
from headwater.reports.charts.sheet import Drawing
from headwater.reports.charts.smallest import Falls, Line
from headwater.reports.charts.strip import Strip


CHECKS = ("Other areas", "Other dates")  # the names that the verdict gives them


def effect_picture(
    evaluated: Evaluated, figures: Figures, source: str
) -> Effect | None:
    """Observed against expected by month; None where nothing was estimated.

    `source`: where the figures come from, their licence, date and definition version.
    """
    course, estimate = evaluated.picture, evaluated.estimate
    if course is None or estimate is None:
        return None
    design = evaluated.design
    where = _where(design, figures)
    breaks = [b for b in design.breaks if b.areas & _compared(design)]
    return Effect(
        title=f"{figures.title}: observed and expected {where}",
        unit=f"{_capital(figures.unit)} by month{_together(design)}",
        months=tuple(_months(course, {b.month for b in breaks})),
        start=start_of(design.start),
        latest=start_of(max(month for _, month in design.treated)),
        observed=estimate.observed,
        expected=estimate.expected,
        breaks=tuple(_break(b, design) for b in breaks),
        source=source,
    )


def placebo_strip(evaluated: Evaluated, figures: Figures, source: str) -> Strip | None:
    """What make-believe actions found, with the real one among them.

    None where nothing was estimated, and where so little was expected that a change in
    percent would say nothing.
    """
    estimate, effects = evaluated.estimate, evaluated.placebos
    if estimate is None or effects is None or not len(effects):
        return None
    if estimate.expected < LEAST_BASE:
        return None
    by_dates = evaluated.design.method is Method.SERIES
    checks = evaluated.verdict.checks if evaluated.verdict else ()
    return Strip(
        tries="other dates" if by_dates else f"other {figures.areas_word}",
        unit=f"Change in {figures.what} against what was expected",
        effects=_different(effects),
        real=estimate.log_effect,
        by_size=not by_dates,
        says=next((check.says for check in checks if check.name in CHECKS), ""),
        source=source,
    )


def smallest_falls(
    cells: Sequence[Placebo],
    figures: Figures,
    source: str,
    hoped: float | None = None,
    areas: Sequence[int] = AREAS,
) -> Falls | None:
    """The smallest fall that could be seen, by months after and number of areas.

    `cells` as `placebo_table` gives them for these `areas`; `hoped` in percent, with
    either sign. None where no cell can say anything in percent.
    """
    if not any(_says(cell) for cell in cells):
        return None
    return Falls(
        title=f"How small a fall in {figures.what} could be seen",
        lines=tuple(_lines(cells, figures, areas)),
        hoped=abs(hoped) if hoped else None,
        source=source,
    )


def picture(chart: Drawing, route: str, args: tuple[str, ...]) -> Picture:
    """The chart on a page. `route` takes `args` and, last, 'wide' or 'narrow'."""
    return Picture(
        reverse(route, args=(*args, "wide")),
        reverse(route, args=(*args, "narrow")),
        chart.size(FRAMES["wide"]),
        chart.size(FRAMES["narrow"]),
        f"{chart.name}. {chart.description}",
    )


def svg(chart: Drawing, frame: str) -> bytes:
    """The picture, drawn now if it never was; `frame` is a key of FRAMES."""
    return store(settings.WORKSPACE).svg(chart, FRAMES[frame])


def vega(chart: Drawing) -> str:
    """The chart as Vega-Lite JSON, to take away."""
    made = chart.specification(WIDE)
    return json.dumps(made, ensure_ascii=False, allow_nan=False) + "\n"


def _different(effects: Floats) -> tuple[float, ...]:
    """Where few areas leave few choices, the same one is drawn again and again."""
    return tuple(dict.fromkeys(round(float(effect), 9) for effect in effects))


def _months(course: Course, cuts: Collection[str]) -> Iterator[Month]:
    """Nothing is joined across a declared break, nor across months without figures."""
    segment, before = 0, ("", *course.months)
    rows = zip(course.months, course.observed, course.expected, strict=True)
    for last, (month, observed, expected) in zip(before, rows, strict=False):
        segment += month in cuts or bool(last and between(last, month) > 1)
        yield Month(start_of(month), _number(observed), _number(expected), segment)


def _break(one: Change, design: Design) -> Break:
    start = start_of(one.month)
    touched = f" ({_touched(one, design)})" if design.comparison else ""
    return Break(start, f"{start:{MONTH}}", f"{one.what}{touched}")


def _touched(one: Change, design: Design) -> str:
    """Which of those that are compared a change in recording came to."""
    treated = {area for area, _ in design.treated}
    if _compared(design) <= one.areas:
        return "in all areas that are looked at"
    if not treated & one.areas:
        return "not in the action's areas, but in some that it is compared with"
    if treated <= one.areas:
        return "in the action's areas, but not in all that it is compared with"
    return "in some of the action's areas"


def _compared(design: Design) -> set[str]:
    return {area for area, _ in design.treated} | set(design.comparison)


def _where(design: Design, figures: Figures) -> str:
    if len(design.treated) > 1:
        return f"in {len(design.treated):,} {figures.areas_word}"
    area = design.treated[0][0]
    return f"in {figures.names.get(area, area)}"


def _together(design: Design) -> str:
    return ", the action's areas together" if len(design.treated) > 1 else ""


def _lines(
    cells: Sequence[Placebo], figures: Figures, asked: Sequence[int]
) -> Iterator[Line]:
    """A line for each number of areas that there are others to compare with."""
    months = sorted({cell.after for cell in cells})
    for areas in sorted(a for a in set(asked) if a < len(figures.areas)):
        known = {c.after: c.smallest for c in cells if c.areas == areas and _says(c)}
        word = figures.area_word if areas == 1 else figures.areas_word
        falls = tuple((after, known.get(after)) for after in months)
        yield Line(areas, f"{areas:,} {word}", falls)


def _says(cell: Placebo) -> bool:
    """No change in percent is said of so few."""
    return cell.expected >= LEAST_BASE


def _number(value: float) -> float | None:
    """None for what is not there: NaN has no place in a file."""
    return None if value != value else round(float(value), 3)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
