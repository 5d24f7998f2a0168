"""The refusal of a database to change or delete rows, for migrations to ask for.

Names of tables are not qualified, so that each workspace on PostgreSQL gets the
refusal in its own schema.
"""

VERBS = ("UPDATE", "DELETE")
SAYS = "history is never changed or deleted"
FUNCTION = f"""CREATE OR REPLACE FUNCTION headwater_refuse() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$"""


def refuse_changes(schema_editor, *tables):
    """Rows of these tables stay as they were written, on either database."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION)
        for table in tables:
            # For a statement and not a row: an empty table cannot be cleared either.
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION headwater_refuse()"
            )
    elif schema_editor.connection.vendor == "sqlite":
        for table, verb in _each(tables):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
            )


def allow_changes(schema_editor, *tables):
    """Undo that. The function stays: other tables may use it."""
    if schema_editor.connection.vendor == "postgresql":
        for table in tables:
            schema_editor.execute(f"DROP TRIGGER {table}_stays ON {table}")
    elif schema_editor.connection.vendor == "sqlite":
        for table, verb in _each(tables):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}")


def _each(tables):
    return [(table, verb) for table in tables for verb in VERBS]
