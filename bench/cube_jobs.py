"""The jobs of `./hw bench cube`, each in a process of its own.

Its CPU time and its peak memory are then its own, and nothing else is loaded.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from street_crime import SOURCE


STARTS = 5  # of each short job: the best counts
CUBES: dict[str, dict[str, Any]] = {
    "small area": {"axes": ("lsoa", "month", "type")},
    "borough": {"axes": ("borough", "month", "type"), "roll": {"lsoa": "borough"}},
}
Said = dict[str, float]


def newlines(file: str) -> Said:
    """The floor of reading: how many lines are there?"""
    count = 0
    with Path(file).open("rb") as opened:
        while piece := opened.read(1 << 20):
            count += piece.count(b"\n")
    return {"lines": count}


def bring(file: str, lake: str) -> Said:
    """A file into the lake, as `headwater ingest` does it."""
    from headwater.engines.ingest.ingest import ingest

    at = datetime(2026, 11, 1, tzinfo=UTC)
    receipt = ingest(SOURCE, [Path(file)], Path(lake), by="bench", at=at)
    first = receipt.examples[0].line if receipt.examples else 0
    return {"read": receipt.read, "rejects": receipt.rejects, "line": first}


def plain_copy(file: str, to: str) -> Said:
    """The same file to Parquet by DuckDB alone: text as it stands, nothing checked."""
    import duckdb

    with duckdb.connect(config={"threads": 1}) as store:
        store.execute(
            f"COPY (SELECT * FROM read_csv('{file}', all_varchar = true)) "  # noqa: S608
            f"TO '{to}' (FORMAT parquet, COMPRESSION zstd)"
        )
    return {}


def columns(lake: str) -> Said:
    """The floor of a cube: every number of the lake's file, once, in memory."""
    import duckdb

    (file,) = (Path(lake) / SOURCE.name).glob("*.parquet")
    with duckdb.connect(config={"threads": 1}) as store:

        def read() -> None:
            store.sql(f"SELECT * FROM '{file}'").to_arrow_table()  # noqa: S608

        return {"seconds": best(read)}


def cube(lake: str, which: str) -> Said:
    """A cube from the lake, the first time and warm."""
    from headwater.engines.catalog import Catalog
    from headwater.engines.ibis_engine import IbisEngine
    from headwater.engines.port import CubeSpec

    spec = CubeSpec(SOURCE.name, **CUBES[which])
    engine = IbisEngine(Catalog(Path(lake)))
    began = time.process_time()
    total = int(engine.cube(spec).values.sum())
    first = time.process_time() - began
    return {"seconds": best(lambda: engine.cube(spec)), "first": first, "total": total}


def best(job: Callable[[], object]) -> float:
    """CPU seconds of a job in this process, the best of several."""
    return min(_once(job) for _ in range(STARTS))


def _once(job: Callable[[], object]) -> float:
    began = time.process_time()
    job()
    return time.process_time() - began


def run(job: Callable[..., Said], *words: object) -> Said:
    """Do a job in a new process: what it says, its CPU seconds and its peak in MB."""
    command = [sys.executable, __file__, job.__name__, *map(str, words)]
    said = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(said.stdout))


def main(name: str, *words: str) -> None:
    jobs = {job.__name__: job for job in (newlines, bring, plain_copy, columns, cube)}
    began = time.process_time()
    said = jobs[name](*words)
    said["cpu"] = time.process_time() - began
    said["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
