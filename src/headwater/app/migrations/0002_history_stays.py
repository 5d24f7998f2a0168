"""History is only ever added to: the database itself refuses to change or delete it.

The names of tables are not qualified, so that each workspace on PostgreSQL gets the
refusal in its own schema.
"""

from django.db import migrations


TABLES = ("headwater_revision", "headwater_import")
VERBS = ("UPDATE", "DELETE")
SAYS = "history is never changed or deleted"
REFUSE = f"""CREATE FUNCTION headwater_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$"""


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(REFUSE)
        for table in TABLES:
            # For a statement and not a row: an empty table cannot be cleared either.
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION headwater_refuse()"
            )
    elif schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for verb in VERBS:
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
                )


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_stays ON {table}")
        schema_editor.execute("DROP FUNCTION headwater_refuse()")
    elif schema_editor.connection.vendor == "sqlite":
        for table in TABLES:
            for verb in VERBS:
                schema_editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}")


class Migration(migrations.Migration):
    dependencies = [("headwater", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
