"""At which grain figures are added up first, and how they come to their cells.

Where a gap of the reporting grid speaks of a dimension, its codes are looked at one by
one, and put on their axis afterwards; the others go to their axis at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.engines.catalog import Dataset
from headwater.engines.grid import Block
from headwater.engines.sides import Side
from headwater.engines.tally import Tally


NAMED = 100  # so many codes are named in a filter; more are sifted afterwards


@dataclass(frozen=True, slots=True, eq=False)
class Grain:
    """One dimension at the grain that figures are added up at first.

    `place`: for a code's number, where it goes; -1 where it is not wanted. `parts`:
    how many codes go to each place. `fine`: each code has a place of its own, and is
    put on its axis later. `sifted`: codes that are not wanted are read all the same.
    """

    side: Side
    place: NDArray[np.int32]
    parts: NDArray[np.int32]
    fine: bool
    sifted: bool

    @property
    def size(self) -> int:
        return len(self.parts)

    @property
    def read(self) -> bool:
        """Is the column needed at all, or is all of it one place?"""
        return self.size > 1 or self.sifted


def grains_of(
    dataset: Dataset, sides: Sequence[Side], axes: Sequence[Side], blocks: list[Block]
) -> list[Grain]:
    """The grain of every dimension: the axes first, in their order."""
    others = [side for side in sides if side.axis is None]
    return [_grain(dataset, side, blocks) for side in (*axes, *others)]


def cell_count(grains: Sequence[Grain]) -> int:
    """How many cells there are at this grain."""
    return int(np.prod([float(grain.size) for grain in grains]))


def span(numbers: NDArray[np.int64]) -> int:
    """How many numbers lie between the first and the last, both included."""
    return int(np.ptp(numbers)) + 1 if len(numbers) else 0


def parts_of(grains: Sequence[Grain]) -> NDArray[np.int32]:
    """How many combinations of codes each cell is the sum of."""
    found = np.ones(1, np.int64)
    for grain in grains:
        found = np.multiply.outer(found, grain.parts).ravel()
    return np.minimum(found, np.iinfo(np.int32).max).astype(np.int32)


def on_axes(tally: Tally, grains: Sequence[Grain], axes: Sequence[Side]) -> Tally:
    """The same figures in the cells of the cube."""
    if not any(map(_moved, grains)):
        return tally  # they are in the cells of the cube already
    strides, count = {}, 1
    for side in reversed(axes):
        strides[side.name] = count
        count *= side.size
    cells = np.zeros(1, np.int64)
    for grain in grains:
        at = grain.side.at if grain.fine else np.arange(grain.size)
        stride = strides.get(grain.side.name, 0)
        cells = np.add.outer(cells, at * stride).ravel()
    return tally.into(cells, count)


def _moved(grain: Grain) -> bool:
    """Does a code stand elsewhere on the axis than at this grain?"""
    return grain.fine and bool((grain.side.at != np.arange(grain.size)).any())


def _grain(dataset: Dataset, side: Side, blocks: Sequence[Block]) -> Grain:
    fine = any(side.name in block.over for block in blocks)
    at = np.arange(len(side.numbers)) if fine else side.at
    count = len(side.numbers) if fine else side.size
    book = dataset.books.get(side.name)
    held = len(book) if book is not None else int(side.numbers.max(initial=0)) + 1
    place = np.full(held, -1, np.int32)
    place[side.numbers] = at
    parts = np.bincount(at, minlength=count).astype(np.int32)
    sifted = book is not None and not _can_be_said(side.numbers, held)
    return Grain(side, place, parts, fine, sifted)


def _can_be_said(numbers: NDArray[np.int64], held: int) -> bool:
    """Can a filter name these codes shortly: all, a span, or a few?"""
    return len(numbers) in (held, span(numbers)) or len(numbers) <= NAMED
