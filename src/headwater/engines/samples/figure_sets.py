"""The sets of figures in the package: their datasets, and what each stands for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from headwater.core.measures.figures import FigureSet, Published, read_figure_sets
from headwater.engines.ingest.source import Source
from headwater.engines.ingest.sources.declared import declared_source


FOLDER = Path(__file__).parent / "london"
CATALOGUE = "figures.toml"


def datasets() -> Iterator[tuple[Source, Path]]:
    """Each dataset as it is declared, and the file of its figures."""
    for file in sorted(FOLDER.glob("*.csv.gz")):
        yield declared_source(FOLDER / file.name.replace(".csv.gz", ".toml")), file


@cache
def figure_sets() -> dict[str, FigureSet]:
    """Every set of figures by its code, in the order of the catalogue."""
    with (FOLDER / CATALOGUE).open("rb") as file:
        tables = tomllib.load(file)
    published = {
        source.name: Published(source.publisher, source.licence, source.level)
        for source, _ in datasets()
    }
    return read_figure_sets(tables, published)
