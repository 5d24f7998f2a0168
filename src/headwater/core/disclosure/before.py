"""What earlier releases have printed or hidden, as a later one must know it.

The same counts released again, at another breakdown: what was printed stays printed,
so its rows join those that no move may change. Counts revised since: what was hidden
stays hidden, so that a printed cell does not fill in the blank of the release before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.tables import Design, Key
from headwater.errors import UserError


def hidden_before(design: Design, cells: Iterable[Key]) -> NDArray[np.bool_]:
    """Flags, in the order of the design, the cells that a release before hid."""
    hidden = set(cells)
    return np.array([cell in hidden for cell in design.cells], dtype=bool)


def printed_before(
    design: Design, hierarchies: Mapping[str, Hierarchy], cells: Iterable[Key]
) -> Any:
    """Rows (scipy CSR, by inner cells) of cells that a release before printed.

    `hierarchies` are those of that release, with the dimensions of this one; a
    category that splits differently may be a sum of our leaves, but its leaves must
    be categories of ours. Raises UserError where they are not.
    """
    from scipy.sparse import csr_matrix

    if tuple(hierarchies) != design.dims:
        raise UserError(
            f"The earlier release is by {', '.join(hierarchies)}, "
            f"this one by {', '.join(design.dims)}.",
            fix="Give both the same dimensions; a total stands for one not shown.",
        )
    rows = [_row(design, hierarchies, cell) for cell in cells]
    shape = (len(rows), len(design.inner))
    return csr_matrix(np.array(rows, dtype=float).reshape(shape))


def _row(
    design: Design, theirs: Mapping[str, Hierarchy], cell: Key
) -> NDArray[np.bool_]:
    sides = [
        _leaves(ours, before, code)
        for ours, before, code in zip(
            design.hierarchies.values(), theirs.values(), cell, strict=True
        )
    ]
    return np.array(
        [
            all(code in side for code, side in zip(key, sides, strict=True))
            for key in design.inner
        ],
        dtype=bool,
    )


def _leaves(ours: Hierarchy, theirs: Hierarchy, code: str) -> set[str]:
    """Our leaves under a category of theirs."""
    theirs.above(code)
    under = {leaf for leaf in theirs.leaves() if code in theirs.above(leaf)}
    unknown = sorted(under - set(ours.parents))
    if unknown:
        raise UserError(
            f"The earlier release has {unknown[0]!r} in {ours.name}, this one has not.",
            fix="Say in the hierarchy which categories of this release it is made of.",
        )
    return {leaf for leaf in ours.leaves() if under & set(ours.above(leaf))}
