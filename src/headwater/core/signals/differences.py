"""Where the strict NHS rules and the honest ones disagree about a series, and why.

Both look at the same points. A board that knows the NHS charts should see in words
what they would have said, and why Headwater does not say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from headwater.core.signals.icons import Cause
from headwater.core.signals.signals import Chart, Signals
from headwater.core.signals.strict import Strict


NAMED = 3  # periods in a sentence; the rest are counted


def differences(
    strict: Strict, honest: Signals, periods: Sequence[str]
) -> list[tuple[str, ...]]:
    """For each of S series the sentences that say how the two views differ.

    Both must be of the same (S, T) points; `periods` are T names of points. Empty
    for a series where both mark the same points in the same direction. Raises
    ValueError where the shapes do not fit.
    """
    if strict.cause.shape != honest.side.shape or len(periods) != strict.cause.shape[1]:
        raise ValueError("both views must be of the same series and periods")
    return [tuple(_of(strict, honest, at, periods)) for at in range(len(honest.chart))]


def _of(
    strict: Strict, honest: Signals, at: int, periods: Sequence[str]
) -> Iterator[str]:
    theirs, ours = np.sign(strict.cause[at]), np.sign(honest.side[at])
    if (theirs == ours).all():
        return
    yield from _points(
        "Only the strict rules mark", (theirs != 0) & (ours == 0), periods
    )
    yield from _points(
        "Only the honest rules mark", (theirs == 0) & (ours != 0), periods
    )
    yield from _points("They point opposite ways at", theirs * ours < 0, periods)
    yield from _limits(strict, at)
    yield from _reasons(strict, honest, at)


def _points(words: str, where: np.ndarray, periods: Sequence[str]) -> Iterator[str]:
    """The last few periods by name, which are what people look at."""
    places = np.flatnonzero(where)
    if not len(places):
        return
    named = ", ".join(periods[place] for place in places[-NAMED:])
    earlier = len(places) - NAMED
    before = f" and {earlier} earlier" if earlier > 0 else ""
    yield f"{words} {named}{before}."


def _limits(strict: Strict, at: int) -> Iterator[str]:
    """Limits of the strict rules that are no limits."""
    upper, lower = strict.upper[at], strict.lower[at]
    if (upper == lower).any():
        yield (
            "The strict limits have no width, because most points are equal to the one "
            "before: then every other point counts as a signal."
        )
    elif np.isnan(upper).any():
        yield (
            "The strict rules draw no limits where nothing changes, or where a segment "
            "has one point."
        )


def _reasons(strict: Strict, honest: Signals, at: int) -> Iterator[str]:
    """What the honest rules take into account and the strict ones do not."""
    if honest.chart[at] is Chart.GAPS:
        yield (
            "It is too rare for limits by the month: the honest rules look at the "
            "months between."
        )
    elif honest.chart[at] is Chart.COUNTS:
        yield "Counts are small: the honest limits are exact, and not symmetric."
    elif honest.chart[at] is Chart.NONE:
        yield "The honest rules have too few points to judge it."
    if honest.seasonal[at]:
        yield "The honest rules expect its yearly cycle; the strict ones alarm at it."
    if honest.drift_lower[at] > 1 or honest.drift_upper[at] < 1:
        runs = (Cause.SHIFT, Cause.TREND)
        alarm = np.isin(np.abs(strict.cause[at]), runs).any()
        yield (
            "It drifts: the honest rules state that apart"
            + (", the strict ones mark it as runs and trends." if alarm else ".")
        )
    steps = [b for b in honest.breaks if not _rebased(strict, at, b)]
    if steps and np.isfinite(honest.steps[at]).any():
        yield "The honest rules allow a step at a declared break, the strict ones none."


def _rebased(strict: Strict, at: int, place: int) -> bool:
    """Do the strict rules start again at this point too?"""
    group = strict.group[at]
    return 0 < place < len(group) and bool(group[place] != group[place - 1])
