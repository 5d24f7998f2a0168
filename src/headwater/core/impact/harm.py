"""A series weighted by harm, and how few crimes it then rests on.

A crime that weighs a thousand times as much as another makes the total jump a
thousand times as far. So a weighted series never comes without its effective number
of crimes: that of equal weight whose total would be as steady. The weights are the
user's and name their source; Headwater ships none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from headwater.core.impact.estimate import CannotEstimate, Floats


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class HarmSeries:
    """`values` (T,): the weighted sum a month; NaN where an offence has no figure.

    `effective` (T,) is the effective number of crimes a month, `crimes` (T,) the plain
    one; both 0 where nothing that weighs was counted. `heaviest` is the offence that
    carries most of the whole, and `its_share` how much.
    """

    values: Floats
    crimes: Floats
    effective: Floats
    effective_total: float
    source: str
    heaviest: str
    its_share: float

    @property
    def crimes_total(self) -> int:
        """Of the months with a value."""
        return int(np.nansum(self.crimes))

    def __str__(self) -> str:
        """What to say wherever the series is shown."""
        return (
            f"This series weighs {self.crimes_total:,} crimes by harm. By chance alone "
            f"it moves as much as a plain count of {self.effective_total:,.0f}. "
            f"{self.heaviest} makes up {self.its_share:.0%} of it. "
            f"Source of the weights: {self.source}."
        )


def weighted_by_harm(
    offences: Sequence[str],
    counts: ArrayLike,
    weights: Mapping[str, float],
    source: str,
) -> HarmSeries:
    """Weight `counts` (O, T) of O offences, whole numbers a month and NaN in gaps.

    `weights` has a number for each offence, zero or more; `source` says where they
    come from. The effective number is (sum w n)^2 / sum w^2 n: Kish's, with the
    counts as Poisson. Raises CannotEstimate where an offence has no weight, the
    weights no source, or nothing weighs anything.
    """
    if not source.strip():
        raise CannotEstimate(
            "The weights have no source. Say who made them and where they can be read."
        )
    numbers = _counts(counts, len(offences))
    weight = _weights(offences, weights)
    gap = np.isnan(numbers).any(axis=0)
    whole = np.where(gap, 0.0, numbers)
    parts = weight * whole.sum(axis=1)
    if not parts.sum() > 0:
        raise CannotEstimate("Nothing that weighs anything was counted in any month.")
    return HarmSeries(
        values=np.where(gap, np.nan, weight @ whole),
        crimes=np.where(gap, np.nan, whole.sum(axis=0)),
        effective=np.where(gap, np.nan, effective_number(weight, whole)),
        effective_total=float(effective_number(weight, whole.sum(axis=1))),
        source=source.strip().rstrip("."),
        heaviest=offences[int(parts.argmax())],
        its_share=float(parts.max() / parts.sum()),
    )


def effective_number(weight: Floats, counts: Floats) -> Floats:
    """(sum w n)^2 / sum w^2 n over the first axis; 0 where nothing weighs.

    `weight` (O,), `counts` (O,) or (O, T).
    """
    weight = weight / (weight.max() or 1.0)  # only their proportions matter
    total, squares = weight @ counts, weight**2 @ counts
    return np.asarray(
        np.divide(
            total**2, squares, out=np.zeros_like(squares * 1.0), where=squares > 0
        )
    )


def _counts(counts: ArrayLike, offences: int) -> Floats:
    numbers = np.asarray(counts, np.float64)
    if numbers.ndim != 2 or len(numbers) != offences or not offences:
        raise CannotEstimate("Every offence needs a figure, or a gap, in every month.")
    known = numbers[~np.isnan(numbers)]
    if (known < 0).any():
        raise CannotEstimate("A count is below zero. Counts start at zero.")
    if np.isinf(known).any() or (known != np.round(known)).any():
        raise CannotEstimate("A count is not a whole number. Harm weights need counts.")
    return numbers


def _weights(offences: Sequence[str], weights: Mapping[str, float]) -> Floats:
    missing = [offence for offence in offences if offence not in weights]
    if missing:
        raise CannotEstimate(f"No weight is given for {', '.join(missing)}.")
    found = np.array([float(weights[offence]) for offence in offences])
    for offence, weight in zip(offences, found, strict=True):
        if not (np.isfinite(weight) and weight >= 0):
            raise CannotEstimate(
                f"The weight of {offence} is not a number of zero or more."
            )
    largest = float(found.max())
    if not largest > 0:
        raise CannotEstimate("Every weight is zero. At least one must be above it.")
    return found
