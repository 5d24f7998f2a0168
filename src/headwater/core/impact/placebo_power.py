"""How small a fall could be seen here: thousands of make-believe actions on the past.

Take any k areas and any month of a history in which nothing was done, and measure the
change there as if something had been: the log of after over before in those areas,
less that in the rest. The spread of thousands of such changes is the noise that a real
action must stand out from, with all that a formula would leave out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from headwater.core.impact.estimate import CannotEstimate, Floats


BEFORE = 24  # months before: as shared/data/impact-reference/placebo_mde_london.csv
DRAWS = 3_000
AREAS, MONTHS = (1, 4, 8, 16), (6, 12, 24)
SEEN = 2.8  # 1.96 + 0.84 standard errors: two-sided at 5%, seen four times in five
LEAST_AREAS = 5  # fewer areas have no spread to speak of
MOST_EMPTY = 0.05  # of the draws may have nothing recorded; more, and logs mean little
LEAST_SPREAD = 1e-9  # less is rounding
HALF = 0.5  # an event, added to those draws alone
BLOCK = 4_000_000  # random numbers at once: bounds the memory

Ints = NDArray[np.int_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placebo:
    """What make-believe actions in `areas` areas showed, `after` months on.

    `sd_log` is the spread of the log change and `over_poisson` that spread over what
    chance in the treated areas' counts alone would give. `expected` is the usual count
    in so many areas in so many months; `starts` is how many months an action could
    begin in.
    """

    areas: int
    after: int
    before: int
    sd_log: float
    over_poisson: float
    expected: float
    starts: int
    draws: int

    @property
    def smallest(self) -> float:
        """The smallest fall, in percent, that would be seen four times in five."""
        return float(-np.expm1(-SEEN * self.sd_log) * 100)


def placebo(
    counts: Floats,
    areas: int,
    after: int,
    chance: np.random.Generator,
    *,
    before: int = BEFORE,
    draws: int = DRAWS,
    breaks: Sequence[int] = (),
) -> Placebo:
    """Make-believe actions in `areas` of the rows of `counts` (A, T), all untreated.

    Each is in areas taken at random and begins at a month with `before` months before
    it and `after` from it on; none spans a month in `breaks`, where recording changed.
    Where no more than `draws` are possible, all are made and chance has no part.
    Raises CannotEstimate where the history is too short, too empty or has gaps, or
    leaves too few areas to compare with.
    """
    starts = _starts(counts, areas, before, after, breaks)
    sums = np.concatenate((np.zeros((len(counts), 1)), counts.cumsum(1)), axis=1)
    made = _draws(len(counts), areas, starts, chance, draws)
    totals = [_split(sums, picked, start, (before, after)) for picked, start in made]
    change = _changes(np.concatenate(totals, axis=1))
    usual = float(counts.mean()) * areas
    poisson = np.sqrt((1 / before + 1 / after) / usual)
    spread = float(change.std(ddof=1))
    if spread < LEAST_SPREAD:
        raise CannotEstimate("The figures never move, as counts of events always do.")
    return Placebo(
        areas=areas,
        after=after,
        before=before,
        sd_log=spread,
        over_poisson=float(spread / poisson),
        expected=usual * after,
        starts=len(starts),
        draws=len(change),
    )


def placebo_table(
    counts: Floats,
    chance: np.random.Generator,
    *,
    areas: Sequence[int] = AREAS,
    months: Sequence[int] = MONTHS,
    before: int = BEFORE,
    draws: int = DRAWS,
    breaks: Sequence[int] = (),
) -> tuple[Placebo, ...]:
    """`placebo` for each number of areas and, within it, each number of months after.

    Cells that these areas or months do not allow are left out; where none is left,
    raises CannotEstimate with the reason for the first.
    """
    found, reasons = [], []
    for k in areas:
        for after in months:
            try:
                cell = placebo(
                    counts, k, after, chance, before=before, draws=draws, breaks=breaks
                )
            except CannotEstimate as reason:
                reasons.append(reason)
            else:
                found.append(cell)
    if not found:
        raise reasons[0] if reasons else CannotEstimate("No areas, or no months.")
    return tuple(found)


def _starts(
    counts: Floats, areas: int, before: int, after: int, breaks: Sequence[int]
) -> Ints:
    """The months in which a make-believe action may begin, or the reason for none."""
    _check_areas(counts, areas)
    if min(before, after) < 1:
        raise CannotEstimate("There must be a month before, and one after, at least.")
    months = counts.shape[1]
    starts = np.arange(before, months - after + 1)
    if not len(starts):
        raise CannotEstimate(
            f"{before} months before and {after} after make {before + after}; the "
            f"history has {months}."
        )
    for at in breaks:  # a break at the first month of a window is behind it
        starts = starts[(at <= starts - before) | (at >= starts + after)]
    if not len(starts):
        raise CannotEstimate(
            f"Nowhere are there {before + after} months in a row without a change in "
            "how things were recorded."
        )
    return starts


def _check_areas(counts: Floats, areas: int) -> None:
    """Raise CannotEstimate where areas or figures are lacking."""
    count = len(counts)
    missing = int((~np.isfinite(counts)).sum())
    if missing:
        raise CannotEstimate(
            f"The history has {missing:,} {'gap' if missing == 1 else 'gaps'}. Take a "
            "stretch without gaps, or leave those areas out."
        )
    if (counts < 0).any():
        raise CannotEstimate("A count is below zero. Counts start at zero.")
    if not counts.any():
        raise CannotEstimate("Nothing was recorded in any area in any month.")
    if count < LEAST_AREAS:
        raise CannotEstimate(
            f"It takes at least {LEAST_AREAS} areas to know how far they drift apart "
            f"by themselves; there {'is' if count == 1 else 'are'} {count}."
        )
    if not 1 <= areas < count:
        raise CannotEstimate(
            f"With {areas} of {count} areas in the action there is nothing to measure, "
            "or nothing to compare it with."
        )


def _draws(
    count: int, areas: int, starts: Ints, chance: np.random.Generator, draws: int
) -> Iterator[tuple[Ints, Ints]]:
    """In blocks: the areas (n, areas) and the starts (n,) of make-believe actions.

    Where there are no more of them than draws, each is taken once.
    """
    if comb(count, areas) * len(starts) <= draws:
        sets = np.array(list(combinations(range(count), areas)), np.int_)
        yield sets.repeat(len(starts), axis=0), np.tile(starts, len(sets))
        return
    size = max(BLOCK // count, 1)
    for at in range(0, draws, size):
        some = min(size, draws - at)
        yield _picked(count, areas, some, chance), chance.choice(starts, some)


def _picked(among: int, areas: int, draws: int, chance: np.random.Generator) -> Ints:
    """Which areas each draw takes: (draws, areas)."""
    order = chance.random((draws, among), dtype=np.float32)
    return np.argpartition(order, areas - 1, axis=1)[:, :areas]


def _split(sums: Floats, picked: Ints, starts: Ints, spans: tuple[int, int]) -> Floats:
    """(4, n) counts: after and before in the areas picked, after and before elsewhere.

    `sums` (A, T + 1) are the counts up to each month.
    """
    before, after = spans
    ends = starts - before, starts, starts + after
    every = [sums.sum(0)[end] for end in ends]
    inside = [sums[picked, end[:, None]].sum(1) for end in ends]
    was, became = np.diff(inside, axis=0)
    others_were, others_became = np.diff(every, axis=0) - (was, became)
    return np.array([became, was, others_became, others_were])


def _changes(totals: Floats) -> Floats:
    """(draws,) log changes in the areas taken less those in the others."""
    empty = (totals == 0).any(axis=0)
    if empty.mean() > MOST_EMPTY:
        raise CannotEstimate(
            f"In {empty.mean():.0%} of the make-believe actions nothing at all was "
            "recorded before or after. Take more areas together, or more months."
        )
    became, was, others_became, others_were = np.log(totals + HALF * empty)
    return np.asarray(became - was - (others_became - others_were))
