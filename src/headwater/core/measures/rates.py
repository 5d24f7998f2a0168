"""Rates and shares with their intervals: how far chance alone may have carried them.

The methods are those of the public health 'Fingertips' technical guidance: for a
count below 10 the exact limits of a Poisson mean, from 10 on Byar's approximation;
for a share Wilson's limits. Each at 95%, and at 99.8%, where one area in 500 lies
outside by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.core.measures.cube import Status


Floats = NDArray[np.float64]

ALPHA_95, ALPHA_998 = 0.05, 0.002
EXACT_BELOW = 10  # counts; Byar's approximation is good to 1% from there on


class Method(StrEnum):
    """How the limits of a rate were made."""

    EXACT = "Exact"
    BYAR = "Byars"


@dataclass(frozen=True, eq=False)
class Estimates:
    """Figures with their limits, all of one shape.

    `status` holds codes of Status: not applicable where the denominator is zero, not
    reported where count or denominator is missing; the figures are NaN there.
    """

    value: Floats
    lower95: Floats
    upper95: Floats
    lower998: Floats
    upper998: Floats
    status: NDArray[np.uint8]


def rates(count: ArrayLike, population: ArrayLike, per: float = 1_000) -> Estimates:
    """Counts per so many of a population, with limits for the counts as Poisson.

    `count` and `population` have shapes that fit each other; NaN is missing. The
    population may be person-years or any other size. Raises ValueError for a number
    below zero. Source: Breslow and Day (1987), as in PHE technical guidance.
    """
    x, n, status = _checked(count, population)
    wide, wider = poisson_limits(x, ALPHA_95), poisson_limits(x, ALPHA_998)
    scale = per / n
    return Estimates(
        x * scale,
        wide[0] * scale,
        wide[1] * scale,
        wider[0] * scale,
        wider[1] * scale,
        status,
    )


def proportions(count: ArrayLike, of: ArrayLike) -> Estimates:
    """Shares of one, with Wilson's limits.

    Shapes and errors as for rates; a count above its denominator is an error too.
    Source: Wilson (1927); Newcombe and Altman (2000).
    """
    x, n, status = _checked(count, of)
    if (x > n).any():
        raise ValueError("a part cannot be larger than its whole")
    wide, wider = wilson_limits(x, n, ALPHA_95), wilson_limits(x, n, ALPHA_998)
    return Estimates(x / n, *wide, *wider, status)


def methods(count: ArrayLike) -> NDArray[np.str_]:
    """Which of Method makes the limits for each count."""
    return np.where(np.asarray(count) < EXACT_BELOW, Method.EXACT, Method.BYAR)


def poisson_limits(count: Floats, alpha: float) -> tuple[Floats, Floats]:
    """Limits for the mean of counts, each missed with chance alpha / 2.

    Exact below 10 (chi-square, Garwood 1936), Byar's approximation from there on.
    NaN where the count is.
    """
    low, high = np.minimum(count, EXACT_BELOW), np.maximum(count, EXACT_BELOW)
    exact, byar = exact_limits(low, alpha), _byar(high, alpha)
    small = count < EXACT_BELOW
    return np.where(small, exact[0], byar[0]), np.where(small, exact[1], byar[1])


def wilson_limits(count: Floats, of: Floats, alpha: float) -> tuple[Floats, Floats]:
    """Wilson's limits for a share, each missed with chance alpha / 2."""
    z = normal_quantile(alpha)
    middle, whole = 2 * count + z * z, 2 * (of + z * z)
    half = z * np.sqrt(z * z + 4 * count * (1 - count / of))
    return (middle - half) / whole, (middle + half) / whole


def normal_quantile(alpha: float) -> float:
    """How many standard deviations are passed with chance alpha, on either side."""
    from scipy.special import ndtri

    return -float(ndtri(alpha / 2))


def exact_limits(count: Floats, alpha: float) -> tuple[Floats, Floats]:
    """Exact limits for the mean of counts, each missed with chance alpha / 2.

    A chi-square quantile with 2x degrees of freedom is twice a gamma one of x.
    """
    from scipy.special import gammainccinv, gammaincinv

    some = np.where(count == 0, 1.0, count)
    lower = np.where(count == 0, 0.0, gammaincinv(some, alpha / 2))
    return lower, gammainccinv(count + 1, alpha / 2)


def _byar(count: Floats, alpha: float) -> tuple[Floats, Floats]:
    z, more = normal_quantile(alpha), count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    return lower, more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3


def _checked(
    count: ArrayLike, population: ArrayLike
) -> tuple[Floats, Floats, NDArray[np.uint8]]:
    """Counts and denominators of one shape, NaN where they allow no figure."""
    x, n = np.broadcast_arrays(
        np.asarray(count, np.float64), np.asarray(population, np.float64)
    )
    if (x < 0).any() or (n < 0).any():
        raise ValueError("counts and populations are never below zero")
    status = np.select(
        [np.isnan(x) | np.isnan(n), n == 0, x == 0],
        [Status.NOT_REPORTED, Status.NOT_APPLICABLE, Status.ZERO],
        Status.OBSERVED,
    )
    none = status == Status.NOT_APPLICABLE
    return np.where(none, np.nan, x), np.where(none, np.nan, n), status.astype(np.uint8)
