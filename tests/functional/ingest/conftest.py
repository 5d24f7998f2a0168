"""A lake of its own for each test."""

from pathlib import Path

import pytest
from taken_in import Lake


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path / "lake")
