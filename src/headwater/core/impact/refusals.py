"""When a single series cannot say what an action changed, and why, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.core.impact.course import Places, telling
from headwater.core.impact.estimate import Floats


LEAST_BEFORE = 12  # months with figures: a year, or the season cannot be known
LEAST_AFTER = 3
NEAR = 3  # months between an action and a recording change that are too few
LEAST_EVENTS = 20  # before it began: no percentage on fewer (truth rule 2)

LOST = (
    "The figures are too few or too uneven for a level, a trend and a season beside "
    "the change. Look at a larger area or a longer period."
)
TANGLED = (
    "In the months with figures the action cannot be told apart from a recording "
    "change, another action or the season."
)
FEW = (
    f"Fewer than {LEAST_EVENTS} were counted before the action began: too few for "
    "a change in percent."
)
WEIGHTED_FEW = (
    "Measured in crimes as heavy as those that carry the total, fewer than "
    f"{LEAST_EVENTS} were counted before the action began: too few for a change in "
    "percent."
)
Reason = tuple[ArrayLike, str]  # which of S series, and why


def refusals(
    counts: Floats, starts: Places, breaks: Sequence[int], *, weighted: bool = False
) -> tuple[str, ...]:
    """For each of S series the first reason against an estimate; blank for none.

    `counts` (S, T), NaN in gaps; `starts` (S, J); `breaks` are places of declared
    recording changes, for all series. `weighted` says that the counts are effective
    crimes (`harm`), which need not be whole.
    """
    found = [""] * len(counts)
    for which, why in _reasons(counts, starts, breaks, weighted):
        for row in np.flatnonzero(np.asarray(which)):
            found[row] = found[row] or why
    return tuple(found)


def _reasons(
    counts: Floats, starts: Places, breaks: Sequence[int], weighted: bool
) -> Iterator[Reason]:
    yield from _bad_figures(counts, weighted)
    yield from _outside(counts, starts)
    seen = ~np.isnan(counts)
    yield from _too_short(seen, starts)
    yield from _near_breaks(seen, starts, breaks)
    yield from _near_actions(seen, starts)
    yield from _too_few(counts, starts, WEIGHTED_FEW if weighted else FEW)


def _bad_figures(counts: Floats, weighted: bool) -> Iterator[Reason]:
    filled = np.where(np.isnan(counts), 0.0, counts)
    yield np.isinf(filled).any(axis=1), "A figure is infinite. Counts are not."
    yield (filled < 0).any(axis=1), "A figure is below zero. Counts start at zero."
    with np.errstate(invalid="ignore"):
        uneven = (filled != np.round(filled)).any(axis=1)
    yield (
        uneven & (not weighted),
        "A figure is not a whole number. This needs counts, not rates: give the "
        "counts, and the population as the exposure.",
    )
    yield (filled.sum(axis=1) == 0), "Nothing was counted in any month."


def _outside(counts: Floats, starts: Places) -> Iterator[Reason]:
    yield (
        (starts < 1).any(axis=1),
        "The action began before the first month with figures, so there is nothing to "
        "compare with.",
    )
    yield (
        (starts >= counts.shape[1]).any(axis=1),
        "The action begins after the last month with figures.",
    )


def _between(seen: NDArray[np.bool_], first: Places, last: Places) -> np.ndarray:
    """(S,) months with figures from `first` up to `last`, whichever comes first."""
    run = np.concatenate([np.zeros((len(seen), 1), int), seen.cumsum(axis=1)], axis=1)
    rows, end = np.arange(len(seen)), seen.shape[1]
    low, high = np.clip(first, 0, end), np.clip(last, 0, end)
    return np.asarray(np.abs(run[rows, high] - run[rows, low]))


def _too_short(seen: NDArray[np.bool_], starts: Places) -> Iterator[Reason]:
    nought, end = np.zeros(len(seen), int), np.full(len(seen), seen.shape[1])
    before = _between(seen, nought, starts.min(axis=1))
    after = _between(seen, starts.max(axis=1), end)
    yield (
        before < LEAST_BEFORE,
        f"It takes at least {LEAST_BEFORE} months with figures before the action "
        "began, and there are fewer.",
    )
    yield (
        after < LEAST_AFTER,
        f"It takes at least {LEAST_AFTER} months with figures after the action began, "
        "and there are fewer.",
    )


def _near_breaks(
    seen: NDArray[np.bool_], starts: Places, breaks: Sequence[int]
) -> Iterator[Reason]:
    told = telling(breaks, seen)
    for which, at in zip(told.T, breaks, strict=True):
        for begun in starts.T:
            yield (
                which & (begun == at),
                "Recording changed in the same month as the action began: the two "
                "cannot be told apart.",
            )
            yield (
                which & (_between(seen, begun, np.full(len(seen), at)) <= NEAR),
                f"Recording changed within {NEAR} months with figures of the start of "
                "the action: the two cannot be told apart.",
            )


def _near_actions(seen: NDArray[np.bool_], starts: Places) -> Iterator[Reason]:
    ordered = np.sort(starts, axis=1)
    for first, second in zip(ordered.T[:-1], ordered.T[1:], strict=True):
        yield (
            _between(seen, first, second) <= NEAR,
            f"Two actions began within {NEAR} months with figures of each other: "
            "neither can be told apart.",
        )


def _too_few(counts: Floats, starts: Places, few: str) -> Iterator[Reason]:
    filled = np.where(np.isnan(counts), 0.0, counts)
    t = np.arange(counts.shape[1])
    before = np.where(t < starts.min(axis=1)[:, None], filled, 0.0).sum(axis=1)
    yield before < LEAST_EVENTS, few
    for begun in starts.T:
        after = np.where(t >= begun[:, None], filled, 0.0).sum(axis=1)
        yield (
            after == 0,
            "Nothing at all was counted after the action began, which no change in "
            "percent can describe.",
        )
