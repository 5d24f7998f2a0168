"""The record is a chain: nobody changes, removes, adds or moves a line unseen."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from commands import Commands
from northbank_people import AT, PLAN

from headwater.app.chain import START, Kept, Line, breaks, link


LINE = Line(datetime(2026, 11, 1, tzinfo=UTC), 7, "council", "changed", "p", "k", "x")
HOSTILE = ('","', "\u202egpj", "=1+1", "\\", "é\u0301\u2028", "'; DROP TABLE x; --")


def chained(lines: list[Line]) -> list[Kept]:
    before, kept = START, []
    for number, line in enumerate(lines, 1):
        before = link(before, line)
        kept.append(Kept(number, line, before))
    return kept


@pytest.mark.parametrize(
    "other",
    [
        replace(LINE, at=LINE.at + timedelta(microseconds=1)),
        replace(LINE, person=None),
        replace(LINE, person=8),
        replace(LINE, organisation="counci", did="lchanged"),
        replace(LINE, plan="pk", kind=""),
        replace(LINE, plan="", kind="pk"),
        replace(LINE, key=""),
        replace(LINE, organisation="", key="council"),
    ],
)
def test_every_field_counts_and_none_passes_for_two(other: Line) -> None:
    assert link(START, other) != link(START, LINE)
    assert link(START, LINE) != link("0" * 64, LINE)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_move_nothing_from_one_field_to_the_next(text: str) -> None:
    here, there = replace(LINE, kind=text, key="b"), replace(LINE, kind="", key=text)
    assert link(START, here) != link(START, there)
    assert link(START, replace(LINE, key=f'{text}","b')) != link(START, here)


def test_the_same_moment_in_another_zone_is_the_same_line() -> None:
    from zoneinfo import ZoneInfo

    london = replace(LINE, at=LINE.at.astimezone(ZoneInfo("Europe/London")))
    assert link(START, london) == link(START, LINE)


def test_an_untouched_chain_is_whole_and_the_form_of_a_line_stays() -> None:
    assert not list(breaks(chained([LINE] * 5)))
    fields = '["","2026-11-01T00:00:00.000000+00:00",7,"council","changed","p","k","x"]'
    assert link(START, LINE) == sha256(fields.encode()).hexdigest()


@pytest.fixture
def record(bench: Path) -> Any:
    """Ways to tamper with the record behind the application's back."""
    from django.db import connection

    from headwater.app.migrations import _stays

    with connection.schema_editor() as editor:
        _stays.allow_changes(editor, "headwater_event")
    return connection


def run(connection: Any, sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def checked(head: str = "") -> Any:
    from headwater.app.selectors.record import check

    return check(head)


def test_the_record_of_a_workspace_is_whole(bench: Path) -> None:
    found = checked()
    assert found.whole
    assert found.lines > 20
    assert len(found.head) == 64


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("did", "looked at"),
        ("person", 999),
        ("key", "another"),
        ("plan", "another"),
        ("organisation", "another"),
        ("kind", "another"),
        ("at", "2026-11-22 09:00:00.000001"),
        ("chain", "0" * 64),
    ],
)
def test_a_changed_line_is_found(record, column: str, value: object) -> None:
    sql = f"UPDATE headwater_event SET {column} = %s WHERE id = 7"  # noqa: S608
    run(record, sql, value)
    found = checked()
    assert not found.whole
    assert found.told[0][0] == 7


def test_a_removed_line_is_found_at_the_one_after_it(record) -> None:
    run(record, "DELETE FROM headwater_event WHERE id = 7")
    assert [number for number, _ in checked().told] == [8]
    run(record, "DELETE FROM headwater_event WHERE id = 1")
    assert [number for number, _ in checked().told] == [2, 8]


def test_moved_lines_are_found(record) -> None:
    for old, new in ((7, -1), (8, 7), (-1, 8)):
        run(record, "UPDATE headwater_event SET id = %s WHERE id = %s", new, old)
    assert [number for number, _ in checked().told] == [7, 8, 9]


def test_a_line_put_in_is_found_even_with_a_digest_that_fits(record) -> None:
    from headwater.app.models import Event
    from headwater.app.selectors.record import check, ends

    before = _chain_of(6)
    run(record, "UPDATE headwater_event SET id = id + 100000 WHERE id > 6")
    Event(pk=7, **asdict(LINE), chain=link(before, LINE)).save(force_insert=True)
    assert [number for number, _ in check().told] == [100007]
    assert ends()[0] == check().lines


def _chain_of(number: int) -> str:
    from headwater.app.models import Event

    return Event.objects.get(pk=number).chain


def test_a_head_that_was_kept_finds_lines_cut_off_and_a_chain_made_anew(record) -> None:
    head = checked().head
    assert checked(head).whole
    assert checked(_chain_of(3)).held
    last = checked().lines
    run(record, "DELETE FROM headwater_event WHERE id = %s", last)
    assert checked().whole  # nobody can tell without a head that was kept
    found = checked(head)
    assert (found.breaks, found.held, found.whole) == (0, False, False)


def test_the_database_itself_refuses_to_change_or_delete_a_line(bench: Path) -> None:
    from django.db import DatabaseError, connection, transaction

    for sql in ("UPDATE headwater_event SET did = 'x'", "DELETE FROM headwater_event"):
        with (
            pytest.raises(DatabaseError, match="history is never changed"),
            transaction.atomic(),
        ):
            run(connection, sql)


def test_what_is_taken_back_leaves_no_line(bench: Path) -> None:
    from django.db import transaction

    from headwater.app.actions.record import record as write

    def change_one_s_mind() -> None:
        with transaction.atomic():
            write(by=None, did="tried", at=AT, plan=PLAN)
            raise RuntimeError

    before = checked()
    with pytest.raises(RuntimeError):
        change_one_s_mind()
    assert checked() == before


def test_a_line_is_only_written_inside_a_transaction(bench: Path) -> None:
    from headwater.app.actions.record import record as write
    from headwater.errors import InternalError

    with pytest.raises(InternalError):
        write(by=None, did="tried", at=AT, plan=PLAN)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_keys_are_kept_as_they_are(bench: Path, text: str) -> None:
    from django.db import transaction

    from headwater.app.actions.record import record as write
    from headwater.app.models import Event

    with transaction.atomic():
        write(by=None, did="tried", at=AT, plan=PLAN, kind=text, key=text)
    newest = Event.objects.order_by("-pk")[0]
    assert (newest.kind, newest.key) == (text, text)
    assert checked().whole


WRITER = """
import sys
from datetime import datetime, timezone
from headwater.app.workspace import open_workspace
open_workspace(sys.argv[1])
from django.db import transaction
from headwater.app.actions.record import record
for n in range(25):
    with transaction.atomic():
        at = datetime.now(timezone.utc)
        record(by=None, did="wrote", at=at, kind="writer", key=f"{sys.argv[2]}-{n}")
"""


def test_many_writers_at_once_keep_one_chain(bench: Path) -> None:
    from headwater.app.models import Event

    before = checked().lines
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(bench), str(n)])
        for n in range(4)
    ]
    assert [writer.wait(timeout=300) for writer in writers] == [0] * 4
    found = checked()
    assert (found.whole, found.lines) == (True, before + 100)
    keys = Event.objects.filter(kind="writer").values_list("key", flat=True)
    assert len(set(keys)) == 100


def test_lines_from_before_there_was_a_chain_take_their_places(bench: Path) -> None:
    from django.core.management import call_command
    from django.db import DatabaseError, connection, transaction

    head = checked().head
    call_command("migrate", "headwater", "0004", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM headwater_event LIMIT 1")
        assert "chain" not in [column[0] for column in cursor.description]
    call_command("migrate", "headwater", verbosity=0)
    assert (checked().whole, checked().head) == (True, head)
    with (
        pytest.raises(DatabaseError, match="history is never changed"),
        transaction.atomic(),
    ):
        run(connection, "DELETE FROM headwater_event")


@pytest.fixture
def headwater(
    bench: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Commands:
    monkeypatch.chdir(tmp_path)
    for name in ("WORKSPACE", "WORKSPACES", "AS_AT", "COMMAND", "DEBUG"):
        monkeypatch.delenv(f"HEADWATER_{name}", raising=False)
    return Commands(tmp_path, capsys)


def test_the_command_says_that_the_record_is_whole_and_where_it_ends(
    headwater: Commands,
) -> None:
    said = headwater("audit-log", "--workspace", "northbank", "--check")
    assert said.code == 0
    assert "Every line follows from the one before it." in said.out
    head = said.out.split("Head: ")[1].strip()
    words = ("audit-log", "--workspace", "northbank")
    assert f"Head: {head}" in headwater(*words).out
    again = headwater(*words, "--check", "--head", head)
    assert (again.code, "is still in it" in again.out) == (0, True)
    other = headwater(*words, "--check", "--head", "0" * 64)
    assert (other.code, "is not in it any more" in other.out) == (1, True)


def test_the_command_says_where_the_record_breaks(headwater: Commands, record) -> None:
    run(record, "UPDATE headwater_event SET did = 'x' WHERE id = 7")
    said = headwater("audit-log", "--workspace", "northbank", "--check")
    assert said.code == 1
    assert "  line 7, of 2026-11-22 09:00 UTC\n" in said.out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--head", "0" * 64), "Add --check."),
        (("--check", "--head", "0123"), "A head has 64 characters"),
        (("--check", "--workspace", "nowhere"), "There is no workspace here"),
    ],
)
def test_the_command_says_what_to_put_right(
    headwater: Commands, words: tuple[str, ...], says: str
) -> None:
    said = headwater("audit-log", "--workspace", "northbank", *words)
    assert said.code == 2
    assert says in said.err
