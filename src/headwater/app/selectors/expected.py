"""What was to be expected of a set's series, each with the breaks that touch it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.app.selectors.measured import BreakHere
from headwater.core.disclosure.released import ReleasedTable
from headwater.core.measures.cube import Axis
from headwater.core.signals.signals import Chart, Family, Signals


Rows = list[int]
BY_BREAK = ("steps", "steps_lower", "steps_upper")


def expected(
    table: ReleasedTable, breaks: Sequence[BreakHere], unplaced: Sequence[str] = ()
) -> Signals:
    """The honest rules on every series of monthly counts.

    A change in recording that moves figures is a step of its own, in the series that
    it touches and in no other. Series of codes in `unplaced` are not judged.
    """
    from headwater.core.signals.honest import honest

    series, periods = table.axes
    months = [int(code[5:7]) for code in periods.codes]
    numbers, parts = table.numbers(), {}
    numbers[[series.index(code) for code in unplaced if code in series.codes]] = np.nan
    for steps, rows in _alike(series, breaks).items():
        parts[steps] = rows, honest(numbers[rows], months=months, breaks=steps)
    if len(parts) == 1:
        ((_, only),) = parts.values()
        return only
    return _together(parts, len(series))


def chances(
    signals: Signals, breaks: Sequence[BreakHere], series: Axis, last: int
) -> NDArray[np.float64]:
    """The p-value of each series at the period `last`; NaN where it cannot be judged:
    too few points, no point then, or records that were still moving."""
    judged = np.array(
        [
            chart is not Chart.NONE and moving(breaks, code, last) is None
            for chart, code in zip(signals.chart, series.codes, strict=True)
        ]
    )
    return np.where(judged & (signals.latest == last), signals.p, np.nan)


def moving(breaks: Sequence[BreakHere], code: str, at: int) -> BreakHere | None:
    """The change in recording that a series had not settled from at a period."""
    return next(
        (
            found
            for found in breaks
            if code in found.codes and 0 <= at - found.at < found.change.unsettled
        ),
        None,
    )


def sided(signals: Signals) -> NDArray[np.bool_]:
    """Is the latest point of each series beyond its own limits?"""
    rows = np.arange(len(signals.latest))
    return (signals.side[rows, signals.latest] != 0) & (signals.latest >= 0)


def together(p: NDArray[np.float64], sided: NDArray[np.bool_]) -> Family:
    """Which of the series looked at together to call signals.

    A signal is one by its own chart, too, as for the command: of few series false
    discovery control alone would let a p-value of q through.
    """
    from headwater.core.signals.family import false_discovery

    found = false_discovery(p)
    flagged = found.flagged & sided
    wrong = found.q * float(flagged.sum())
    return replace(found, flagged=flagged, expected_false=wrong)


def _alike(series: Axis, breaks: Sequence[BreakHere]) -> Mapping[tuple[int, ...], Rows]:
    """Rows by the steps that touch them."""
    found: dict[tuple[int, ...], Rows] = defaultdict(list)
    steps = [each for each in breaks if each.change.step and each.at > 0]
    for row, code in enumerate(series.codes):
        found[tuple(sorted({s.at for s in steps if code in s.codes}))].append(row)
    return found


def _together(
    parts: Mapping[tuple[int, ...], tuple[Rows, Signals]], count: int
) -> Signals:
    """The series of all parts in their order, over the breaks of all of them."""
    every = tuple(sorted({at for steps in parts for at in steps}))
    whole: dict[str, Any] = {"chart": _charts(parts, count), "breaks": every}
    for name in (f.name for f in fields(Signals) if f.name not in whole):
        whole[name] = _joined(name, parts, count, every)
    return Signals(**whole)


def _charts(
    parts: Mapping[tuple[int, ...], tuple[Rows, Signals]], count: int
) -> tuple[Any, ...]:
    found = dict(
        pair for rows, of in parts.values() for pair in zip(rows, of.chart, strict=True)
    )
    return tuple(found[row] for row in range(count))


def _joined(
    name: str,
    parts: Mapping[tuple[int, ...], tuple[Rows, Signals]],
    count: int,
    every: tuple[int, ...],
) -> NDArray[Any]:
    """One array of all parts; NaN for a break that does not touch a series."""
    first = next(iter(parts.values()))[1]
    shape = (len(every),) if name in BY_BREAK else getattr(first, name).shape[1:]
    kind = getattr(first, name).dtype
    whole = np.zeros((count, *shape), kind)
    if name in BY_BREAK:
        whole[:] = np.nan
    for steps, (rows, of) in parts.items():
        part = getattr(of, name)
        if name in BY_BREAK:
            whole[np.ix_(rows, [every.index(at) for at in steps])] = part
        else:
            whole[rows] = part
    return whole
