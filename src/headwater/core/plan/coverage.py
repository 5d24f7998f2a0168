"""What the actions of a plan cover, seen two ways at once: types by tiers, say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_

from headwater.core.plan.action_set import ActionSet, bits_at
from headwater.core.plan.axes import Axis, Entry, axis
from headwater.core.plan.checks.rule import missing
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Plan, Words
from headwater.core.plan.truth import Truth


class State(StrEnum):
    """What can be said of one cell; an empty cell is the finding."""

    COVERED = "covered"  # an action names both sides
    RESTING = "resting on all"  # actions count, but only through 'all'
    NOT_WRITTEN = "not written down"  # a blank or an unclear status may hide one
    EMPTY = "empty"  # no action, however the blanks are filled


# What `some` over all actions would answer: the rules ask in the same way.
_ANSWERS: dict[State, Truth] = {
    State.COVERED: True,
    State.RESTING: True,
    State.NOT_WRITTEN: None,
    State.EMPTY: False,
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Different actions, each in one of three sets.

    `named` and `through_all` surely count: by name, or only through 'all' or a
    wider area. `may` may count: a cell is blank, or the status is not clear.
    """

    named: ActionSet
    through_all: ActionSet
    may: ActionSet

    @property
    def sure(self) -> int:
        return len(self.named) + len(self.through_all)


@dataclass(frozen=True, slots=True)
class Cell:
    """One pair. `level` says how firm it is that nothing is there.

    It is None where something is; a gap only where the author calls the table
    of actions complete.
    """

    row: Entry
    column: Entry
    actions: Counted
    state: State
    level: Level | None


@dataclass(frozen=True, slots=True)
class Blank:
    """Actions that could not be placed, by which side is blank."""

    rows: ActionSet
    columns: ActionSet
    both: ActionSet

    def __len__(self) -> int:
        return len(self.rows) + len(self.columns) + len(self.both)


@dataclass(frozen=True)
class Coverage:
    """Actions of a plan by two axes, on a day.

    `row_totals`, `column_totals` and `total` hold different actions and are never
    sums of cells, because an action can stand in several. `actions` are, or may
    be, current or planned; `ended` is how many are left out. `blank` could not be
    placed; of `unclear` only the status is open; `elsewhere` are written down,
    and stand in no cell.
    """

    plan: Plan
    as_at: date
    rows: Axis
    columns: Axis
    cells: tuple[tuple[Cell, ...], ...]
    row_totals: tuple[Counted, ...]
    column_totals: tuple[Counted, ...]
    total: Counted
    actions: ActionSet
    ended: int
    blank: Blank
    unclear: ActionSet
    elsewhere: ActionSet
    complete: bool

    def __iter__(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        for cells in self.cells:
            yield from cells

    def cell(self, row: str, column: str) -> Cell:
        """The cell of two codes. Raises KeyError."""
        return self.cells[self.rows.place(row)][self.columns.place(column)]

    def in_state(self, state: State) -> tuple[Cell, ...]:
        return tuple(cell for cell in self if cell.state is state)


def coverage(look: Look, rows: str, columns: str) -> Coverage:
    """Place every action that is, or may be, current or planned.

    `rows` and `columns` are facets of `axes.axis`; raises UserError for others.
    An action counts in a cell where both of its columns hold a code of that row
    and column, or of a part of it; 'all' and a wider area count through all.
    """
    weighed = look.weighed
    ids = tuple(action.action_id for action, _ in weighed)
    live = _set(ids, (n for n, (_, sure) in enumerate(weighed) if sure))
    down, across = axis(look, rows), axis(look, columns)
    sides = _side(look, down, ids), _side(look, across, ids)
    cells = tuple(_cells(look, down, across, sides, live))
    total = _joined(ids, (cell.actions for row in cells for cell in row))
    row, column = (side.blank & total.may for side in sides)
    return Coverage(
        plan=look.plan,
        as_at=look.as_at,
        rows=down,
        columns=across,
        cells=cells,
        row_totals=tuple(_joined(ids, (c.actions for c in row)) for row in cells),
        column_totals=tuple(
            _joined(ids, (row[n].actions for row in cells))
            for n in range(len(across.entries))
        ),
        total=total,
        actions=_set(ids, range(len(ids))),
        ended=len(look.plan.actions) - len(ids),
        blank=Blank(row - column, column - row, row & column),
        unclear=total.may - row - column,
        elsewhere=_set(ids, range(len(ids)))
        - total.named
        - total.through_all
        - total.may,
        complete=look.complete("actions"),
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """The actions of each entry of an axis, and those with a blank."""

    named: tuple[ActionSet, ...]
    through_all: tuple[ActionSet, ...]
    blank: ActionSet


def _side(look: Look, side: Axis, ids: tuple[str, ...]) -> _Side:
    """One pass over the actions, then one over the different cells among them."""
    places: dict[Words, list[int]] = defaultdict(list)
    for place, (action, _) in enumerate(look.weighed):
        places[side.read(action)].append(place)
    named, through_all = [0] * len(side.entries), [0] * len(side.entries)
    blank = ActionSet(ids)
    for codes, found in places.items():
        bits = bits_at(found, len(ids))
        if codes is None:
            blank = ActionSet(ids, bits)
            continue
        hits = side.hits(codes)
        for entry in hits.named:
            named[entry] |= bits
        for entry in hits.through_all:
            through_all[entry] |= bits
    return _Side(
        tuple(ActionSet(ids, bits) for bits in named),
        tuple(ActionSet(ids, bits) for bits in through_all),
        blank,
    )


def _cells(
    look: Look, rows: Axis, columns: Axis, sides: tuple[_Side, _Side], live: ActionSet
) -> Iterator[tuple[Cell, ...]]:
    down, across = sides
    for r, row in enumerate(rows.entries):
        yield tuple(
            _cell(look, row, column, _counted(down, r, across, c, live))
            for c, column in enumerate(columns.entries)
        )


def _counted(down: _Side, r: int, across: _Side, c: int, live: ActionSet) -> Counted:
    """`every` of three answers: is it live, in the row, in the column?"""
    named = live & down.named[r] & across.named[c]
    row, column = (
        down.named[r] | down.through_all[r],
        across.named[c] | across.through_all[c],
    )
    sure = live & row & column
    may = (row | down.blank) & (column | across.blank)
    return Counted(named, sure - named, may - sure)


def _cell(look: Look, row: Entry, column: Entry, found: Counted) -> Cell:
    state = _state(found)
    return Cell(row, column, found, state, missing(look, _ANSWERS[state], "actions"))


def _state(found: Counted) -> State:
    if found.named:
        return State.COVERED
    if found.through_all:
        return State.RESTING
    return State.NOT_WRITTEN if found.may else State.EMPTY


def _joined(ids: tuple[str, ...], parts: Iterable[Counted]) -> Counted:
    """Different actions of several cells, each where it counts most surely."""
    listed, none = list(parts), ActionSet(ids)
    named = reduce(or_, (part.named for part in listed), none)
    through_all = reduce(or_, (part.through_all for part in listed), none) - named
    may = reduce(or_, (part.may for part in listed), none) - named - through_all
    return Counted(named, through_all, may)


def _set(ids: tuple[str, ...], places: Iterable[int]) -> ActionSet:
    return ActionSet(ids, bits_at(places, len(ids)))
