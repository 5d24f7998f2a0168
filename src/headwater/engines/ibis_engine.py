"""The engine for everyday use: one Ibis expression over the lake's Parquet files.

It is compiled to DuckDB's SQL and runs there. The expression filters and puts parts of
vintages together; where few combinations come of many rows it adds up as well. Codes
are whole numbers, so the last addition is one pass over arrays, eight times cheaper
than grouping by text in any engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.measures.cube import Cube, Status
from headwater.engines import grid
from headwater.engines.catalog import Catalog, Dataset, Part
from headwater.engines.cubes import described
from headwater.engines.grid import Block
from headwater.engines.lake import MANIFEST
from headwater.engines.port import LARGEST, CubeSpec
from headwater.engines.sides import Side, in_order, sides_of
from headwater.engines.tally import Tally
from headwater.errors import UserError


MEMORY = "300MB"  # for DuckDB; the arrays come on top of it
BATCH = 1 << 20  # rows that are added up at a time
NAMED = 100  # so many codes are named in a filter; more are sifted afterwards
WORTH = 8  # so many rows to each combination make grouping in the engine worth it
PLAIN = {Status.OBSERVED.name.lower(), Status.ZERO.name.lower()}


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


@dataclass(slots=True)
class IbisEngine:
    """Answers from the Parquet files of a lake, through DuckDB.

    Keeps a connection and the datasets that it opened; a dataset is opened again once
    its manifest has changed. Use one in one thread.
    """

    catalog: Catalog
    threads: int = 1
    memory: str = MEMORY
    _store: Any = None
    _open: dict[str, tuple[tuple[int, int], Dataset]] = field(default_factory=dict)

    def cube(self, spec: CubeSpec) -> Cube:
        dataset = self._dataset(spec.dataset)
        sides = sides_of(dataset, spec)
        blocks = grid.blocks_of(dataset, spec, sides)
        grains = [_grain(dataset, side, blocks) for side in sides]
        cells = int(np.prod([float(grain.size) for grain in grains]))
        if cells > LARGEST:
            raise _too_large(spec, cells)
        tally = self._tally(dataset, spec, grains, blocks, cells)
        axes = in_order(sides, spec)
        values, status = _on_axes(tally, grains, axes).result()
        shape = [side.size for side in axes]
        return described(
            dataset, spec, axes, values.reshape(shape), status.reshape(shape)
        )

    def _tally(
        self,
        dataset: Dataset,
        spec: CubeSpec,
        grains: list[Grain],
        blocks: list[Block],
        cells: int,
    ) -> Tally:
        parts = dataset.parts(spec.vintage)
        plain = (
            not blocks
            and dataset.held.missing is Status.ZERO
            and all(set(part.vintage.statuses) <= PLAIN for part in parts)
        )
        tally = Tally.empty(cells, plain=plain)
        for batch in self._batches(dataset, parts, grains):
            _add(tally, [grain for grain in grains if grain.read], batch)
        if not plain:
            shape = [grain.size for grain in grains]
            names = [grain.side.name for grain in grains]
            absent = grid.absent(blocks, dataset.held.missing, names, shape)
            tally.fill(_parts(grains), absent.ravel())
        return tally

    def _batches(
        self, dataset: Dataset, parts: Sequence[Part], grains: list[Grain]
    ) -> Iterator[Any]:
        """The rows that are wanted, as Arrow batches."""
        import ibis  # type: ignore[import-untyped]

        store = self._connected()
        chosen = [_of_part(dataset, part, grains) for part in parts]
        several = [expression for expression in chosen if expression is not None]
        if not several:
            return
        whole = ibis.union(*several) if len(several) > 1 else several[0]
        for part in parts:
            store.execute(_view(part))
        question = store.sql(str(ibis.to_sql(whole, dialect="duckdb")))
        yield from question.to_arrow_reader(BATCH)

    def _connected(self) -> Any:
        if self._store is None:
            import duckdb

            self._store = duckdb.connect(
                config={"threads": self.threads, "memory_limit": self.memory}
            )
        return self._store

    def _dataset(self, name: str) -> Dataset:
        state = _state(self.catalog.lake / name / MANIFEST)
        known = self._open.get(name)
        if known is None or known[0] != state:
            known = self._open[name] = state, self.catalog.open(name)
        return known[1]


def _state(manifest: Path) -> tuple[int, int]:
    """Changes whenever the manifest is written."""
    try:
        found = manifest.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_ino


def _grain(dataset: Dataset, side: Side, blocks: Sequence[Block]) -> Grain:
    """Code by code where a gap speaks of the dimension, otherwise as on the axis."""
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
    return len(numbers) in (held, _width(numbers)) or len(numbers) <= NAMED


def _width(numbers: NDArray[np.int64]) -> int:
    return int(np.ptp(numbers)) + 1 if len(numbers) else 0


def _of_part(dataset: Dataset, part: Part, grains: list[Grain]) -> Any:
    """What is read of one vintage, as an expression; None where that is nothing."""
    import ibis

    columns = dict.fromkeys(dataset.held.dimensions, "uint32")
    table: Any = ibis.table(
        {**columns, "value": "int64", "status": "uint8"}, name=_name(part)
    )
    for grain in grains:
        numbers = grain.side.numbers
        if grain.side.name == dataset.held.period:
            numbers = np.intersect1d(numbers, part.periods)
        if not len(numbers):
            return None
        if not grain.sifted:
            table = _only(table, grain, numbers)
    names = [grain.side.name for grain in grains if grain.read]
    codes = [len(dataset.books.get(name) or part.periods) for name in names]
    if float(np.prod(codes, dtype=float)) * WORTH < part.vintage.rows:
        # Ibis takes a sum of 64 bits for 64 bits; DuckDB's has 128, and has to be told.
        total = table.value.cast("decimal(38, 0)").sum().cast("int64")
        return table.group_by([*names, "status"]).aggregate(
            value=total, _parts=table.count().cast("int32")
        )[[*names, "value", "status", "_parts"]]
    one = ibis.literal(1, "int32").name("_parts")
    return table.select(*names, "value", "status", one)


def _only(table: Any, grain: Grain, numbers: NDArray[np.int64]) -> Any:
    """Only rows with these codes."""
    if len(numbers) == len(grain.place):
        return table
    column = table[grain.side.name]
    if len(numbers) == _width(numbers):
        return table.filter(column.between(int(numbers.min()), int(numbers.max())))
    return table.filter(column.isin(numbers.tolist()))


def _add(tally: Tally, grains: list[Grain], batch: Any) -> None:
    """Put a batch of rows into their cells."""
    # Through DLPack, because Arrow's own way to NumPy loads pandas first.
    columns: list[Any] = [np.from_dlpack(column) for column in batch.columns]
    *codes, values, status, parts = columns
    cells = np.zeros(len(values), np.int32)
    wanted = np.ones(len(values), bool)
    for grain, numbers in zip(grains, codes, strict=True):
        place = grain.place[numbers]
        cells *= grain.size
        cells += place
        if grain.sifted:
            wanted &= place >= 0
    if any(grain.sifted for grain in grains):
        cells, values, status = cells[wanted], values[wanted], status[wanted]
        parts = parts[wanted]
    tally.add(cells, values, status, parts)


def _parts(grains: list[Grain]) -> NDArray[np.int32]:
    """How many combinations of codes each cell is the sum of."""
    found = np.ones(1, np.int64)
    for grain in grains:
        found = np.multiply.outer(found, grain.parts).ravel()
    return np.minimum(found, np.iinfo(np.int32).max).astype(np.int32)


def _on_axes(tally: Tally, grains: list[Grain], axes: list[Side]) -> Tally:
    """The same figures in the cells of the cube."""
    if [g.side.name for g in grains if g.size > 1] == [
        side.name for side in axes if side.size > 1
    ] and all(grain.size == grain.side.size for grain in grains):
        return tally  # the cells are the cube's already, in its order
    strides = {}
    count = 1
    for side in reversed(axes):
        strides[side.name] = count
        count *= side.size
    cells = np.zeros(1, np.int64)
    for grain in grains:
        at = grain.side.at if grain.fine else np.arange(grain.size)
        stride = strides.get(grain.side.name, 0)
        cells = np.add.outer(cells, at * stride).ravel()
    return tally.into(cells, count)


def _view(part: Part) -> str:
    """The name under which the expression knows a file."""
    file = str(part.file).replace("'", "''")
    return f"""CREATE OR REPLACE TEMP VIEW "{_name(part)}" AS
    SELECT * FROM read_parquet('{file}')"""  # noqa: S608


def _name(part: Part) -> str:
    return f"{part.file.parent.name} {part.vintage.id}"


def _too_large(spec: CubeSpec, cells: int) -> UserError:
    return UserError(
        f"This cube would have {cells:,} cells, and {LARGEST:,} are the most.",
        where=f"{spec.dataset}:",
        fix="Take fewer axes, or name fewer codes in where.",
    )
