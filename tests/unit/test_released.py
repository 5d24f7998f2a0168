"""Only figures that somebody vouches for, about enough people, are released."""

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
