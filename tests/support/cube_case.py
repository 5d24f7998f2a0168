"""The shape of a spec about figures: small files in, a cube out, by every engine.

    month   | area  | count
    2024-01 | North | 3

A table is one file of a release. The cube is written with one row a cell: the code on
each axis, then the number or the words of its status.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

from headwater.core.measures.cube import KNOWN, WORDS, Cube, Status
from headwater.engines.catalog import Catalog
from headwater.engines.ibis_engine import IbisEngine
from headwater.engines.ingest.ingest import ingest
from headwater.engines.ingest.receipt import Receipt
from headwater.engines.ingest.source import Source
from headwater.engines.memory import MemoryEngine
from headwater.engines.port import CubeSpec, Engine


AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
ENGINES = {"memory": MemoryEngine, "ibis": IbisEngine}


@dataclass(frozen=True)
class CubeCase:
    """One example. `releases` are tables, oldest first; `asks` is the question.

    `cube` is what comes back; `error` the start of what is said where nothing may.
    """

    says: str  # one plain sentence: what this example is about
    source: Source
    releases: tuple[str, ...]
    axes: tuple[str, ...]
    asks: dict[str, object] = field(default_factory=dict)
    cube: str = ""
    error: str = ""
    release: int | None = None  # ask of this release alone, counting from 0

    def spec(self, receipts: list[Receipt]) -> CubeSpec:
        vintage = "" if self.release is None else receipts[self.release].vintage
        return CubeSpec(self.source.name, self.axes, vintage=vintage, **self.asks)


def rows_of(text: str) -> list[list[str]]:
    """The rows of a table that is written with bars."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def written(text: str, file: Path) -> Path:
    """A table as a CSV file."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows_of(text))
    return file


def brought_in(case: CubeCase, folder: Path) -> list[Receipt]:
    """Bring the releases of a case into a lake, a month apart."""
    receipts = []
    for nth, text in enumerate(case.releases):
        file = written(text, folder / f"release-{nth}.csv")
        day = date(2025, 1 + nth, 1)
        receipts.append(
            ingest(
                case.source, [file], folder / "lake", by="spec", at=AT, published=day
            )
        )
    return receipts


def engine(name: str, folder: Path) -> Engine:
    return ENGINES[name](Catalog(folder / "lake"))


def cells(cube: Cube) -> list[list[str]]:
    """A cube as its spec writes it."""
    found = [[axis.name for axis in cube.axes] + [cube.unit]]
    for place in product(*(range(len(axis)) for axis in cube.axes)):
        codes = [a.codes[at] for a, at in zip(cube.axes, place, strict=True)]
        status = Status(int(cube.status[place]))
        value = int(cube.values[place])
        number = f"{value / cube.scale:g}" if cube.scale > 1 else str(value)
        words = number if status in KNOWN else WORDS[status]
        found.append([*codes, words])
    return found
