"""A published table from a file, ours or anybody's, as the audit takes it.

A hidden cell is a blank or one of the symbols given. A figure such as '<5' is taken
as hidden too: what it says of the size is left unused. Where a column `status` says
that a cell was not reported or is not applicable, as in our own files, nobody is
counted in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from headwater.core.disclosure.audit_rows import PublishedTable
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import NOT_APPLICABLE, NOT_REPORTED
from headwater.core.plan.assemble import shorten
from headwater.errors import UserError
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Remarks
from headwater.exchange.figures.table import Record, Table, read_table


SYMBOLS = ("c", "*", "x", "..", ":", "[c]")
NOBODY = (NOT_REPORTED, NOT_APPLICABLE)
TOTALS = ("total", "all", "_t", "t")
_FIGURE = re.compile(r"[0-9]{1,9}")
_BELOW = re.compile(r"<\s*[0-9]+")


@dataclass(frozen=True, eq=False)
class PublishedFile:
    """A file's dimensions, and its cells by codes: text as written."""

    name: str
    dims: tuple[str, ...]
    value: str
    cells: dict[tuple[str, ...], tuple[str, int]]  # text and line

    def table(self, symbols: Collection[str]) -> PublishedTable:
        """Raises UserError for a value that is neither a figure nor a symbol."""
        return PublishedTable(
            self.name,
            self.dims,
            {
                key: self._figure(text, line, symbols)
                for key, (text, line) in self.cells.items()
            },
        )

    def _figure(self, text: str, line: int, symbols: Collection[str]) -> int | None:
        if text in ("", *symbols) or _BELOW.fullmatch(text):
            return None
        if _FIGURE.fullmatch(plain := text.replace(",", "")):
            return int(plain)
        raise UserError(
            f"{shorten(text)!r} is neither a whole number nor a symbol for hidden.",
            where=f"{self.name}, line {line}, column {self.value}:",
            fix=f"Correct it, or name the symbol: --symbol {shorten(text)!r}.",
        )


def read_published(
    given: Opened, dims: Sequence[str], value: str, remarks: Remarks
) -> PublishedFile:
    """The cells of a file by those of `dims` that are columns of it."""
    table = read_table(given, remarks)
    at = {d: n for d in dims if (n := table.column(d.casefold())) is not None}
    if not at:
        raise UserError(
            f"None of the dimensions {', '.join(dims)} is a column.",
            where=f"{given.name}, line 1:",
            fix="Give the headings the names of the dimensions.",
        )
    figure = table.needed("Name the column with --value.", value.casefold())
    return PublishedFile(given.name, tuple(at), value, _cells(table, at, figure))


def _cells(
    table: Table, at: Mapping[str, int], figure: int
) -> dict[tuple[str, ...], tuple[str, int]]:
    cells: dict[tuple[str, ...], tuple[str, int]] = {}
    status = table.column("status")
    for record in table.records:
        key = tuple(record.cells[n].strip() for n in at.values())
        if key in cells:
            raise _twice(table, record, cells[key][1])
        nobody = status is not None and record.cells[status].strip() in NOBODY
        cells[key] = ("0" if nobody else record.cells[figure].strip(), record.line)
    if not cells:
        raise UserError(
            "There is no line below the headings.",
            where=f"{table.name}:",
            fix="Was the file saved to its end?",
        )
    return cells


def _twice(table: Table, record: Record, first: int) -> UserError:
    return UserError(
        f"The same combination stands in line {first}.",
        where=f"{table.name}, line {record.line}:",
        fix="Keep one of them, or name the column that tells them apart in --dims.",
    )


def check_codes(
    file: PublishedFile,
    hierarchies: Mapping[str, Hierarchy],
    overlapping: Mapping[str, Collection[str]],
) -> None:
    """Raises UserError for a category that its hierarchy does not have."""
    known = {
        d: {*tree.parents, *overlapping.get(d, ())} for d, tree in hierarchies.items()
    }
    for key, (_, line) in file.cells.items():
        for dim, code in zip(file.dims, key, strict=True):
            if code not in known[dim]:
                raise UserError(
                    f"{shorten(code)!r} is not a category of the hierarchy.",
                    where=f"{file.name}, line {line}, column {dim}:",
                    fix="Correct it, or add it to the hierarchy with its parent.",
                )


def flat(files: Sequence[PublishedFile], total: str) -> dict[str, Hierarchy]:
    """Hierarchies of one level under a total, from the codes of the files.

    The total is `total`, or one of TOTALS where that is blank. Raises UserError where
    a dimension has none.
    """
    codes: dict[str, dict[str, None]] = {}
    for file in files:
        for key in file.cells:
            for dim, code in zip(file.dims, key, strict=True):
                codes.setdefault(dim, {})[code] = None
    return {dim: _flat(dim, list(found), total) for dim, found in codes.items()}


def _flat(dim: str, codes: Sequence[str], total: str) -> Hierarchy:
    wanted = (total,) if total else TOTALS
    roots = [c for c in codes if c.casefold() in {w.casefold() for w in wanted}]
    if len(roots) != 1:
        raise UserError(
            f"{len(roots)} of its categories are called {' or '.join(wanted)}.",
            where=f"Column {dim}:",
            fix="Say what the total is called with --total, or give --hierarchy.",
        )
    root = roots[0]
    return Hierarchy.of(dim, [(c, None if c == root else root) for c in codes])
