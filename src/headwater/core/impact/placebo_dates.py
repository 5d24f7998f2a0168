"""Placebo in time: what would the same model find at dates when nothing began?

Only months before the real start are used. Where make-believe dates give effects as
large as the real one, the real one is no sign of anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from headwater.core.impact.course import YEAR
from headwater.core.impact.estimate import CannotEstimate, Floats
from headwater.core.impact.interrupted import interrupted
from headwater.core.impact.refusals import LEAST_AFTER, LEAST_BEFORE


FEW = 8  # make-believe dates: fewer say nothing


@dataclass(frozen=True, eq=False, slots=True)
class PlaceboDates:
    """P make-believe dates: `places`, `log_effect` and `z` (P,), and the `real` z.

    `after` is how many months each looks at. Neighbouring dates share most of their
    months, so P dates are far fewer than P independent ones.
    """

    places: np.ndarray
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


def placebo_dates(
    counts: ArrayLike,
    at: int,
    *,
    breaks: Sequence[int] = (),
    ramp: int = 0,
    left_out: Sequence[int] = (),
    harmonics: int | None = None,
) -> PlaceboDates:
    """Try every date before `at` that leaves a year before it and enough after it.

    `counts` (T,), NaN in gaps. Each date looks at as many months as the real start
    has, but at most at a third of those before it. Dates beside a declared break are
    left out, as the real one would be. Raises CannotEstimate where the real date
    itself has no estimate, or where fewer than FEW dates are left.
    """
    values = np.asarray(counts, np.float64)
    how = {"ramps": ramp, "harmonics": harmonics}
    real = interrupted(values, at, breaks=breaks, left_out=left_out, **how)  # type: ignore[arg-type]
    real.estimate()
    after = max(min(len(values) - at, at // 3), LEAST_AFTER)
    dates = np.arange(LEAST_BEFORE, at - after + 1)
    past = np.full((len(dates), at), np.nan)
    past[:] = values[:at]
    past[:, [month for month in left_out if month < at]] = np.nan
    past[np.arange(at) >= (dates + after)[:, None]] = np.nan
    found = interrupted(past, dates, breaks=breaks, **how)  # type: ignore[arg-type]
    good = np.array([not why for why in found.refused], bool)
    if good.sum() < FEW:
        raise CannotEstimate(
            "There are too few months before the action began to try make-believe "
            f"dates in: it takes about {LEAST_BEFORE + YEAR} with figures."
        )
    return PlaceboDates(
        dates[good],
        found.log_effect[good, 0],
        found.z[good, 0],
        after,
        float(real.z[0, 0]),
    )
