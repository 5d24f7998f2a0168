"""Every dependency has its reason, and a licence that we may hand on."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest


ROOT = Path(__file__).parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
# LGPL is allowed at run time, GPL and AGPL are not.
CHOSEN = {"pyphen": "LGPL"}  # offered under GPL, LGPL or MPL, as we like
NOT_ALLOWED = re.compile(r"(?<!L)GPL|(?<!Lesser )General Public", re.IGNORECASE)


def requirements() -> list[str]:
    config = tomllib.loads(PYPROJECT)
    groups = config["dependency-groups"].values()
    return config["project"]["dependencies"] + [r for group in groups for r in group]


@pytest.mark.parametrize("requirement", requirements())
def test_dependency_has_its_reason_beside_it(requirement: str) -> None:
    lines = [line for line in PYPROJECT.splitlines() if f'"{requirement}",' in line]
    assert lines
    assert all(re.search(r"# \w+ \w+", line) for line in lines)


def runtime_packages() -> list[str]:
    lock = (ROOT / "requirements/base.txt").read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)


def licence(package: str) -> str:
    if package in CHOSEN:
        return CHOSEN[package]
    fields = metadata(package)
    said = [fields.get("License-Expression"), fields.get("License")]
    classifiers = fields.get_all("Classifier", [])
    said += [text for text in classifiers if text.startswith("License")]
    return "; ".join(text.splitlines()[0] for text in said if text)


@pytest.mark.parametrize("package", runtime_packages())
def test_runtime_package_has_a_licence_we_may_hand_on(package: str) -> None:
    try:
        found = licence(package)
    except PackageNotFoundError:
        pytest.skip(f"{package} is for another system than this")
    assert found
    assert not NOT_ALLOWED.search(found)
