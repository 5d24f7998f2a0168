"""Second tables that an owner puts forward, checked by plain arithmetic.

A table that fits everything printed as well as the true one does shows, with no
programme at all, how far apart an attacker's guesses must stay. Nothing is taken on
trust: one that does not fit says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.audit_rows import PRINTED, Cell, Rows


Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Witnesses:
    """A table of the finest counts, and what others differ from it by.

    `counts` maps combinations of leaf codes to people, those left out to none; each of
    `changes` maps some to people more or fewer.
    """

    counts: Mapping[Cell, int]
    changes: Sequence[Mapping[Cell, int]]


def spread(rows: Rows, told: Witnesses, floor: Whole) -> tuple[Whole, Whole]:
    """The least and the most of each cell among the tables that fit.

    `floor` is what is known to be in each cell at least. Both are those of the first
    table where no other fits; where that does not fit either, most is below least.
    """
    from scipy import sparse

    base = _column(rows, told.counts)
    values = np.asarray(rows.matrix @ base).astype(np.int64)
    printed = rows.state == PRINTED
    if (values[printed] != rows.values[printed]).any() or (values < floor).any():
        return np.full(len(values), 1), np.zeros(len(values), np.int64)
    if not told.changes:
        return values, values
    by = sparse.hstack([_sparse(rows, each) for each in told.changes]).tocsc()
    change = (rows.matrix.astype(np.int64) @ by).tocsc()
    fits = (
        ~_touches(change[printed]) & ~_below(by, base) & ~_below(change, values - floor)
    )
    change = change[:, np.flatnonzero(fits)]
    low = np.asarray(change.min(axis=1).todense()).ravel().astype(np.int64)
    high = np.asarray(change.max(axis=1).todense()).ravel().astype(np.int64)
    return values + np.minimum(low, 0), values + np.maximum(high, 0)


def _column(rows: Rows, counts: Mapping[Cell, int]) -> Whole:
    found = np.zeros(rows.matrix.shape[1], np.int64)
    found[rows.columns(counts)] = list(counts.values())
    return found


def _sparse(rows: Rows, change: Mapping[Cell, int]) -> Any:
    from scipy import sparse

    at = rows.columns(change)
    by = np.array(list(change.values()), np.int64)
    return sparse.csc_matrix(
        (by, (at, np.zeros(len(at), np.int64))), (rows.matrix.shape[1], 1)
    )


def _touches(change: Any) -> NDArray[np.bool_]:
    """Which columns have anything in them."""
    found = change.tocsc()
    found.eliminate_zeros()
    touched: NDArray[np.bool_] = np.diff(found.indptr) > 0
    return touched


def _below(change: Any, room: Whole) -> NDArray[np.bool_]:
    """Which columns take some row down by more than it has."""
    found = change.tocoo()
    bad = np.zeros(change.shape[1], dtype=bool)
    bad[found.col[-found.data > room[found.row]]] = True
    return bad
