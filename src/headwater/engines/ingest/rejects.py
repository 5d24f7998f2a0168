"""What was not taken in: row by row, with its place and the reason."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray


COLUMNS = ("file", "line", "column", "value", "reason")
EXAMPLES = 20  # shown at once; the file has them all
# A spreadsheet would run a text that begins so, as a formula.
_RISKY = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20](?!\d+(\.\d+)?$)")


@dataclass(frozen=True, slots=True, order=True)
class Reject:
    """One row, or one number of a row with many, that was not taken in."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        at = f", column {self.column!r}" if self.column else ""
        return f"{self.file}, line {self.line}{at}: {self.value!r}: {self.reason}"


@dataclass(frozen=True, slots=True, eq=False)
class Refused:
    """Rows of a piece that one column does not allow, kept small.

    `rows` count from 0 in the file; `which` says for each its text and reason.
    """

    column: str
    rows: NDArray[np.int64]
    which: NDArray[np.int64]
    texts: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(slots=True)
class Rejects:
    """All rejects of a release as they were written, counted."""

    count: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    examples: list[Reject] = field(default_factory=list)

    def write(self, rejects: Iterable[Reject], file: Path) -> None:
        """Write them as a table that opens in any program."""
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\n")
            writer.writerow(COLUMNS)
            for r in rejects:
                writer.writerow((r.file, r.line, r.column, _guarded(r.value), r.reason))
                self._count(r)

    def _count(self, reject: Reject) -> None:
        self.count += 1
        self.reasons[f"{reject.column}: {reject.reason}".removeprefix(": ")] += 1
        if len(self.examples) < EXAMPLES:
            self.examples.append(reject)


def in_order(refused: list[Refused]) -> Iterator[tuple[int, str, str, str]]:
    """Row, column, text and reason of each, by row."""
    if not refused:
        return
    rows = np.concatenate([block.rows for block in refused])
    block_of = np.repeat(np.arange(len(refused)), [len(block) for block in refused])
    which = np.concatenate([block.which for block in refused])
    for at in np.argsort(rows, kind="stable"):
        block = refused[block_of[at]]
        yield int(rows[at]), block.column, *block.texts[which[at]]


def _guarded(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text
