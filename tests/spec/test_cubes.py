"""Every engine answers every question about figures alike, and as written down."""

from __future__ import annotations

from pathlib import Path

import pytest
from cube_case import ENGINES, CubeCase, brought_in, cells, engine, rows_of
from spec_files import cube_specs

from headwater.core.measures.cube import Status
from headwater.errors import UserError


CASES = [
    pytest.param(case, id=f"{about}-{number}")
    for about, cases in cube_specs().items()
    for number, case in enumerate(cases, start=1)
]


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize("case", CASES)
def test_engine_answers_as_written(case: CubeCase, name: str, tmp_path: Path) -> None:
    spec = case.spec(brought_in(case, tmp_path))
    if case.error:
        with pytest.raises(UserError) as raised:
            engine(name, tmp_path).cube(spec)
        assert str(raised.value).startswith(case.error)
        return
    cube = engine(name, tmp_path).cube(spec)
    assert cells(cube) == rows_of(case.cube)
    unknown = ~cube.known()
    assert not cube.values[unknown].any()
    assert ((cube.values == 0) == (unknown | (cube.status == Status.ZERO))).all()


@pytest.mark.parametrize("case", CASES)
def test_case_is_one_thing_said_in_a_sentence(case: CubeCase) -> None:
    assert case.says.endswith(".")
    assert bool(case.cube) != bool(case.error)
