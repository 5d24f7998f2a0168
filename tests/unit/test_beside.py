"""A release given earlier ones that cut people up otherwise."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from headwater.core.disclosure.again import attack_again
from headwater.core.disclosure.audit import audit
from headwater.core.disclosure.audit_rows import PublishedTable
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About, Entry
from headwater.core.disclosure.profiles import profile
from headwater.core.disclosure.protect import Unprotectable
from headwater.core.disclosure.safe import release
from headwater.errors import UserError


RULE = profile("lt5_secondary")


def flat(name: str, codes: str) -> Hierarchy:
    return Hierarchy.of(name, [("all", None), *((code, "all") for code in codes)])


DIMS = {
    "place": flat("place", "ABCD"),
    "age": flat("age", "1234"),
    "sex": flat("sex", "FM"),
}
YEARS = {"period": flat("period", "xyz"), "place": DIMS["place"], "sex": DIMS["sex"]}
ABOUT = About("invented", "Invented", "people", ("x",), "1", "2026-11-25", "us", "none")
KEYS = list(product("ABCD", "1234", "FM"))
COUNTS = {key: (5 * at * at + 3 * at) % 17 + at % 3 for at, key in enumerate(KEYS)}
BY_YEAR = {
    key: (7 * at * at + at) % 13 + 5
    for at, key in enumerate(product("xyz", "ABCD", "FM"))
}
PAIRS = [list(pair) for pair in combinations(DIMS, 2)]


def made(tables, before: list[Entry], counts=COUNTS, dims=DIMS, **about) -> Entry:
    kept = {k: about.pop(k) for k in ("becomes",) if k in about}
    return release(
        replace(ABOUT, **about), counts, dims, tables, RULE, before, **kept
    ).entry


def figures(entry: Entry) -> set[tuple[str, ...]]:
    return set(entry.printed)


def test_every_pair_of_characteristics_one_after_the_other() -> None:
    ledger: list[Entry] = []
    for pair in PAIRS:
        ledger.append(made([pair], ledger))
    assert [len(entry.given) for entry in ledger] == [0, 1, 2]
    for entry in ledger:
        assert attack_again(entry, ledger).holds
    alone = [made([pair], []) for pair in PAIRS]
    assert sum(len(e.hidden) for e in ledger) >= sum(len(e.hidden) for e in alone)


def test_the_last_year_cannot_be_had_from_all_three_less_two() -> None:
    few = {**BY_YEAR, ("z", "A", "F"): 2, ("z", "B", "M"): 1}
    table = [["place", "sex"]]
    ledger: list[Entry] = []
    for year in "xy":
        ledger.append(made(table, ledger, few, YEARS, periods=(year,)))
    pooled = made(table, ledger, few, YEARS, periods=("x", "y", "z"))
    alone = made(table, [], few, YEARS, periods=("x", "y", "z"))
    assert len(pooled.given) == 2
    assert alone.hidden == frozenset()
    assert ("A", "F") in pooled.hidden


def test_years_that_do_not_overlap_know_nothing_of_each_other() -> None:
    first = made([["place", "sex"]], [], BY_YEAR, YEARS, periods=("x",))
    later = made([["place", "sex"]], [first], BY_YEAR, YEARS, periods=("y",))
    assert later.given == ()
    assert later.hierarchies.keys() == {"place", "sex"}


def test_years_that_stand_apart_show_only_those_asked_for() -> None:
    entry = made([["period", "place"]], [], BY_YEAR, YEARS, periods=("x", "z"))
    assert set(entry.hierarchies["period"].leaves()) == {"x", "z"}
    whole = sum(n for key, n in BY_YEAR.items() if key[0] != "y")
    assert entry.printed["all", "all"] == whole


def test_merged_bands_and_then_others_across_them() -> None:
    one = {"age": {"1": "1+2", "2": "1+2"}}
    two = {"age": {"2": "2+3", "3": "2+3"}}
    tree = {
        name: {**DIMS, "age": Hierarchy.of("age", [("all", None), *rows])}
        for name, rows in {
            "one": [("1+2", "all"), ("3", "all"), ("4", "all")],
            "two": [("1", "all"), ("2+3", "all"), ("4", "all")],
        }.items()
    }
    first = made([["place", "age"]], [], dims=tree["one"], becomes=one)
    assert first.parts == {"age": {"1+2": ("1", "2")}}
    second = made([["place", "age"]], [first], dims=tree["two"], becomes=two)
    whole = made([["place", "age"]], [first, second])
    for entry in (first, second, whole):
        assert attack_again(entry, [first, second, whole]).holds


def test_the_same_vintage_has_the_same_figures() -> None:
    first = made([["place"]], [])
    more = {**COUNTS, KEYS[4]: COUNTS[KEYS[4]] + 1}
    with pytest.raises(UserError, match="has another figure for"):
        made([["place"]], [first], more)
    revised = made([["place", "sex"]], [first], more, vintage="2")
    assert revised.given == (first.id,)


def test_somebody_where_there_was_nobody_is_another_figure() -> None:
    place = {"place": DIMS["place"]}
    first = made([["place"]], [], {("A",): 3, ("B",): 4, ("C",): 30, ("D",): 0}, place)
    assert first.hidden == {("A",), ("B",)}
    moved = {("A",): 1, ("B",): 4, ("C",): 30, ("D",): 2}
    with pytest.raises(UserError, match="has another figure for D"):
        made([["place"]], [first], moved, place)


def test_what_was_hidden_stays_so_in_a_revised_edition() -> None:
    first = made([["place", "age"]], [])
    more = {key: count + 6 for key, count in COUNTS.items()}
    revised = made([["place", "age"]], [first], more, vintage="2")
    assert revised.hidden >= first.hidden
    assert made([["place", "age"]], [], more, vintage="2").hidden == frozenset()


def test_the_strictest_rule_of_overlapping_releases_applies() -> None:
    first = release(ABOUT, COUNTS, DIMS, [["place"]], profile("lt10")).entry
    later = made([["place", "sex"]], [first])
    assert later.profile.threshold == 10


def test_rounded_figures_do_not_show_what_was_there() -> None:
    rule = profile("ten_five")
    found = release(ABOUT, COUNTS, DIMS, [["place", "sex"]], rule)
    assert {n % 5 for n in found.entry.printed.values()} == {0}
    again = release(ABOUT, COUNTS, DIMS, [["place", "age"]], rule, [found.entry])
    assert again.entry.given == (found.entry.id,)
    with pytest.raises(UserError, match="is rounded to 5"):
        attack_again(again.entry, [found.entry])


def test_a_contributor_cannot_work_out_the_others() -> None:
    """In a table that the public cannot unpick, one of two who made it might."""
    dims = {name: DIMS[name] for name in ("place", "sex")}
    counts = dict(zip(product("ABCD", "FM"), [3, 40, 9, 9, 9, 9, 30, 30], strict=True))
    own = {key: n if key != ("A", "F") else 0 for key, n in counts.items()}
    own["D", "F"] = own["D", "M"] = own["A", "M"] = 10
    alone = release(ABOUT, counts, dims, [["place", "sex"]], RULE)
    knowing = release(ABOUT, counts, dims, [["place", "sex"]], RULE, own=own)
    attack = partial(
        audit,
        hierarchies={name: each.parents for name, each in dims.items()},
        threshold=RULE.threshold,
        sensitive=[("A", "F")],
        own=_sums(own),
    )
    assert not attack([_as_table(alone.entry)]).holds
    assert attack([_as_table(knowing.entry)]).holds


def test_who_holds_everybody_alone_knows_it_and_the_totals_go_too() -> None:
    """Nobody can be traded away, so somebody more must be possible everywhere."""
    counts = dict(zip(product("ABCD", "FM"), [3, 40, 9, 9, 9, 9, 30, 30], strict=True))
    dims = {name: DIMS[name] for name in ("place", "sex")}
    made = release(ABOUT, counts, dims, [["place", "sex"]], RULE, own=counts)
    assert made.audit.holds
    assert {("A", "F"), ("A", "all"), ("all", "F"), ("all", "all")} <= made.entry.hidden


def _sums(own: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for (place, sex), n in own.items():
        for cell in product((place, "all"), (sex, "all")):
            found[cell] = found.get(cell, 0) + n
    return found


def _as_table(entry: Entry) -> PublishedTable:
    cells = {**entry.printed, **dict.fromkeys(entry.hidden)}
    return PublishedTable("t", ("place", "sex"), cells, absent_is_zero=True)


SMALL = {
    "place": flat("place", "AB"),
    "age": flat("age", "123"),
    "sex": flat("sex", "FM"),
}
CELLS = list(product("AB", "123", "FM"))
TABLES = [[name] for name in SMALL] + PAIRS + [list(SMALL)]


@settings(max_examples=40)
@given(
    some.lists(some.integers(0, 12), min_size=len(CELLS), max_size=len(CELLS)),
    some.lists(some.sampled_from(TABLES), min_size=2, max_size=3),
)
def test_any_releases_one_after_the_other_hold_together(
    people: list[int], asked: list[list[str]]
) -> None:
    """Attacked by what is printed alone, without the certificate of any of them."""
    counts, ledger = dict(zip(CELLS, people, strict=True)), []
    for table in asked:
        try:
            ledger.append(made([table], ledger, counts, SMALL))
        except Unprotectable:
            continue
    for entry in ledger:
        small = attack_again(entry, ledger)
        true = {c: n for c, n in _true(counts, entry).items() if 0 < n < RULE.threshold}
        told = {each.cell for each in small.failures}
        assert not {c for c in true if _named(entry, c) in told}


def _true(counts: dict, entry: Entry) -> dict[tuple[str, ...], int]:
    found = {}
    for cell in entry.hidden:
        by = dict(zip(entry.hierarchies, cell, strict=True))
        wanted = [by.get(dim, "all") for dim in SMALL]
        found[cell] = sum(
            n
            for key, n in counts.items()
            if all(w in (k, "all") for w, k in zip(wanted, key, strict=True))
        )
    return found


def _named(entry: Entry, cell: tuple[str, ...]) -> str:
    return ", ".join(f"{d} {c}" for d, c in zip(entry.hierarchies, cell, strict=True))
