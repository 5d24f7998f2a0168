"""The rows of a file in pieces of bounded size, as text.

The quick reader is DuckDB's, for files of any size; it keeps every row that it cannot
split. The careful reader is Python's: for an odd function, for other encodings and
for files whose lines end in several ways.
"""

from __future__ import annotations

import csv
import gzip
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from headwater.engines.ingest.facts import FileFacts
from headwater.engines.ingest.headings import Layout
from headwater.engines.ingest.source import Source
from headwater.errors import UserError


CELLS = 1 << 20  # in a piece
UTF8 = ("utf-8", "utf8", "utf-8-sig")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of a piece: its different texts, and for each row which of them."""

    texts: list[str]
    at: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Some rows. `columns` by their place in the file; `first` row counts from 0."""

    columns: dict[int, Column]
    first: int
    rows: int


@dataclass(frozen=True, slots=True)
class Unsplit:
    """A row that could not be split into cells.

    `record` counts rows and blank lines from 1, the headings; `lines` is how many lines
    of the file it takes. `open`: a quotation mark in it was never closed, so that more
    than a row is lost.
    """

    record: int
    column: str
    text: str
    reason: str
    lines: int = 1
    open: bool = False


@dataclass(slots=True)
class Rows:
    """A file as it is read, and afterwards what was found out on the way.

    `lines`: the line of each row that was read, where the reader knows it already.
    """

    unsplit: list[Unsplit]
    lines: array[int] | None = None
    left_out: int = 0
    rows: int = 0


def pieces_of(
    source: Source, layout: Layout, facts: FileFacts, found: Rows, memory: str
) -> Iterator[Piece]:
    """Every row of a file. `found` is filled as the rows are read."""
    careful = (
        source.odd is not None
        or layout.dialect.encoding.casefold() not in UTF8
        or not facts.plain_ends
    )
    if careful:
        return _careful(source, layout, facts.path, found)
    return _quick(layout, facts.path, found, memory)


# --- The quick reader ----------------------------------------------------------------

REASONS = {
    "MISSING COLUMNS": "the row has too few cells",
    "TOO MANY COLUMNS": "the row has too many cells",
    "INVALID ENCODING": "this is not UTF-8 text",
    "UNQUOTED VALUE": "a quotation mark stands in the wrong place",
}
NEVER_CLOSED = ("UNQUOTED VALUE", "LINE SIZE OVER MAXIMUM")


def _quick(layout: Layout, file: Path, found: Rows, memory: str) -> Iterator[Piece]:
    import duckdb

    places = layout.read()
    with duckdb.connect(config={"threads": 1, "memory_limit": memory}) as reading:
        size = max(1024, CELLS // len(places))
        try:
            batches = reading.sql(_select(places), params=_given(layout, file))
            for batch in batches.to_arrow_reader(size):
                yield Piece(
                    dict(zip(places, map(_column, batch.columns), strict=True)),
                    found.rows,
                    batch.num_rows,
                )
                found.rows += batch.num_rows
        except duckdb.Error as error:
            raise _unreadable(file, error) from None
        found.unsplit.extend(_unsplit(reading, layout))


def _select(places: list[int]) -> str:
    wanted = ", ".join(f"c{at}" for at in places)
    return f"""SELECT {wanted} FROM read_csv($file, header = true, auto_detect = false,
        delim = $delimiter, quote = '"', escape = '"', columns = $columns,
        store_rejects = true, rejects_limit = 0)"""  # noqa: S608


def _given(layout: Layout, file: Path) -> dict[str, Any]:
    return {
        "file": str(file),
        "delimiter": layout.dialect.delimiter,
        "columns": {f"c{at}": "VARCHAR" for at in range(len(layout.headings))},
    }


def _column(batch: Any) -> Column:
    """A column of an Arrow batch. An empty cell comes as null."""
    coded = batch.dictionary_encode(null_encoding="encode")
    texts = [text or "" for text in coded.dictionary.to_pylist()]
    # Through DLPack, because Arrow's own way to NumPy loads pandas first.
    return Column(texts, np.from_dlpack(coded.indices).astype(np.int64))


def _unsplit(reading: Any, layout: Layout) -> Iterator[Unsplit]:
    """What DuckDB could not split, one for each row, and no more than a piece of it."""
    kept = reading.execute(
        """SELECT line, min_by(column_name, column_idx), min(error_type),
        left(row, 200), len(row) - len(replace(row, chr(10), '')) FROM
        (SELECT *, trim(csv_line, chr(10) || chr(13)) AS row FROM reject_errors)
        GROUP BY line, row ORDER BY line"""
    ).fetchall()
    for record, column, kind, text, more in kept:
        heading = layout.headings[int(column[1:])] if column else ""
        reason = REASONS.get(kind, kind.lower())
        open_ = kind in NEVER_CLOSED and more > 0
        yield Unsplit(record, heading, text, reason, 1 + more, open_)


def _unreadable(file: Path, error: Exception) -> UserError:
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    return UserError(
        f"This file cannot be read ({said}).",
        where=f"{file.name}:",
        fix="Look whether it is a whole CSV file in UTF-8.",
    )


# --- The careful reader --------------------------------------------------------------


def _careful(
    source: Source, layout: Layout, file: Path, found: Rows
) -> Iterator[Piece]:
    lines = found.lines = array("Q")
    size = max(1024, CELLS // len(layout.headings))
    kept: list[list[str]] = []
    for line, cells in _records(layout, file, found):
        changed = _changed(source, layout, cells)
        if changed is None:
            found.left_out += 1
            continue
        lines.append(line)
        kept.append(changed)
        if len(kept) == size:
            yield _piece(layout, kept, found)
            kept = []
    if kept:
        yield _piece(layout, kept, found)


def _records(
    layout: Layout, file: Path, found: Rows
) -> Iterator[tuple[int, list[str]]]:
    with _text(file, layout.dialect.encoding) as text:
        reader = csv.reader(text, delimiter=layout.dialect.delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if len(cells) == len(layout.headings) and line > 1:
                    yield line, cells
                elif cells and line > 1:
                    found.unsplit.append(_wrong_length(line, cells, layout))
                line = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            raise UserError(
                f"This line cannot be read ({error}).",
                where=f"{file.name}, line {reader.line_num}:",
                fix=f"It should be text in {layout.dialect.encoding}.",
            ) from None


def _text(file: Path, encoding: str) -> TextIO:
    if encoding.casefold() in UTF8:
        encoding = "utf-8-sig"
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding=encoding, newline="")
    return file.open(encoding=encoding, newline="")


def _wrong_length(line: int, cells: list[str], layout: Layout) -> Unsplit:
    few = len(cells) < len(layout.headings)
    reason = REASONS["MISSING COLUMNS" if few else "TOO MANY COLUMNS"]
    return Unsplit(line, "", layout.dialect.delimiter.join(cells)[:200], reason)


def _changed(source: Source, layout: Layout, cells: list[str]) -> list[str] | None:
    """A row after the odd function; None where that leaves it out."""
    if source.odd is None:
        return cells
    row = source.odd(dict(zip(layout.headings, cells, strict=True)))
    return None if row is None else [row.get(h, "") for h in layout.headings]


def _piece(layout: Layout, kept: list[list[str]], found: Rows) -> Piece:
    columns = {at: _coded([cells[at] for cells in kept]) for at in layout.read()}
    piece = Piece(columns, found.rows, len(kept))
    found.rows += len(kept)
    return piece


def _coded(cells: list[str]) -> Column:
    seen: dict[str, int] = {}
    at = np.fromiter((seen.setdefault(c, len(seen)) for c in cells), np.int64)
    return Column(list(seen), at)
