"""Charts of the figures that pages are given, and the pictures of this workspace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from django.conf import settings
from django.urls import reverse

from headwater.app.selectors.held import Held
from headwater.app.selectors.measured import FigureView, StrictView
from headwater.app.sparks import cut
from headwater.core.measures.definition import (
    Definition,
    Direction,
    Flow,
    MeasureKind,
)
from headwater.reports.charts.describe import describe
from headwater.reports.charts.frame import FRAMES
from headwater.reports.charts.from_table import Change, Limits, Words, series_at
from headwater.reports.charts.series import Series, Wish
from headwater.reports.charts.specification import size
from headwater.reports.charts.store import ChartStore


FOLDER = "charts"
NHS = "the NHS rules"
KEPT = 400  # series that a process remembers, about 30 kB each
WISHES = {Direction.LOWER: Wish.LOWER, Direction.HIGHER: Wish.HIGHER}


def svg(series: Series, frame: str) -> bytes:
    """The picture of a series; `frame` is a key of FRAMES."""
    return store(settings.WORKSPACE).svg(series, FRAMES[frame])


@lru_cache(maxsize=4)
def store(workspace: Path) -> ChartStore:
    """The pictures of a workspace."""
    return ChartStore(workspace / FOLDER)


@lru_cache(maxsize=KEPT)
def series_of(view: FigureView, at: int) -> Series:
    """One series of a set of figures, with what was expected of it."""
    found = view.signals
    limits = found and Limits(
        found.expected[at], found.lower[at], found.upper[at], found.side[at]
    )
    return series_at(view.table, at, _words(view, at), limits, _changes(view, at))


@lru_cache(maxsize=KEPT)
def strict_series_of(view: FigureView, strict: StrictView, at: int) -> Series:
    """The same series under the NHS rules: their mean and limits, their flags."""
    above = view.table.numbers()[at] > strict.mean[at]
    side = np.where(strict.flagged[at], np.where(above, 1, -1), 0).astype(np.int8)
    limits = Limits(strict.mean[at], strict.lower[at], strict.upper[at], side)
    words = replace(_words(view, at), rules=NHS)
    # Without a rebase nothing starts anew, so no line is cut.
    changes = [replace(change, apart=False) for change in _changes(view, at)]
    return series_at(view.table, at, words, limits, changes)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart on a page: where its two pictures are, how large, and what it shows."""

    wide: str
    narrow: str
    wide_size: tuple[int, int]
    narrow_size: tuple[int, int]
    words: str


def picture(held: Held, view: FigureView, at: int) -> Picture:
    """The chart of one series. It is drawn when its address is asked for."""
    args = (held.plan_id, view.figures.code, view.series[at].code)
    return draw(series_of(view, at), "series-svg", args)


def strict_picture(held: Held, view: FigureView, strict: StrictView) -> Picture:
    """The chart of the whole, or of the first series, under the NHS rules."""
    at = next((line.at for line in view.series if line.whole), 0)
    args = (held.plan_id, view.figures.code)
    return draw(strict_series_of(view, strict, at), "nhs-rules-svg", args)


def draw(series: Series, route: str, args: tuple[str, ...]) -> Picture:
    return Picture(
        reverse(route, args=(*args, "wide")),
        reverse(route, args=(*args, "narrow")),
        size(series, FRAMES["wide"]),
        size(series, FRAMES["narrow"]),
        f"{series.name}. {describe(series)}",
    )


def is_percent(view: FigureView) -> bool:
    return view.figures.definition.kind is MeasureKind.PROPORTION


def unit(view: FigureView) -> str:
    """What the numbers count, and over which time: the title of the axis."""
    definition = view.figures.definition
    what = definition.unit_of_count or view.table.unit
    if is_percent(view):
        what = f"share of {what}"
    return f"{what[:1].upper()}{what[1:]}{_over(definition)}"


def _over(definition: Definition) -> str:
    """A figure told each quarter may be about a whole year."""
    told = definition.frequency
    if told and definition.flow is Flow.ROLLING:
        return f", the last 12 months, told {told}"
    return f", {told}" if told else ""


def _source(view: FigureView) -> str:
    """Where the figures come from, how new they are, and by which definition."""
    table, version = view.table, view.figures.definition.version
    found = f"{table.source}. {table.licence}. Figures as at {view.as_at}"
    return f"{found}. Version {version} of the definition" if version else found


def _words(view: FigureView, at: int) -> Words:
    definition = view.figures.definition
    return Words(
        title=view.figures.title,
        place=view.series[at].label,
        unit=unit(view),
        source=_source(view),
        wish=WISHES.get(definition.direction, Wish.AMBIGUOUS)
        if definition.direction
        else Wish.AMBIGUOUS,
        percent=is_percent(view),
        from_zero=definition.kind is not MeasureKind.MEAN,
    )


def _changes(view: FigureView, at: int) -> list[Change]:
    """Changes in recording that are drawn; lines are cut where limits start anew."""
    anew, code = cut(view), view.series[at].code
    return [
        Change(found.at, found.change.what, found.at in anew)
        for found in view.breaks
        if code in found.codes
    ]
