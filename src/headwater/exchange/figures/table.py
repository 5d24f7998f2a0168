"""A file of figures as lines of text under headings, whatever its form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headwater.errors import UserError
from headwater.exchange.csv_file import WINDOWS, decode, first_beyond_ascii
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Remarks, place
from headwater.exchange.formula_safe import unguard
from headwater.exchange.sheet import BadSheet


SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Record:
    """One line of a file: its number, and its cells as text from the left."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True)
class Table:
    """The headings of a file as written, and its lines, to be read once."""

    name: str
    headings: Sequence[str]
    records: Iterator[Record]

    def column(self, *names: str) -> int | None:
        """Where a column stands that has one of these names, the first that does.

        Raises UserError where two columns have the same name.
        """
        plain = [heading.strip().casefold() for heading in self.headings]
        for name in names:
            if plain.count(name) > 1:
                raise UserError(
                    f"Two columns are called '{name}'.",
                    where=place(self.name, 1),
                    fix="Keep one of them, or give one another name.",
                )
            if name in plain:
                return plain.index(name)
        return None

    def needed(self, what: str, *names: str) -> int:
        """As `column`. Raises UserError where there is none."""
        found = self.column(*names)
        if found is None:
            has = ", ".join(heading.strip() for heading in self.headings[:8])
            more = ", …" if len(self.headings) > 8 else ""
            raise UserError(
                f"There is no column '{names[0]}'. The columns are: {has}{more}.",
                where=place(self.name, 1),
                fix=f"{what} Is this the file that you mean?",
            )
        return found


def read_table(given: Opened, remarks: Remarks) -> Table:
    """The table in a CSV file, an XLSX workbook or a JSON array of objects."""
    if given.workbook:
        from headwater.exchange.figures.sheet_table import sheet_table

        return sheet_table(given, remarks)
    text = _text(given, remarks)
    if text.lstrip()[:1] in ("[", "{"):
        return _from_json(given.name, text)
    return _from_csv(given.name, text)


def _text(given: Opened, remarks: Remarks) -> str:
    try:
        text, encoding = decode(given.content)
    except BadSheet as bad:
        where = place(given.name, bad.row)
        raise UserError(f"{bad.rule}.", where=where, fix=bad.fix) from None
    if encoding == WINDOWS:
        line = first_beyond_ascii(given.content)
        remarks.add(
            "encoding",
            f"{given.name}: It is not UTF-8 and was read as Windows-1252; look at the "
            f"accents from line {line:,} on.",
        )
    return text


def _from_csv(name: str, text: str) -> Table:
    first = text[: text.find("\n") % (len(text) + 1)]
    sign = max(SEPARATORS, key=first.count)
    records = _csv_records(name, text, sign)
    headings = next(records, None)
    if headings is None:
        raise _no_table(name)
    return Table(name, headings.cells, _even(name, len(headings.cells), records))


def _csv_records(name: str, text: str, sign: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise UserError(
                f"From this line on it is not CSV that we can read ({error}).",
                where=place(name, line),
                fix="Look for a quotation mark that is never closed, here or above.",
            ) from None
        if any(cell.strip() for cell in cells):
            yield Record(
                line, [unguard(cell) if cell[:1] == "'" else cell for cell in cells]
            )
        line = reader.line_num + 1


def _even(name: str, width: int, records: Iterator[Record]) -> Iterator[Record]:
    """Every line has as many cells as there are headings; blank ones may lack."""
    for record in records:
        cells = list(record.cells)
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        if len(cells) != width:
            raise UserError(
                f"This line has {len(cells)} cells, and the headings have {width}.",
                where=place(name, record.line),
                fix="Put quotation marks around a text that holds a comma. Was the "
                "file cut short here?",
            )
        yield Record(record.line, cells)


def _from_json(name: str, text: str) -> Table:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        raise UserError(
            f"It is not JSON that we can read ({getattr(error, 'msg', error)}).",
            where=place(name, line),
            fix="It must be an array of objects: "
            '[{"id": "a", "date": "2024-01", "y": 3}, …].',
        ) from None
    if isinstance(rows, dict):  # an array under one name, as many services give
        rows = next((v for v in rows.values() if isinstance(v, list)), None)
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise _no_table(name)
    headings = list(dict.fromkeys(key for row in rows for key in row))
    return Table(name, headings, _json_records(rows, headings))


def _json_records(
    rows: Sequence[Mapping[str, Any]], headings: Sequence[str]
) -> Iterator[Record]:
    for number, row in enumerate(rows, start=1):
        yield Record(number, [_json_text(row.get(name)) for name in headings])


def _json_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else json.dumps(value)


def _no_table(name: str) -> UserError:
    return UserError(
        "It holds no table.",
        where=place(name),
        fix="The first line must hold headings, and the lines below it the figures.",
    )
