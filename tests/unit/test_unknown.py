"""What was not reported, and what cannot be, are no zeros and hide nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from invented_contacts import ABOUT, COUNTS, DIMS, RULE

from headwater.core.disclosure.beside import Asked
from headwater.core.disclosure.ledger import (
    NOT_APPLICABLE,
    NOT_REPORTED,
    as_dict,
    from_dict,
)
from headwater.core.disclosure.released import ReleasedTable
from headwater.core.disclosure.safe import release
from headwater.core.disclosure.unknown import marks
from headwater.errors import UserError


BY_BOTH = [["place", "sex"]]
NO_D = {("D", "F"): NOT_REPORTED, ("D", "M"): NOT_REPORTED}
SOME = {key: n for key, n in COUNTS.items() if key not in NO_D}


def asked(**other: object) -> Asked:
    return replace(Asked(ABOUT, SOME, DIMS, BY_BOTH), **other)


def test_a_total_is_marked_only_where_nothing_of_it_was_reported() -> None:
    assert marks(asked(), NO_D) == {**NO_D, ("D", "P"): NOT_REPORTED}
    one = {("D", "M"): NOT_APPLICABLE}
    assert marks(asked(), one) == one
    assert marks(asked(tables=[["place"]]), NO_D) == {("D",): NOT_REPORTED}
    assert marks(asked(tables=[["sex"]]), NO_D) == {}


def test_what_is_partly_not_reported_and_partly_impossible_is_not_reported() -> None:
    both = {("D", "F"): NOT_REPORTED, ("D", "M"): NOT_APPLICABLE}
    assert marks(asked(), both)["D", "P"] == NOT_REPORTED


def test_a_merged_category_is_marked_where_all_of_it_is() -> None:
    merged = {
        "place": DIMS["place"].of("place", [("T", None), ("A+B", "T"), ("CD", "T")])
    }
    asks = asked(
        hierarchies={**merged, "sex": DIMS["sex"]},
        becomes={"place": {"A": "A+B", "B": "A+B", "C": "CD", "D": "CD"}},
    )
    assert marks(asks, NO_D) == {}
    no_c = {("C", "F"): NOT_REPORTED, ("C", "M"): NOT_REPORTED}
    few = {key: n for key, n in SOME.items() if key[0] != "C"}
    found = marks(replace(asks, counts=few), NO_D | no_c)
    assert found == {("CD", sex): NOT_REPORTED for sex in "PFM"}


def test_a_count_that_was_not_reported_as_well_is_refused() -> None:
    with pytest.raises(UserError, match="A, F: This has a count and is not reported"):
        marks(asked(), {("A", "F"): NOT_REPORTED})


def test_a_release_keeps_them_apart_from_none_and_withheld() -> None:
    counts = {**SOME, ("C", "M"): 0}
    made = release(ABOUT, counts, DIMS, BY_BOTH, RULE, missing=NO_D)
    again = from_dict(as_dict(made.entry))
    assert again.id == made.entry.id
    (table,) = ReleasedTable.from_ledger(again)
    place, sex = table.axes
    words = {
        (p, s): table.words()[place.index(p), sex.index(s)]
        for p in place.codes
        for s in sex.codes
    }
    assert words["D", "F"] == words["D", "P"] == "not reported"
    assert words["C", "M"] == "none"
    assert words["A", "F"] == "withheld"
    assert words["T", "P"] == "reported"
    assert made.entry.printed["T", "P"] == sum(counts.values())
