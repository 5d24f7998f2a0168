"""Moves: second tables that nobody can tell from the true one.

A move adds people to some inner cells and takes them from others, so that every
printed cell stays as it is and no hidden one falls below what it can be. The one
that asks for least to be hidden is found by a linear programme (HiGHS).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


Whole = NDArray[np.int64]
Real = NDArray[np.float64]
ROUNDS = 3  # of weighing again what a move leaves nearly still
NEARLY = 0.3  # people; below this a cell counts as nearly still
NODES = 20  # how long to look for whole numbers where a programme gives parts
GAP = 0.05  # how near to the cheapest in whole numbers is near enough


@dataclass(frozen=True, eq=False)
class Move:
    """People added to or taken from inner cells: `by` at `columns`, none zero."""

    columns: Whole
    by: Whole


class Mover:
    """Looks for cheap moves within some columns of a design.

    `matrix` is cells by inner cells (CSC), `counts` the true people in each inner
    cell, of whom one contributor knows as many as `own`, who cannot be traded away.
    """

    def __init__(
        self,
        matrix: Any,
        counts: Whole,
        own: Whole,
        floor: int,
        columns: Whole,
        still: Any = None,
    ) -> None:
        self.columns = columns
        part = matrix[:, columns].tocsr()
        self.rows: Whole = np.flatnonzero(np.diff(part.indptr))
        self.part = part[self.rows]
        self.room = np.asarray(matrix @ counts)[self.rows].astype(float) - floor
        self.place = {int(row): at for at, row in enumerate(self.rows)}
        self.still = still[:, columns].tocsr() if still is not None else None
        self.least = -(counts - own)[columns].astype(float)
        self.solver = self._model()

    def cheapest(self, row: int, width: int, cost: Real) -> Move | None:
        """The move that raises a cell by `width` for the least cost, or None.

        A negative width lowers it.
        `cost` is that of hiding each cell of the design, tiny where it is hidden,
        infinite where it may not be. What comes back is in whole people.
        """
        at, price = self.place[row], cost[self.rows]
        self._within(at, width, np.isinf(price))
        price = np.where(np.isinf(price), 0.0, price)
        weight, best, least = price, None, np.inf
        for _ in range(ROUNDS + 1):
            found = self._run(weight)
            if found is None:
                return None
            size = np.abs(self.part @ found)
            total = price[size > 1e-6].sum()
            if total >= least - 1e-9:
                break
            best, least = found, total
            weight = price / (size + NEARLY)
        return self._whole(best, price)

    def _model(self) -> Any:
        import highspy
        from scipy.sparse import hstack, identity, vstack

        high: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        high.silent()
        high.setOptionValue("threads", 1)
        (rows, columns), programme = self.part.shape, highspy.HighsLp()
        one = identity(rows)
        whole = hstack([self.part, -one, one])
        if self.still is not None:
            self.still = self.still[np.flatnonzero(np.diff(self.still.indptr))]
            self.still.resize(self.still.shape[0], columns + 2 * rows)
            whole = vstack([whole, self.still])
        whole = whole.tocsc()
        size = columns + 2 * rows
        programme.num_col_, programme.num_row_ = size, whole.shape[0]
        programme.col_cost_ = np.zeros(size)
        programme.col_lower_ = np.r_[self.least, np.zeros(2 * rows)]
        programme.col_upper_ = np.full(size, np.inf)
        programme.row_lower_ = programme.row_upper_ = np.zeros(whole.shape[0])
        programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        programme.a_matrix_.start_ = whole.indptr
        programme.a_matrix_.index_ = whole.indices
        programme.a_matrix_.value_ = whole.data
        high.passModel(programme)
        return high

    def _within(self, at: int, width: int, printed: NDArray[np.bool_]) -> None:
        up = np.where(printed, 0.0, np.inf)
        down = np.where(printed, 0.0, self.room)
        low = np.zeros(len(up))
        fall = np.zeros(len(up))
        up[at], down[at] = max(width, 0), max(-width, 0)
        low[at], fall[at] = up[at], down[at]
        self._bounds(np.r_[low, fall], np.r_[up, down])

    def _bounds(self, low: Real, high: Real) -> None:
        first = len(self.columns)
        which = np.arange(first, first + len(low), dtype=np.int32)
        self.solver.changeColsBounds(len(low), which, low, high)
        self._high = high

    def _run(self, weight: Real) -> Real | None:
        import highspy

        first, rows = len(self.columns), len(self.rows)
        which = np.arange(first, first + 2 * rows, dtype=np.int32)
        self.solver.changeColsCost(2 * rows, which, np.r_[weight, weight])
        self.solver.run()
        if self.solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(self.solver.getSolution().col_value[:first])

    def _whole(self, found: Real | None, price: Real) -> Move | None:
        """The move in whole people; where it has parts, whole ones near it."""
        if found is None:
            return None
        if np.abs(found - np.round(found)).max() > 1e-6:
            found = self._search(found, price)
        if found is None:
            return None
        by = np.round(found).astype(np.int64)
        moved = np.flatnonzero(by)
        return Move(self.columns[moved], by[moved])

    def _search(self, found: Real, price: Real) -> Real | None:
        """Whole numbers: where the parts moved, in their cells, then in all of them."""
        low, high = self._low(), self._high
        used = (np.abs(self.part @ found) > 1e-6) | (price < 1e-2)
        self._bounds(low, np.where(np.r_[used, used], high, 0.0))
        self.in_whole(True, NODES, GAP)
        self.only(np.abs(found) > 1e-6)
        best = self._run(price)
        self.only(np.ones(len(found), dtype=bool))
        if best is None:
            best = self._run(price)
        if best is None:
            self._bounds(low, high)
            best = self._run(price)
        self.in_whole(False)
        return best

    def in_whole(self, whole: bool, nodes: int = 0, gap: float = 0.0) -> None:
        """Look for whole numbers, or for parts as before."""
        import highspy

        kind = (
            highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        )
        size = len(self.columns)
        which = np.arange(size, dtype=np.int32)
        self.solver.changeColsIntegrality(size, which, np.full(size, kind))
        self.solver.setOptionValue("mip_max_nodes", nodes)
        self.solver.setOptionValue("mip_rel_gap", gap)
        self.solver.setOptionValue("mip_detect_symmetry", False)

    def only(self, moving: NDArray[np.bool_]) -> None:
        """Let these columns move, and no others."""
        size = len(self.columns)
        low, high = np.where(moving, self.least, 0.0), np.where(moving, np.inf, 0.0)
        which = np.arange(size, dtype=np.int32)
        self.solver.changeColsBounds(size, which, low, high)

    def _low(self) -> Real:
        first = len(self.columns)
        return np.array(self.solver.getLp().col_lower_[first:])
