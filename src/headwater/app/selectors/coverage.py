"""What a plan covers, seen two ways at once, for pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.app.selectors.held import Held
from headwater.app.selectors.standing import NotThere
from headwater.core.plan.axes import Entry, facets
from headwater.core.plan.coverage import Cell, Coverage, coverage
from headwater.core.plan.rows import Action
from headwater.errors import UserError


KEPT = 16  # tables that a process remembers


@dataclass(frozen=True, slots=True)
class Ready:
    """A table that is at hand, and the question that it answers."""

    rows: str
    columns: str
    question: str


READY = (
    Ready("vawg-type", "tier", "Is every kind of violence met before, at and after?"),
    Ready("life-stage", "tier", "Is every age reached, in every tier?"),
    Ready("setting", "sector", "Who leads the work in each setting?"),
    Ready("community", "support", "Which communities have support of their own?"),
    Ready("area", "action", "Which places does any action name?"),
    Ready("driver", "life-stage", "Are the drivers of violence met at every age?"),
)


def ready(held: Held) -> list[Ready]:
    """The tables that the framework has the lists for."""
    known = facets(held.framework)
    return [r for r in READY if r.rows in known and r.columns in known]


def covered(held: Held, rows: str, columns: str) -> Coverage:
    """A table. Raises NotThere for a name that is not the facet's own."""
    known = facets(held.framework)
    if rows not in known or columns not in known:
        raise NotThere(f"{rows} by {columns}")
    return _covered(held, rows, columns)


@lru_cache(maxsize=KEPT)
def _covered(held: Held, rows: str, columns: str) -> Coverage:
    try:
        return coverage(held.look, rows, columns)
    except UserError as error:  # the plan has nothing to make the axis from
        raise NotThere(str(error)) from None


@dataclass(frozen=True)
class Row:
    """One row of a table, with the actions behind each of its cells."""

    entry: Entry
    cells: tuple[Cell, ...]


def row_of(table: Coverage, code: str) -> Row:
    """Raises NotThere."""
    for entry, cells in zip(table.rows.entries, table.cells, strict=True):
        if entry.code == code:
            return Row(entry, cells)
    raise NotThere(code)


def rows_of(table: Coverage) -> Iterator[Row]:
    for entry, cells in zip(table.rows.entries, table.cells, strict=True):
        yield Row(entry, cells)


def actions_in(held: Held, ids: Sequence[str] | Iterator[str]) -> list[Action]:
    return [held.actions[key] for key in ids]
