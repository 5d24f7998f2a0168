"""Take away what keeps rows as they were written, as its keeper could."""

from __future__ import annotations

from django.db import connection


OF_TABLE = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass"
    " AND NOT tgisinternal",
}


def let_change(table: str) -> None:
    """Drop every trigger of a table, on either database."""
    with connection.cursor() as cursor:
        cursor.execute(OF_TABLE[connection.vendor], [table])
        names = [name for (name,) in cursor.fetchall()]
        assert names
        of = f" ON {table}" if connection.vendor == "postgresql" else ""
        for name in names:
            cursor.execute(f"DROP TRIGGER {name}{of}")
