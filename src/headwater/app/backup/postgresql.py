"""The rows of a workspace in PostgreSQL: its schema, by PostgreSQL's own tools.

A dump names its schema in every statement. It is brought back under a new name, so
that it can stand beside the one in use, until the folder that names it is in place.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from headwater.app.backup.manifest import Manifest, State
from headwater.app.database import (
    SCHEMA,
    cannot_reach,
    connect_words,
    libpq_settings,
    new_schema,
    schema_of,
)
from headwater.errors import UserError


if TYPE_CHECKING:
    import psycopg

NAME = "headwater.dump"  # in the archive
schema = schema_of


@contextmanager
def dumped(workspace: Path, copy: Path) -> Iterator[State]:
    """Dump the schema as it stood at one moment, and count the rows of that moment."""
    name = schema_of(workspace)
    with _connection() as found, found.transaction():
        found.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        (moment,) = _row(found, "SELECT pg_export_snapshot()")
        words = ("--format=custom", f"--schema={name}", f"--snapshot={moment}")
        _tool("pg_dump", *words, f"--file={copy}")
        state = _state(found, name)
    yield state


def bring_back(copy: Path, workspace: Path, manifest: Manifest) -> State:
    """Put the rows into a schema of their own, which the new workspace names."""
    name = new_schema()
    (workspace / SCHEMA).write_text(f"{name}\n", encoding="ascii")
    _load(copy, manifest.schema.encode(), name.encode())
    with _connection() as found:
        return _state(found, name)


def discard(workspace: Path) -> None:
    if (workspace / SCHEMA).is_file():
        with _connection() as found:
            found.execute(f"DROP SCHEMA IF EXISTS {schema_of(workspace)} CASCADE")


def _load(copy: Path, was: bytes, now: bytes) -> None:
    """All or nothing: one transaction, which stops at the first error."""
    reading: list[str | Path] = [
        _found("pg_restore"),
        "--no-owner",
        "--no-privileges",
        "--file=-",
        copy,
    ]
    writing: list[str | Path] = [
        _found("psql"),
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
    ]
    writing += ["--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with _started(reading) as out, _started(writing) as into:
        _rename(out.stdout, into.stdin, was, now)
        said = [program.stderr.read() for program in (out, into) if program.stderr]
    for program, words in (("pg_restore", out), ("psql", into)):
        _refuse_failure(program, words.returncode, b"".join(said))


def _started(words: list[str | Path]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - found on the path, with words of our own
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=libpq_settings(),
    )


def _rename(read: IO[bytes] | None, write: IO[bytes] | None, *names: bytes) -> None:
    """The old name is 32 letters by chance, and stands for nothing else."""
    if read is None or write is None:
        return
    try:
        for line in read:
            write.write(line.replace(*names))
        write.close()
    except BrokenPipeError:  # it stopped at an error, which it has said
        read.close()
        with suppress(BrokenPipeError):
            write.close()


def _tool(program: str, *words: str) -> None:
    done = subprocess.run(  # noqa: S603 - found on the path, with words of our own
        [_found(program), *words],
        env=libpq_settings(),
        capture_output=True,
        check=False,
    )
    _refuse_failure(program, done.returncode, done.stderr)


def _found(program: str) -> str:
    path = shutil.which(program)
    if path is None:
        raise UserError(
            f"{program} is not on this machine, and the rows are in PostgreSQL.",
            fix="Install PostgreSQL's client programs, in the version of the server: "
            "on Debian, postgresql-client.",
        )
    return path


def _refuse_failure(program: str, code: int, said: bytes) -> None:
    if code != 0:
        words = " ".join(said.decode(errors="replace").split())
        raise UserError(
            f"{program} did not finish: {words[:500]}.",
            fix="See that the server runs, that its disk has room, and that the client "
            "programs are not older than the server. Nothing was kept.",
        )


def _connection() -> psycopg.Connection[Any]:
    import psycopg  # late: it takes a while, and most workspaces are files

    try:
        return psycopg.connect(**connect_words())
    except psycopg.OperationalError as error:
        raise cannot_reach(error) from None


def _row(found: psycopg.Connection[Any], query: Any, *values: str) -> tuple[Any, ...]:
    row: tuple[Any, ...] = found.execute(query, values or None).fetchone()
    return row


def _state(found: psycopg.Connection[Any], name: str) -> State:
    tables = found.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [name]
    ).fetchall()
    count = 'SELECT count(*) FROM {}."{}"'
    rows = {table: _row(found, count.format(name, table))[0] for (table,) in tables}
    steps = found.execute(f"SELECT app, name FROM {name}.django_migrations ORDER BY id")  # noqa: S608 - a name of our own form
    return State(tuple(f"{app}.{step}" for app, step in steps), rows)
