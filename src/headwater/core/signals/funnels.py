"""Funnels: which areas lie further from the rest than chance carries them.

Areas of different size cannot be ranked: the small ones are at both ends by chance.
A funnel draws limits that narrow as areas grow. Where areas differ in more than
chance, as they nearly always do, the limits that allow for that extra spread are the
ones to look at.
Source: Spiegelhalter (2005, 2012), as coded in FunnelPlotR 0.6.0 (MIT).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.core.measures.rates import (
    ALPHA_95,
    ALPHA_998,
    Estimates,
    Floats,
    exact_limits,
)


Z_95, Z_998 = 1.959964, 3.090232  # as rounded in FunnelPlotR
TAMED = 0.1  # of the areas, at each end: outliers must not widen their own limits


class Kind(StrEnum):
    """What is compared."""

    SR = "SR"  # a count with the count that was to be expected
    RC = "RC"  # a count with another count, such as people: a rate
    PR = "PR"  # a part with its whole


@dataclass(frozen=True, eq=False)
class Lines:
    """Funnel limits at each area, in the unit of its value; all (S,)."""

    lower95: Floats
    upper95: Floats
    lower998: Floats
    upper998: Floats


@dataclass(frozen=True, eq=False)
class Funnel:
    """S areas against one target.

    Arrays of (S,): `value`, count over denominator; `z`, how far from the target in
    standard deviations; `z_used`, the same as it counts for the spread, NaN where it
    does not; `plain` limits of chance alone, and `wide` ones for chance and spread.
    `phi` is the mean of z squared (1 where there is chance alone), `tau2` the
    variance between areas on the scale of z. An area without a denominator is NaN.
    """

    kind: Kind
    target: float
    value: Floats
    z: Floats
    z_used: Floats
    phi: float
    tau2: float
    plain: Lines
    wide: Lines


def funnel(
    count: ArrayLike,
    denominator: ArrayLike,
    kind: Kind,
    *,
    target: float | None = None,
    own_spread: bool = False,
) -> Funnel:
    """Hold S areas against a target, with and without spread between them.

    `count` and `denominator` are (S,); for SR the denominator is the expected count.
    Without `target` it is 1 for SR, and else all counts over all denominators. A
    count of zero has no logarithm: in SR it counts as a half for `z` (as it does in
    RC), and its value stays 0. FunnelPlotR draws RC limits from 1 / (2 sqrt n), which
    is far too narrow for rare events; `own_spread` draws them from the spread of a
    ratio that equals the target. Raises ValueError for numbers below zero, a PR with
    a count above its denominator, and where no area has a figure or all are zero.
    """
    x, n = _checked(count, denominator, kind)
    if target is None:
        target = 1.0 if kind is Kind.SR else _overall(x, n)
    y, s = _statistic(x, n, kind)
    z = (y - _scaled(target, kind)) / s
    used = _trimmed(z) if kind is Kind.SR else _winsorised(z)
    phi, tau2 = _spread(used, s)
    line = _line_spread(n, target, kind, own_spread)
    return Funnel(
        kind,
        target,
        x / n,
        z,
        used,
        phi,
        tau2,
        _exact(n) if kind is Kind.SR else _lines(target, line, kind),
        _lines(target, np.sqrt(line**2 + tau2), kind),
    )


def outside(estimates: Estimates, target: Floats | float) -> NDArray[np.int8]:
    """How surely each figure differs from a target: the shape of the figures.

    +2 and +1 above, -1 and -2 below, as the target lies outside the 99.8% or only the
    95% interval of the figure; 0 not surely. Source: PHE technical guidance.
    """
    found = np.zeros(estimates.value.shape, np.int8)
    found += (estimates.lower95 > target).view(np.int8)
    found += (estimates.lower998 > target).view(np.int8)
    found -= (estimates.upper95 < target).view(np.int8)
    found -= (estimates.upper998 < target).view(np.int8)
    return found


def _checked(
    count: ArrayLike, denominator: ArrayLike, kind: Kind
) -> tuple[Floats, Floats]:
    """Counts and denominators, NaN where one of them gives no figure."""
    x, n = np.asarray(count, np.float64), np.asarray(denominator, np.float64)
    if x.ndim != 1 or x.shape != n.shape:
        raise ValueError("counts and denominators must be one for each area")
    if (x < 0).any() or (n < 0).any():
        raise ValueError("counts and denominators are never below zero")
    none = np.isnan(x) | np.isnan(n) | (n == 0)
    if not x[~none].any():
        raise ValueError("no area has a count above zero, with a denominator")
    if kind is Kind.PR and (x > n)[~none].any():
        raise ValueError("a part cannot be larger than its whole")
    return np.where(none, np.nan, x), np.where(none, np.nan, n)


def _overall(x: Floats, n: Floats) -> float:
    return float(np.nansum(x) / np.nansum(n))


def _statistic(x: Floats, n: Floats, kind: Kind) -> tuple[Floats, Floats]:
    """The value on a scale where it is near normal, and its standard deviation."""
    if kind is Kind.SR:
        return np.log(np.where(x == 0, 0.5, x) / n), 1 / np.sqrt(n)
    if kind is Kind.RC:
        spread = np.sqrt(x / (x + 0.5) ** 2 + n / (n + 0.5) ** 2)
        return np.log((x + 0.5) / (n + 0.5)), spread
    return np.arcsin(np.sqrt(x / n)), 1 / (2 * np.sqrt(n))


def _scaled(value: float, kind: Kind) -> float:
    return float(np.arcsin(np.sqrt(value)) if kind is Kind.PR else np.log(value))


def _trimmed(z: Floats) -> Floats:
    """Without the lowest and the highest tenth, by rank."""
    count = np.count_nonzero(~np.isnan(z))
    tenth = np.floor(10 * _ranks(z) / (count + 1))
    return np.where((tenth > 0) & (tenth < 9), z, np.nan)


def _ranks(z: Floats) -> Floats:
    """Ranks from 1; equal numbers share the mean of theirs, NaN has none."""
    known = z[~np.isnan(z)]
    ordered = np.sort(known)
    ranks = np.full(z.shape, np.nan)
    first = np.searchsorted(ordered, known, "left")
    ranks[~np.isnan(z)] = (first + np.searchsorted(ordered, known, "right") + 1) / 2
    return ranks


def _winsorised(z: Floats) -> Floats:
    """With the lowest and the highest tenth pulled in to where they begin."""
    ends = np.nanquantile(z, [TAMED, 1 - TAMED])
    return np.clip(z, *ends)


def _spread(used: Floats, s: Floats) -> tuple[float, float]:
    """phi and tau squared, by the method of moments (DerSimonian and Laird 1986)."""
    counts = ~np.isnan(used)
    n = int(counts.sum())
    if not n:
        return np.nan, 0.0
    phi = float(np.mean(used[counts] ** 2))
    weights = 1 / s[counts] ** 2
    whole = weights.sum() - (weights**2).sum() / weights.sum()
    excess = n * phi - (n - 1)
    return phi, float(excess / whole) if excess > 0 and whole > 0 else 0.0


def _line_spread(n: Floats, target: float, kind: Kind, own_spread: bool) -> Floats:
    """The standard deviation of an area that is on target, on the scale of z."""
    if kind is Kind.SR:
        return 1 / np.sqrt(n)
    if kind is Kind.RC and own_spread:
        return np.sqrt(1 / (n * target) + 1 / n)
    return 1 / (2 * np.sqrt(n))


def _lines(target: float, spread: Floats, kind: Kind) -> Lines:
    """Limits, so many standard deviations away from a target."""
    middle = _scaled(target, kind)
    ends = [middle + z * spread for z in (-Z_95, Z_95, -Z_998, Z_998)]
    if kind is not Kind.PR:
        with np.errstate(over="ignore"):  # of next to nothing: no limit above
            return Lines(*(np.exp(end) for end in ends))
    return Lines(*(_share(end, spread) for end in ends))


def _share(angle: Floats, spread: Floats) -> Floats:
    """The share of an angle. A share ends at none and at all.

    Where areas are small a lower limit would fall below none, and its square turn up
    again. As FunnelPlotR does, it is 0 for areas smaller than where it is lowest.
    """
    share = np.sin(np.minimum(angle, np.pi / 2)) ** 2
    if (angle < 0).any():
        lowest = np.nanargmin(share)
        share[spread > spread[lowest]] = 0.0
    return np.asarray(share)


def _exact(expected: Floats) -> Lines:
    """Poisson limits of a ratio to what was expected, without approximation."""
    wide, wider = exact_limits(expected, ALPHA_95), exact_limits(expected, ALPHA_998)
    return Lines(*(limit / expected for limit in (*wide, *wider)))
