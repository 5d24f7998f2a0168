"""The reporting grid over many combinations at once: what no row means, and where.

A gap lies over a block of combinations: some codes of some dimensions, some periods.
Only the dimensions that gaps speak of have to be looked at code by code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.measures.cube import Status
from headwater.engines.catalog import Dataset
from headwater.engines.ingest.source import Gap
from headwater.engines.port import CubeSpec
from headwater.engines.sides import Side


Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A gap as it lies over a question: for some sides, which of their codes."""

    means: Status
    over: dict[str, Mask]  # by the name of the side; a side that is not here: all


def blocks_of(dataset: Dataset, spec: CubeSpec, sides: Sequence[Side]) -> list[Block]:
    """The gaps that can change an answer; the first that holds counts."""
    found = [_not_reported(dataset, spec, sides)]
    found += [_block(dataset, gap, sides) for gap in dataset.held.gaps]
    lying = [b for b in found if all(mask.any() for mask in b.over.values())]
    return _without_harmless(dataset, spec, lying, sides)


def _not_reported(dataset: Dataset, spec: CubeSpec, sides: Sequence[Side]) -> Block:
    """Periods for which no release is held."""
    period = _named(sides, dataset.held.period)
    reported = [p for part in dataset.parts(spec.vintage) for p in part.periods]
    return Block(Status.NOT_REPORTED, {period.name: ~np.isin(period.numbers, reported)})


def _block(dataset: Dataset, gap: Gap, sides: Sequence[Side]) -> Block:
    held = dataset.held
    over = {}
    for name, codes in gap.where.items():
        side = _named(sides, name)
        over[name] = np.array([code in codes for code in side.codes], bool)
    if gap.first or gap.last:
        period = _named(sides, held.period)
        first = held.number(gap.first) if gap.first else 0
        last = held.number(gap.last) if gap.last else np.iinfo(np.int64).max
        lies = (period.numbers >= first) & (period.numbers <= last)
        over[held.period] = over.get(held.period, True) & lies
    return Block(gap.means, {name: m for name, m in over.items() if not m.all()})


def _without_harmless(
    dataset: Dataset, spec: CubeSpec, blocks: list[Block], sides: Sequence[Side]
) -> list[Block]:
    """Without blocks of 'not applicable' that only touch some parts of each sum.

    Where no row means zero, parts that cannot apply add nothing and leave the rest of
    the sum as it is. That saves looking at every part of 130 million sums (wards by
    borough). It does not hold before a block of 'not reported' (which it would
    uncover), nor where rows themselves say 'not applicable'.
    """
    said = {
        status
        for part in dataset.parts(spec.vintage)
        for status in part.vintage.statuses
    }
    if dataset.held.missing is not Status.ZERO or "not_applicable" in said:
        return blocks
    last = max(
        (at for at, b in enumerate(blocks) if b.means is Status.NOT_REPORTED),
        default=-1,
    )
    kept, tried = blocks[: last + 1], blocks[last + 1 :]
    for side in (s for s in sides if s.axis is None):
        partly = [
            b for b in tried if b.means is Status.NOT_APPLICABLE and side.name in b.over
        ]
        touched = np.zeros(len(side.numbers), bool)
        for block in partly:
            touched |= block.over[side.name]
        if not touched.all():  # a part of every sum that none of them touches
            tried = [b for b in tried if b not in partly]
    return kept + tried


def absent(
    blocks: Sequence[Block], missing: Status, names: Sequence[str], shape: list[int]
) -> NDArray[np.uint8]:
    """What no row means for each combination of the named sides, in their order."""
    found = np.full(shape, missing, np.uint8)
    for block in reversed(blocks):
        lies = np.ones([1] * len(shape), bool)
        for name, mask in block.over.items():
            along = [1] * len(shape)
            along[names.index(name)] = len(mask)
            lies = lies & mask.reshape(along)
        found[np.broadcast_to(lies, found.shape)] = block.means
    return found


def _named(sides: Sequence[Side], name: str) -> Side:
    return next(side for side in sides if side.name == name)
