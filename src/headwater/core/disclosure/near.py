"""The neighbourhood of a cell: who could trade places with whom, cheaply."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.tables import Design, Key


BASES = 2  # inner cells of a cell from which to look


def near(
    design: Design, matrix: Any, hidden: NDArray[np.bool_], row: int, size: int
) -> NDArray[np.int64]:
    """Inner cells around a cell: `size` more categories of each dimension.

    First those whose neighbours are hidden already, because they cost nothing.
    `matrix` is the design's, as CSC. Returns columns in order, without repeats.
    """
    place = _place(design)
    start, stop = design.matrix.indptr[row : row + 2]
    under = design.matrix.indices[start:stop]
    free = hidden.astype(float) @ matrix[:, under]
    bases = under[np.argsort(-free, kind="stable")[:BASES]]
    found: set[int] = set()
    for base in bases.tolist():
        found.update(_around(design, matrix, hidden, place, base, size))
    return np.array(sorted(found), dtype=np.int64)


def _place(design: Design) -> dict[Key, int]:
    return {key: at for at, key in enumerate(design.inner)}


def _around(
    design: Design,
    matrix: Any,
    hidden: NDArray[np.bool_],
    place: dict[Key, int],
    base: int,
    size: int,
) -> list[int]:
    key = design.inner[base]
    sides = []
    for at, hierarchy in enumerate(design.hierarchies.values()):
        beside = [
            (code, place[other])
            for code in hierarchy.leaves()
            if (other := (*key[:at], code, *key[at + 1 :])) in place and code != key[at]
        ]
        free = hidden.astype(float) @ matrix[:, [column for _, column in beside]]
        best = np.argsort(-free, kind="stable")[:size]
        sides.append([key[at], *(beside[i][0] for i in best)])
    return [place[cell] for cell in product(*sides) if cell in place]
