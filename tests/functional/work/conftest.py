"""The workbench of Northbank, and browsers of its invented people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from copied import copy_workspace
from northbank_people import WHO, build_northbank, person


ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from headwater.app.workspace import publish_assets

    if not (ROOT / "src/headwater/app/static/dist").exists():
        pytest.skip("The style sheet is not built: run ./hw check")
    folder = build_northbank(tmp_path_factory.mktemp("northbank"))
    publish_assets()
    return folder


@pytest.fixture
def bench(built: Path, tmp_path: Path) -> Iterator[Path]:
    """A workspace of one's own, open, in which one may act as an invented person."""
    from django.conf import settings
    from django.core.cache import cache
    from django.db import connection

    from headwater.app.workspace import open_workspace

    connection.close()
    folder = copy_workspace(built, tmp_path / "northbank")
    open_workspace(folder)
    cache.clear()
    before, settings.AS_AT = settings.AS_AT, date(2026, 11, 22)
    settings.DEMO = True
    yield folder
    settings.DEMO, settings.AS_AT = False, before
    open_workspace(built)


@pytest.fixture
def nobody(bench: Path) -> Any:
    from django.test import Client

    return Client(SERVER_NAME="localhost")


@pytest.fixture
def acting(bench: Path) -> Callable[[str], Any]:
    """A browser of somebody: acting("contributor")."""
    from django.test import Client

    def start(who: str) -> Any:
        client = Client(SERVER_NAME="localhost")
        sent = {"person": str(person(WHO[who]))}
        assert client.post("/demo/people/", sent).headers["Location"] == "/desk/"
        return client

    return start
