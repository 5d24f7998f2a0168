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
        cost = np.zeros(self._columns)
        part = slice(*self._matrix.indptr[cell : cell + 2])
        cost[self._matrix.indices[part]] = 1
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
        lp, rows = self._hs.HighsLp(), reduced.matrix.tocsc()
        lp.num_row_, lp.num_col_ = rows.shape
        lp.col_cost_ = np.zeros(self._columns)
        lp.col_lower_ = np.zeros(self._columns)
        lp.col_upper_ = _ceilings(reduced, threshold)
        lp.row_lower_ = reduced.lower.astype(float)
        lp.row_upper_ = np.where(
            reduced.printed, reduced.lower.astype(float), self._hs.kHighsInf
        )
        lp.a_matrix_.format_ = self._hs.MatrixFormat.kColwise
        lp.a_matrix_.start_ = rows.indptr
        lp.a_matrix_.index_ = rows.indices
        lp.a_matrix_.value_ = rows.data.astype(float)
        if self._whole:
            lp.integrality_ = [self._hs.HighsVarType.kInteger] * self._columns
        return lp


def _ceilings(reduced: Reduced, threshold: int) -> NDArray[np.float64]:
    """A count that no printed total holds may be anything; so much is enough."""
    held = np.asarray(reduced.matrix[reduced.printed].getnnz(axis=0)) > 0
    free = 100.0 * threshold + float(reduced.lower.sum())
    return np.where(held, np.inf, free)
