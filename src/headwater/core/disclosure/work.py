"""What protection works on: the pattern so far, and the moves that hold it up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.moves import Move, Mover
from headwater.core.disclosure.near import near
from headwater.core.disclosure.profiles import Profile
from headwater.core.disclosure.tables import Design
from headwater.core.disclosure.together import Together


Flags = NDArray[np.bool_]
Real = NDArray[np.float64]
Whole = NDArray[np.int64]
FREE = 1e-4  # the cost of moving a cell that is hidden anyway
SIZES = (10, 20)  # categories beside its own that a cell may trade with
FEWER = (3, 6)  # the same where there are more than three dimensions
WHOLE_AT = 1500  # inner cells up to which one programme may take them all first
TOGETHER_AT = 4_000  # inner cells up to which many cells are widened together
QUICK = 500  # inner cells up to which a programme for one cell takes next to no time
ALONE = 600  # small counts that are left to programmes of their own, where quick
FIRST, GROWS, LARGEST = 40, 1.5, 160  # how many are widened together, then more


@dataclass(eq=False)
class Reach:
    """How far moves take each cell up and down, and the number of each such move."""

    up: Whole
    down: Whole
    up_by: Whole
    down_by: Whole

    @classmethod
    def none(cls, rows: int) -> Reach:
        """No move as yet."""
        zero, no = np.zeros(rows, dtype=np.int64), np.full(rows, -1, dtype=np.int64)
        return cls(zero, zero.copy(), no, no.copy())

    def add(self, change: Whole, number: int) -> None:
        """One more move, which changes cells by `change`."""
        higher, lower = change > self.up, -change > self.down
        self.up[higher], self.up_by[higher] = change[higher], number
        self.down[lower], self.down_by[lower] = -change[lower], number

    def pair(self, row: int, width: int) -> tuple[int, int]:
        """The moves that hold a cell up: up, down, or both; -1 for none needed."""
        if self.up[row] >= width:
            return int(self.up_by[row]), -1
        if self.down[row] >= width:
            return -1, int(self.down_by[row])
        return int(self.up_by[row]), int(self.down_by[row])


@dataclass(eq=False)
class Work:
    """A design being protected. `always` flags what is hidden in any case; `own` are
    the people of each inner cell whom one contributor knows.

    Of each move, `touches` has the rows that it changes; `reach` is how far all of
    them together take each cell.
    """

    design: Design
    profile: Profile
    still: Any
    always: Flags
    sensitive: Flags
    own: Whole
    hidden: Flags = field(init=False)
    moves: list[Move] = field(default_factory=list)
    touches: list[Whole] = field(default_factory=list)
    everywhere: Mover | None = None

    def __post_init__(self) -> None:
        self.hidden = self.always.copy()
        self.columns = self.design.matrix.tocsc()
        self.price: Real = np.maximum(self.design.values.astype(float), 1.0)
        self.reach = Reach.none(len(self.price))

    def cheapest(self, row: int, reach: Reach, hidden: Flags, cost: Real) -> Any:
        """A cheap move that widens a cell to its width, up or else down, or None."""
        width, room = self.profile.width, self.design.values[row] - self.profile.floor
        fall = width - reach.up[row]
        for mover in self._movers(row, hidden):
            move = mover.cheapest(row, int(width - reach.down[row]), cost)
            if move is None and fall <= room:
                move = mover.cheapest(row, -int(fall), cost)
            if move is not None:
                return move
        return None

    def together(self, order: Whole) -> None:
        """Widen many cells at once, until few enough are left to go alone."""
        inner = len(self.design.inner)
        alone = ALONE if inner <= QUICK else 0
        if inner > TOGETHER_AT or len(self.design.dims) <= 3 or len(order) <= alone:
            return
        size: float = FIRST
        mover = Together(*self._within(np.arange(len(self.design.inner))))
        while len(narrow := self._narrow(order)) > alone:
            batch, cost = narrow[: int(size)], np.where(self.hidden, FREE, self.price)
            move = mover.raise_all(batch, self.profile.width, cost)
            if move is not None:
                self.keep(move)
            if len(self._narrow(batch)) == len(batch):
                return
            size = min(size * GROWS, LARGEST)

    def _narrow(self, rows: Whole) -> Whole:
        wide = self.reach.up[rows] + self.reach.down[rows] >= self.profile.width
        return rows[~wide]

    def effect(self, move: Move) -> Whole:
        """By how much each cell differs in the second table."""
        change = self.columns[:, move.columns] @ move.by
        return np.asarray(np.round(change)).astype(np.int64)

    def keep(self, move: Move) -> None:
        """Take a move: hide what it changes, and note whom it widens."""
        change = self.effect(move)
        self.moves.append(move)
        self.touches.append(np.flatnonzero(change))
        self.hidden[self.touches[-1]] = True
        self.reach.add(change, len(self.moves) - 1)

    def covered(self, moves: Iterable[int]) -> Flags:
        """What some moves need hidden, with what is hidden in any case."""
        hidden = self.always.copy()
        for at in set(moves):
            hidden[self.touches[at]] = True
        return hidden

    def _movers(self, row: int, hidden: Flags) -> Iterator[Mover]:
        design = self.design
        if len(design.inner) > WHOLE_AT:
            for size in SIZES if len(design.dims) <= 3 else FEWER:
                yield Mover(
                    *self._within(near(design, self.columns, hidden, row, size))
                )
        if self.everywhere is None:
            self.everywhere = Mover(*self._within(np.arange(len(design.inner))))
        yield self.everywhere

    def _within(self, columns: Whole) -> tuple[Any, Whole, Whole, int, Whole, Any]:
        floor, counts = self.profile.floor, self.design.counts
        return self.columns, counts, self.own, floor, columns, self.still
