"""k-means with weights and a fixed start, and how well its clusters stand apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headwater.core.voice.ballots import Floats


Labels = NDArray[np.intp]
STILL = 0.01  # Polis stops when no centre has moved that far


def distinct(points: Floats, most: int) -> Floats:
    """The first `most` points (N, 2) of which no two are the same, in their order."""
    _, first = np.unique(points, axis=0, return_index=True)
    return points[np.sort(first)[:most]]


def k_means(
    points: Floats, weights: Floats, start: Floats, rounds: int
) -> tuple[Floats, Labels]:
    """Centres (K, 2) and the cluster of each of N points (N, 2), from a given start.

    At most `rounds` rounds, until no centre moves by STILL. A cluster that loses all of
    its points is dropped, so K may be less than in `start`.
    """
    centres = start
    for _ in range(rounds):
        labels = _nearest(points, centres)
        moved = _means(points, weights, labels, len(centres))
        kept = ~np.isnan(moved[:, 0])
        gone = np.abs(moved[kept] - centres[kept]).max(initial=0.0)
        centres = moved[kept]
        if gone < STILL and kept.all():
            break
    labels = _nearest(points, centres)
    used, labels = np.unique(labels, return_inverse=True)
    return centres[used], labels


def distances(points: Floats, others: Floats) -> Floats:
    """How far each of N points (N, 2) is from each of M others (M, 2): (N, M)."""
    return np.sqrt(_squares(points, others))


def silhouette(apart: Floats, labels: Labels) -> float:
    """The mean silhouette of N points with distances `apart` (N, N); -1 to 1.

    A point that is alone in its cluster counts 0. Source: Rousseeuw 1987.
    """
    member = np.eye(labels.max() + 1)[labels]
    sizes = member.sum(axis=0)
    if len(sizes) < 2:
        return -1.0
    sums, rows = apart @ member, np.arange(len(labels))
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    others = sums / sizes
    others[rows, labels] = np.inf
    nearest = others.min(axis=1)
    wider = np.maximum(np.maximum(own, nearest), 1e-300)
    return float(np.where(sizes[labels] > 1, (nearest - own) / wider, 0.0).mean())


def _squares(points: Floats, others: Floats) -> Floats:
    across = points[:, :1] - others[:, 0]
    along = points[:, 1:] - others[:, 1]
    across *= across  # in place: this is where most of the time goes
    along *= along
    across += along
    return across


def _nearest(points: Floats, centres: Floats) -> Labels:
    return np.asarray(_squares(points, centres).argmin(axis=1))


def _means(points: Floats, weights: Floats, labels: Labels, k: int) -> Floats:
    """Weighted means (K, 2); NaN for a cluster without points."""
    size = np.bincount(labels, weights, k)
    size[size == 0] = np.nan
    sums = [np.bincount(labels, weights * axis, k) for axis in points.T]
    return np.stack(sums, axis=1) / size[:, None]
