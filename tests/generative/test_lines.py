"""Both readers find the same rows, and the same bad ones on the same lines."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cube_case import AT
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_sources import made_up

from headwater.engines.catalog import Catalog
from headwater.engines.ingest.ingest import ingest
from headwater.engines.memory import MemoryEngine
from headwater.engines.port import CubeSpec
from headwater.errors import UserError


ROWS = [
    "2024-01,North,t{n},3",
    "2024-01,South,t{n},many",
    'Monday,South,"t{n}",1',
    '2024-01,South,"two\nlines {n}",1',
    '2024-01,South,"two\n\nlines ""{n}""",x',
    "2024-01,South,t{n}",
    "2024-01,South,t{n},1,1",
    "2024-01,South,same,1",
    "",
]


def brought(rows: list[str], careful: bool) -> tuple[object, ...]:
    """What became of a file: its figures, and line, reason and value of its rejects."""
    source = made_up(odd=dict) if careful else made_up()
    with TemporaryDirectory() as name:
        file = Path(name) / "f.csv"
        text = "\n".join(["month,area,type,count", *rows])
        file.write_bytes(text.encode())
        try:
            receipt = ingest(source, [file], Path(name) / "lake", by="x", at=AT)
        except UserError as error:
            return (str(error).split(" The first")[0],)
        cube = MemoryEngine(Catalog(Path(name) / "lake")).cube(
            CubeSpec("incidents", ("type",))
        )
        rejects = [(r.line, r.value, r.reason) for r in receipt.examples]
        return receipt.rows, receipt.rejects, rejects, cube.values.tolist()


@pytest.mark.slow
@settings(max_examples=20)
@given(st.lists(st.sampled_from(ROWS), min_size=1, max_size=19))
def test_both_readers_agree(templates: list[str]) -> None:
    rows = [row.format(n=n) for n, row in enumerate(templates)]
    assert brought(rows, careful=False) == brought(rows, careful=True)
