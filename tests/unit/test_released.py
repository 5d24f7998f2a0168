"""Only figures that somebody vouches for, about enough people, are released."""

import subprocess
import sys
from copy import copy
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import numpy as np
import pytest

from headwater.core.disclosure.released import Level, NotReleased, ReleasedTable
from headwater.core.measures.cube import Axis, Cube


CUBE = Cube(
    np.array([3], np.int64),
    np.zeros(1, np.uint8),
    (Axis.of("borough", ["E09000002"]),),
    "offences",
)


def release(source: str = "Met", licence: str = "OGL", level: str = "borough") -> str:
    return ReleasedTable.from_published(CUBE, source, licence, level).why


@pytest.mark.parametrize("level", ["borough", "police force", "london", "nation"])
def test_published_figures_of_large_areas_are_released(level: str) -> None:
    assert level in release(level=level)


@pytest.mark.parametrize("level", ["ward", "small area"])
def test_smaller_areas_are_refused(level: str) -> None:
    with pytest.raises(NotReleased, match="too few people"):
        release(level=level)


@pytest.mark.parametrize("given", [{"source": " "}, {"licence": ""}])
def test_figures_that_nobody_vouches_for_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(NotReleased, match="source and their licence"):
        release(**given)


def test_unknown_level_is_refused() -> None:
    with pytest.raises(NotReleased, match="not a level"):
        release(level="street")


def test_nobody_else_makes_one() -> None:
    with pytest.raises(TypeError, match=r"core\.disclosure only"):
        ReleasedTable(CUBE, "Met", "OGL", Level.BOROUGH, "because I say so")


def test_nobody_else_makes_one_or_changes_one() -> None:
    made = ReleasedTable.from_published(CUBE, "Met", "OGL", "borough")
    other = replace(CUBE, values=np.array([4], np.int64))
    with pytest.raises(TypeError, match="made by core"):
        replace(made, cube=other)
    with pytest.raises(TypeError, match="made by core"):
        ReleasedTable(other, "Met", "OGL", Level.BOROUGH, "because")
    with pytest.raises(FrozenInstanceError):
        made.cube = other  # type: ignore[misc]
    assert copy(made).cube is CUBE


@pytest.mark.slow
def test_a_page_that_is_given_a_cube_does_not_type(tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(
        "from headwater.core.disclosure.released import ReleasedTable\n"
        "from headwater.core.measures.cube import Cube\n"
        "def page(table: ReleasedTable) -> str: return table.unit\n"
        "def give(table: ReleasedTable, cube: Cube) -> None:\n"
        "    page(table)\n"
        "    page(cube)\n",
        encoding="utf-8",
    )
    said = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path, page],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'Argument 1 to "page" has incompatible type "Cube"' in said.stdout
    assert said.stdout.count("page.py:") == 1
