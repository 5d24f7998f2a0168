"""A real browser on the site of the London sample. Skipped where there is none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from london_site import FLAGS, build_london, find_browser, served

from headwater.app.workspace import open_workspace


ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    path = find_browser()
    if path is None:
        pytest.skip("Chromium is not here: sudo apt-get install -y chromium")
    # Playwright runs a loop of its own, which Django would take for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "src/headwater/app/static/dist").exists():
        pytest.skip("The style sheet is not built: run ./hw check")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return build_london(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def site(workspace: Path) -> Iterator[str]:
    with served(workspace) as address:
        yield address


@pytest.fixture(autouse=True)
def _our_workspace(workspace: Path) -> None:
    """Other tests of this process may have opened theirs since."""
    open_workspace(workspace)


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not here: run ./hw check")
    return AXE.read_text(encoding="utf-8")
