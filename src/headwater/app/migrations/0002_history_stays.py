"""History is only ever added to: the database itself refuses to change or delete it."""

from django.db import migrations

from headwater.app.migrations import _stays


TABLES = ("headwater_revision", "headwater_import")


def refuse_changes(apps, schema_editor):
    _stays.refuse_changes(schema_editor, *TABLES)


def allow_changes(apps, schema_editor):
    _stays.allow_changes(schema_editor, *TABLES)


class Migration(migrations.Migration):
    dependencies = [("headwater", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
