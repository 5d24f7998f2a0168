"""What pages are given about measures and their figures: values, never models.

S series (areas, classes of offence, groups of people) of T periods each. Arrays
are held in `Signals`; every number that may be shown stands in a `ReleasedTable`
whose cube has the axes (series, period), in this order.

They come from `selectors.measures`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.released import ReleasedTable
from headwater.core.measures.cube import Status
from headwater.core.measures.definition import Definition
from headwater.core.measures.figures import FigureSet, Near, Shown
from headwater.core.measures.register import RecordingChange
from headwater.core.plan.rows import Action, Measure, Outcome
from headwater.core.signals.signals import Family, Signals


@dataclass(frozen=True, slots=True)
class FigureLink:
    """A set of figures that shows a measure. `differs`: what is not the same.

    `near` is None where nobody has said how near the figures are. `series` are those
    that stand for the measure, none for all of the set.
    """

    figures: FigureSet
    near: Near | None
    differs: str
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure of a plan in a list.

    `figures` is empty where there is no data yet; `supplier` then says who could
    supply it ('' where nobody has said). `latest` is the label of the last period.
    """

    measure: Measure
    definition: Definition
    figures: tuple[FigureLink, ...]
    supplier: str
    latest: str

    @property
    def has_data(self) -> bool:
        return bool(self.figures)


@dataclass(frozen=True, slots=True)
class BreakHere:
    """A change in recording that touches a set of figures.

    `at` is the index of the first period after it. `codes` are those of the series
    that it touches; nearly always all of them.
    """

    change: RecordingChange
    at: int
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vintage:
    """One release of the figures that is held. `revised`: numbers that changed."""

    name: str
    taken: str
    sha256: str
    revised: int


@dataclass(frozen=True, slots=True)
class Rate:
    """A level over the last twelve months, per 1,000 of a fixed population.

    `lower` and `upper` are its 95% interval (Byar, or exact under 10).
    """

    value: float
    lower: float
    upper: float
    count: int
    base: int


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One series: row `at` of every array and of the table.

    `code` is a GSS code where the series are areas. `value` is the latest number in
    the unit of the table, NaN where `status` says that there is none. `side` is +1
    above, -1 below, 0 no signal at the latest point, with all series of the set looked
    at together; `meaning` is 'better', 'worse'
    or '' (no signal, or the direction is ambiguous). `sentence` says the same to a
    reader: what, since when, how sure, what it may and cannot mean. `whole` is True
    for the sum of the others, such as London.
    """

    at: int
    code: str
    label: str
    whole: bool
    period: str
    value: float
    status: Status
    side: int
    meaning: str
    sentence: str
    rate: Rate | None


@dataclass(frozen=True, eq=False, slots=True)
class StrictView:
    """The same series under the NHS rules: arrays of (S, T).

    `label` holds the words of the rule that marks a point ('Common Cause' where
    none does). `differences` lists, in words, where the two views disagree at the
    latest point of a series.
    """

    mean: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    flagged: NDArray[np.bool_]
    label: NDArray[np.str_]
    variation: tuple[str, ...]
    differences: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class FigureView:
    """One set of figures, held against what was to be expected of it.

    `signals` is None unless `shown` is SIGNALS; `no_limits` then says why. `family`
    are its series looked at together, at the last period. `periods` are codes
    ('2024-02', '2022/23'), `period_labels` words, `as_at` the last of them. Every one
    of `breaks` is to be drawn.
    """

    figures: FigureSet
    table: ReleasedTable
    series: tuple[SeriesLine, ...]
    periods: tuple[str, ...]
    period_labels: tuple[str, ...]
    breaks: tuple[BreakHere, ...]
    signals: Signals | None
    vintages: tuple[Vintage, ...]
    as_at: str
    key: str  # changes whenever anything shown changes: for caching by content
    family: Family | None = None

    @property
    def shown(self) -> Shown:
        return self.figures.shown

    @property
    def no_limits(self) -> str:
        return self.figures.no_limits


@dataclass(frozen=True, slots=True)
class Serves:
    """What a measure serves, along the thread."""

    principles: tuple[str, ...]
    actions: tuple[Action, ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, eq=False, slots=True)
class MeasureView:
    """One measure of a plan, with all its figures and what it serves.

    There is one of `views` for each of `line.figures`, with the series that stand for
    the measure.
    """

    line: MeasureLine
    serves: Serves
    views: tuple[FigureView, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Moved:
    """One series that has moved by more than chance, and where to see it.

    `measures` are the ids of the plan's measures that its figures stand for.
    `touched` names a change in recording near enough to explain it, blank if none.
    """

    figures: FigureSet
    series: SeriesLine
    measures: tuple[str, ...]
    touched: str


@dataclass(frozen=True, slots=True)
class LookedAt:
    """One set of figures that was looked at in a month, or why it was not."""

    figures: FigureSet
    looked: int
    flagged: int
    why_not: str


@dataclass(frozen=True, eq=False, slots=True)
class Changed:
    """What has changed by a month, over the whole family of series.

    `months` can be asked for, newest first. `signals` come first on the page; then
    `looked` sets, and `family` says how many series were looked at together and how
    many false flags to expect. `stepped` are the changes in recording that the month
    or the year before it holds: their steps are not announced as a change in
    violence.
    """

    month: str
    label: str
    months: tuple[str, ...]
    signals: tuple[Moved, ...]
    looked: tuple[LookedAt, ...]
    family: Family
    stepped: tuple[RecordingChange, ...]
