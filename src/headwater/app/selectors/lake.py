"""Datasets of the workspace's lake. The one place of the app that asks an engine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings

from headwater.app.selectors.measured import Vintage
from headwater.core.measures.cube import Cube
from headwater.core.measures.figures import FigureSet


if TYPE_CHECKING:
    from headwater.engines.catalog import Dataset
    from headwater.engines.ibis_engine import IbisEngine
    from headwater.engines.port import CubeSpec


FOLDER, MANIFEST = "lake", "manifest.json"
KEPT = "cubes"  # beside the lake
_ONE_AT_A_TIME = Lock()  # an engine keeps a connection that threads cannot share


@dataclass(frozen=True, slots=True)
class InLake:
    """What the lake holds of a dataset: its releases, the newest last.

    `mark` is the hash of what it says of itself, so it changes whenever figures do.
    `covers` counts the months of a figure where they are more than its period.
    """

    lake: Path
    dataset: str
    mark: str
    covers: int
    vintages: tuple[Vintage, ...]


def in_lake(dataset: str) -> InLake | None:
    """A dataset of this workspace; None where there are no figures of it yet."""
    manifest = settings.WORKSPACE / FOLDER / dataset / MANIFEST
    try:
        state = manifest.stat()
    except OSError:
        return None
    return _in_lake(manifest, state.st_mtime_ns, state.st_ino)


def picked(found: InLake, figures: FigureSet) -> Cube:
    """The figures that a set picks, with an axis of series and one of time.

    Raises UserError where the dataset does not fit the set.
    """
    from headwater.engines.port import CubeSpec

    dataset = _open(found)
    where = dict(figures.picked)
    if figures.whole_given and figures.series not in where:
        book = dataset.books[figures.series]
        where[figures.series] = tuple(entry.code for entry in book.entries)
    axes = (figures.series, dataset.held.period)
    return _cube(found, CubeSpec(found.dataset, axes, where))


def populations(found: InLake, year: str) -> Mapping[str, int]:
    """How many people live in each area of a dataset of populations in a year."""
    from headwater.engines.port import CubeSpec

    period = _open(found).held.period
    spec = CubeSpec(found.dataset, ("area",), {period: (year,)})
    cube = _cube(found, spec)
    (axis,), known = cube.axes, cube.known()
    return {
        code: int(cube.values[at]) for at, code in enumerate(axis.codes) if known[at]
    }


@lru_cache(maxsize=64)
def _in_lake(manifest: Path, mtime: int, inode: int) -> InLake:
    from headwater.engines.catalog import Catalog

    lake, dataset = manifest.parent.parent, manifest.parent.name
    found = Catalog(lake).open(dataset)
    mark = hashlib.sha256(manifest.read_bytes()).hexdigest()
    return InLake(lake, dataset, mark, found.held.covers, tuple(_vintages(found)))


def _vintages(dataset: Dataset) -> Iterator[Vintage]:
    """Every release, with how many numbers it changed of the one before it."""
    from headwater.engines.revised import Pair, revised

    older = None
    for found in dataset.held.vintages:
        changed = 0
        if older:
            shared = tuple(p for p in found.periods if p in set(older.periods))
            if shared:
                changed = revised(dataset, Pair(older, found, shared)).changed
        day = found.published or found.ingested[:10]
        yield Vintage(found.id, day, found.files[0].sha256, changed)
        older = found


def _cube(found: InLake, spec: CubeSpec) -> Cube:
    from headwater.engines.kept import kept

    folder = found.lake.parent / KEPT
    with _ONE_AT_A_TIME:
        return kept(folder, found.mark, spec, lambda: _engine(found.lake).cube(spec))


def _open(found: InLake) -> Dataset:
    from headwater.engines.catalog import Catalog

    return Catalog(found.lake).open(found.dataset)


@lru_cache(maxsize=2)
def _engine(lake: Path) -> IbisEngine:
    from headwater.engines.catalog import Catalog
    from headwater.engines.ibis_engine import IbisEngine

    return IbisEngine(Catalog(lake))
