"""How rare a count is: tails of the binomial, and the limits that they set.

Given how many events there were in all, those of a stretch that should hold the
share h of them are binomial: the exact conditional test of two Poisson rates
(Przyborowski and Wilenski 1940). Half of the chance of the very count observed is
taken (mid-p, Lancaster 1961), without which rare events would hardly ever count.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from headwater.core.signals.means import Floats


SURE = 9.0  # in standard deviations: further out than any p-value that matters


def binomial_z(x: Floats, n: Floats, share: Floats) -> Floats:
    """z such that a standard normal lies below it as often as a binomial at or below x.

    `x` and `n` may lie between whole numbers. Right to about 0.01 in z where n *
    share is above 0.2. Source: Peizer and Pratt 1968, J Am Stat Assoc 63:1416.
    """
    rest = 1 - share
    below = x + 0.5
    above = np.maximum(n - x - 0.5, 1e-9)
    safe = np.maximum(below, 1e-9)
    gap = below + 1 / 6 - (n + 1 / 3) * share
    gap = gap + 0.02 * (
        rest / (safe + 0.5) - share / (above + 0.5) + (rest - 0.5) / (n + 1)
    )
    bulge = 1 + rest * _bend(safe / (n * share)) + share * _bend(above / (n * rest))
    z = gap * np.sqrt(np.maximum(bulge, 0.0) / ((n + 1 / 6) * share * rest))
    return np.where(below > 0, np.clip(z, -SURE, SURE), -SURE)


def _bend(x: Floats) -> Floats:
    """(1 - x^2 + 2 x log x) / (1 - x)^2, which is 0 at x = 1."""
    off = x - 1
    near = np.abs(off) < 1e-3
    base = np.where(near, 1.0, off * off)
    return np.where(near, -off / 3, (1 - x * x + 2 * x * np.log(x)) / base)


def mid_z(x: Floats, n: Floats, share: Floats, lattice: Floats) -> Floats:
    """z of the mid-p below x, where counts come in steps of `lattice`."""
    low = special.ndtr(binomial_z(x - 0.5 - lattice / 2, n, share))
    high = special.ndtr(binomial_z(x - 0.5 + lattice / 2, n, share))
    return np.asarray(_z((low + high) / 2))


def exact_mid_z(x: Floats, n: Floats, share: Floats, lattice: Floats) -> Floats:
    """The same by the incomplete beta function: exact, and ten times slower."""
    low = _binomial(x - 0.5 - lattice / 2, n, share)
    high = _binomial(x - 0.5 + lattice / 2, n, share)
    return np.asarray(_z((low + high) / 2))


def _binomial(x: Floats, n: Floats, share: Floats) -> Floats:
    """The chance of x or fewer; 0 below -1, as if every step were a whole one."""
    inside = np.clip(x, -1 + 1e-12, n - 1e-12)
    chance = special.betainc(n - inside, inside + 1, 1 - share)
    return np.where(x <= -1 + 1e-12, 0.0, np.where(x >= n, 1.0, chance))


def _z(chance: Floats) -> Floats:
    return np.asarray(special.ndtri(np.clip(chance, 1e-18, 1 - 1e-16)))


def skewed(z: Floats, skew: Floats) -> Floats:
    """z once the upper tail is longer, by `skew`: a sixth of the extra skewness.

    Cornish and Fisher's z - skew (z^2 - 1), in a form above 0 that never turns back.
    """
    above = (z + skew) / (1 + skew * np.maximum(z, 0.0))
    return np.where(z > 0, above, z - skew * (z**2 - 1))
