"""Random small tables, protected, then attacked with every table that fits."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.profiles import Profile, Zeros
from headwater.core.disclosure.protect import Protected, Unprotectable, holds, protect
from headwater.core.disclosure.tables import lay_out


RULE = Profile("fewer than 3", 3, "made up for this test")
DIMS = {
    "place": Hierarchy.of(
        "place", [("London", None), ("A", "London"), ("B", "London"), ("C", "London")]
    ),
    "sex": Hierarchy.of("sex", [("All", None), ("F", "All"), ("M", "All")]),
}
KEYS = list(product(("A", "B", "C"), ("F", "M")))


def every_table(found: Protected, top: int) -> np.ndarray:
    """All whole tables up to `top` a cell that fit what is printed, one a row."""
    matrix = found.design.matrix.toarray()
    guesses = np.array(list(product(range(top + 1), repeat=matrix.shape[1])))
    made = guesses @ matrix.T
    fits = (made[:, ~found.hidden] == found.design.values[~found.hidden]).all(1)
    return made[fits & (made[:, found.hidden] >= found.profile.floor).all(1)]


@pytest.mark.slow
@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 4), min_size=6, max_size=6), st.sampled_from(Zeros))
def test_no_table_can_be_unpicked_by_trying_every_one(
    counts: list[int], zeros: Zeros
) -> None:
    rule, hides = replace(RULE, zeros=zeros), zeros is Zeros.LISTED
    people = dict(zip(KEYS, counts, strict=True))
    design = lay_out(DIMS, [["place", "sex"]], people, keep_zeros=hides)
    try:
        found = protect(design, rule)
    except Unprotectable:
        return  # said, and nothing released
    assert holds(found) == []
    made = every_table(found, 6)
    width = made.max(0) - made.min(0)
    assert (width[found.sensitive] >= rule.width).all()
    assert found.sensitive[design.values == 0].all() == hides or design.values.all()
