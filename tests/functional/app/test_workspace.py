"""A workspace: one folder, its key, its database."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from headwater.app.workspace import create_workspace, open_workspace
from headwater.errors import UserError


def test_workspace_key_is_for_its_owner_only(tmp_path: Path) -> None:
    create_workspace(tmp_path / "new")
    key = tmp_path / "new" / "secret-key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert len(key.read_text()) >= 50


def test_workspace_keeps_its_key(tmp_path: Path) -> None:
    create_workspace(tmp_path)
    before = (tmp_path / "secret-key").read_text()
    create_workspace(tmp_path)
    assert (tmp_path / "secret-key").read_text() == before


def test_workspaces_have_keys_that_differ(tmp_path: Path) -> None:
    create_workspace(tmp_path / "a")
    create_workspace(tmp_path / "b")
    keys = {(tmp_path / name / "secret-key").read_text() for name in "ab"}
    assert len(keys) == 2


def test_workspace_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no workspace here.*Make one"):
        open_workspace(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_workspace_database_waits_and_writes_ahead(tmp_path: Path) -> None:
    create_workspace(tmp_path)
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("about SQLite, and these tests run on PostgreSQL")
    with connection.cursor() as cursor:
        values = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "busy_timeout")
        ]
    assert values == ["wal", 1, 10_000]
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_workspace_that_is_empty_says_what_to_do(tmp_path: Path, london) -> None:
    from django.test import Client
    from page_checks import check_page

    create_workspace(tmp_path)
    found = check_page(Client(SERVER_NAME="localhost").get("/"), "/")
    assert found.h1 == "No plan here yet"
    assert "headwater import plan.xlsx" in found.main


def test_pages_answer_only_to_names_they_know(client) -> None:
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_mistake_of_ours_shows_no_details(client, monkeypatch) -> None:
    from page_checks import check_page

    from headwater.app.views import site

    def fail():
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(site, "first_plan", fail)
    client.raise_request_exception = False
    found = check_page(client.get("/about/"), "/about/")
    assert found.h1 == "Sorry, there is a problem"
    assert "secret detail" not in found.html


def test_settings_say_what_each_is_for() -> None:
    from headwater.app.configuration import SETTINGS

    for name, _, help_text in SETTINGS:
        assert name.startswith("HEADWATER_")
        assert help_text.endswith(".")


def test_settings_that_make_no_sense_say_what_to_do(monkeypatch) -> None:
    from headwater.app.configuration import yes

    monkeypatch.setenv("HEADWATER_DEBUG", "maybe")
    with pytest.raises(UserError, match="Set it to yes or to no"):
        yes("HEADWATER_DEBUG")


def test_day_that_is_no_day_says_what_to_do(monkeypatch) -> None:
    from headwater.app.configuration import day

    monkeypatch.setenv("HEADWATER_AS_AT", "tomorrow")
    with pytest.raises(UserError, match="Write it as 2026-11-01"):
        day("HEADWATER_AS_AT")
