"""A real browser on the site of the London sample. Skipped where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date
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


@pytest.fixture(scope="session")
def northbank(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plans of Northbank with its invented people, to be copied."""
    from northbank_people import build_northbank

    folder = build_northbank(tmp_path_factory.mktemp("northbank"))
    open_workspace(workspace)
    return folder


@pytest.fixture
def workbench(workspace: Path, northbank: Path, tmp_path: Path) -> Iterator[str]:
    """The site of a copy of Northbank. Passkeys are bound to a name, so it is asked
    for by one."""
    from django.conf import settings
    from django.core.cache import cache

    mine = Path(shutil.copytree(northbank, tmp_path / "northbank"))
    before, settings.AS_AT = settings.AS_AT, date(2026, 11, 22)
    settings.DEMO = True
    with served(mine) as address:
        cache.clear()
        yield address.replace("127.0.0.1", "localhost")
    settings.DEMO, settings.AS_AT = False, before
    open_workspace(workspace)
