"""One set of figures as pages are given it: released, with breaks and signals."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

from headwater import __version__
from headwater.app.selectors.catalogue import register
from headwater.app.selectors.expected import chances, expected, sided, together
from headwater.app.selectors.held import NotThere
from headwater.app.selectors.lake import InLake, in_lake, picked, populations
from headwater.app.selectors.lines import lines_of
from headwater.app.selectors.measured import BreakHere, FigureView
from headwater.core import place
from headwater.core.disclosure.released import ReleasedTable
from headwater.core.measures.cube import Axis, Cube
from headwater.core.measures.figures import FigureSet, Shown
from headwater.core.measures.register import Register, changes_touching
from headwater.core.measures.series import as_series
from headwater.core.time import read_date


KEPT = 64  # sets of figures that a process remembers
YEAR = 12  # months of a rolling figure
QUARTER_ENDS = ("March", "June", "September", "December")


def view_of(figures: FigureSet, last: str = "") -> FigureView:
    """A set of figures of this workspace, up to a period where one is named.

    Worked out again only when something of it has changed. Raises NotThere where the
    lake has no figures of it.
    """
    found = in_lake(figures.dataset)
    if found is None:
        raise NotThere(figures.code)
    base = in_lake(figures.base) if figures.base else None
    return _view(figures, found, base, register(), last)


@dataclass(frozen=True, eq=False, slots=True)
class Counts:
    """A set of figures without any judgement: axes (series, period). `as_at` is the
    last period in words; `key` changes whenever anything shown does."""

    figures: FigureSet
    table: ReleasedTable
    breaks: tuple[BreakHere, ...]
    as_at: str
    key: str


def counts_of(figures: FigureSet) -> Counts:
    """A set of figures of this workspace. Raises NotThere as `view_of` does."""
    found = in_lake(figures.dataset)
    if found is None:
        raise NotThere(figures.code)
    return _counts(figures, found, register())


@lru_cache(maxsize=KEPT)
def _counts(figures: FigureSet, found: InLake, changes: Register) -> Counts:
    table = _released(figures, found, "")
    breaks = breaks_of(figures, table, changes)
    key = _key(figures, (found.mark, "", ""), breaks)
    return Counts(figures, table, breaks, table.axes[1].labels[-1], key)


def periods_of(figures: FigureSet) -> Axis | None:
    """The periods of a set; None where the lake has no figures of it."""
    found = in_lake(figures.dataset)
    return _released(figures, found, "").axes[1] if found else None


@lru_cache(maxsize=KEPT)
def _released(figures: FigureSet, found: InLake, last: str) -> ReleasedTable:
    """The figures of a set, with axes (series, period), as published."""
    if last:
        whole = _released(figures, found, "").cube
        time = whole.axes[1]
        cube = whole.pick(time.name, [code for code in time.codes if code <= last])
    else:
        cube = _with_words(as_series(picked(found, figures), figures), found.covers)
    said = figures.published
    return ReleasedTable.from_published(cube, said.publisher, said.licence, said.level)


@lru_cache(maxsize=KEPT)
def _view(
    figures: FigureSet,
    found: InLake,
    base: InLake | None,
    changes: Register,
    last: str,
) -> FigureView:
    table = _released(figures, found, last)
    periods = table.axes[1]
    breaks = breaks_of(figures, table, changes)
    signals = family = None
    if figures.shown is Shown.SIGNALS:
        signals = expected(table, breaks, figures.unplaced)
        p = chances(signals, breaks, table.axes[0], len(periods) - 1)
        family = together(p, sided(signals))
    people = populations(base, figures.base_year) if base else {}
    return FigureView(
        figures=figures,
        table=table,
        series=lines_of(figures, table, breaks, signals, family, people),
        periods=periods.codes,
        period_labels=periods.labels,
        breaks=breaks,
        signals=signals,
        family=family,
        vintages=found.vintages,
        as_at=periods.labels[-1],
        key=_key(figures, (found.mark, base.mark if base else "", last), breaks),
    )


def breaks_of(
    figures: FigureSet, table: ReleasedTable, changes: Register
) -> tuple[BreakHere, ...]:
    """The changes in recording that touch the figures, with the series of each."""
    series, periods = table.axes
    touched: dict[str, set[str]] = defaultdict(set)
    every = {}
    for code in series.codes:
        words = figures.offences_of(code)
        area = code if place.area(code) else figures.area
        span = periods.codes[0], periods.codes[-1]
        for change in changes_touching(changes, words, area, *span):
            if figures.moves(change.code, code):
                touched[change.code].add(code)
                every[change.code] = change
    return tuple(
        BreakHere(change, _first_after(periods, change.month), frozenset(touched[code]))
        for code, change in sorted(every.items(), key=lambda item: item[1].month)
    )


def _first_after(periods: Axis, month: str) -> int:
    return next(at for at, code in enumerate(periods.codes) if code >= month)


def _with_words(cube: Cube, covers: int) -> Cube:
    """Periods in words: a figure of a whole year says which year it is."""
    series, time = cube.axes
    if covers != YEAR and "/" not in time.codes[-1]:
        return cube
    words = tuple(f"Year to {_end(code)}" for code in time.codes)
    return replace(cube, axes=(series, Axis(time.name, time.codes, words)))


def _end(code: str) -> str:
    """The last month of a period: December 2014 of 2014-Q4, March 2005 of 2004/05."""
    if "-Q" in code:
        year, quarter = code.split("-Q")
        return f"{QUARTER_ENDS[int(quarter) - 1]} {year}"
    return f"{read_date(code).last:%B %Y}"


def _key(
    figures: FigureSet, marks: tuple[str, ...], breaks: tuple[BreakHere, ...]
) -> str:
    """Changes whenever anything that is shown of the figures does."""
    said = [__version__, figures.code, figures.title, repr(figures.definition), *marks]
    drawn = [f"{b.change} {b.at} {sorted(b.codes)}" for b in breaks]
    return hashlib.sha256("\n".join((*said, *drawn)).encode()).hexdigest()[:20]
