"""Raw cells become a plan, or a list of what to mend; never half of it.

This is the one gate: files, forms and the database all pass through it, so
that the same cell is right or wrong everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from headwater.core.framework.model import Framework
from headwater.core.plan.above import LISTED_IN_EVERY_PLAN, Above
from headwater.core.plan.cells import BadCell
from headwater.core.plan.column_reader import ColumnReader
from headwater.core.plan.columns import Column, Table
from headwater.core.plan.known import Known, references
from headwater.core.plan.rows import ROWS, Plan, Row
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.core.plan.tables_of_learning import NAMES_A_TABLE


MOST_PROBLEMS = 10_000  # after that many, nobody reads on and memory matters
_LONGEST_VALUE = 80  # characters of a cell that a problem repeats


@dataclass(frozen=True, slots=True)
class RawRow:
    """Cells by our column name, and the row number in the file.

    The row of headings counts, as in a spreadsheet: the first row of data is 2.
    """

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RawTable:
    """One sheet as read: its own name, and our columns by their headings."""

    sheet: str
    rows: Sequence[RawRow]
    headings: Mapping[str, str]  # our column name: the heading in the file


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, with its place. `row` 0 is the sheet itself."""

    sheet: str
    row: int
    column: str
    value: str
    rule: str
    fix: str


_AND_MORE = Problem(
    "the plan",
    0,
    "",
    "",
    f"There are more than {MOST_PROBLEMS:,} things to mend; the rest are not listed",
    "Mend these first, then read the plan again.",
)


@dataclass(frozen=True, slots=True)
class Assembled:
    """A plan, or None where a problem stands in the way, and the problems.

    `left_out` counts the rows that a partial reading left out.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]
    left_out: int = 0


def key_of(table: Table, values: Mapping[str, Any]) -> str:
    """The lasting name of a row: its key columns, joined by ' / '."""
    return " / ".join(str(values[name]) for name in table.key)


def assemble(
    raw: Mapping[str, RawTable],
    framework: Framework,
    *,
    found: Sequence[Problem] = (),
    unread: frozenset[str] = frozenset(),
    partial: bool = False,
    parent: Plan | None = None,
) -> Assembled:
    """Read, check and join every table.

    `raw` maps our table names to sheets; `found` is what whoever read them
    found already, and `unread` names tables that could not be read at all:
    nothing is said of what refers to them. Any problem refuses the whole plan;
    each carries sheet, row, column, value, rule and fix. With `partial`, the
    rows with a problem are left out, and so are those that refer to them.

    Rows may refer to rows of the plan above (`above`). Where that plan is given
    as `parent`, a name that it does not hold is a problem too.
    """
    gate = _Gate(raw, framework, found, unread, parent)
    read = gate.read_all()
    problems = [*found, *gate.problems]
    if "plan" not in unread:
        problems.extend(_about(raw))
    left_out = 0
    while partial and gate.refused:
        left_out += sum(map(len, gate.refused.values()))
        gate = gate.without_refused()
        read = gate.read_all()
        problems += gate.problems
    whole = bool(unread) or any(p.row == 0 for p in problems)
    if (problems and not partial) or whole or not read.get("plan"):
        return Assembled(None, tuple(problems))
    rows: dict[str, Any] = {name: tuple(rows) for name, rows in read.items()}
    about = rows.pop("plan")[0]
    return Assembled(Plan(about=about, **rows), tuple(problems), left_out)


def read_rows(
    name: str,
    sheet: RawTable,
    others: Mapping[str, RawTable],
    framework: Framework,
    parent: Plan | None = None,
) -> tuple[tuple[Row, ...], tuple[Problem, ...]]:
    """The rows of `sheet` for one table, where the rest of the plan stands already.

    `others` holds, of each table that they may refer to, at least the keys of its rows
    (and names, for organisations), and the plan's own row.
    """
    gate = _Gate(others, framework, (), frozenset(), parent)
    rows = gate.read_one(BY_NAME[name], sheet)
    return tuple(rows), tuple(gate.problems)


def _about(raw: Mapping[str, RawTable]) -> Iterator[Problem]:
    """The plan says what it is in exactly one row."""
    if "plan" not in raw:
        yield Problem(
            "plan",
            0,
            "",
            "",
            "There is no sheet called plan",
            "Add it from the template, with one row: plan_id and title.",
        )
    elif len(raw["plan"].rows) != 1:
        yield Problem(
            raw["plan"].sheet,
            0,
            "",
            f"{len(raw['plan'].rows)} rows",
            "This sheet holds exactly one row: the plan itself",
            "Give it one row, with plan_id and title. Another plan has a file "
            "of its own.",
        )


class _Gate:
    """Reads tables one by one, keeping every problem on the way."""

    def __init__(
        self,
        raw: Mapping[str, RawTable],
        framework: Framework,
        found: Iterable[Problem],
        unread: frozenset[str],
        parent: Plan | None,
        gone: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self.raw, self.framework, self.gone = raw, framework, gone or {}
        self.unread, self.parent = unread, parent
        self.found = {(p.sheet, p.row, p.column) for p in found}
        self.problems: list[Problem] = []
        self.refused: dict[str, set[int]] = {}
        self.known: dict[Column, Known] = {}
        self._refuse_found()

    def read_all(self) -> dict[str, list[Row]]:
        return {t.name: self._read(t) for t in TABLES if t.name in self.raw}

    def without_refused(self) -> _Gate:
        """The same tables less the rows refused; it knows what has gone."""
        kept, gone = dict(self.raw), dict(self.gone)
        for name, numbers in self.refused.items():
            sheet, key = self.raw[name], BY_NAME[name].key[0]
            lost = (r.cells.get(key, "") for r in sheet.rows if r.number in numbers)
            gone[name] = gone.get(name, frozenset()) | {
                " ".join(i.split()).casefold() for i in lost
            }
            rows = [r for r in sheet.rows if r.number not in numbers]
            kept[name] = replace(sheet, rows=rows)
        return _Gate(kept, self.framework, (), self.unread, self.parent, gone)

    def _refuse_found(self) -> None:
        """A row that its reader found a problem in has been judged already."""
        tables = {sheet.sheet: name for name, sheet in self.raw.items()}
        for sheet, row, _ in self.found:
            if row and sheet in tables:
                self.refused.setdefault(tables[sheet], set()).add(row)

    def _read(self, table: Table) -> list[Row]:
        return self.read_one(table, self.raw[table.name])

    def read_one(self, table: Table, sheet: RawTable) -> list[Row]:
        """Every row of a sheet that can be read."""
        make = ROWS[table.name]
        readers = [ColumnReader(c, self._known) for c in table.columns]
        rows: list[Row] = []
        seen: dict[tuple[str, ...], int] = {}
        for raw in sheet.rows:
            if (sheet.sheet, raw.number, "") in self.found:
                continue
            values = self._row(table, sheet, raw, readers)
            if values is None:
                continue
            key = tuple([str(values[name]).casefold() for name in table.key])
            first = seen.setdefault(key, raw.number)
            if first != raw.number:
                self._twice(table, sheet, raw.number, first, key_of(table, values))
                continue
            rows.append(make(**values))
        return rows

    def _row(
        self, table: Table, sheet: RawTable, raw: RawRow, readers: list[ColumnReader]
    ) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        well = True
        for reader in readers:
            name = reader.name
            text = raw.cells.get(name, "")
            if not text and not reader.required:  # most cells of most plans
                values[name] = None
                continue
            try:
                values[name] = reader[text]
            except BadCell as bad:
                well = False
                self._refuse(table, sheet, raw.number, name, text, bad)
        return values if well and self._in_order(table, sheet, raw, values) else None

    def _known(self, column: Column) -> Known | None:
        """What may stand in a column; None where anything may."""
        if column.table in self.unread:
            return None
        if not (column.scheme or column.table or column is NAMES_A_TABLE):
            return None
        if column not in self.known:
            self.known[column] = self._make_known(column)
        return self.known[column]

    def _make_known(self, column: Column) -> Known:
        if column.scheme:
            return Known.of_scheme(self.framework.scheme(column.scheme))
        if column is NAMES_A_TABLE:
            return Known("the list of tables", {name: name for name in BY_NAME})
        table = BY_NAME[column.table]
        rows = self.raw[table.name].rows if table.name in self.raw else ()
        gone = self.gone.get(table.name, frozenset())
        above = self._above(table)
        return references(table, (row.cells for row in rows), gone, above)

    def _above(self, table: Table) -> Above | None:
        """What a reference to a table may name in the plan above, if there is one."""
        rows = self.raw["plan"].rows if "plan" in self.raw else ()
        named = rows[0].cells.get("parent", "") if rows else ""
        if table.name in LISTED_IN_EVERY_PLAN:
            return None
        found = Above.of(named, None)
        if found and self.parent and self.parent.about.plan_id == found.plan_id:
            held = getattr(self.parent, table.name)
            return Above.of(named, (getattr(row, table.key[0]) for row in held))
        return found

    def _refuse(
        self,
        table: Table,
        sheet: RawTable,
        row: int,
        column: str,
        text: str,
        bad: BadCell,
    ) -> None:
        """Keep a problem, unless whoever read the sheet found it already."""
        self.refused.setdefault(table.name, set()).add(row)
        heading = sheet.headings.get(column, column)
        told = {(sheet.sheet, row, heading), (sheet.sheet, 0, heading)}
        if told & self.found or len(self.problems) > MOST_PROBLEMS:
            return
        if len(self.problems) == MOST_PROBLEMS:
            self.problems.append(_AND_MORE)
            return
        self.problems.append(
            Problem(sheet.sheet, row, heading, shorten(text), bad.rule, bad.fix)
        )

    def _twice(
        self, table: Table, sheet: RawTable, row: int, first: int, key: str
    ) -> None:
        """Nobody can tell which of the two is right: both are refused."""
        bad = BadCell(
            f"Rows {first} and {row} have the same {' and '.join(table.key)}",
            "Give one of them another, or join the two rows.",
        )
        self.refused.setdefault(table.name, set()).add(first)
        self._refuse(table, sheet, row, table.key[-1], key, bad)

    def _in_order(
        self, table: Table, sheet: RawTable, raw: RawRow, values: Mapping[str, Any]
    ) -> bool:
        """Does it end after it starts?"""
        start = values.get("start") or values.get("in_force")
        name = "ends" if "ends" in values else "end"
        end = values.get(name)
        if not (start and end and start.first and end.surely_before(start.first)):
            return True
        bad = BadCell(f"It ends before it starts ({start.text})", "Check both dates.")
        self._refuse(table, sheet, raw.number, name, end.text, bad)
        return False


def shorten(text: str) -> str:
    """A cell as a problem repeats it: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_VALUE else f"{line[: _LONGEST_VALUE - 1]}…"
