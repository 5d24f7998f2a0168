"""Small lines inside pages, one for each series.

Geometry only, in units of their own; the style sheet says how it looks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from headwater.app.selectors.measured import FigureView, StrictView


WIDE, HIGH, EDGE = 640, 160, 16  # of a small line; whole numbers make short paths


@dataclass(frozen=True, slots=True)
class Mark:
    """A signal at a point: which way, and where."""

    way: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line: paths with a hole for each gap, breaks, and signals."""

    line: str
    band: str
    breaks: tuple[int, ...]
    marks: tuple[Mark, ...]


@lru_cache(maxsize=2_000)
def spark(view: FigureView, at: int) -> Spark:
    """The line of one series; a signal is marked at its latest point only."""
    values = view.table.numbers()[at].tolist()
    found = view.signals
    band = (found.lower[at].tolist(), found.upper[at].tolist()) if found else None
    return _spark(view, values, band, {_last(values): view.series[at].side})


@lru_cache(maxsize=2_000)
def strict_spark(view: FigureView, strict: StrictView, at: int) -> Spark:
    """The same line with the limits of the NHS rules."""
    values = view.table.numbers()[at].tolist()
    last = _last(values)
    flagged = last >= 0 and bool(strict.flagged[at, last])
    side = (1 if values[last] > strict.mean[at, last] else -1) if flagged else 0
    band = (strict.lower[at].tolist(), strict.upper[at].tolist())
    return _spark(view, values, band, {last: side})


def _spark(
    view: FigureView,
    values: list[float],
    band: tuple[list[float], list[float]] | None,
    sides: dict[int, int],
) -> Spark:
    to_x = scale(max(len(values) - 1, 1), EDGE, WIDE - EDGE)
    known = [v for v in (*values, *(band[1] if band else ())) if v == v]
    to_y = scale(max(known, default=0) or 1, HIGH - EDGE, EDGE)
    xs, cuts = [to_x(i) for i in range(len(values))], cut(view)
    ys, low, high = (
        [to_y(v) if v == v else None for v in each]
        for each in (values, *(band or ((), ())))
    )
    return Spark(
        line=_path(xs, ys, cuts),
        band=_bands(xs, low, high, cuts),
        breaks=tuple(xs[found.at] for found in view.breaks),
        marks=tuple(
            Mark("up" if side > 0 else "down", xs[i], ys[i] or 0)
            for i, side in sides.items()
            if side and i >= 0
        ),
    )


def cut(view: FigureView) -> set[int]:
    """The periods that start anew after a declared break."""
    if view.signals:
        return set(view.signals.breaks)
    return {found.at for found in view.breaks}


def _last(values: Sequence[float]) -> int:
    """The last point that there is; -1 where there is none."""
    return max((i for i, value in enumerate(values) if value == value), default=-1)


def scale(high: float, start: float, end: float) -> Callable[[float], int]:
    """From 0 … `high` to whole units of a picture, from `start` to `end`."""
    per = (end - start) / high
    return lambda value: round(start + value * per)


def _runs(there: Sequence[bool], cuts: Collection[int]) -> Iterator[list[int]]:
    """The stretches without a gap or a break, as indexes."""
    run: list[int] = []
    for i, known in enumerate(there):
        if run and (not known or i in cuts):
            yield run
            run = []
        if known:
            run.append(i)
    if run:
        yield run


def _path(xs: Sequence[int], ys: Sequence[int | None], cuts: Collection[int]) -> str:
    """A stretch of one point is drawn as a dash, so that it is seen."""
    found = []
    for run in _runs([y is not None for y in ys], cuts):
        points = [(xs[i], ys[i] or 0) for i in run]
        found.append(_along(points) if len(points) > 1 else _along(points) + "h6")
    return "".join(found)


def _bands(
    xs: Sequence[int],
    low: Sequence[int | None],
    high: Sequence[int | None],
    cuts: Collection[int],
) -> str:
    there = [None not in pair for pair in zip(low, high, strict=True)]
    return "".join(
        _along(
            [(xs[i], high[i] or 0) for i in run]
            + [(xs[i], low[i] or 0) for i in reversed(run)]
        )
        + "z"
        for run in _runs(there, cuts)
    )


def _along(points: Sequence[tuple[int, int]]) -> str:
    """A path in steps from point to point, which is shorter than in places."""
    steps = "".join(
        f"l{x - before_x},{y - before_y}"
        for (before_x, before_y), (x, y) in pairwise(points)
    )
    return f"M{points[0][0]},{points[0][1]}{steps}"
