"""The demonstration workspace, as `headwater demo` makes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from headwater.cli import main


AS_AT = date(2026, 11, 1)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    assert main(["demo", "--once", "--workspace", str(folder)]) == 0
    return folder


@pytest.fixture
def london(demo: Path):
    """The London sample of that workspace, held against its framework."""
    from headwater.app.workspace import open_workspace

    open_workspace(demo)
    from headwater.app.selectors.held import held

    return held("london-sample", AS_AT)
