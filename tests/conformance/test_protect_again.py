"""A second release of the same table, after the first."""

from __future__ import annotations

import numpy as np
import pytest
from sdc_benchmark import design

from headwater.core.disclosure.before import hidden_before, printed_before
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.profiles import profile
from headwater.core.disclosure.protect import holds, protect
from headwater.core.disclosure.tables import lay_out
from headwater.errors import UserError


RULE = profile("lt5_secondary")


@pytest.mark.slow
def test_a_revised_table_fills_in_no_blank_of_the_one_before() -> None:
    first = protect(design("small-a", "full"), RULE, tries=0)
    later = design("small-a-r1", "full")
    blank = [first.design.cells[row] for row in np.flatnonzero(first.hidden)]
    before = hidden_before(later, blank)
    found = protect(later, RULE, keep_hidden=before, tries=0)
    assert holds(found) == []
    assert found.hidden[before].all()


def test_what_was_printed_before_is_never_moved() -> None:
    place = Hierarchy.of("place", [("T", None), *((code, "T") for code in "ABCD")])
    sex = Hierarchy.of("sex", [("P", None), ("F", "P"), ("M", "P")])
    dims = {"place": place, "sex": sex}
    counts = dict(
        zip(
            [(a, b) for a in "ABCD" for b in "FM"],
            [2, 30, 6, 25, 12, 14, 11, 13],
            strict=True,
        )
    )
    laid = lay_out(dims, [["place", "sex"]], counts)
    cheap = protect(laid, RULE)
    shown = next(
        key
        for key in laid.inner
        if key[0] != "A" and cheap.hidden[laid.cells.index(key)]
    )
    rows = printed_before(laid, dims, [shown])
    after = protect(laid, RULE, earlier=rows)
    assert holds(after) == []
    for move in after.moves:
        assert laid.inner.index(shown) not in move.columns
    other = {"place": Hierarchy.of("place", [("T", None), ("Z", "T")]), "sex": sex}
    with pytest.raises(UserError, match="'Z' in place, this one has not"):
        printed_before(laid, other, [("Z", "P")])
