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

from headwater.core.measures.cube import Cube, Status
from headwater.engines import grid
from headwater.engines.catalog import Catalog, Dataset, Part
from headwater.engines.cubes import described
from headwater.engines.expression import asked, name_of
from headwater.engines.grains import Grain, cell_count, grains_of, on_axes, parts_of
from headwater.engines.grid import Block
from headwater.engines.lake import MANIFEST
from headwater.engines.port import LARGEST, CubeSpec
from headwater.engines.sides import in_order, sides_of
from headwater.engines.tally import Tally
from headwater.errors import UserError


MEMORY = "300MB"  # for DuckDB; the arrays come on top of it
BATCH = 1 << 16  # rows that are added up at a time: their arrays stay in the cache
PLAIN = {Status.OBSERVED.name.lower(), Status.ZERO.name.lower()}


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
        axes = in_order(sides, spec)
        blocks = grid.blocks_of(dataset, spec, sides)
        grains = grains_of(dataset, sides, axes, blocks)
        if cell_count(grains) > LARGEST:
            raise _too_large(spec, cell_count(grains))
        tally = self._tally(dataset, dataset.parts(spec.vintage), grains, blocks)
        values, status = on_axes(tally, grains, axes).result()
        shape = [side.size for side in axes]
        return described(
            dataset, spec, axes, values.reshape(shape), status.reshape(shape)
        )

    def _tally(
        self,
        dataset: Dataset,
        parts: Sequence[Part],
        grains: list[Grain],
        blocks: list[Block],
    ) -> Tally:
        """The figures at the grain, and what the reporting grid says of the rest."""
        missing = dataset.held.missing
        statuses = {status for part in parts for status in part.vintage.statuses}
        plain = not blocks and missing is Status.ZERO and statuses <= PLAIN
        tally = Tally.empty(cell_count(grains), plain=plain)
        question = asked(dataset, parts, grains, plain=plain)
        if question is not None:
            for batch in self._batches(question, parts):
                _add(tally, [grain for grain in grains if grain.read], batch)
        if not plain:
            names = [grain.side.name for grain in grains]
            shape = [grain.size for grain in grains]
            tally.fill(
                parts_of(grains), grid.absent(blocks, missing, names, shape).ravel()
            )
        return tally

    def _batches(self, question: Any, parts: Sequence[Part]) -> Iterator[Any]:
        """The rows that are wanted, as Arrow batches."""
        import duckdb
        import ibis

        store = self._connected()
        for part in parts:
            try:
                store.execute(_view(part))
            except duckdb.Error:
                raise UserError(
                    "This file of the lake is missing or damaged.",
                    where=f"{part.file}:",
                    fix="Bring the lake back from a copy.",
                ) from None
        sql = str(ibis.to_sql(question, dialect="duckdb"))
        yield from store.sql(sql).to_arrow_reader(BATCH)

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


def _add(tally: Tally, grains: list[Grain], batch: Any) -> None:
    """Put a batch of rows into their cells."""
    # Through DLPack, because Arrow's own way to NumPy loads pandas first.
    columns: list[Any] = [np.from_dlpack(column) for column in batch.columns]
    codes, figures = columns[: len(grains)], columns[len(grains) :]
    cells = np.zeros(batch.num_rows, np.int32)
    wanted = np.ones(batch.num_rows, bool)
    for grain, numbers in zip(grains, codes, strict=True):
        place = grain.place[numbers]
        cells *= grain.size
        cells += place
        if grain.sifted:
            wanted &= place >= 0
    if any(grain.sifted for grain in grains):
        cells, figures = cells[wanted], [column[wanted] for column in figures]
    tally.add(cells, *figures)


def _state(manifest: Path) -> tuple[int, int]:
    """Changes whenever the manifest is written."""
    try:
        found = manifest.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_ino


def _view(part: Part) -> str:
    """The name under which the expression knows a file."""
    file = str(part.file).replace("'", "''")
    return f"""CREATE OR REPLACE TEMP VIEW "{name_of(part)}" AS
    SELECT * FROM read_parquet('{file}')"""  # noqa: S608


def _too_large(spec: CubeSpec, cells: int) -> UserError:
    return UserError(
        f"This cube would have {cells:,} cells, and {LARGEST:,} are the most.",
        where=f"{spec.dataset}:",
        fix="Take fewer axes, or name fewer codes in where.",
    )
