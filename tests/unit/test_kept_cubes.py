"""Cubes that are kept on the disk come back as they were, and are never stale."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from headwater.core.measures.cube import Axis, Cube, Status
from headwater.engines.kept import kept
from headwater.engines.port import CubeSpec


CUBE = Cube(
    np.array([[5, 0], [0, 7]], np.int64),
    np.array(
        [[Status.OBSERVED, Status.ZERO], [Status.WITHHELD, Status.OBSERVED]], np.uint8
    ),
    (Axis("area", ("a", "b"), ("Ash", "Birch")), Axis.of("month", ("1", "2"))),
    "offences",
    scale=10,
    additive=frozenset({"area"}),
    vintage="2026-01",
)
SPEC = CubeSpec("d", ("area", "month"), {"offence": ("rape",)})


class Maker:
    """Makes the cube, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> Cube:
        self.made += 1
        return CUBE


@pytest.fixture
def make() -> Maker:
    return Maker()


def test_a_kept_cube_is_the_same_in_everything(tmp_path: Path, make: Maker) -> None:
    kept(tmp_path, "mark", SPEC, make)
    found = kept(tmp_path, "mark", SPEC, make)
    assert make.made == 1
    assert found.values.tolist() == CUBE.values.tolist()
    assert found.status.tolist() == CUBE.status.tolist()
    assert (found.values.dtype, found.status.dtype) == (np.int64, np.uint8)
    for name in ("axes", "unit", "scale", "additive", "vintage"):
        assert getattr(found, name) == getattr(CUBE, name), name


@pytest.mark.parametrize(
    ("mark", "spec"),
    [
        ("another", SPEC),
        ("mark", CubeSpec("d", ("area", "month"), {"offence": ("other",)})),
        ("mark", CubeSpec("d", ("month", "area"), {"offence": ("rape",)})),
        ("mark", CubeSpec("d", ("area", "month"), SPEC.where, last="1")),
    ],
)
def test_another_question_or_another_release_is_asked_anew(
    tmp_path: Path, make: Maker, mark: str, spec: CubeSpec
) -> None:
    kept(tmp_path, "mark", SPEC, make)
    kept(tmp_path, mark, spec, make)
    assert make.made == 2


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"not a file of arrays"])
def test_a_damaged_file_is_made_again(
    tmp_path: Path, make: Maker, damage: bytes
) -> None:
    kept(tmp_path, "mark", SPEC, make)
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert kept(tmp_path, "mark", SPEC, make).unit == "offences"
    assert make.made == 2
    assert len(list(tmp_path.iterdir())) == 1
