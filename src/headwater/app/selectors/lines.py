"""The latest point of every series of a set of figures, in numbers and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headwater.app.selectors.measured import BreakHere, Rate, SeriesLine
from headwater.app.selectors.sentences import sentence
from headwater.core.disclosure.released import ReleasedTable
from headwater.core.measures.cube import Status
from headwater.core.measures.definition import Definition, Direction
from headwater.core.measures.figures import FigureSet
from headwater.core.measures.rates import rates
from headwater.core.measures.series import applies, last_year, latest
from headwater.core.signals.signals import Family, Signals


PER = 1_000  # people
BETTER = {Direction.LOWER: -1, Direction.HIGHER: 1}


def lines_of(
    figures: FigureSet,
    table: ReleasedTable,
    breaks: Sequence[BreakHere],
    signals: Signals | None,
    family: Family | None,
    people: Mapping[str, int],
) -> tuple[SeriesLine, ...]:
    """One line a series. `people` are the populations of areas, for rates."""
    cube, (series, periods) = table.cube, table.axes
    numbers, count = cube.numbers(), len(series)
    at = [latest(cube, row) for row in range(count)]
    found = []
    for row, (code, label) in enumerate(zip(series.codes, series.labels, strict=True)):
        flagged = family is not None and bool(family.flagged[row])
        side = side_of(signals, row) if flagged else 0
        found.append(
            SeriesLine(
                at=row,
                code=code,
                label=label,
                whole=bool(figures.whole) and code == figures.whole_code,
                period=periods.codes[at[row]],
                value=float(numbers[row, at[row]]),
                status=Status(int(cube.status[row, at[row]])),
                side=side,
                meaning=meaning(figures.definition, side),
                sentence=sentence(figures, table, breaks, signals, row, family),
                rate=_rate(figures, table, row, people),
            )
        )
    return tuple(found)


def meaning(definition: Definition, side: int) -> str:
    """'better' or 'worse'; blank without a signal or where neither can be said."""
    better = BETTER.get(definition.direction, 0) if definition.direction else 0
    return {1: "better", -1: "worse"}.get(side * better, "")


def side_of(signals: Signals | None, row: int) -> int:
    """On which side the latest point of a series stands out, before any control."""
    if signals is None or signals.latest[row] < 0:
        return 0
    return int(signals.side[row, signals.latest[row]])


def _rate(
    figures: FigureSet, table: ReleasedTable, row: int, people: Mapping[str, int]
) -> Rate | None:
    """The last twelve months for each 1,000 people of the base."""
    code = table.axes[0].codes[row]
    base = (
        _base(figures, table, people)
        if code == figures.whole_code
        else people.get(code)
    )
    count = last_year(table.cube, row) if base else None
    if not base or count is None:
        return None
    found = rates(count, base, PER)
    return Rate(
        float(found.value),
        float(found.lower95),
        float(found.upper95),
        count,
        base,
    )


def _base(figures: FigureSet, table: ReleasedTable, people: Mapping[str, int]) -> int:
    """The people of the whole: of all its areas that can have a number."""
    codes = table.axes[0].codes
    return sum(
        people.get(code, 0)
        for row, code in enumerate(codes)
        if code != figures.whole_code and applies(table.cube, row)
    )
