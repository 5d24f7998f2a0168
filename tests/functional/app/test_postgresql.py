"""What holds on PostgreSQL only: a schema for each workspace, in one database."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.app import database
from headwater.errors import UserError


@pytest.fixture(autouse=True)
def _postgresql() -> None:
    if not database.on_postgresql():
        pytest.skip("about PostgreSQL: run ./hw test --postgres")


def test_each_workspace_has_its_schema(tmp_path: Path) -> None:
    from headwater.app.workspace import create_workspace

    for name in "ab":
        create_workspace(tmp_path / name)
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        assert cursor.fetchone() == (database.schema_of(tmp_path / "b"),)


def test_workspace_that_is_moved_finds_its_rows(tmp_path: Path) -> None:
    from headwater.app.workspace import create_workspace, open_workspace

    create_workspace(tmp_path / "a")
    from headwater.app.models import About

    About.objects.create(plan_id="P", title="A plan")
    (tmp_path / "a").rename(tmp_path / "b")
    open_workspace(tmp_path / "b")
    assert About.objects.get().title == "A plan"


def test_workspace_of_another_database_is_refused(tmp_path: Path) -> None:
    from headwater.app.workspace import open_workspace

    (tmp_path / database.SCHEMA).write_text(database.new_schema())
    with pytest.raises(UserError, match="does not hold the plans"):
        open_workspace(tmp_path)


def test_trial_leaves_no_schema(tmp_path: Path) -> None:
    from headwater.app.workspace import create_workspace, trial_workspace

    create_workspace(tmp_path)
    from headwater.app.schema import has_schema

    with trial_workspace() as folder:
        name = database.schema_of(folder)
        assert has_schema(name)
    create_workspace(tmp_path)
    assert not has_schema(name)


def test_history_cannot_be_emptied_at_one_stroke(tmp_path: Path) -> None:
    from headwater.app.workspace import create_workspace

    create_workspace(tmp_path)
    from django.db import DatabaseError, connection, transaction

    with (
        pytest.raises(DatabaseError, match="history is never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE headwater_revision, headwater_import")
