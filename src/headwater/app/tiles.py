"""Places side by side: as equal squares, and in a strip ranked by size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from headwater.app.selectors.measured import FigureView, SeriesLine
from headwater.app.sparks import scale
from headwater.core import place
from headwater.core.place import Area


STRIP, EDGE = 800, 20  # of a ranked strip, in units of its own


@dataclass(frozen=True, slots=True)
class Square:
    """One place on the map: its short name, and its series where it has one."""

    area: Area
    short: str
    line: SeriesLine | None


def squares(view: FigureView) -> tuple[tuple[Square | None, ...], ...]:
    """The places of a set as rows of equal squares; empty where they have none."""
    by_code = {line.code: line for line in view.series}
    shown = place.tiled([view.figures.area]) if view.figures.area else ()
    if not any(area.code in by_code for area in shown):
        return ()
    short = place.short_names(shown)
    return tuple(
        tuple(
            Square(area, short[area.code], by_code.get(area.code)) if area else None
            for area in row
        )
        for row in place.on_tiles(shown)
    )


@dataclass(frozen=True, slots=True)
class Rung:
    """One line of a ranked strip: where its point and its interval stand.

    `x` is None where there is no number to place.
    """

    line: SeriesLine
    x: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Strip:
    """Places by size. `whole` is where the larger area stands, None without one."""

    rungs: tuple[Rung, ...]
    by_rate: bool
    whole: int | None


def strip(lines: Sequence[SeriesLine]) -> Strip:
    """The largest first; places without a number come last, by name.

    Rates with their intervals where there are any, because counts follow how many
    people live in a place. The whole is a line to compare with, where the numbers
    can be compared with it: a share or a rate, and not a count.
    """
    by_rate = any(line.rate for line in lines)
    sizes = {
        line.at: size for line in lines if (size := _size(line, by_rate)) is not None
    }
    parts = [line for line in lines if not line.whole]
    whole = next((line for line in lines if line.whole and line.at in sizes), None)
    comparable = whole is not None and sizes[whole.at] <= max(
        (sizes[line.at] for line in parts if line.at in sizes), default=0
    )
    to_x = _to_x(parts, sizes)
    placed = sorted(
        (line for line in parts if line.at in sizes),
        key=lambda line: (-sizes[line.at], line.label),
    )
    without = sorted(
        (line for line in parts if line.at not in sizes), key=lambda line: line.label
    )
    rungs = [_rung(line, to_x, sizes) for line in placed]
    return Strip(
        (*rungs, *map(Rung, without)),
        by_rate,
        to_x(sizes[whole.at]) if whole and comparable else None,
    )


def _to_x(
    lines: Sequence[SeriesLine], sizes: dict[int, float]
) -> Callable[[float], int]:
    ends = [line.rate.upper for line in lines if line.rate]
    most = max(
        [*ends, *(sizes[line.at] for line in lines if line.at in sizes)], default=0
    )
    return scale(most or 1, EDGE, STRIP - EDGE)


def _rung(
    line: SeriesLine, to_x: Callable[[float], int], sizes: dict[int, float]
) -> Rung:
    x = to_x(sizes[line.at])
    if line.rate is None:
        return Rung(line, x)
    return Rung(line, x, to_x(line.rate.lower), to_x(line.rate.upper))


def _size(line: SeriesLine, by_rate: bool) -> float | None:
    """The rate, or where no place has one the number itself; None without it."""
    if by_rate:
        return line.rate.value if line.rate else None
    return None if line.value != line.value else line.value
