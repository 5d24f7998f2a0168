"""Small cubes kept on the disk, so that a new process need not ask an engine again.

Loading an engine takes seconds of a processor; reading a kept cube takes a
millisecond. The name is made of what the cube is made of, so it is never stale.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from headwater.core.measures.cube import Axis, Cube
from headwater.engines.port import CubeSpec


FORM = 1  # of a kept cube; a new form is a new name


def kept(folder: Path, mark: str, spec: CubeSpec, make: Callable[[], Cube]) -> Cube:
    """The cube of a question, from the folder or made and put there.

    `mark` changes whenever the dataset does.
    """
    asked = json.dumps([FORM, mark, asdict(spec)], sort_keys=True)
    file = folder / f"{sha256(asked.encode()).hexdigest()[:32]}.npz"
    found = _read(file)
    if found is None:
        found = make()
        _write(found, file)
    return found


def _read(file: Path) -> Cube | None:
    """A kept cube; None where there is none, or it was damaged."""
    try:
        with file.open("rb") as raw, np.load(raw, allow_pickle=False) as held:
            said = json.loads(str(held["said"]))
            values, status = held["values"], held["status"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    axes = tuple(
        Axis(n, tuple(codes), tuple(words)) for n, codes, words in said["axes"]
    )
    return Cube(
        values,
        status,
        axes,
        said["unit"],
        said["scale"],
        frozenset(said["additive"]),
        said["vintage"],
    )


def _write(cube: Cube, file: Path) -> None:
    said = {
        "axes": [[a.name, a.codes, a.labels] for a in cube.axes],
        "unit": cube.unit,
        "scale": cube.scale,
        "additive": sorted(cube.additive),
        "vintage": cube.vintage,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    made = file.with_name(f".{file.stem}.{os.getpid()}.npz")
    text = np.array(json.dumps(said))
    np.savez_compressed(made, values=cube.values, status=cube.status, said=text)
    made.replace(file)
