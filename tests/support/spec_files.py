"""Every spec module, found by its folder: the cases of each rule."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from cube_case import CubeCase
from spec_case import Case


SPEC_ROOT = Path(__file__).parents[1] / "spec"
OTHER = ("cubes",)  # specs of another shape: cube_case


def spec_files() -> list[Path]:
    """The files under tests/spec that hold cases, in a fixed order."""
    files = SPEC_ROOT.rglob("*.py")
    ours = (f for f in files if f.parent.name not in OTHER)
    return sorted(f for f in ours if not f.name.startswith(("test_", "_")))


def all_specs() -> dict[str, list[Case]]:
    """The cases of every rule, by its code."""
    specs: dict[str, list[Case]] = {}
    for file in spec_files():
        for code, cases in _load(file).items():
            if code in specs:
                raise ValueError(f"{code} has cases in two files; one is {file.name}")
            specs[code] = cases
    return specs


def cube_specs() -> dict[str, list[CubeCase]]:
    """The cases about figures, by what they are about."""
    specs: dict[str, list[CubeCase]] = {}
    for file in sorted((SPEC_ROOT / "cubes").glob("[a-z]*.py")):
        specs |= _load(file)
    return specs


def _load(file: Path) -> dict[str, list]:
    name = "spec_of_" + "_".join(file.relative_to(SPEC_ROOT).with_suffix("").parts)
    spec = spec_from_file_location(name, file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SPECS
