"""Why each hidden cell is hidden, in words."""

from __future__ import annotations

import numpy as np

from headwater.core.disclosure.protect import Protected
from headwater.core.disclosure.tables import Design, Key


def why_hidden(found: Protected) -> dict[Key, str]:
    """A reason for each hidden cell. For the owner of the figures only.

    The reasons tell small counts from others, so they are never published.
    """
    helped = _helped(found)
    small = f"hidden because it is fewer than {found.profile.threshold}"
    reasons = {}
    for row in np.flatnonzero(found.hidden).tolist():
        cell = found.design.cells[row]
        if found.sensitive[row]:
            reasons[cell] = small
        elif row in helped:
            reasons[cell] = _gives_away(found.design, row, helped[row])
        else:
            reasons[cell] = "hidden because an earlier release hid it"
    return reasons


def _helped(found: Protected) -> dict[int, int]:
    """For each cell that moves change, a sensitive cell that they protect."""
    helped: dict[int, int] = {}
    for row, pair in found.witness.items():
        for at in set(pair) - {-1}:
            move = found.moves[at]
            change = found.design.matrix[:, move.columns] @ move.by
            for other in np.flatnonzero(change).tolist():
                helped.setdefault(other, row)
    return helped


def _gives_away(design: Design, row: int, small: int) -> str:
    """Names the cell given away, and the totals by which it would be."""
    cell, other = design.cells[row], design.cells[small]
    apart = [
        name
        for name, mine, theirs in zip(design.dims, cell, other, strict=True)
        if mine != theirs
    ]
    by = " and ".join(apart) or "its parts"
    return (
        f"hidden because, with the totals by {by}, it would give away or narrow "
        f"{design.named(other)}"
    )
