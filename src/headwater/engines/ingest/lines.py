"""On which line of its file a row stands, so that a person can find it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from headwater.engines.ingest.facts import FileFacts
from headwater.engines.ingest.rows import Rows, Unsplit


Lines = NDArray[np.int64]


def lines_of(facts: FileFacts, found: Rows, rows: Lines) -> Lines:
    """The line of each of these rows, which count from 0 and ascend."""
    if found.lines is not None:
        return np.array(found.lines, np.int64)[rows]
    if _one_line_each(facts, found):
        return _shifted(rows, found.unsplit)
    wanted = set(rows.tolist())
    lines = {r: line for r, _, line in _walk(facts, found.unsplit) if r in wanted}
    return np.array([lines[row] for row in rows.tolist()], np.int64)


def lines_of_unsplit(facts: FileFacts, found: Rows) -> list[int]:
    """The line of each row that could not be split."""
    records = [row.record for row in found.unsplit]
    if found.lines is not None or _one_line_each(facts, found):
        return records
    wanted = set(records)
    lines = _walk(facts, found.unsplit)
    return [line for _, record, line in lines if record in wanted]


def _one_line_each(facts: FileFacts, found: Rows) -> bool:
    """No blank lines and no cell with a line's end in it: then rows are lines."""
    return facts.lines == 1 + found.rows + len(found.unsplit)


def _shifted(rows: Lines, unsplit: list[Unsplit]) -> Lines:
    """Lines of rows that were read, past those that were not."""
    # The record of the nth row not split, less n, is the first row after it, plus 2.
    records = np.array([row.record for row in unsplit], np.int64)
    after = records - np.arange(len(records)) - 2
    return rows + 2 + np.searchsorted(after, rows, side="right")


def _walk(facts: FileFacts, unsplit: list[Unsplit]) -> Iterator[tuple[int, int, int]]:
    """Row (-1 where it was not read), record and line of everything in a file."""
    takes = {row.record: row.lines for row in unsplit}
    row = 0
    with _opened(facts) as file:
        for record, (line, blank) in enumerate(_records(file, takes), start=1):
            if not blank and record > 1:
                yield -1 if record in takes else row, record, line
                row += record not in takes


def _records(file: BinaryIO, takes: dict[int, int]) -> Iterator[tuple[int, bool]]:
    """The line that each record begins on, and whether it is blank."""
    line = record = 1
    for text in file:
        yield line, not text.strip(b"\r\n")
        more = takes.get(record, 1) - 1
        marks = text.count(b'"')
        while text and (more > 0 or (record not in takes and marks % 2)):
            text = file.readline()
            line, more, marks = line + 1, more - 1, marks + text.count(b'"')
        line, record = line + 1, record + 1


def _opened(facts: FileFacts) -> BinaryIO:
    if facts.path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(facts.path))
    return facts.path.open("rb")
