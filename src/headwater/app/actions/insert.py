"""Many rows into one table at once.

Django's own way makes an object of every row and a statement of every batch: at
10,000 actions that is most of the time of an import.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    unique: Sequence[str] = (),
) -> None:
    """Add rows; `names` are fields, and each value is one the database takes.

    A row that stands with the same values of `unique` fields is written over.
    """
    columns = ", ".join(_columns(model, names))
    places = ", ".join("%s" for _ in names)
    table = connection.ops.quote_name(model._meta.db_table)
    add = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
    _many(add + _or_write_over(model, names, unique), rows)


def _or_write_over(
    model: type[models.Model], names: Sequence[str], unique: Sequence[str]
) -> str:
    if not unique:
        return ""
    others = _columns(model, [name for name in names if name not in unique])
    sets = ", ".join(f"{column} = EXCLUDED.{column}" for column in others)
    return f" ON CONFLICT ({', '.join(_columns(model, unique))}) DO UPDATE SET {sets}"


def delete_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Take rows out: those whose fields `names` have these values."""
    same = " AND ".join(f"{column} = %s" for column in _columns(model, names))
    table = connection.ops.quote_name(model._meta.db_table)
    _many(f"DELETE FROM {table} WHERE {same}", rows)  # noqa: S608 - our own names


def _columns(model: type[models.Model], names: Iterable[str]) -> list[str]:
    quote = connection.ops.quote_name
    return [quote(model._meta.get_field(name).column) for name in names]


def _many(statement: str, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)
