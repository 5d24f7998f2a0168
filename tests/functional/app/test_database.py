"""One setting says where plans are kept: the address, and what a folder says."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.app import database
from headwater.core.plan.rows import About, Plan
from headwater.errors import UserError


SECRET = "g3heim"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "postgresql://ann@db.example:5433/plans",
            {"USER": "ann", "HOST": "db.example", "PORT": "5433", "NAME": "plans"},
        ),
        ("postgresql:///plans?host=/run/pg", {"HOST": "/run/pg", "PORT": ""}),
        ("postgres://a:p%40%2Fs@h/n", {"PASSWORD": "p@/s"}),
        (
            "postgresql://h/n?sslmode=verify-full",
            {"OPTIONS": {"sslmode": "verify-full"}},
        ),
    ],
)
def test_address_is_read(address: str, words: dict) -> None:
    found = database.read_address(address)
    assert {name: found[name] for name in words} == words


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://ann:{SECRET}@db.example",
        f"postgresql://ann:{SECRET}/x@db.example/plans",
        f"postgresql://ann:{SECRET}@db.example:port/plans",
        f"postgresql://ann:{SECRET}@[db/plans",
        f"postgresql://ann:{SECRET}@db.example/plans?options=-csearch_path",
        f"postgresql://ann:{SECRET}@db.example/plans?sslmode",
        f"postgresql://ann:#{SECRET}@db.example/plans",
        f"postgresql://ann:?{SECRET}@db.example/plans",
        f"postgresql://ann/?{SECRET}=1@db.example/plans",
        f"postgresql://ann/b?{SECRET}=1@db.example/plans",
        f"postgresql://ann@db.example/plans#{SECRET}",
        f"mysql://ann:{SECRET}@db.example/plans",
        SECRET,
    ],
)
def test_bad_address_says_what_to_do_and_no_password(address: str) -> None:
    with pytest.raises(UserError) as caught:
        database.read_address(address)
    assert caught.value.where == "HEADWATER_DATABASE:"
    assert caught.value.fix
    assert SECRET not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_programs_are_told_the_password_out_of_sight(monkeypatch) -> None:
    monkeypatch.setenv(database.NAME, f"postgresql://ann:{SECRET}@h/n?sslmode=require")
    monkeypatch.setenv("PGHOST", "elsewhere")
    said = database.libpq_settings()
    assert said["PGPASSWORD"] == SECRET
    assert (said["PGHOST"], said["PGDATABASE"]) == ("h", "n")
    assert said["PGSSLMODE"] == "require"


def test_workspace_whose_rows_are_elsewhere_is_not_opened(
    tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setenv(database.NAME, "")
    (tmp_path / database.SCHEMA).write_text(database.new_schema())
    with pytest.raises(UserError, match="in a PostgreSQL database"):
        database.refuse_other_kind(tmp_path)
    monkeypatch.setenv(database.NAME, "postgresql://h/n")
    database.refuse_other_kind(tmp_path)
    (tmp_path / database.SCHEMA).rename(tmp_path / database.FILE)
    with pytest.raises(UserError, match="names another database"):
        database.refuse_other_kind(tmp_path)


def test_folder_keeps_the_name_of_its_schema(tmp_path: Path) -> None:
    found = [database.schema_of(tmp_path / name) for name in "aab"]
    assert found[0] == found[1] != found[2]
    (tmp_path / "a" / database.SCHEMA).write_text('public"; DROP')
    with pytest.raises(UserError, match="does not name a schema"):
        database.schema_of(tmp_path / "a")


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    """Each compares with what stands, so two at once would both find it new."""
    from headwater.app.workspace import create_workspace

    create_workspace(tmp_path)
    from django.db import connections

    from headwater.app.actions import Source, import_plan
    from headwater.app.models import Revision

    plan = Plan(about=About(plan_id="P", title="A plan"))
    said: list[object] = []

    def write(title: str) -> None:
        try:
            receipt = import_plan(
                plan=replace(plan, about=replace(plan.about, title=title)),
                source=Source("plan.xlsx", "ab" * 32),
                by="tests",
                at=datetime.now(UTC),
                why="two at once",
            )
            said.append(receipt.number)
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            said.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(f"T{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, said)) == [str(n) for n in range(1, 7)]
    assert Revision.objects.count() == 6
