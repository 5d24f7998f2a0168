"""Small symmetric systems, thousands at once: one of K unknowns for each series.

NumPy's own batched solver calls LAPACK once a matrix, which costs more than the sum
itself at K of 6 to 12. Here every scalar of the method is a row of S numbers.
"""

from __future__ import annotations

from itertools import islice

import numpy as np
from numpy.typing import NDArray

from headwater.core.signals.means import Floats


def lower_pairs(columns: Floats) -> Floats:
    """Products of the K columns (T, K) with each other, (K (K + 1) / 2, T).

    Times weights (T, S) they give the lower halves of X' W X, row by row, as packed
    for `Cholesky`.
    """
    rows, others = np.tril_indices(columns.shape[1])
    return np.asarray((columns[:, rows] * columns[:, others]).T)


def diagonal(size: int) -> NDArray[np.intp]:
    """Where the diagonal stands in a packed lower half."""
    return np.cumsum(np.arange(size) + 1) - 1


class Cholesky:
    """M = L L' for S positive definite matrices at once.

    `packed` of (K (K + 1) / 2, S) holds the lower half of each matrix, row by row.
    """

    def __init__(self, packed: Floats) -> None:
        entries = iter(packed)
        self.lower: list[list[Floats]] = []
        while len(entry := list(islice(entries, len(self.lower) + 1))) > 0:
            row: list[Floats] = []
            for value, other in zip(entry, self.lower, strict=False):
                row.append(_less(value, row, other) / other[-1])
            # A pivot below rounding error means that nothing is known there.
            row.append(np.sqrt(np.maximum(_less(entry[-1], row, row), 1e-12)))
            self.lower.append(row)
        self.size = len(self.lower)

    def half(self, c: Floats) -> Floats:
        """u of (K, S) with L u = c, so that the sum of u squared is c' M^-1 c."""
        u: list[Floats] = []
        for i, row in enumerate(self.lower):
            u.append(_less(c[i], row, u) / row[i])
        return np.stack(u)

    def solve(self, c: Floats) -> Floats:
        """x of (K, S) with M x = c."""
        x = self.half(c)
        for i in reversed(range(self.size)):
            for j in range(i + 1, self.size):
                x[i] -= self.lower[j][i] * x[j]
            x[i] /= self.lower[i][i]
        return x

    def variances(self, which: range) -> Floats:
        """The diagonal of M^-1 at the unknowns asked for: (len(which), S)."""
        found = np.empty((len(which), self.lower[0][0].size))
        for at, k in enumerate(which):
            unit = np.zeros((self.size, 1))
            unit[k] = 1.0
            found[at] = (self.half(unit) ** 2).sum(axis=0)
        return found


def _less(start: Floats, one: list[Floats], other: list[Floats]) -> Floats:
    """start - sum of one[j] * other[j], over the parts that both have."""
    left = start.copy() if one else start
    for a, b in zip(one, other, strict=False):
        left = left - a * b
    return left
