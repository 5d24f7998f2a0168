"""A cube with what is said of its dataset, and what its vintage is called."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from headwater.core.measures.cube import Cube
from headwater.engines.catalog import Dataset
from headwater.engines.port import CubeSpec
from headwater.engines.sides import Side


def described(
    dataset: Dataset,
    spec: CubeSpec,
    axes: list[Side],
    values: NDArray[np.int64],
    status: NDArray[np.uint8],
) -> Cube:
    """The cube of a dataset from its numbers."""
    named = [side.axis for side in axes if side.axis]
    additive = frozenset(s.axis.name for s in axes if s.axis and s.additive)
    used = (part.vintage.id for part in dataset.parts(spec.vintage))
    return Cube(
        values,
        status,
        tuple(named),
        unit=dataset.held.unit,
        scale=dataset.held.scale,
        additive=additive,
        vintage=", ".join(used),
    )
