"""Protection on the benchmark tables: no interval too narrow, and little is lost."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog
from sdc_benchmark import design

from headwater.core.disclosure.profiles import profile
from headwater.core.disclosure.protect import Protected, holds, protect


RULE = profile("lt5_secondary")
BEST = {"small-a": (446, 6106), "small-h": (1619, 60969)}  # reference, section 2


def guesses(found: Protected, row: int) -> tuple[int, int]:
    """The lowest and highest that A2 can make of a cell, ends rounded inwards."""
    matrix, values = found.design.matrix, found.design.values
    shown, hidden = matrix[~found.hidden], matrix[found.hidden]
    cost = matrix[[row]].toarray()[0]
    ends = []
    for sign in (1, -1):
        answer = linprog(
            sign * cost,
            A_ub=-hidden,
            b_ub=np.full(hidden.shape[0], -1.0),
            A_eq=shown,
            b_eq=values[~found.hidden],
        )
        ends.append(sign * answer.fun if answer.status == 0 else -sign * np.inf)
    return int(np.ceil(ends[0] - 1e-6)), int(np.floor(min(ends[1], 1e9) + 1e-6))


@pytest.mark.slow
@pytest.mark.parametrize("name", BEST)
def test_nothing_is_narrower_than_promised_and_little_is_lost(name: str) -> None:
    found = protect(design(name, "full"), RULE)
    assert holds(found) == []
    cells, people = BEST[name]
    assert found.hidden.sum() <= cells
    assert found.lost <= people
    rows = np.flatnonzero(found.sensitive)
    for row in rows[:: max(1, len(rows) // 8)]:
        low, high = guesses(found, row)
        assert high - low >= RULE.width, found.design.cells[row]
