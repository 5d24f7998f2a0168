"""The audit on tables of the textbooks, and on faults that were planted."""

from __future__ import annotations

import pytest

from headwater.core.disclosure.audit import audit
from headwater.core.disclosure.audit_rows import PublishedTable
from headwater.errors import UserError


AB = {"Total": None, "a": "Total", "b": "Total"}
XY = {"Total": None, "x": "Total", "y": "Total"}
HIERARCHIES = {"area": AB, "sex": XY}
TRUE = {("a", "x"): 20, ("a", "y"): 3, ("b", "x"): 30, ("b", "y"): 40}


def full(hidden=(), inner=TRUE, **kept) -> PublishedTable:
    cells = {}
    for area in AB:
        for sex in XY:
            cells[area, sex] = sum(
                n
                for (a, s), n in inner.items()
                if area in (a, "Total") and sex in (s, "Total")
            )
    cells |= dict.fromkeys(hidden)
    return PublishedTable("t", ("area", "sex"), cells, **kept)


def line(values, total="Total") -> PublishedTable:
    return PublishedTable("line", ("area",), {(k,): v for k, v in values.items()})


def test_one_hidden_cell_is_found_by_subtraction() -> None:
    found = audit([full([("a", "y")])], HIERARCHIES, 5)
    (failure,) = found.failures
    assert (failure.low, failure.high, failure.attacker) == (3, 3, "A0")
    assert failure.cell == "area a, sex y"
    assert (found.tested, found.exact, found.narrowest) == (1, 1, 0)


def test_square_of_hidden_cells_holds() -> None:
    found = audit([full(TRUE)], HIERARCHIES, 5)
    assert found.holds
    assert found.tested == 4
    assert found.narrowest >= 4


def test_two_hidden_cells_that_make_two_are_one_each() -> None:
    found = audit([line({"Total": 2, "a": None, "b": None})], {"area": AB}, 5)
    assert [(f.low, f.high, f.attacker) for f in found.failures] == [
        (1, 1, "A2"),
        (1, 1, "A2"),
    ]


@pytest.mark.parametrize(("total", "holds"), [(5, False), (6, True)])
def test_width_is_the_threshold_less_one(total: int, holds: bool) -> None:
    table = line({"Total": total, "a": None, "b": None})
    assert audit([table], {"area": AB}, 5).holds is holds


def test_margin_that_was_skipped_is_caught() -> None:
    hidden = [("a", "x"), ("a", "y")]  # and their columns still print totals
    assert not audit([full(hidden)], HIERARCHIES, 5).holds


def test_other_table_prints_what_this_one_hides() -> None:
    one = full([("a", "y"), ("b", "y"), ("a", "Total"), ("b", "Total")])
    assert audit([one], HIERARCHIES, 5).holds
    other = PublishedTable("other", ("area", "sex"), {("a", "Total"): 23})
    found = audit([one, other], HIERARCHIES, 5)
    assert "area a, sex y" in {f.cell for f in found.failures if f.exact}


def test_overlapping_ages_give_the_oldest_away() -> None:
    ages = {"16+": None, "16-74": "16+", "75+": "16+"}
    first = PublishedTable("first", ("age",), {("16+",): 52})
    second = PublishedTable("second", ("age",), {("16-74",): 50})
    assert audit([first], {"age": ages}, 5).holds
    (failure,) = audit([first, second], {"age": ages}, 5).failures
    assert (failure.cell, failure.low, failure.high) == ("age 75+", 2, 2)


def test_total_that_does_not_add_up_is_refused_with_its_cell() -> None:
    with pytest.raises(UserError, match=r"area a, sex Total.*do not add up"):
        audit([full().__class__("t", ("area", "sex"), _off())], HIERARCHIES, 5)


def _off() -> dict:
    return {**full().cells, ("a", "Total"): 24}


def test_absent_rows_are_zero_only_where_said() -> None:
    cells = {("Total",): 9, ("a",): None}
    open_table = PublishedTable("t", ("area",), cells)
    assert audit([open_table], {"area": AB}, 5).holds
    closed = PublishedTable("t", ("area",), cells, absent_is_zero=True)
    found = audit([closed], {"area": AB}, 5)
    assert found.holds  # nine is not a small count, though everybody can see it
    small = PublishedTable("t", ("area",), {**cells, ("Total",): 3}, True)
    assert audit([small], {"area": AB}, 5).exact == 1


def test_insider_knows_the_least() -> None:
    table = line({"Total": 8, "a": None, "b": None})
    assert audit([table], {"area": AB}, 5).holds
    assert not audit([table], {"area": AB}, 5, own={("b",): 5}).holds


TREE = {"sex": {"P": None, "F": "P", "M": "P"}}


@pytest.mark.parametrize(
    ("cells", "tree", "said"),
    [
        ({("P",): 9, ("X",): 2}, TREE, "'X' is not a category of sex"),
        ({("P",): -9}, TREE, "-9 is not a number of people"),
        ({("P",): 2.5}, TREE, "2.5 is not a number of people"),
        ({("P", "F"): 2}, TREE, "2 categories for 1 dimensions"),
        ({("P",): 9, ("F",): 4, ("M",): 4}, TREE, "do not add up"),
        ({("P",): 9}, {"sex": {"P": None, "A": "B", "B": "A"}}, "own ancestor"),
        ({("P",): 9}, {"sex": {"P": None, "A": "Q"}}, "'Q', is not a category"),
        ({("P",): 9}, {"sex": {"P": None, "A": None}}, "have no parent"),
    ],
)
@pytest.mark.parametrize("absent", [True, False])
def test_what_cannot_be_audited_is_refused(
    cells: dict, tree: dict, said: str, absent: bool
) -> None:
    with pytest.raises(UserError, match=said):
        audit([PublishedTable("A", ("sex",), cells, absent)], tree, 5)


def test_nothing_hidden_and_everything_hidden() -> None:
    shown = PublishedTable("A", ("sex",), {("P",): 30, ("F",): 20, ("M",): 10})
    assert audit([shown], TREE, 5).tested == 0
    hidden = PublishedTable("A", ("sex",), dict.fromkeys([("P",), ("F",), ("M",)]))
    found = audit([hidden], TREE, 5)
    assert found.holds
    assert found.hidden == 3


def test_ages_that_overlap_give_the_difference_away() -> None:
    ages = {"age": {"all": None, "0-15": "all", "16-74": "all", "75+": "all"}}
    main = {("all",): 60, ("0-15",): 20, ("16-74",): None, ("75+",): None}
    tables = [PublishedTable("bulletin", ("age",), main)]
    assert audit(tables, ages, 5).holds
    tables.append(PublishedTable("survey", ("age",), {("15+",): 40, ("16-74",): 38}))
    over = {"age": {"15+": ("16-74", "75+")}}
    found = audit(tables, ages, 5, overlapping=over)
    assert [each.words for each in found.failures] == [
        "is 2: adding and subtracting printed figures gives it"
    ]
