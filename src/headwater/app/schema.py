"""The schema of a workspace on PostgreSQL: made, held while it changes, dropped.

On SQLite the file is all there is, and nothing here does anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import OperationalError, connection, transaction

from headwater.app.database import NAME, cannot_reach, schema_of
from headwater.errors import UserError


@contextmanager
def ready_schema(workspace: Path, new: bool) -> Iterator[None]:
    """The schema, for one process to bring up to date while others wait.

    Raises UserError where the server cannot be reached, and where the schema is not
    there and the workspace is not new: its pages would be empty.
    """
    if connection.vendor != "postgresql":
        yield
        return
    _connect()
    schema = schema_of(workspace)
    with _alone(schema):
        if not has_schema(schema):
            _refuse_elsewhere(workspace, new)
            _run(f"CREATE SCHEMA {schema}")
        yield


def has_schema(schema: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema])
        return cursor.fetchone() is not None


def drop_schema(schema: str) -> None:
    _run(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


@contextmanager
def one_writer(workspace: Path) -> Iterator[None]:
    """One transaction, which waits until those of other writers have ended."""
    with transaction.atomic():
        wait_for_writers(workspace)
        yield


def wait_for_writers(workspace: Path) -> None:
    """In a transaction: wait for the others', and hold them up until it ends.

    Who compares with what stands must not be overtaken. On SQLite every transaction
    is so (IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        _run("SELECT pg_advisory_xact_lock(%s)", _number(schema_of(workspace)))


@contextmanager
def _alone(schema: str) -> Iterator[None]:
    _run("SELECT pg_advisory_lock(%s)", _number(schema))
    try:
        yield
    finally:
        _run("SELECT pg_advisory_unlock(%s)", _number(schema))


def _number(schema: str) -> int:
    """Locks have numbers: 60 bits of the name, which is by chance."""
    return int(schema.removeprefix("hw_")[:15], 16)


def _run(statement: str, *values: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def _connect() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise cannot_reach(error) from None
    encoding = connection.connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise UserError(
            f"The database keeps text as {encoding}, which lacks letters.",
            where=f"{NAME}:",
            fix="Make it again: createdb --encoding=UTF8 --template=template0 NAME.",
        )


def _refuse_elsewhere(workspace: Path, new: bool) -> None:
    if not new:
        raise UserError(
            "This database does not hold the plans of this workspace.",
            where=f"{workspace}:",
            fix=f"Look whether {NAME} names the database that you mean. To bring a "
            "workspace back from a backup: headwater restore --help.",
        )


def migrations_known() -> set[str]:
    """Every migration that this Headwater has, as 'app.name'."""
    from django.db.migrations.loader import MigrationLoader

    found = MigrationLoader(connection).disk_migrations
    return {f"{app}.{name}" for app, name in found}
