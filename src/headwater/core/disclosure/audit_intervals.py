"""Attackers A1 and A2: the least and most that fits what is printed."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.audit_reduce import Reduced
from headwater.errors import UserError


NEAR = 1e-6
SECONDS = 10.0  # for one integer programme; after that a cell is 'not proven'


class Programme:
    """One model for all cells: the objective changes, the last answer is kept."""

    def __init__(self, reduced: Reduced, threshold: int, *, whole: bool = False):
        import highspy

        self._hs, self._whole = highspy, whole
        self._matrix, self._columns = reduced.matrix, reduced.matrix.shape[1]
        self._solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (("log_to_console", False), ("output_flag", False)):
            self._solver.setOptionValue(option, value)
        self._solver.setOptionValue("threads", 1)
        if whole:
            self._solver.setOptionValue("time_limit", SECONDS)
        self._solver.passModel(self._model(reduced, threshold))

    def end(self, cell: int, *, most: bool) -> tuple[float, NDArray[np.float64], bool]:
        """The largest or smallest of one cell, a table that has it, and if proven.

        Raises UserError where no table at all fits what is printed.
        """
        return self.best(np.array([cell]), most=most)

    def best(
        self, cells: NDArray[np.int64], *, most: bool
    ) -> tuple[float, NDArray[np.float64], bool]:
        """As `end`, of the sum of cells: a table that takes many to their ends."""
        cost = np.asarray(self._matrix[cells].sum(axis=0), dtype=float).ravel()
        sense = self._hs.ObjSense
        every = np.arange(self._columns, dtype=np.int32)
        self._solver.changeColsCost(self._columns, every, cost)
        self._solver.changeObjectiveSense(sense.kMaximize if most else sense.kMinimize)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == self._hs.HighsModelStatus.kInfeasible:
            raise UserError(
                "No table of counts fits all these printed figures.",
                fix="Look for a total that does not add up, or a hidden cell that "
                "must be zero.",
            )
        point = np.array(self._solver.getSolution().col_value)
        value = self._solver.getObjectiveValue()
        return value, point, status == self._hs.HighsModelStatus.kOptimal

    def _model(self, reduced: Reduced, threshold: int) -> Any:
        lp, says = self._hs.HighsLp(), _says_something(reduced)
        lower, printed = reduced.lower[says].astype(float), reduced.printed[says]
        rows = reduced.matrix[says].tocsc()
        lp.num_row_, lp.num_col_ = rows.shape
        lp.col_cost_ = np.zeros(self._columns)
        lp.col_lower_ = np.zeros(self._columns)
        lp.col_upper_ = _ceilings(reduced, threshold)
        lp.row_lower_ = lower
        lp.row_upper_ = np.where(printed, lower, self._hs.kHighsInf)
        lp.a_matrix_.format_ = self._hs.MatrixFormat.kColwise
        lp.a_matrix_.start_ = rows.indptr
        lp.a_matrix_.index_ = rows.indices
        lp.a_matrix_.value_ = rows.data.astype(float)
        if self._whole:
            lp.integrality_ = [self._hs.HighsVarType.kInteger] * self._columns
        return lp


def _says_something(reduced: Reduced) -> NDArray[np.int64]:
    """Rows that are not implied: each once, and none that is at least nothing."""
    rows, lower = reduced.matrix, reduced.lower
    rows.sort_indices()
    first: dict[tuple[bytes, int, bool], int] = {}
    for at in np.flatnonzero(reduced.printed | (lower > 0)).tolist():
        part = rows.indices[rows.indptr[at] : rows.indptr[at + 1]]
        told = (part.tobytes(), int(lower[at]), bool(reduced.printed[at]))
        first.setdefault(told, at)
    return np.array(list(first.values()), np.int64)


def _ceilings(reduced: Reduced, threshold: int) -> NDArray[np.float64]:
    """A count that no printed total holds may be anything; so much is enough."""
    held = np.asarray(reduced.matrix[reduced.printed].getnnz(axis=0)) > 0
    free = 100.0 * threshold + float(reduced.lower.sum())
    return np.where(held, np.inf, free)
