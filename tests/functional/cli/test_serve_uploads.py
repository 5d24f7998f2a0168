"""Where `serve` lets plans be brought in with a browser: on one's own machine only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from headwater.cli.folders import demo_workspace
from headwater.cli.serve import DIST, allow_writing


@pytest.fixture(autouse=True)
def _empty(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("UPLOADS", "WORKSPACE", "WORKSPACES"):
        monkeypatch.setenv(f"HEADWATER_{name}", "")
        monkeypatch.delenv(f"HEADWATER_{name}")


@pytest.mark.parametrize(
    ("folder", "host", "allowed"),
    [
        ("workspaces/mine", "127.0.0.1", "yes"),
        ("elsewhere", "::1", "yes"),
        ("workspaces/mine", "0.0.0.0", "no"),  # noqa: S104 - that is the test
        ("workspaces/mine", "192.0.2.7", "no"),
    ],
)
def test_own_workspace_on_this_machine(folder: str, host: str, allowed: str) -> None:
    allow_writing(Path(folder), host)
    assert os.environ["HEADWATER_UPLOADS"] == allowed


def test_demo_stays_as_it_is() -> None:
    allow_writing(demo_workspace(), "127.0.0.1")
    assert os.environ["HEADWATER_UPLOADS"] == "no"


@pytest.mark.parametrize(
    ("host", "said", "allowed"),
    [("127.0.0.1", "no", "no"), ("192.0.2.7", "yes", "no")],
)
def test_setting_can_only_forbid(
    monkeypatch: pytest.MonkeyPatch, host: str, said: str, allowed: str
) -> None:
    monkeypatch.setenv("HEADWATER_UPLOADS", said)
    allow_writing(Path("mine"), host)
    assert os.environ["HEADWATER_UPLOADS"] == allowed


@pytest.mark.slow
def test_served_workspace_of_ones_own_has_the_page(tmp_path: Path) -> None:
    if not DIST.exists():
        pytest.skip("The style sheet is not built: run ./hw check")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "headwater", "serve", "--new", "--port", str(port)]
    with subprocess.Popen(words, cwd=tmp_path, stderr=subprocess.DEVNULL) as served:
        try:
            assert b"Choose a file" in _fetch(f"http://127.0.0.1:{port}/bring/")
        finally:
            served.terminate()


def _fetch(address: str) -> bytes:
    """The page, once the site has started."""
    for _ in range(120):
        try:
            with urlopen(address) as answer:  # noqa: S310 - our own address
                return answer.read()
        except URLError as error:
            if getattr(error, "code", 0):
                raise
            time.sleep(0.25)
    raise AssertionError("the site did not start")
