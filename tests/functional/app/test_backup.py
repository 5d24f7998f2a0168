"""A backup is whole while people write, and nothing but a sound one comes back."""

from __future__ import annotations

import json
import os
import shutil
import stat
import threading
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from headwater.app.backup import back_up, postgresql, rehearse, restore
from headwater.app.database import FILE, SCHEMA, new_schema, on_postgresql
from headwater.core.plan.rows import About, Organisation, Plan
from headwater.errors import UserError


NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BASE = Plan(
    about=About(plan_id="P", title="Title 0"),
    organisations=(Organisation(organisation_id="O", name="O 0", sector="police"),),
)
LAKE = {
    "lake/d/manifest.json": "{}",
    "lake/d/v.parquet": "figures",
    "counts/k/counts.csv": "a,b",
    "ledger/e.json": "[]",
}


def write(number: int) -> None:
    """One transaction, of one receipt and two revisions; all say the same number."""
    from headwater.app.actions import Source, import_plan

    about = replace(BASE.about, title=f"Title {number}")
    body = replace(BASE.organisations[0], name=f"O {number}")
    import_plan(
        plan=replace(BASE, about=about, organisations=(body,)),
        source=Source("plan.xlsx", "ab" * 32),
        by="tests",
        at=NOW,
        why="written",
    )


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    from headwater.app.workspace import create_workspace

    folder = create_workspace(tmp_path / "here")
    write(0)
    for name, text in LAKE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def kept(workspace: Path, tmp_path: Path) -> Path:
    back_up(workspace, tmp_path / "kept.zip", NOW)
    return tmp_path / "kept.zip"


def standing() -> tuple[int, int, str, str]:
    """Of the workspace that is open: receipts, revisions, and two numbers."""
    from headwater.app.models import About as Kept
    from headwater.app.models import Import, Revision
    from headwater.app.models import Organisation as Body

    title, name = Kept.objects.get().title, Body.objects.get().name
    counts = Import.objects.count(), Revision.objects.count()
    return *counts, title.split()[1], name.split()[1]


@pytest.fixture
def left(workspace: Path, monkeypatch) -> Callable[[], list[str]]:
    """Which schemas stand of those that this test brought back."""
    made: list[str] = []

    def note() -> str:
        made.append(new_schema())
        return made[-1]

    monkeypatch.setattr(postgresql, "new_schema", note)

    def standing() -> list[str]:
        from headwater.app.schema import has_schema
        from headwater.app.workspace import open_workspace

        open_workspace(workspace)
        return [name for name in made if has_schema(name)]

    return standing


def test_backup_while_a_writer_writes_is_of_one_moment(
    workspace: Path, tmp_path: Path
) -> None:
    from django.db import connections

    from headwater.app.workspace import open_workspace

    written, stop, failed = [0], threading.Event(), []
    under_way = threading.Event()

    def go_on() -> None:
        try:
            while not stop.is_set():
                write(written[-1] + 1)
                written.append(written[-1] + 1)
                under_way.set()
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            failed.append(error)
        finally:
            under_way.set()
            connections.close_all()

    writer = threading.Thread(target=go_on)
    writer.start()
    span = []
    try:
        under_way.wait()
        for n in range(3):
            before = written[-1]
            back_up(workspace, tmp_path / f"{n}.zip", NOW)
            span.append((before, written[-1] + 1))  # one may be written, and not told
    finally:
        stop.set()
        writer.join()
    assert failed == []
    for n, (first, last) in enumerate(span):
        restore(tmp_path / f"{n}.zip", tmp_path / f"again{n}", NOW, replace=False)
        open_workspace(tmp_path / f"again{n}")
        receipts, revisions, title, name = standing()
        assert revisions == 2 * receipts
        assert title == name == str(receipts - 1)
        assert first <= receipts - 1 <= last


def test_backup_is_for_its_owner_and_says_what_is_in_it(kept: Path) -> None:
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with zipfile.ZipFile(kept) as archive:
        said = json.loads(archive.read("backup.json"))
    rows = "headwater.dump" if on_postgresql() else FILE
    assert {part["path"] for part in said["files"]} == {rows, "secret-key", *LAKE}
    assert said["state"]["rows"]["headwater_revision"] == 2
    assert "headwater.0001_initial" in said["state"]["migrations"]


def test_manifest_of_the_lake_is_read_before_what_it_names(kept: Path) -> None:
    with zipfile.ZipFile(kept) as archive:
        names = [name for name in archive.namelist() if name.startswith("lake/")]
    assert names == ["lake/d/manifest.json", "lake/d/v.parquet"]


def test_backup_leaves_out_what_is_made_again_or_half_written(
    workspace: Path, tmp_path: Path
) -> None:
    for name in ("static/a.css", "charts/c.svg", "uploads/t/x", "lake/.reading/y"):
        (workspace / name).parent.mkdir(parents=True, exist_ok=True)
        (workspace / name).write_text("")
    manifest = back_up(workspace, tmp_path / "kept.zip", NOW)
    assert len(manifest.files) == 2 + len(LAKE)


def test_backup_refuses_links_and_its_own_workspace(
    workspace: Path, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="inside its workspace"):
        back_up(workspace, workspace / "kept.zip", NOW)
    (workspace / "counts/out").symlink_to(tmp_path)
    with pytest.raises(UserError, match="This is a link"):
        back_up(workspace, tmp_path / "kept.zip", NOW)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["here"]


def test_backup_does_not_bring_the_database_up_to_date(
    workspace: Path, tmp_path: Path, monkeypatch
) -> None:
    """What is kept before an upgrade is what stood before it."""
    from headwater.app import workspace as app

    monkeypatch.setattr(app, "_migrate", None)
    back_up(workspace, tmp_path / "kept.zip", NOW)


def test_restored_workspace_is_the_same(kept: Path, tmp_path: Path) -> None:
    from headwater.app.workspace import open_workspace

    found = restore(kept, tmp_path / "new/place", NOW, replace=False)
    folder = open_workspace(tmp_path / "new/place")
    assert found.plans == ("Title 0",)
    assert (found.aside, found.brought_up) == (None, 0)
    assert standing() == (1, 2, "0", "0")
    assert {name: (folder / name).read_text() for name in LAKE} == LAKE
    key = (tmp_path / "here/secret-key").read_text()
    assert (folder / "secret-key").read_text() == key
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_restored_history_still_refuses_change(kept: Path, tmp_path: Path) -> None:
    from headwater.app.workspace import open_workspace

    restore(kept, tmp_path / "new", NOW, replace=False)
    open_workspace(tmp_path / "new")
    from django.db import DatabaseError, transaction

    from headwater.app.models import Revision

    with (
        pytest.raises(DatabaseError, match="history is never changed"),
        transaction.atomic(),
    ):
        Revision.objects.update(why="other")


def test_restore_goes_on_with_new_numbers(kept: Path, tmp_path: Path) -> None:
    from headwater.app.workspace import open_workspace

    restore(kept, tmp_path / "new", NOW, replace=False)
    open_workspace(tmp_path / "new")
    write(1)
    assert standing() == (2, 4, "1", "1")


def test_rehearsal_leaves_nothing_behind(kept: Path, tmp_path: Path, left) -> None:
    names = sorted(tmp_path.iterdir())
    assert rehearse(kept).plans == ("Title 0",)
    assert sorted(tmp_path.iterdir()) == names
    assert left() == []


def test_restore_deletes_nothing(kept: Path, workspace: Path, tmp_path: Path) -> None:
    from headwater.app.workspace import open_workspace

    open_workspace(workspace)
    write(1)
    with pytest.raises(UserError, match=r"There is a workspace here.*--replace"):
        restore(kept, workspace, NOW, replace=False)
    found = restore(kept, workspace, NOW, replace=True)
    open_workspace(workspace)
    assert standing()[2] == "0"
    assert found.aside == tmp_path / "here.before-20261122-093000"
    open_workspace(found.aside)
    assert standing()[2] == "1"


@pytest.mark.parametrize("replace", [True, False])
def test_restore_never_takes_the_place_of_other_files(
    kept: Path, tmp_path: Path, replace: bool
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/letter.txt").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    for name in ("other", "other/letter.txt", "link"):
        with pytest.raises(UserError, match="Nothing was changed"):
            restore(kept, tmp_path / name, NOW, replace=replace)


def test_restore_takes_an_empty_folder(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert restore(kept, tmp_path / "empty", NOW, replace=False).aside is None


def changed(kept: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with other content."""
    with zipfile.ZipFile(kept) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return kept


def manifest_says(parts: dict[str, bytes], **words: object) -> None:
    said = json.loads(parts["backup.json"])
    parts["backup.json"] = json.dumps(said | words).encode()


def move(path: str) -> Callable[[dict[str, bytes]], None]:
    """The key of the workspace, under another path, which the manifest names too."""

    def change(parts: dict[str, bytes]) -> None:
        parts[path] = parts.pop("secret-key")
        said = parts["backup.json"].decode()
        parts["backup.json"] = said.replace('"secret-key"', json.dumps(path)).encode()

    return change


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.update({"secret-key": b"another"}),
        lambda parts: parts.pop("secret-key"),
        lambda parts: parts.update({"more": b"stowaway"}),
        lambda parts: parts.pop("backup.json"),
        lambda parts: parts.update({"backup.json": b"{"}),
        lambda parts: parts.update({"backup.json": b"[]"}),
        lambda parts: manifest_says(parts, shape="headwater-backup/2"),
        lambda parts: manifest_says(parts, kind="mysql"),
        move("../secret-key"),
        move("/secret-key"),
        move("lake/../../secret-key"),
        move("lake//secret-key"),
        move("lake\\secret-key"),
        move("lake/d/v.parquet/secret-key"),
    ],
)
def test_backup_that_was_changed_is_refused_before_anything_is_written(
    kept: Path, tmp_path: Path, left, change: Callable[[dict[str, bytes]], None]
) -> None:
    names = sorted(tmp_path.iterdir())
    with pytest.raises(UserError):
        restore(changed(kept, change), tmp_path / "new", NOW, replace=False)
    assert sorted(tmp_path.iterdir()) == names
    assert left() == []


def test_rows_that_are_not_those_counted_are_refused(
    kept: Path, tmp_path: Path, left
) -> None:
    def change(parts: dict[str, bytes]) -> None:
        state = json.loads(parts["backup.json"])["state"]
        state["rows"]["headwater_about"] = 2
        manifest_says(parts, state=state)

    with pytest.raises(UserError, match="not those that were counted"):
        restore(changed(kept, change), tmp_path / "new", NOW, replace=False)
    assert not (tmp_path / "new").exists()
    assert left() == []


def test_backup_of_a_newer_headwater_is_refused(
    workspace: Path, tmp_path: Path
) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.create(app="headwater", name="9999_to_come")
    back_up(workspace, tmp_path / "kept.zip", NOW)
    with pytest.raises(UserError, match=r"newer Headwater.*9999_to_come"):
        rehearse(tmp_path / "kept.zip")


@pytest.mark.parametrize("packed", [True, False])
def test_bombs_and_links_are_refused(kept: Path, tmp_path: Path, packed: bool) -> None:
    kind = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    link = zipfile.ZipInfo("lake/link")
    link.compress_type = kind
    link.external_attr = (stat.S_IFREG if packed else stat.S_IFLNK) << 16
    with zipfile.ZipFile(kept, "a") as archive:
        archive.writestr(link, "0" * 1_000_000)
    with pytest.raises(UserError, match="packed" if packed else "a link"):
        rehearse(kept)


@pytest.mark.parametrize("end", [0.3, 0.95])
def test_backup_that_was_cut_off_is_refused(kept: Path, end: float) -> None:
    os.truncate(kept, int(kept.stat().st_size * end))
    with pytest.raises(UserError, match="Look whether it was copied whole"):
        rehearse(kept)


def test_damage_in_the_database_is_found(workspace: Path, tmp_path: Path) -> None:
    if on_postgresql():
        pytest.skip("about SQLite, and these tests run on PostgreSQL")
    from django.db import connections

    connections.close_all()
    damaged = tmp_path / "damaged"
    shutil.copytree(workspace, damaged)
    with (damaged / FILE).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 8192)
    with pytest.raises(UserError, match="damaged"):
        back_up(damaged, tmp_path / "kept.zip", NOW)
    assert not (tmp_path / "kept.zip").exists()


def test_dump_whose_schema_is_gone_is_refused(workspace: Path, tmp_path: Path) -> None:
    if not on_postgresql():
        pytest.skip("about PostgreSQL, and these tests run on SQLite")
    (workspace / SCHEMA).write_text(new_schema())
    with pytest.raises(UserError, match="pg_dump did not finish"):
        back_up(workspace, tmp_path / "kept.zip", NOW)
    assert not (tmp_path / "kept.zip").exists()
