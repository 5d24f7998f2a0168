"""Protection by hand: what is refused, what is said, what is never lost."""

from __future__ import annotations

import numpy as np
import pytest

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.profiles import Profile, Zeros, profile, strictest
from headwater.core.disclosure.protect import Unprotectable, holds, protect
from headwater.core.disclosure.tables import Design, check_totals, lay_out
from headwater.core.disclosure.why_hidden import why_hidden
from headwater.errors import UserError


PLACES = [("London", None), *((code, "London") for code in "ABCD")]
SEXES = [("All", None), ("F", "All"), ("M", "All")]
DIMS = {"place": Hierarchy.of("place", PLACES), "sex": Hierarchy.of("sex", SEXES)}
RULE = profile("lt5_secondary")


def table(*counts: int) -> Design:
    keys = [(place, sex) for place in "ABCD" for sex in "FM"]
    return lay_out(DIMS, [["place", "sex"]], dict(zip(keys, counts, strict=True)))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("T", None), ("a", "b"), ("b", "a")], "own ancestor"),
        ([("T", None), ("a", "x")], "is not a category"),
        ([("T", None), ("a", "T"), ("a", "T")], "stands twice"),
        ([("T", None), ("U", None)], "have no parent"),
    ],
)
def test_a_broken_hierarchy_is_refused(rows: list, said: str) -> None:
    with pytest.raises(UserError, match=said):
        Hierarchy.of("place", rows)


@pytest.mark.parametrize("count", [-1, 1.5, float("nan")])
def test_what_is_no_number_of_people_is_refused(count: float) -> None:
    with pytest.raises(UserError, match="A, F"):
        lay_out(DIMS, [["place", "sex"]], {("A", "F"): count})


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(UserError, match="'Z' is not a category"):
        lay_out(DIMS, [["place", "sex"]], {("Z", "F"): 3})


def test_a_total_that_does_not_add_up_is_said_with_its_cell() -> None:
    with pytest.raises(UserError, match="place A: The table gives 9"):
        check_totals(table(1, 9, 9, 9, 9, 9, 9, 9), {("A", "All"): 9})


def test_nothing_sensitive_hides_nothing() -> None:
    assert not protect(table(*[9] * 8), RULE).hidden.any()


def test_one_small_count_takes_others_with_it() -> None:
    found = protect(table(2, 30, 20, 25, 12, 14, 11, 13), RULE)
    assert found.sensitive.sum() == 1
    assert found.hidden.sum() >= 4
    assert holds(found) == []
    reasons = why_hidden(found)
    assert reasons["A", "F"] == "hidden because it is fewer than 5"
    assert sum("would give away" in why for why in reasons.values()) >= 3


def test_a_table_that_cannot_be_protected_is_refused_with_proposals() -> None:
    one = lay_out(DIMS, [["place", "sex"]], {("A", "F"): 3, ("A", "M"): 900})
    kept = one.matrix[[one.cells.index(("A", "All"))]]
    fixed = lay_out(DIMS, [["place", "sex"]], {("A", "F"): 3})
    assert protect(fixed, RULE).hidden.all()
    with pytest.raises(Unprotectable, match="Merge categories of place"):
        protect(one, RULE, earlier=one.matrix)
    assert holds(protect(one, RULE, earlier=kept)) == []


def test_a_broken_certificate_is_found() -> None:
    found = protect(table(2, 30, 20, 25, 12, 14, 11, 13), RULE)
    row = int(np.flatnonzero(found.secondary)[0])
    found.hidden[row] = False
    assert holds(found) == [("A", "F")]


def test_the_strictest_profile_keeps_every_promise() -> None:
    rule = strictest([RULE, profile("nhs_1_7_r5"), Profile("own", 3, "x", 2)])
    assert (rule.threshold, rule.base, rule.zeros) == (8, 10, Zeros.NONE)
    with pytest.raises(UserError, match="Use one of"):
        profile("lt6")
