"""Moves that widen many cells at once: fewer programmes where many counts are small.

One programme raises as many of some cells as it can, all by the width of the promise,
and weighs what that would newly hide. A cell alone may be had for less, because its
own move can use what the others need; so this is for tables of very many small counts.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.moves import NEARLY, ROUNDS, Move, Mover, Real, Whole


GAIN = 1e5  # what raising a cell by one is worth: more than any cost
PEOPLE = 1e-3  # of a cost, so that whole numbers seek to raise first
NODES = 30  # how long to look for whole numbers
GAP = 0.02  # how near to the most in whole numbers is near enough


class Together(Mover):
    """Looks for moves over all columns of a design."""

    def raise_all(self, rows: Whole, width: int, cost: Real) -> Move | None:
        """A cheap move that raises as many of the cells as can be, in whole people.

        `cost` as for `cheapest`. None where whole numbers were not found.
        """
        aims = np.array([self.place[int(row)] for row in rows])
        price = cost[self.rows]
        found = self._parts(aims, width, price)
        if found is not None and np.abs(found - np.round(found)).max() > 1e-6:
            found = self._in_whole(found, aims, width, price)
        if found is None:
            return None
        by = np.round(found).astype(np.int64)
        moved = np.flatnonzero(by)
        return Move(self.columns[moved], by[moved]) if self._fits(by, price) else None

    def _parts(self, aims: Whole, width: int, price: Real) -> Real | None:
        """The cheapest by weighing again what is left nearly still."""
        printed = np.isinf(price)
        price = np.where(printed, 0.0, price)
        self._aim(aims, width, ~printed)
        weight, best, least = price, None, np.inf
        for _ in range(ROUNDS + 1):
            self._value(aims, weight, GAIN)
            found = self._solved()
            if found is None:
                return best
            size = np.abs(self.part @ found)
            total = price[size > 1e-6].sum()
            if total >= least - 1e-9:
                break
            best, least = found, total
            weight = price / (size + NEARLY)
        return best

    def _in_whole(
        self, found: Real, aims: Whole, width: int, price: Real
    ) -> Real | None:
        """Whole numbers in the columns and cells that the parts used."""
        used = (np.abs(self.part @ found) > 1e-6) | (price < 1e-2)
        self._aim(aims, width, used)
        self._value(aims, np.where(used & ~np.isinf(price), price, 0) * PEOPLE, 1.0)
        self.only(np.abs(found) > 1e-6)
        self.in_whole(True, NODES, GAP)
        self.solver.setOptionValue("mip_max_improving_sols", 1)
        self.solver.run()
        best = self._point()
        self.in_whole(False)
        self.only(np.ones(len(found), dtype=bool))
        return best

    def _aim(self, aims: Whole, width: int, may: NDArray[np.bool_]) -> None:
        """Cells that are aimed at may rise by the width, and may not fall."""
        up, down = np.where(may, np.inf, 0.0), np.where(may, self.room, 0.0)
        up[aims], down[aims] = width, 0.0
        self._bounds(np.zeros(2 * len(up)), np.r_[up, down])

    def _value(self, aims: Whole, weight: Real, gain: float) -> None:
        first, rows = len(self.columns), len(self.rows)
        which = np.arange(first, first + 2 * rows, dtype=np.int32)
        up = weight.copy()
        up[aims] = -gain
        self.solver.changeColsCost(2 * rows, which, np.r_[up, weight])

    def _solved(self) -> Real | None:
        import highspy

        self.solver.run()
        done = self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return self._point() if done else None

    def _point(self) -> Real | None:
        values = self.solver.getSolution().col_value
        return np.array(values[: len(self.columns)]) if len(values) else None

    def _fits(self, by: Whole, price: Real) -> bool:
        """By plain arithmetic: no cell falls too far, and no printed one moves."""
        change = self.part @ by
        return bool(
            (by >= self.least).all()
            and (change >= -self.room).all()
            and not change[np.isinf(price)].any()
            and (self.still is None or not (self.still[:, : len(by)] @ by).any())
        )
