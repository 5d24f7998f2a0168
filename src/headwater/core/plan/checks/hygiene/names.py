"""Codes and names that stand for nothing, and rows that nothing names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from headwater.core.place import area
from headwater.core.plan.above import key_above
from headwater.core.plan.checks.hygiene import (
    all_columns,
    entries,
    entries_in,
    name_of,
    rows_of,
    subject_of,
)
from headwater.core.plan.checks.rule import Found, gap, note, rule
from headwater.core.plan.columns import Column, Kind
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look


CODES = (Kind.CODE, Kind.CODES)
REFERENCES = (Kind.REF, Kind.REFS)

Strangers = dict[str, tuple[str, list[str]]]  # subject: the row's name, its entries


def _strangers(
    look: Look,
    kinds: Collection[Kind],
    known_in: Callable[[Column], Iterable[str]],
) -> Strangers:
    """Rows with entries that are not among the known ones of their column."""
    found: Strangers = {}
    for table, column in all_columns():
        if column.kind not in kinds:
            continue
        strange = entries_in(look, table, column).difference(known_in(column))
        for row in rows_of(look, table.name) if strange else ():
            there = [e for e in entries(getattr(row, column.name)) if e in strange]
            if there:
                subject = subject_of(table.name, row)
                _, listed = found.setdefault(subject, (name_of(table.name, row), []))
                listed.extend(entry for entry in there if entry not in listed)
    return found


def _quoted(entries: list[str]) -> str:
    return ", ".join(f"'{entry}'" for entry in entries)


@rule(
    "P001",
    finds="a code that is in none of the framework's lists",
    wants="codes that the framework knows",
    reads=("every column with a list of codes",),
    why=(
        "A code that nobody knows counts for nothing. It may come from an older "
        "list, or from another framework."
    ),
    gap="the code is not in the list of its column",
    fix="Use a code from the list, or add it to the framework.",
    many={Level.GAP: "{n} rows have codes that the framework does not know."},
)
def unknown_codes(look: Look) -> Iterator[Found]:
    def codes(column: Column) -> Iterable[str]:
        return look.framework.scheme(column.scheme).codes

    for subject, (name, odd) in _strangers(look, CODES, codes).items():
        yield gap(subject, f"{name} has a code that nobody knows: {_quoted(odd)}.")


@rule(
    "P010",
    finds="a lead, funder or other name that stands for no row",
    wants="names that stand for rows of the plan",
    reads=("every column that refers to another table",),
    why="A lead that is no partner, or a missing outcome, cannot be followed up.",
    gap="no row of the other table has that identifier",
    fix="Add the row, or correct the identifier.",
    many={Level.GAP: "{n} rows name something that is in no table."},
)
def names_of_nothing(look: Look) -> Iterator[Found]:
    ids: dict[str, frozenset[str]] = {}

    def names(column: Column) -> Iterable[str]:
        table = column.table
        if table not in ids:
            ids[table] = frozenset(name_of(table, row) for row in rows_of(look, table))
        return ids[table]

    parent = look.plan.about.parent
    for subject, (name, odd) in _strangers(look, REFERENCES, names).items():
        here = [entry for entry in odd if not key_above(parent, entry)]
        if here:
            yield gap(subject, f"{name} names what is in no table: {_quoted(here)}.")


@rule(
    "P011",
    finds="an organisation that nothing refers to",
    wants="a part in the plan for every organisation in it",
    reads=("organisations.organisation_id", "every column that names organisations"),
    why="It may be a partner whose part was left out, or a row that was left behind.",
    note="no row of any table names the organisation",
    fix="Name it where it has a part, or take its row out.",
    many={Level.NOTE: "{n} organisations are named nowhere in the plan."},
)
def unused_organisations(look: Look) -> Iterator[Found]:
    named: set[str] = set()
    for table, column in all_columns():
        if column.table == "organisations":
            named |= entries_in(look, table, column)
    for row in look.plan.organisations:
        if row.organisation_id not in named:
            yield note(
                f"organisations/{row.organisation_id}",
                f"{row.name} is named nowhere in the plan.",
            )


@rule(
    "P012",
    finds="an area code that Headwater does not hold",
    wants="area codes that Headwater holds",
    reads=("every column with area codes",),
    why="An area that we do not hold cannot be named or put on a map.",
    note="the code is not among the areas that come with Headwater",
    fix="Check the official code. If it is right, nothing needs to change.",
    many={Level.NOTE: "{n} rows have area codes that Headwater does not hold."},
)
def unknown_places(look: Look) -> Iterator[Found]:
    held = frozenset(
        code
        for table, column in all_columns()
        if column.kind is Kind.PLACES
        for code in entries_in(look, table, column)
        if area(code)
    )
    found = _strangers(look, (Kind.PLACES,), lambda column: held)
    for subject, (name, odd) in found.items():
        yield note(subject, f"{name} has area codes not held here: {_quoted(odd)}.")
