"""Releases that cut people up differently, in one set of names."""

from __future__ import annotations

import pytest

from headwater.core.disclosure.frame import WHOLE, Naming, framed, loosened
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.errors import UserError


def flat(name: str, *codes: str, root: str = "all") -> Hierarchy:
    return Hierarchy.of(name, [(root, None), *((code, root) for code in codes)])


def named(*hierarchies: Hierarchy, periods=("y1",), **parts) -> Naming:
    return Naming("It", periods, {each.name: each for each in hierarchies}, parts)


AGES = named(flat("age", "16", "25", "40"))


def test_one_release_alone_keeps_its_own_tree() -> None:
    side = framed([AGES], AGES)["age"]
    assert side.tree == AGES.hierarchies["age"]
    assert (side.cuts, side.loose) == ({}, ())


def test_a_band_that_cuts_across_is_known_by_its_atoms() -> None:
    across = named(flat("age", "16+25", "40"), age={"16+25": ("16", "25")})
    other = named(flat("age", "16", "25+40"), age={"25+40": ("25", "40")})
    side = framed([across, other], AGES)["age"]
    assert set(side.tree.leaves()) == {"16", "25", "40"}
    assert side.tree.above("16") == ("16", "16+25", "all")
    assert side.cuts == {"25+40": ("25", "40")}
    assert side.names[1] == {"all": "all", "16": "16", "25+40": "25+40"}
    assert side.loose == ("25",)  # all, less 16, less 40


def test_one_that_does_not_show_a_dimension_stands_for_everybody() -> None:
    sexes = named(flat("sex", "F", "M"))
    both = named(*AGES.hierarchies.values(), *sexes.hierarchies.values())
    frame = framed([sexes, AGES], both)
    assert frame["age"].names[0] == {WHOLE: frame["age"].tree.root}
    assert frame["sex"].names[1] == {WHOLE: "all"}


def test_the_last_quarter_is_loose_once_the_year_follows_three() -> None:
    source = named(flat("period", "q1", "q2", "q3", "q4"))
    year = named(periods=("q1", "q2", "q3", "q4"))
    quarters = [named(periods=(q,)) for q in ("q1", "q2", "q3")]
    side = framed([year, *quarters], source)["period"]
    assert side.loose == ("q4",)
    assert side.names[1] == {WHOLE: "q1"}
    assert set(loosened({"period": side}, [("q1",)])) == {("q4",)}


def test_years_outside_the_new_release_lie_beside_it() -> None:
    source = named(flat("period", "y1", "y2", "y3"))
    new, old = named(periods=("y2",)), named(periods=("y1", "y2"))
    side = framed([new, old], source)["period"]
    assert set(side.tree.leaves()) == {"y1", "y2"}  # nobody released y3
    assert side.names[0] == {WHOLE: "y2"}
    assert side.loose == ("y1",)


def test_a_group_that_was_split_since_is_still_known() -> None:
    now = Hierarchy.of(
        "age",
        [("all", None), ("16", "all"), ("old", "all"), ("25", "old"), ("40", "old")],
    )
    before = named(flat("age", "16", "old"))
    side = framed([named(now), before], named(now))["age"]
    assert side.names[1]["old"] == "old"
    assert side.cuts == {}


def test_what_the_counts_do_not_have_is_refused_with_what_to_do() -> None:
    with pytest.raises(UserError, match="'70' in age, which these counts have not"):
        framed([AGES, named(flat("age", "16", "70"))], AGES)
    with pytest.raises(UserError, match="is by sex, which these counts do not have"):
        framed([AGES, named(flat("sex", "F"))], AGES)
    with pytest.raises(UserError, match="covers other periods"):
        framed([AGES, named(*AGES.hierarchies.values(), periods=("y1", "y2"))], AGES)
