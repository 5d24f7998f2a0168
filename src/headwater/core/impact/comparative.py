"""An interrupted series beside a control series that the action did not touch.

What happened to both in the same month, a recording change among it, goes out of the
difference. Front against rear seats when belts became law is the classic.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from headwater.core.impact.estimate import CannotEstimate, Estimate, Floats
from headwater.core.impact.interrupted import interrupted
from headwater.core.impact.quasi_poisson import MOST_CARRIED
from headwater.core.impact.refusals import NEAR


METHOD = "comparative interrupted series"


def comparative(
    counts: ArrayLike,
    control: ArrayLike,
    start: int,
    *,
    breaks: Sequence[int] = (),
    shared: Sequence[int] = (),
    ramp: int = 0,
    left_out: Sequence[int] = (),
    harmonics: int | None = None,
    units: tuple[str, str] = ("", ""),
) -> Estimate:
    """The step in one series less the step in its control, both (T,).

    Each series has a course of its own (fully interacted); the dispersion is taken
    from both together. `shared` are places of recording changes that both series
    went through alike: they may fall beside the start, as the difference cancels
    them; `breaks` hit either alone and may not. `units` are what each series counts,
    where known. Raises CannotEstimate with the reason. Source: Lopez Bernal, Cummins
    and Gasparrini 2018, Int J Epidemiol 47:2082.
    """
    if units[0] != units[1]:
        raise CannotEstimate(
            f"The series counts {units[0]} and its control {units[1]}. Compare series "
            "of the same unit."
        )
    pair = _pair(counts, control)
    apart = [at for at in shared if abs(at - start) > NEAR]
    found = interrupted(
        pair,
        start,
        breaks=(*breaks, *apart),
        ramps=ramp,
        left_out=left_out,
        harmonics=harmonics,
    )
    _refuse(found.refused)
    effect = float(found.log_effect[0, 0] - found.log_effect[1, 0])
    rest = float(found.expected_total[0, 0] * np.exp(found.log_effect[1, 0]))
    freedom = float(found.freedom.sum())
    se = _error(found.se[:, 0], found.dispersion, found.freedom)
    se *= _inflation(found.carried)
    return Estimate(
        method=METHOD,
        log_effect=effect,
        se=se,
        freedom=freedom,
        p=float(2 * stats.t.sf(abs(effect) / se, freedom)),
        observed=float(found.observed_total[0, 0]),
        expected=rest,
    )


def _refuse(reasons: Sequence[str]) -> None:
    for which, why in zip(("The series", "The control"), reasons, strict=True):
        if why:
            raise CannotEstimate(f"{which}: {why}")


def _pair(counts: ArrayLike, control: ArrayLike) -> Floats:
    first, second = np.asarray(counts, np.float64), np.asarray(control, np.float64)
    if first.ndim != 1 or first.shape != second.shape:
        raise CannotEstimate("A series and its control need the same months.")
    return np.stack([first, second])


def _error(se: Floats, dispersion: Floats, freedom: Floats) -> float:
    """Both errors, with one dispersion for both: pooled by degrees of freedom."""
    pooled = (dispersion * freedom).sum() / freedom.sum()
    return float(np.sqrt((se**2 / dispersion).sum() * max(pooled, 1.0)))


def _inflation(carried: Floats) -> float:
    """For what months carry over in the two together."""
    carry = float(np.clip(carried.mean(), 0.0, MOST_CARRIED))
    return float(np.sqrt((1 + carry) / (1 - carry)))
