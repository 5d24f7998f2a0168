"""What partners say of themselves, principle by principle."""

from django.db import migrations, models

from headwater.app.migrations import _stays


def refuse_changes(apps, schema_editor):
    _stays.refuse_changes(schema_editor, "headwater_assessment")


def allow_changes(apps, schema_editor):
    _stays.allow_changes(schema_editor, "headwater_assessment")


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
