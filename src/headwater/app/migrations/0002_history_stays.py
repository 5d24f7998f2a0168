"""History is only ever added to: SQLite itself refuses to change or delete it.

PostgreSQL gets the same refusal with the issue that brings PostgreSQL.
"""

from django.db import migrations


TABLES = ("headwater_revision", "headwater_import")


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history is never changed or deleted'); END"
            )


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}")


class Migration(migrations.Migration):
    dependencies = [("headwater", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
