"""What is published, as rows over the counts that nobody prints.

Every cell of every table is a sum of inner counts: one for each combination of the
finest categories. Linked tables and earlier releases are more rows over the same ones.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.errors import UserError


Cell = tuple[str, ...]  # one code for each dimension; the total where it has no part
Hierarchies = Mapping[str, Mapping[str, str | None]]  # dimension: code: parent
Overlapping = Mapping[str, Mapping[str, Collection[str]]]  # dimension: code: leaves
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
    """`matrix` (cells x inner counts, 0 and 1, SciPy CSR), `values` and `state`.

    The inner counts are the product of `leaves`, those of each dimension, in order.
    """

    dimensions: tuple[str, ...]
    leaves: tuple[tuple[str, ...], ...]
    cells: tuple[Cell, ...]
    matrix: Any
    values: NDArray[np.int64]
    state: NDArray[np.uint8]

    def columns(self, inner: Iterable[Cell]) -> list[int]:
        """The columns of combinations of leaf codes. Raises KeyError for another."""
        places = [{code: at for at, code in enumerate(each)} for each in self.leaves]
        sizes = [len(each) for each in self.leaves]
        found = []
        for cell in inner:
            at = 0
            for place, size, code in zip(places, sizes, cell, strict=True):
                at = at * size + place[code]
            found.append(at)
        return found


def rows_of(
    tables: Iterable[PublishedTable],
    hierarchies: Hierarchies,
    overlapping: Overlapping | None = None,
    wanted: Iterable[Cell] | None = None,
) -> Rows:
    """All cells of these tables, and those that the hierarchies imply, as rows.

    A combination that no table prints is kept as UNSEEN: it may be found by
    subtraction; with `wanted` only those. `overlapping` has categories that cut
    across a hierarchy, as the leaves they are made of. Raises UserError where tables
    contradict each other or do not add up.
    """
    tables = tuple(tables)
    for name, codes in hierarchies.items():
        Hierarchy.of(name, codes.items())
    dimensions = tuple(d for d in hierarchies if any(d in t.dimensions for t in tables))
    leaves = {d: _under(hierarchies[d], (overlapping or {}).get(d)) for d in dimensions}
    known: dict[Cell, int | None] = {}
    for table in tables:
        _take_in(table, dimensions, hierarchies, known)
    if wanted is None:
        wanted = _implied(tables, dimensions, hierarchies)
    cells = tuple(dict.fromkeys((*known, *wanted)))
    _refuse_unknown(cells, dimensions, leaves)
    state = [UNSEEN if c not in known else known[c] is None for c in cells]
    values = np.array([known.get(c) or 0 for c in cells], np.int64)
    matrix = _matrix(cells, list(leaves.values()), _sizes(dimensions, hierarchies))
    every = tuple(tuple(_leaves(hierarchies[d])) for d in dimensions)
    return Rows(dimensions, every, cells, matrix, values, np.array(state, np.uint8))


def root(codes: Mapping[str, str | None]) -> str:
    """The code of the total, which has no parent."""
    return next(code for code, parent in codes.items() if parent is None)


def in_words(dimensions: tuple[str, ...], cell: Cell) -> str:
    """'age A01, sex F': a cell as people name it."""
    return ", ".join(f"{d} {c}" for d, c in zip(dimensions, cell, strict=False))


def _take_in(
    table: PublishedTable,
    dimensions: tuple[str, ...],
    hierarchies: Hierarchies,
    known: dict[Cell, int | None],
) -> None:
    """Add one table; what any table prints is printed."""
    for cell, value in _cells(table, hierarchies):
        _check(table, cell, value)
        at = dict(zip(table.dimensions, cell, strict=True))
        key = tuple(at.get(d) or root(hierarchies[d]) for d in dimensions)
        before = known.get(key)
        if before is not None and value is not None and before != value:
            raise UserError(
                f"This cell is {value} here and {before} in another table.",
                where=f"{table.name}: {in_words(dimensions, key)}:",
                fix="Give tables of one edition, which agree. An earlier edition "
                "is named with --before.",
            )
        known[key] = before if value is None else value


def _check(table: PublishedTable, cell: Cell, value: float | None) -> None:
    where = f"{table.name}: {in_words(table.dimensions, cell)}:"
    if len(cell) != len(table.dimensions):
        raise UserError(
            f"{len(cell)} categories for {len(table.dimensions)} dimensions.",
            where=where,
            fix="Give one category of each dimension.",
        )
    if value is not None and not (value >= 0 and value == int(value)):
        raise UserError(
            f"{value} is not a number of people.",
            where=where,
            fix="Give a whole number, 0 or more, or the symbol for hidden.",
        )


def _cells(
    table: PublishedTable, hierarchies: Hierarchies
) -> Iterable[tuple[Cell, int | None]]:
    """The cells given, then those that stand for nobody."""
    yield from table.cells.items()
    if table.absent_is_zero:
        every = product(*(hierarchies[d] for d in table.dimensions))
        yield from ((cell, 0) for cell in every if cell not in table.cells)


def _leaves(codes: Mapping[str, str | None]) -> list[str]:
    parents = set(codes.values())
    return [code for code in codes if code not in parents]


def _under(
    codes: Mapping[str, str | None], overlapping: Mapping[str, Collection[str]] | None
) -> dict[str, NDArray[np.int64]]:
    """For each category, the places of the leaves that it is made of."""
    place = {leaf: at for at, leaf in enumerate(_leaves(codes))}
    under: dict[str, list[int]] = {code: [] for code in codes}
    for leaf, at in place.items():
        for code in _line(leaf, codes):
            under[code].append(at)
    for code, parts in (overlapping or {}).items():
        under[code] = [place[leaf] for leaf in parts]
    return {code: np.array(sorted(ats), np.int64) for code, ats in under.items()}


def _sizes(dimensions: tuple[str, ...], hierarchies: Hierarchies) -> list[int]:
    sizes = [len(_leaves(hierarchies[d])) for d in dimensions]
    if np.prod([float(size) for size in sizes]) > MOST_INNER:
        raise UserError(
            f"These tables together have more than {MOST_INNER:,} combinations.",
            fix="Audit fewer tables at once, or leave a dimension out.",
        )
    return sizes


def _refuse_unknown(
    cells: tuple[Cell, ...],
    dimensions: tuple[str, ...],
    leaves: Mapping[str, Mapping[str, Any]],
) -> None:
    for cell in cells:
        for dim, code in zip(dimensions, cell, strict=True):
            if code not in leaves[dim]:
                raise UserError(
                    f"{code!r} is not a category of {dim}.",
                    where=f"{in_words(dimensions, cell)}:",
                    fix=f"Add it to the hierarchy of {dim}, or correct it.",
                )


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
    leaves: list[dict[str, NDArray[np.int64]]],
    sizes: list[int],
) -> Any:
    """Which inner counts each cell is the sum of: all leaves of each of its codes."""
    from scipy import sparse

    columns = [_columns(cell, leaves, sizes) for cell in cells]
    ends = np.cumsum([0, *(len(each) for each in columns)])
    at = np.concatenate(columns) if columns else np.zeros(0, np.int64)
    shape = (len(cells), int(np.prod(sizes)))
    return sparse.csr_matrix((np.ones(len(at)), at, ends), shape)


def _columns(
    cell: Cell, leaves: list[dict[str, NDArray[np.int64]]], sizes: list[int]
) -> NDArray[np.int64]:
    at = np.zeros(1, np.int64)
    for code, under, size in zip(cell, leaves, sizes, strict=True):
        at = (at[:, None] * size + under[code][None, :]).ravel()
    return at
