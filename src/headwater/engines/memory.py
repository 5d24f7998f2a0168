"""The plain engine: obviously right, slow, and the one the others must agree with.

It looks at every combination of codes one by one, takes its figure or what the
reporting grid says of its absence, and adds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from headwater.core.measures.cube import Cube, Status
from headwater.engines.catalog import Catalog, Dataset
from headwater.engines.cubes import described
from headwater.engines.ingest.source import Gap
from headwater.engines.port import CubeSpec
from headwater.engines.sides import Side, in_order, sides_of
from headwater.errors import UserError


MOST = 3_000_000  # combinations; beyond that this engine is no use to anybody
Figure = tuple[int, Status]


@dataclass(frozen=True, slots=True)
class MemoryEngine:
    """Answers from figures in memory."""

    catalog: Catalog

    def cube(self, spec: CubeSpec) -> Cube:
        dataset = self.catalog.open(spec.dataset)
        sides = sides_of(dataset, spec)
        if np.prod([float(len(side.numbers)) for side in sides]) > MOST:
            raise UserError("This is too much for the plain engine.")
        figures = dict(_figures(dataset, spec))
        cells: dict[tuple[int, ...], list[Figure]] = defaultdict(list)
        axes = in_order(sides, spec)
        for places in product(*(range(len(side.numbers)) for side in sides)):
            key = tuple(int(s.numbers[p]) for s, p in zip(sides, places, strict=True))
            codes = {s.name: s.codes[p] for s, p in zip(sides, places, strict=True)}
            at = {s.name: int(s.at[p]) for s, p in zip(sides, places, strict=True)}
            cell = tuple(at[side.name] for side in axes)
            absent = (0, _absent(dataset, spec, codes))
            cells[cell].append(figures.get(key, absent))
        return _cube(dataset, spec, axes, cells)


def _figures(
    dataset: Dataset, spec: CubeSpec
) -> Iterator[tuple[tuple[int, ...], Figure]]:
    import duckdb

    period = dataset.held.dimensions.index(dataset.held.period)
    names = ", ".join(f'"{name}"' for name in dataset.held.dimensions)
    for part in dataset.parts(spec.vintage):
        with duckdb.connect() as store:
            rows = store.execute(
                f"SELECT {names}, value, status FROM read_parquet(?)",  # noqa: S608
                [str(part.file)],
            ).fetchall()
        for *key, value, status in rows:
            if key[period] in part.periods:
                yield tuple(key), (value, Status(status))


def _absent(dataset: Dataset, spec: CubeSpec, codes: dict[str, str]) -> Status:
    """What it means that a combination has no row."""
    held = dataset.held
    period = held.number(codes[held.period])
    if not any(period in part.periods for part in dataset.parts(spec.vintage)):
        return Status.NOT_REPORTED
    for gap in held.gaps:
        if _applies(dataset, gap, codes, period):
            return gap.means
    return held.missing


def _applies(dataset: Dataset, gap: Gap, codes: dict[str, str], period: int) -> bool:
    if gap.first and period < dataset.held.number(gap.first):
        return False
    if gap.last and period > dataset.held.number(gap.last):
        return False
    return all(codes[name] in among for name, among in gap.where.items())


def _added(figures: list[Figure]) -> Figure:
    """The sum, and what stands behind it: the first of these that holds."""
    statuses = [status for _, status in figures]
    for status in (Status.WITHHELD, Status.NOT_REPORTED):
        if status in statuses:
            return 0, status
    if all(status is Status.NOT_APPLICABLE for status in statuses):
        return 0, Status.NOT_APPLICABLE
    total = sum(value for value, _ in figures)
    if Status.CARRIED in statuses:
        return total, Status.CARRIED
    return total, Status.OBSERVED if total else Status.ZERO


def _cube(
    dataset: Dataset,
    spec: CubeSpec,
    axes: list[Side],
    cells: dict[tuple[int, ...], list[Figure]],
) -> Cube:
    values = np.zeros([side.size for side in axes], np.int64)
    status = np.full(values.shape, Status.NOT_APPLICABLE, np.uint8)
    for cell, figures in cells.items():
        values[cell], status[cell] = _added(figures)
    return described(dataset, spec, axes, values, status)
