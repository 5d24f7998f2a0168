"""One way to fetch a page; every fetch checks what must hold on every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from london_site import EVERY, PLAN, build_london
from page_checks import Page, check_page


NOTICE = "A sample compiled from published facts."


@pytest.fixture(scope="session")
def london(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from headwater.app.workspace import publish_assets

    if not (Path(__file__).parents[3] / "src/headwater/app/static/dist").exists():
        pytest.skip("The style sheet is not built: run ./hw check")
    folder = build_london(tmp_path_factory.mktemp("london"), EVERY)
    publish_assets()
    return folder


@pytest.fixture
def workspace(london: Path) -> Iterator[Path]:
    """The sample's workspace, open; other tests may have opened theirs since."""
    from django.conf import settings

    from headwater.app.workspace import open_workspace

    open_workspace(london)
    before, settings.AS_AT = settings.AS_AT, date(2026, 11, 22)
    yield london
    settings.AS_AT = before


@pytest.fixture
def client(workspace: Path):
    from django.test import Client

    return Client(SERVER_NAME="localhost")


@pytest.fixture
def fetch(client):
    """An answer as it is, for what is not a page."""

    def get(url: str, status: int = 200):
        response = client.get(url)
        assert response.status_code == status, f"{url}: {response.status_code}"
        return response

    return get


@pytest.fixture
def page(fetch) -> Callable[..., Page]:
    """A page that has passed every check. A full stop before a path means our plan."""

    def get(url: str, status: int = 200, notice: str = NOTICE) -> Page:
        address = re.sub(r"^\.", f"/plans/{PLAN}", url)
        return check_page(fetch(address, status), address, notice)

    return get
