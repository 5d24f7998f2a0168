"""What partners say of themselves, principle by principle."""

from django.db import migrations, models


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER headwater_assessment_no_{verb.lower()} BEFORE {verb} "
                "ON headwater_assessment BEGIN "
                "SELECT RAISE(ABORT, 'history is never changed or deleted'); END"
            )


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"DROP TRIGGER headwater_assessment_no_{verb.lower()}"
            )


class Migration(migrations.Migration):
    dependencies = [("headwater", "0006_comments")]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("plan", models.TextField()),
                ("organisation", models.TextField()),
                ("principle", models.TextField()),
                ("level", models.TextField()),
                ("evidence", models.TextField(default="")),
                ("raises", models.TextField(default="")),
                ("publish", models.BooleanField(default=False)),
                ("by", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["plan", "organisation"], name="assessment_partner"
                    )
                ],
            },
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
