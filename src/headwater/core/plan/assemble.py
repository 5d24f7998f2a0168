"""Raw cells become a plan, or a list of what to mend; never half of it.

This is the one gate: files, forms and the database all pass through it, so
that the same cell is right or wrong everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headwater.core.framework.model import Framework
from headwater.core.plan.cells import BadCell, Value, read_cell
from headwater.core.plan.columns import Column, Table
from headwater.core.plan.rows import ROWS, Plan, Row
from headwater.core.plan.tables import BY_NAME, TABLES


@dataclass(frozen=True, slots=True)
class RawRow:
    """Cells by our column name, and the record number in the file, from 1."""

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


@dataclass(frozen=True, slots=True)
class Assembled:
    """A plan, or None where a problem stands in the way, and the problems."""

    plan: Plan | None
    problems: tuple[Problem, ...]


def key_of(table: Table, values: Mapping[str, Any]) -> str:
    """The lasting name of a row: its key columns, joined by ' / '."""
    return " / ".join(str(values[name]) for name in table.key)


def assemble(raw: Mapping[str, RawTable], framework: Framework) -> Assembled:
    """Read, check and join every table.

    `raw` maps our table names to sheets. Any problem refuses the whole plan;
    each carries sheet, row, column, value, rule and fix.
    """
    gate = _Gate(raw, framework)
    read = {table.name: gate.read(table) for table in TABLES if table.name in raw}
    problems = gate.problems
    if "plan" in raw and len(read["plan"]) != 1:
        problems.append(
            Problem(
                raw["plan"].sheet,
                0,
                "",
                str(len(read["plan"])),
                "This sheet holds one row: the plan itself",
                "Keep one row. Put another plan in a workbook of its own.",
            )
        )
    if "plan" not in raw:
        problems.append(
            Problem(
                "plan",
                0,
                "",
                "",
                "There is no sheet called plan",
                "Add it from the template, with one row: plan_id and title.",
            )
        )
    if problems:
        return Assembled(None, tuple(problems))
    rows: dict[str, Any] = {name: tuple(found) for name, found in read.items()}
    about = rows.pop("plan")[0]
    return Assembled(Plan(about=about, **rows), ())


class _Gate:
    """Reads tables one by one, keeping every problem on the way."""

    def __init__(self, raw: Mapping[str, RawTable], framework: Framework) -> None:
        self.raw, self.framework = raw, framework
        self.problems: list[Problem] = []
        self.names = {name: self._known(name) for name in BY_NAME}
        self.codes: dict[str, dict[str, str]] = {}

    def read(self, table: Table) -> list[Row]:
        """Every row of a table that can be read."""
        sheet = self.raw[table.name]
        found: list[Row] = []
        seen: dict[str, int] = {}
        for raw in sheet.rows:
            values = self._row(table, sheet, raw)
            if values is None:
                continue
            key = key_of(table, values)
            if key in seen:
                self._twice(table, sheet, raw.number, seen[key], key)
                continue
            seen[key] = raw.number
            found.append(ROWS[table.name](**values))
        return found

    def _row(self, table: Table, sheet: RawTable, raw: RawRow) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        before = len(self.problems)
        for column in table.columns:
            text = raw.cells.get(column.name, "")
            try:
                values[column.name] = self._cell(column, text)
            except BadCell as bad:
                heading = sheet.headings.get(column.name, column.name)
                self.problems.append(
                    Problem(sheet.sheet, raw.number, heading, text, bad.rule, bad.fix)
                )
        if len(self.problems) > before:
            return None
        self.problems.extend(_ends_before_start(table, sheet, raw, values))
        return values

    def _cell(self, column: Column, text: str) -> Value:
        value = read_cell(column, text)
        if value in (None, "", ()):
            if column.required:
                raise BadCell(
                    f"{column.heading} is needed", "Fill it in. It cannot be blank."
                )
            return value
        if column.scheme:
            return self._coded(column, value)
        if column.table:
            return self._referred(column, value)
        return value

    def _coded(self, column: Column, value: Value) -> Value:
        known = self._scheme(column.scheme)
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(_one(known, column, v) for v in value))
        return _one(known, column, str(value))

    def _scheme(self, facet: str) -> dict[str, str]:
        """Codes by code and by label, in lower case."""
        if facet not in self.codes:
            codes = self.framework.scheme(facet).codes.values()
            labels = {c.label.casefold(): c.code for c in codes}
            self.codes[facet] = labels | {c.code.casefold(): c.code for c in codes}
        return self.codes[facet]

    def _referred(self, column: Column, value: Value) -> Value:
        known = self.names[column.table]
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(_one(known, column, v) for v in value))
        return _one(known, column, str(value))

    def _known(self, name: str) -> dict[str, str]:
        """The ids of a table by id, and organisations by their names too."""
        table = BY_NAME[name]
        known: dict[str, str] = {}
        if len(table.key) > 1 or name not in self.raw:
            return known
        for row in self.raw[name].rows:
            key = row.cells.get(table.key[0], "").strip()
            for text in _spellings(row.cells):
                known.setdefault(text.casefold(), key)
        for row in self.raw[name].rows:
            key = row.cells.get(table.key[0], "").strip()
            known[key.casefold()] = key
        return known

    def _twice(
        self, table: Table, sheet: RawTable, row: int, first: int, key: str
    ) -> None:
        column = sheet.headings.get(table.key[-1], table.key[-1])
        self.problems.append(
            Problem(
                sheet.sheet,
                row,
                column,
                key,
                f"Rows {first} and {row} have the same {' and '.join(table.key)}",
                "Give one of them another, or join the two rows.",
            )
        )


def _spellings(cells: Mapping[str, str]) -> Iterator[str]:
    """Names that a reference may use for an organisation."""
    if "sector" in cells:
        yield cells.get("name", "").strip()
        yield from (n.strip() for n in cells.get("other_names", "").split(";"))


def _one(known: Mapping[str, str], column: Column, text: str) -> str:
    """The code or id that a text stands for; refuses what nobody knows."""
    found = known.get(text.casefold())
    if found:
        return found
    what = f"the list {column.scheme}" if column.scheme else f"the {column.table} table"
    raise BadCell(f"{text!r} is not in {what}", _nearest(known, text, what))


def _nearest(known: Mapping[str, str], text: str, what: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(text.casefold(), list(known), n=1, cutoff=0.6)
    hint = f" Did you mean {known[close[0]]!r}?" if close else ""
    return f"Use one from {what}, or add it there.{hint}"


def _ends_before_start(
    table: Table, sheet: RawTable, raw: RawRow, values: Mapping[str, Any]
) -> Iterator[Problem]:
    start = values.get("start") or values.get("in_force")
    end_name = "ends" if "ends" in values else "end"
    end = values.get(end_name)
    if start and end and start.first and end.surely_before(start.first):
        yield Problem(
            sheet.sheet,
            raw.number,
            sheet.headings.get(end_name, end_name),
            end.text,
            f"It ends before it starts ({start.text})",
            "Check both dates.",
        )
