"""The London sample as files, written once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from released_site import release_london


ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def workspace_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "src/headwater/app/static/dist").exists():
        pytest.skip("The style sheet is not built: run ./hw check")
    return tmp_path_factory.mktemp("workspace")


@pytest.fixture(scope="session")
def site(workspace_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return release_london(workspace_folder, tmp_path_factory.mktemp("out") / "site")


@pytest.fixture
def workspace(site: Path, workspace_folder: Path) -> Path:
    """The workspace behind the release, open; other tests may have opened theirs."""
    from headwater.app.workspace import open_workspace

    return open_workspace(workspace_folder)
