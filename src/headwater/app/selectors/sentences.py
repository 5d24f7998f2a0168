"""A series of a set of figures in plain words, from what core says of signals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from headwater.app.selectors.expected import moving
from headwater.app.selectors.measured import BreakHere
from headwater.core.disclosure.released import ReleasedTable
from headwater.core.measures.definition import Direction
from headwater.core.measures.figures import FigureSet
from headwater.core.signals.signals import Family, Signals


if TYPE_CHECKING:
    from headwater.core.signals.sentences import Subject


LATELY = 12  # months in which a change in recording is named beside a series
UNPLACED = (
    "This says how places are recorded, and not how much violence there is, so no "
    "signals are looked for."
)


def sentence(
    figures: FigureSet,
    table: ReleasedTable,
    breaks: Sequence[BreakHere],
    signals: Signals | None,
    row: int,
    family: Family | None = None,
) -> str:
    """What a series says at its latest point: what, since when, how sure, what it may
    and cannot mean. Blank where no signals are looked for or there is no number.

    `family` are the series that it was looked at together with, row by row. Drift is
    left to the page, which has it with its interval.
    """
    values = table.numbers()[row]
    if signals is None or np.isnan(values).all():
        return ""
    if table.axes[0].codes[row] in figures.unplaced:
        return UNPLACED
    from headwater.core.signals.sentences import say

    code, at = table.axes[0].codes[row], int(signals.latest[row])
    if found := moving(breaks, code, at):
        return still_moving(found, table.axes[1].labels)
    said = say(signals, row, values, _subject(figures, table, row), family)
    lately = _recording(breaks, table.axes[1].labels, code, at)
    return str(replace(said, drift="", recording=lately))


def still_moving(found: BreakHere, labels: Sequence[str]) -> str:
    """Why nothing can be told from the months after a change in recording."""
    return (
        f"Nothing can be told yet: in {labels[found.at]} {_lower(found.change.what)}, "
        f"and records moved between months for about {found.change.unsettled} months."
    )


def _subject(figures: FigureSet, table: ReleasedTable, row: int) -> Subject:
    from headwater.core.signals.sentences import Subject

    series, periods = table.axes
    label = series.labels[row]
    what = figures.what or f"the number of {table.unit}"
    return Subject(
        what=what.replace("{series}", _lower(label)),
        place="" if "{series}" in what else label,
        happens=figures.happens,
        periods=periods.labels,
        direction=figures.definition.direction or Direction.AMBIGUOUS,
    )


def _recording(
    breaks: Sequence[BreakHere], labels: Sequence[str], code: str, at: int
) -> str:
    """What else changed in the last months: its step is never announced."""
    return " ".join(
        f"{labels[b.at]}: {b.change.what}. The step there is not read as a change in "
        "violence."
        for b in breaks
        if b.change.step and code in b.codes and 0 <= at - b.at < LATELY
    )


def _lower(text: str) -> str:
    """The first letter small, where it begins a word and not a name of letters."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
