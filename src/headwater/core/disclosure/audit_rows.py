"""What is published, as rows over the counts that nobody prints.

Every cell of every table is a sum of inner counts: one for each combination of the
finest categories. Linked tables and earlier releases are more rows over the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.errors import UserError


Cell = tuple[str, ...]  # one code for each dimension; the total where it has no part
Hierarchies = Mapping[str, Mapping[str, str | None]]  # dimension: code: parent
PRINTED, HIDDEN, UNSEEN = 0, 1, 2
MOST_INNER = 2_000_000


@dataclass(frozen=True)
class PublishedTable:
    """One table as printed: None stands for the symbol of a hidden cell."""

    name: str
    dimensions: tuple[str, ...]
    cells: Mapping[Cell, int | None]
    absent_is_zero: bool = False


@dataclass(frozen=True, eq=False)
class Rows:
    """`matrix` (cells x inner counts, 0 and 1, SciPy CSR), `values` and `state`."""

    dimensions: tuple[str, ...]
    cells: tuple[Cell, ...]
    matrix: Any
    values: NDArray[np.int64]
    state: NDArray[np.uint8]


def rows_of(tables: Iterable[PublishedTable], hierarchies: Hierarchies) -> Rows:
    """All cells of these tables, and those that the hierarchies imply, as rows.

    A combination that no table prints is kept as UNSEEN: it may be found by
    subtraction. Raises UserError where tables contradict each other or do not add up.
    """
    tables = tuple(tables)
    dimensions = tuple(d for d in hierarchies if any(d in t.dimensions for t in tables))
    known: dict[Cell, int | None] = {}
    for table in tables:
        _take_in(table, dimensions, hierarchies, known)
    inner = _inner(dimensions, hierarchies)
    implied = _implied(tables, dimensions, hierarchies)
    cells = tuple(dict.fromkeys((*known, *implied)))
    state = [UNSEEN if c not in known else known[c] is None for c in cells]
    values = np.array([known.get(c) or 0 for c in cells], np.int64)
    matrix = _matrix(cells, inner, [hierarchies[d] for d in dimensions])
    return Rows(dimensions, cells, matrix, values, np.array(state, np.uint8))


def root(codes: Mapping[str, str | None]) -> str:
    """The code of the total, which has no parent."""
    return next(code for code, parent in codes.items() if parent is None)


def in_words(dimensions: tuple[str, ...], cell: Cell) -> str:
    """'age A01, sex F': a cell as people name it."""
    return ", ".join(f"{d} {c}" for d, c in zip(dimensions, cell, strict=True))


def _take_in(
    table: PublishedTable,
    dimensions: tuple[str, ...],
    hierarchies: Hierarchies,
    known: dict[Cell, int | None],
) -> None:
    """Add one table; what any table prints is printed."""
    for cell, value in _cells(table, hierarchies):
        at = dict(zip(table.dimensions, cell, strict=True))
        key = tuple(at.get(d) or root(hierarchies[d]) for d in dimensions)
        before = known.get(key)
        if before is not None and value is not None and before != value:
            raise UserError(
                f"This cell is {value} here and {before} in another table.",
                where=f"{table.name}: {in_words(dimensions, key)}:",
                fix="Give tables of one release, which agree. A revised release "
                "cannot be audited against the one before yet.",
            )
        known[key] = before if value is None else value


def _cells(
    table: PublishedTable, hierarchies: Hierarchies
) -> Iterable[tuple[Cell, int | None]]:
    if not table.absent_is_zero:
        return table.cells.items()
    every = product(*(hierarchies[d] for d in table.dimensions))
    return ((cell, table.cells.get(cell, 0)) for cell in every)


def _leaves(codes: Mapping[str, str | None]) -> list[str]:
    parents = set(codes.values())
    return [code for code in codes if code not in parents]


def _inner(dimensions: tuple[str, ...], hierarchies: Hierarchies) -> list[Cell]:
    leaves = [_leaves(hierarchies[d]) for d in dimensions]
    if np.prod([float(len(each)) for each in leaves]) > MOST_INNER:
        raise UserError(
            f"These tables together have more than {MOST_INNER:,} combinations.",
            fix="Audit fewer tables at once, or leave a dimension out.",
        )
    return list(product(*leaves))


def _implied(
    tables: tuple[PublishedTable, ...],
    dimensions: tuple[str, ...],
    hierarchies: Hierarchies,
) -> Iterable[Cell]:
    for table in tables:
        yield from product(
            *(
                hierarchies[d] if d in table.dimensions else (root(hierarchies[d]),)
                for d in dimensions
            )
        )


def _line(code: str, parents: Mapping[str, str | None]) -> list[str]:
    """A code and everything above it."""
    line = [code]
    while (above := parents[line[-1]]) is not None:
        line.append(above)
    return line


def _matrix(
    cells: tuple[Cell, ...],
    inner: list[Cell],
    hierarchies: list[Mapping[str, str | None]],
) -> Any:
    from scipy import sparse

    place = {cell: row for row, cell in enumerate(cells)}
    lines = [{code: _line(code, each) for code in each} for each in hierarchies]
    rows: list[int] = []
    columns: list[int] = []
    for column, codes in enumerate(inner):
        above = product(*(line[c] for line, c in zip(lines, codes, strict=True)))
        found = [place[cell] for cell in above if cell in place]
        rows += found
        columns += [column] * len(found)
    ones = np.ones(len(rows))
    return sparse.csr_matrix((ones, (rows, columns)), (len(cells), len(inner)))
