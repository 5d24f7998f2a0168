"""Small symmetric systems, thousands at once: one of K unknowns for each series.

NumPy's own batched solver calls LAPACK once a matrix, which costs more than the sum
itself at K of 6 to 12. Here every scalar of the method is a row of S numbers.
"""

from __future__ import annotations

import numpy as np

from headwater.core.signals.means import Floats


class Cholesky:
    """M = L L' for S positive definite matrices at once.

    `packed` of (K * K, S) holds each matrix row by row. It is not kept.
    """

    def __init__(self, packed: Floats) -> None:
        self.size = int(np.sqrt(len(packed)))
        m = packed.reshape(self.size, self.size, -1)
        self.lower: list[list[Floats]] = []
        for i in range(self.size):
            row: list[Floats] = []
            for j in range(i):
                row.append(_less(m[i, j], row, self.lower[j]) / self.lower[j][j])
            # A pivot below rounding error means that nothing is known there.
            row.append(np.sqrt(np.maximum(_less(m[i, i], row, row), 1e-12)))
            self.lower.append(row)

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
        unit = np.zeros((self.size, 1))
        found = []
        for k in which:
            unit[k] = 1.0
            found.append((self.half(unit) ** 2).sum(axis=0))
            unit[k] = 0.0
        return np.stack(found)


def _less(start: Floats, one: list[Floats], other: list[Floats]) -> Floats:
    """start - sum of one[j] * other[j], over the parts that both have."""
    left = start.copy() if one else start
    for a, b in zip(one, other, strict=False):
        left = left - a * b
    return left
