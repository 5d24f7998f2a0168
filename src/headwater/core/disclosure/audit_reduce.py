"""Take out of the rows what everybody can already see, so that little is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.audit_rows import PRINTED, Rows, in_words
from headwater.errors import UserError


@dataclass(frozen=True, eq=False)
class Reduced:
    """Free inner counts only. A cell's value is `known` + its row times the counts."""

    matrix: Any  # cells x free counts, CSR
    known: NDArray[np.int64]  # what of each cell is fixed already
    lower: NDArray[np.int64]  # so much is left at least; exactly, where printed
    printed: NDArray[np.bool_]


def reduced(rows: Rows, floor: NDArray[np.int64]) -> Reduced:
    """Drop counts under a printed zero, fix those that one printed row names.

    `floor` is the least that is known to be in each cell that is not printed. Raises
    UserError where the printed figures contradict each other.
    """
    matrix, printed = rows.matrix.tocsc(), rows.state == PRINTED
    known = np.zeros(len(rows.values), np.int64)
    while True:
        left = rows.values - known
        sizes = np.asarray(matrix.tocsr().getnnz(axis=1))
        _refuse(rows, printed & ((left < 0) | ((sizes == 0) & (left != 0))))
        fixed = _fixed(matrix.tocsr(), printed, left, sizes)
        at = np.isfinite(fixed)
        if not at.any():
            break
        known += (matrix[:, at] @ fixed[at]).astype(np.int64)
        matrix = matrix[:, ~at]
    lower = np.where(printed, rows.values, floor) - known
    lower = np.maximum(lower, 0)
    return Reduced(_merged(matrix), known, lower, printed)


def _fixed(
    matrix: Any,
    printed: NDArray[np.bool_],
    left: NDArray[np.int64],
    sizes: NDArray[np.int64],
) -> NDArray[np.float64]:
    """The value of each free count that a printed row gives, NaN for the others."""
    fixed = np.full(matrix.shape[1], np.nan)
    for chosen in (printed & (sizes == 1), printed & (left == 0) & (sizes > 0)):
        part = matrix[chosen].tocoo()
        fixed[part.col] = left[chosen][part.row]
    return fixed


def _merged(matrix: Any) -> Any:
    """One count for those that every row takes together or not at all."""
    columns = matrix.tocsc()
    columns.sort_indices()
    first: dict[bytes, int] = {}
    for column in range(columns.shape[1]):
        start, end = columns.indptr[column : column + 2]
        first.setdefault(columns.indices[start:end].tobytes(), column)
    return columns[:, list(first.values())].tocsr()


def _refuse(rows: Rows, wrong: NDArray[np.bool_]) -> None:
    if wrong.any():
        at = int(np.flatnonzero(wrong)[0])
        raise UserError(
            f"The total here is {rows.values[at]}, and its parts do not add up to it.",
            where=f"{in_words(rows.dimensions, rows.cells[at])}:",
            fix="Put the figures right: an audit of tables that contradict each "
            "other would mean nothing.",
        )
