"""A cube of a dataset as the series of a set of figures, the whole of them first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from headwater.core.measures.cube import Axis, Cube, Status
from headwater.core.measures.figures import FigureSet


def as_series(cube: Cube, figures: FigureSet) -> Cube:
    """The cube with axes (series, period), with the words of the set of figures.

    `cube` has the axis `figures.series` and one of time, in any order. The whole is
    the first series: the publisher's own where it is given, or the sum of all that is
    not apart. Periods before the first and after the last that any series reports are
    left out. Raises KeyError where the cube lacks the axis or a code, ValueError
    where it has more axes or may not be added up.
    """
    named = _relabelled(_reported(_two_axes(cube, figures.series)), figures)
    if not figures.whole:
        return named
    if figures.whole_given:
        codes = named.axes[0].codes
        rest = [code for code in codes if code != figures.whole_code]
        return named.pick(figures.series, [figures.whole_code, *rest])
    return _with_sum(named, figures)


def _two_axes(cube: Cube, series: str) -> Cube:
    if len(cube.axes) != 2:
        raise ValueError("a set of figures has one axis of series and one of time")
    if cube.axes[0].name == series:
        return cube
    cube.axis(series)
    return replace(
        cube,
        values=np.ascontiguousarray(cube.values.T),
        status=np.ascontiguousarray(cube.status.T),
        axes=cube.axes[::-1],
    )


def _reported(cube: Cube) -> Cube:
    """From the first period to the last that says anything."""
    said = np.flatnonzero((cube.status != Status.NOT_REPORTED).any(0))
    time = cube.axes[1]
    if not len(said) or len(said) == len(time):
        return cube
    return cube.pick(time.name, time.codes[said[0] : said[-1] + 1])


def _relabelled(cube: Cube, figures: FigureSet) -> Cube:
    axis = cube.axes[0]
    words = {**figures.labels, figures.whole_code: figures.whole}
    labels = tuple(_labels(axis, words))
    return replace(cube, axes=(Axis(axis.name, axis.codes, labels), cube.axes[1]))


def _labels(axis: Axis, words: Mapping[str, str]) -> Iterator[str]:
    for code, label in zip(axis.codes, axis.labels, strict=True):
        yield words.get(code, label)


def _with_sum(cube: Cube, figures: FigureSet) -> Cube:
    axis, period = cube.axes
    inside = [code for code in axis.codes if code not in figures.apart]
    total = cube.pick(axis.name, inside).total(axis.name)
    return replace(
        cube,
        values=np.vstack([total.values, cube.values]),
        status=np.vstack([total.status, cube.status]),
        axes=(
            Axis(
                axis.name,
                (figures.whole_code, *axis.codes),
                (figures.whole, *axis.labels),
            ),
            period,
        ),
    )


def last_year(cube: Cube, row: int) -> int | None:
    """The sum of the last twelve months of a series: a level, never a chart.

    None where one of them is not known. The axis of time must hold months.
    """
    known = cube.known()[row, -12:]
    if len(known) < 12 or not known.all():
        return None
    return int(cube.values[row, -12:].sum())


def latest(cube: Cube, row: int) -> int:
    """The index of the last point of a series that is known, or of the last point."""
    known = np.flatnonzero(cube.known()[row])
    return int(known[-1]) if len(known) else cube.values.shape[1] - 1


def applies(cube: Cube, row: int) -> bool:
    """Can the series have a number at all?"""
    return not bool((cube.status[row] == Status.NOT_APPLICABLE).all())
