"""A release as one sparse matrix of zeros and ones.

Each column is a combination of leaf categories that somebody is in; each row is a
cell of a published table, a total included; a cell's value is its row times the
counts. Linked tables, whatever they share, are one matrix with more rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.errors import UserError


Key = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Design:
    """What is published, and the counts under it.

    `cells` names the rows of `matrix` (scipy CSR, rows by inner cells), `inner` its
    columns; both in the order of `dims`. `counts` are people in each column.
    """

    hierarchies: dict[str, Hierarchy]
    cells: tuple[Key, ...]
    inner: tuple[Key, ...]
    matrix: Any
    counts: NDArray[np.int64]

    @property
    def dims(self) -> tuple[str, ...]:
        return tuple(self.hierarchies)

    @property
    def values(self) -> NDArray[np.int64]:
        """The true value of each cell, in the order of `cells`."""
        return np.asarray(self.matrix @ self.counts).astype(np.int64)

    def named(self, cell: Key) -> str:
        """A cell in words, its totals left out."""
        roots = [each.root for each in self.hierarchies.values()]
        said = [
            f"{dim} {code}"
            for dim, code, root in zip(self.dims, cell, roots, strict=True)
            if code != root
        ]
        return ", ".join(said) or "the grand total"


def lay_out(
    hierarchies: Mapping[str, Hierarchy],
    tables: Sequence[Sequence[str]],
    counts: Mapping[Key, int],
    keep_zeros: bool = False,
) -> Design:
    """The design of `tables`, each a list of dimensions, published with all totals.

    `counts` maps leaf codes, in the order of `hierarchies`, to people. Zeros are
    dropped unless they are kept as sensitive. Raises UserError for counts that are
    negative or not whole, for categories that are not leaves, and for no table.
    """
    shown = used(hierarchies, tables)
    at = [list(hierarchies).index(name) for name in shown]
    summed: dict[Key, int] = {}
    for key, count in checked(hierarchies, counts).items():
        short = tuple(key[i] for i in at)
        if count or keep_zeros:
            summed[short] = summed.get(short, 0) + count
    ways = {n: {code: h.above(code) for code in h.leaves()} for n, h in shown.items()}
    return arranged(shown, tables, summed, ways)


def checked(
    hierarchies: Mapping[str, Hierarchy], counts: Mapping[Key, int]
) -> dict[Key, int]:
    """The counts as whole numbers. Raises UserError as `lay_out` does."""
    for key, count in counts.items():
        _check(hierarchies, key, count)
    return {key: int(count) for key, count in counts.items()}


def used(
    hierarchies: Mapping[str, Hierarchy], tables: Sequence[Sequence[str]]
) -> dict[str, Hierarchy]:
    """Those that some table shows. Raises UserError for a table by another."""
    for name in (name for table in tables for name in table):
        if name not in hierarchies:
            raise UserError(
                f"A table is by {name!r}, which has no hierarchy.",
                fix=f"Use one of: {', '.join(hierarchies)}.",
            )
    return {n: h for n, h in hierarchies.items() if any(n in t for t in tables)}


def _check(hierarchies: Mapping[str, Hierarchy], key: Key, count: float) -> None:
    where = f"Cell {', '.join(key)}:"
    if len(key) != len(hierarchies):
        raise UserError(
            f"{len(key)} categories for {len(hierarchies)} dimensions.",
            where=where,
            fix="Give one category of each dimension.",
        )
    if count != count or count < 0 or count != int(count):
        raise UserError(
            f"{count} is not a number of people.",
            where=where,
            fix="Give a whole number, 0 or more.",
        )
    for code, hierarchy in zip(key, hierarchies.values(), strict=True):
        hierarchy.above(code)
        if code in hierarchy.parents.values():
            raise UserError(
                f"{code!r} is a total of {hierarchy.name}, not a category under it.",
                where=where,
                fix="Give counts by the finest categories; totals are added up here.",
            )


def arranged(
    hierarchies: dict[str, Hierarchy],
    tables: Sequence[Sequence[str]],
    counts: Mapping[Key, int],
    ways: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> Design:
    """The design of checked counts by leaves.

    `ways` has, for each leaf of each dimension, the categories shown that it is part
    of, the total last; none where it is no part of what is shown.
    """
    from scipy.sparse import csr_matrix

    rows: dict[Key, int] = {}
    at: list[tuple[int, int]] = []
    for column, key in enumerate(counts):
        paths = [ways[name][code] for name, code in zip(hierarchies, key, strict=True)]
        for cell in sorted(_over(hierarchies, tables, paths)):
            at.append((rows.setdefault(cell, len(rows)), column))
    places = np.array(at, dtype=np.int64).reshape(-1, 2)
    matrix = csr_matrix(
        (np.ones(len(at)), (places[:, 0], places[:, 1])),
        shape=(len(rows), len(counts)),
    )
    people = np.array(list(counts.values()), dtype=np.int64)
    return Design(hierarchies, tuple(rows), tuple(counts), matrix, people)


def _over(
    dims: Iterable[str],
    tables: Iterable[Sequence[str]],
    paths: Sequence[tuple[str, ...]],
) -> set[Key]:
    """Every published cell that a combination of leaf categories is part of."""
    found: set[Key] = set()
    for table in tables:
        shown = [
            path if name in table else path[-1:]
            for name, path in zip(dims, paths, strict=True)
        ]
        found.update(product(*shown))
    return found


def check_totals(
    design: Design, given: Mapping[Key, int], what: str = "The table"
) -> None:
    """Raises UserError, with the cell, where a given total is not the sum."""
    true = dict(zip(design.cells, design.values.tolist(), strict=True))
    for cell, value in given.items():
        if true.get(cell, 0) != value:
            raise UserError(
                f"{what} gives {value}, its parts add up to {true.get(cell, 0)}.",
                where=f"{design.named(cell)}:",
                fix="Correct the total or the parts, then run this again.",
            )
