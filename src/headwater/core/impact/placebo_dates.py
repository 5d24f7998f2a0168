"""Placebo in time: what would the same model find at dates when nothing began?

Only months before the real start are used. Where make-believe dates give effects as
large as the real one, the real one is no sign of anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from headwater.core.impact.course import YEAR, Places
from headwater.core.impact.estimate import CannotEstimate, Floats
from headwater.core.impact.interrupted import Interrupted, interrupted
from headwater.core.impact.refusals import LEAST_AFTER, LEAST_BEFORE


FEW = 8  # make-believe dates: fewer say nothing
LEAST_TAIL = 1e-300


@dataclass(frozen=True, eq=False, slots=True)
class PlaceboDates:
    """P make-believe dates: `places`, `log_effect` and normal scores `z`
    (P,), and the `real` score.

    `after` is how many months each looks at. Neighbouring dates share most of their
    months, so P dates are far fewer than P independent ones.
    """

    places: Places
    log_effect: Floats
    z: Floats
    after: int
    real: float

    @property
    def as_large(self) -> int:
        """How many are at least as far from no effect as the real one."""
        return int((np.abs(self.z) >= abs(self.real)).sum())

    @property
    def share(self) -> float:
        """(1 + as large) / (1 + P): 1 where the real one is the least of all."""
        return (1 + self.as_large) / (1 + len(self.z))

    @property
    def spread(self) -> float:
        """The root mean square of z: about 1 where the model's errors are honest."""
        return float(np.sqrt((self.z**2).mean()))

    @property
    def steadied(self) -> float:
        """The real score over the spread, where that is above 1: to be judged by.

        Local drift that a straight trend does not follow, and breaks that no one
        declared, widen the spread. On quiet boroughs of London it takes claims from
        15% down to 10%.
        """
        return self.real / max(self.spread, 1.0)


def placebo_dates(
    counts: ArrayLike,
    at: int,
    *,
    breaks: Sequence[int] = (),
    ramp: int = 0,
    left_out: Sequence[int] = (),
    harmonics: int | None = None,
    weighted: bool = False,
) -> PlaceboDates:
    """Try every date before `at` that leaves a year before it and enough after it.

    `counts` (T,), NaN in gaps. Each date looks at as many months as the real start
    has, but at most at a third of those before it. Dates beside a declared break are
    left out, as the real one would be. `weighted` as in `interrupted`. Raises
    CannotEstimate where the real date itself has no estimate, or where fewer than FEW
    dates are left.
    """
    values = np.asarray(counts, np.float64)
    fit = partial(interrupted, breaks=breaks, ramps=ramp, weighted=weighted)
    real = fit(values, at, left_out=left_out, harmonics=harmonics)
    real.estimate()
    after = max(min(len(values) - at, at // 3), LEAST_AFTER)
    dates = np.arange(LEAST_BEFORE, at - after + 1)
    found = fit(
        _pasts(values[:at], dates, after),
        dates,
        left_out=[month for month in left_out if month < at],
        harmonics=real.harmonics,
    )
    good = np.array([not why for why in found.refused], bool)
    if good.sum() < FEW:
        raise CannotEstimate(
            "There are too few months before the action began to try make-believe "
            f"dates in: it takes about {LEAST_BEFORE + YEAR} with figures."
        )
    return PlaceboDates(
        places=dates[good],
        log_effect=found.log_effect[good, 0],
        z=_scores(found)[good],
        after=after,
        real=float(_scores(real)[0]),
    )


def _pasts(past: Floats, dates: Places, after: int) -> Floats:
    """(P, T): the months before the real start, up to `after` months from each date."""
    each = np.tile(past, (len(dates), 1))
    each[np.arange(len(past)) >= (dates + after)[:, None]] = np.nan
    return each


def _scores(found: Interrupted) -> Floats:
    """(S,) normal scores with the same p: short pasts have wide t tails."""
    z = found.z[:, 0]
    tail = np.maximum(stats.t.sf(np.abs(z), found.freedom), LEAST_TAIL)
    return np.asarray(np.sign(z) * stats.norm.isf(tail))
