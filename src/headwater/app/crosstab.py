"""A released table laid out to be read: rows, columns, and a grid for each of the rest.

The longest characteristic goes down and the shortest across, so that a grid fits a
telephone; a table of three or more is told as several grids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from headwater.core.disclosure.frame import PERIOD
from headwater.core.disclosure.ledger import NOT_APPLICABLE, NOT_REPORTED, Entry
from headwater.core.disclosure.released import Axis, ReleasedTable
from headwater.exchange.protected_out import SYMBOL_OF, PublicCell, public_cells


_UNKNOWN = {
    NOT_REPORTED: "Not reported. Totals are of what was reported.",
    NOT_APPLICABLE: "Not applicable: there can be nobody here.",
}
FEW = 6  # grids that stand open; more are folded away


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a grid; `depth` is how far it lies under the total."""

    label: str
    depth: int
    cells: tuple[PublicCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One table on a page. `caption` names the categories that all of it is about."""

    caption: str
    down: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def title(entry: Entry, dim: str) -> str:
    """A characteristic in words."""
    return entry.about.titles.get(dim, dim)


def day(entry: Entry) -> date:
    """The day of release."""
    return date.fromisoformat(entry.about.at)


def by(entry: Entry, dims: Iterable[str]) -> str:
    """'district, age and sex': what a table is by."""
    *first, last = (title(entry, dim).lower() for dim in dims)
    return f"{', '.join(first)} and {last}" if first else last


def periods(entry: Entry) -> str:
    """'2023-24, 2024-25'."""
    words = entry.about.labels.get(PERIOD, {})
    return ", ".join(words.get(code, code) for code in entry.about.periods)


def name(entry: Entry) -> str:
    """What a release is about, by what, and when: no two are called the same."""
    tables = "; by ".join(by(entry, table) for table in entry.tables)
    return f"{entry.about.title}, by {tables}, {periods(entry)}"


def unknown(entry: Entry) -> list[tuple[str, str]]:
    """The symbols of cells without a count that stand in a release, and their words."""
    there = set(entry.marks.values())
    return [(SYMBOL_OF[why], words) for why, words in _UNKNOWN.items() if why in there]


def grids(entry: Entry, table: ReleasedTable) -> list[Grid]:
    """All of a table, in as many grids as it takes."""
    cells = {cell.codes: cell for cell in public_cells(table)}
    down, across = _sides(table.axes)
    rest = [axis for axis in table.axes if axis not in (down, across)]
    found = []
    for codes in product(*(axis.codes for axis in rest)):
        at = dict(zip((axis.name for axis in rest), codes, strict=True))
        words = [axis.labels[axis.index(at[axis.name])] for axis in rest]
        rows = tuple(_rows(entry, table, cells, (down, across), at))
        heads = across.labels if across else (_unit(entry),)
        found.append(Grid(", ".join(words), title(entry, down.name), heads, rows))
    return found


def _unit(entry: Entry) -> str:
    return entry.about.unit[:1].upper() + entry.about.unit[1:]


def _sides(axes: tuple[Axis, ...]) -> tuple[Axis, Axis | None]:
    """The longest goes down; of the others the shortest with any choice goes across."""
    down = max(axes, key=len)
    others = [axis for axis in axes if axis is not down]
    wide = [axis for axis in others if len(axis) > 1] or others
    return down, min(wide, key=len) if wide else None


def _rows(
    entry: Entry,
    table: ReleasedTable,
    cells: dict[tuple[str, ...], PublicCell],
    sides: tuple[Axis, Axis | None],
    at: dict[str, str],
) -> Iterator[Row]:
    down, across = sides
    tree = entry.hierarchies[down.name]
    for code, label in zip(down.codes, down.labels, strict=True):
        named = {**at, down.name: code}
        each = (
            {**named, across.name: other} if across else named
            for other in (across.codes if across else ("",))
        )
        row = tuple(cells[tuple(n[axis.name] for axis in table.axes)] for n in each)
        yield Row(label, len(tree.above(code)) - 1, row)
