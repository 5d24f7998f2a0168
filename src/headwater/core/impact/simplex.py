"""The weights of a mixture: none below zero, one in all, nearest to a target.

Philip Wolfe's way to the nearest point of a convex hull (Mathematical Programming 11,
1976): exact, finite, the same on every run, and without a step size to choose.
"""

from __future__ import annotations

import numpy as np

from headwater.core.impact.estimate import Floats


SMALL = 1e-12  # a weight below this is no weight
GAIN = 1e-10  # a slope, as a share of a typical squared distance, that is worth a step


def mixture(candidates: Floats, target: Floats, ridge: float = 0.0) -> Floats:
    """The (J,) weights whose mixture of `candidates` (T, J) is nearest `target` (T,).

    Least squares over weights >= 0 that sum to 1. `ridge` is added to the loss for
    each squared weight: 0 leaves the fit alone, more spreads the weights out. Where
    several mixtures are equally near (more candidates than points), they give the same
    path over these points, and always the same one of them is taken.
    """
    away = candidates - target[:, None]
    products = away.T @ away
    products[np.diag_indices_from(products)] += ridge
    return _nearest(products)


def _nearest(products: Floats) -> Floats:
    """The mixture nearest to the origin, of points with these inner products (J, J)."""
    scale = float(np.trace(products)) / len(products) or 1.0
    weights = np.zeros(len(products))
    weights[np.argmin(products.diagonal())] = 1.0
    slope = products @ weights
    while True:
        loss, steepest = weights @ slope, int(np.argmin(slope))
        if slope[steepest] >= loss - GAIN * scale or weights[steepest] > 0:
            return weights
        nearer = _corral(products, weights, steepest, scale)
        slope = products @ nearer
        if nearer @ slope >= loss:  # no gain is left in these digits
            return weights
        weights = nearer


def _corral(products: Floats, weights: Floats, added: int, scale: float) -> Floats:
    """The nearest mixture of those in use and one more, dropping those that hinder."""
    inside = [*np.flatnonzero(weights).tolist(), added]
    at = weights[inside]
    while True:
        best = _affine(products[np.ix_(inside, inside)], scale)
        below = best <= SMALL
        if not below.any():
            break
        room = at[below] / np.maximum(at[below] - best[below], SMALL)
        at = at + min(float(room.min()), 1.0) * (best - at)
        kept = at > SMALL
        kept[below] &= room > room.min()
        at = at[kept]
        inside = [place for place, keep in zip(inside, kept, strict=True) if keep]
    found = np.zeros_like(weights)
    found[inside] = best
    return found


def _affine(products: Floats, scale: float) -> Floats:
    """The nearest point to the origin among sums of weight one, of any sign."""
    size = len(products)
    system = np.full((size + 1, size + 1), scale)
    system[:size, :size] = products
    system[size, size] = 0.0
    right = np.zeros(size + 1)
    right[size] = scale
    return np.linalg.solve(system, right)[:size]
