"""Small ways in which a whole plan becomes like one that people keep."""

from __future__ import annotations

from collections.abc import Callable

from headwater.exchange.northbank.source import Cells, Tables


Habit = Callable[[Tables], None]
Test = Callable[[Cells], bool]


def any_row(row: Cells) -> bool:
    return True


def has(column: str, *codes: str) -> Test:
    """Rows with one of these entries in a list."""
    return lambda row: not set(codes).isdisjoint(row.get(column, "").split("; "))


def filled(column: str) -> Test:
    return lambda row: bool(row.get(column))


def says(
    table: str, column: str, text: str, *, each: int = 1, where: Test = any_row
) -> Habit:
    """Another text in every row that passes; with `each`, in every third, say."""

    def change(tables: Tables) -> None:
        for row in [row for row in tables[table] if where(row)][::each]:
            row[column] = text

    return change


def blank(table: str, *columns: str, each: int = 1, where: Test = any_row) -> Habit:
    """Cells that nobody filled in."""

    def change(tables: Tables) -> None:
        for column in columns:
            says(table, column, "", each=each, where=where)(tables)

    return change


def only(table: str, *columns: str) -> Habit:
    """A table of which only some columns are filled in."""

    def change(tables: Tables) -> None:
        for row in tables[table]:
            for column in row.keys() - set(columns):
                row[column] = ""

    return change


def takes_out(
    table: str,
    column: str,
    *codes: str,
    instead: str = "none",
    where: Test = any_row,
) -> Habit:
    """Entries that no list names; `instead` stands where nothing else is left."""

    def change(tables: Tables) -> None:
        for row in filter(where, tables[table]):
            there = row.get(column, "").split("; ")
            kept = [entry for entry in there if entry not in codes]
            if kept != there:
                row[column] = "; ".join(kept) or instead

    return change


def first_rows(table: str, count: int) -> Habit:
    """A table that was only begun."""

    def change(tables: Tables) -> None:
        del tables[table][count:]

    return change


def loses(table: str, where: Test) -> Habit:
    """Rows that were never written down. Nothing else may refer to them."""

    def change(tables: Tables) -> None:
        tables[table] = [row for row in tables[table] if not where(row)]

    return change


def also(table: str, **cells: str) -> Habit:
    """One row more."""
    return lambda tables: tables[table].append(dict(cells))


def not_complete(*names: str) -> Habit:
    return says("meta", "complete", "no", where=has("table", *names))


def accepts(rule: str, where: Test, *, until: str, why: str) -> Habit:
    """The board accepts what is found about the first action that passes."""

    def change(tables: Tables) -> None:
        row = next(row for row in tables["actions"] if where(row))
        tables["accepted"].append(
            {
                "rule": rule,
                "subject": f"actions/{row['action_id']}",
                "accepted_by": "Chair of the prevention board (invented)",
                "on": "2026-01-20",
                "until": until,
                "why": why,
            }
        )

    return change
