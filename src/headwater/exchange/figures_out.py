"""Released figures as CSV: each number with what stands behind it and beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.released import ReleasedTable
from headwater.core.signals.signals import Signals
from headwater.exchange.formula_safe import guard


COLUMNS = (
    "figures",
    "series",
    "series_label",
    "period",
    "period_label",
    "value",
    "unit",
    "status",
    "expected",
    "lower",
    "upper",
    "signal",
    "nhs_rule",
    "source",
    "licence",
    "vintage",
    "definition_version",
    "notice",
)
PLACES = 3
SIDES = {1: "above", -1: "below", 0: "none"}
NOT_LOOKED_FOR = ""  # where no signal was looked for, which is not 'none'


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in every line: which figures, which definition, and the notice."""

    figures: str
    definition_version: str
    notice: str


def figures_as_csv(
    table: ReleasedTable,
    standing: Standing,
    rows: Sequence[int],
    signals: Signals | None = None,
    nhs_rule: NDArray[np.str_] | None = None,
) -> str:
    """One line for each series of `rows` and each period of the table.

    Where there is no number the cell is blank and `status` says why; 0 is a figure.
    `expected`, `lower`, `upper` and `signal` are those of `signals`, `nhs_rule` the
    words of the NHS rules, each in the shape of the table.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerows(_lines(table, standing, row, signals, nhs_rule))
    return out.getvalue()


def _lines(
    table: ReleasedTable,
    standing: Standing,
    row: int,
    signals: Signals | None,
    nhs_rule: NDArray[np.str_] | None,
) -> Iterator[tuple[str, ...]]:
    series, periods = table.axes
    name = (
        guard(standing.figures),
        guard(series.codes[row]),
        guard(series.labels[row]),
    )
    behind = (table.source, table.licence, table.vintage)
    end = tuple(map(guard, (*behind, standing.definition_version, standing.notice)))
    values, states, unit = table.numbers()[row], table.words()[row], guard(table.unit)
    for i, period in enumerate(periods.codes):
        yield (
            *name,
            guard(period),
            guard(periods.labels[i]),
            number(values[i]),
            unit,
            states[i],
            *_looked_for(values[i], signals, nhs_rule, row, i),
            *end,
        )


def _looked_for(
    value: float,
    signals: Signals | None,
    nhs_rule: NDArray[np.str_] | None,
    row: int,
    i: int,
) -> tuple[str, ...]:
    """What was expected and what the rules say; they say nothing of no figure."""
    *limits, side = _expected(signals, row, i)
    if np.isnan(value):
        return *limits, NOT_LOOKED_FOR, NOT_LOOKED_FOR
    rule = NOT_LOOKED_FOR if nhs_rule is None else str(nhs_rule[row, i])
    return *limits, side, rule


def _expected(signals: Signals | None, row: int, i: int) -> tuple[str, str, str, str]:
    if signals is None:
        return "", "", "", NOT_LOOKED_FOR
    return (
        number(signals.expected[row, i]),
        number(signals.lower[row, i]),
        number(signals.upper[row, i]),
        SIDES[int(signals.side[row, i])],
    )


def number(value: float) -> str:
    """'12', '0.563'; blank where there is no number."""
    return "" if np.isnan(value) else f"{value:.{PLACES}f}".rstrip("0").rstrip(".")
