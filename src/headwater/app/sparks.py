"""Small lines inside pages, one for each series.

Geometry only, in units of their own; the style sheet says how it looks.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.app.selectors.measured import FigureView, StrictView


WIDE, HIGH, EDGE = 160, 40, 4  # of a small line


@dataclass(frozen=True, slots=True)
class Mark:
    """A signal at a point: which way, and where."""

    way: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line: paths with a hole for each gap, breaks, and the latest point."""

    line: str
    band: str
    breaks: tuple[float, ...]
    last: tuple[float, float] | None
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
    xs, last, cuts = [to_x(i) for i in range(len(values))], _last(values), cut(view)
    low, high = ([to_y(v) for v in side] for side in band or ((), ()))
    return Spark(
        line=_path(xs, [to_y(v) for v in values], cuts),
        band=_bands(xs, low, high, cuts) if band else "",
        breaks=tuple(xs[b.at] for b in view.breaks),
        last=(xs[last], to_y(values[last])) if last >= 0 else None,
        marks=tuple(
            Mark("up" if side > 0 else "down", xs[i], to_y(values[i]))
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


def scale(high: float, start: float, end: float) -> Callable[[float], float]:
    """From 0 … `high` to units of a picture, from `start` to `end`."""
    per = (end - start) / high
    return lambda value: round(start + value * per, 1)


def _runs(ys: Iterable[float], cuts: Collection[int]) -> Iterator[list[int]]:
    """The stretches without a gap or a break, as indexes."""
    run: list[int] = []
    for i, y in enumerate(ys):
        if run and (y != y or i in cuts):
            yield run
            run = []
        if y == y:
            run.append(i)
    if run:
        yield run


def _path(xs: Sequence[float], ys: Sequence[float], cuts: Collection[int]) -> str:
    """A stretch of one point is drawn as a dash, so that it is seen."""
    return "".join(
        "M" + "L".join(f"{xs[i]:g},{ys[i]:g}" for i in run)
        if len(run) > 1
        else f"M{xs[run[0]] - 1:g},{ys[run[0]]:g}h2"
        for run in _runs(ys, cuts)
    )


def _bands(
    xs: Sequence[float],
    low: Sequence[float],
    high: Sequence[float],
    cuts: Collection[int],
) -> str:
    found = []
    for run in _runs((a + b for a, b in zip(low, high, strict=True)), cuts):
        there = "L".join(f"{xs[i]:g},{high[i]:g}" for i in run)
        back = "L".join(f"{xs[i]:g},{low[i]:g}" for i in reversed(run))
        found.append(f"M{there}L{back}Z")
    return "".join(found)
