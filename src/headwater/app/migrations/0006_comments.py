"""Comments and tasks; and the record of who did what becomes a chain.

SQLite makes a table anew when it gets a column, and the refusals go with the old one.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from headwater.app.migrations import _stays


EVENT = "headwater_event"
STEP = "headwater_taskstep"
COMMENT = "headwater_comment"
# Of a comment only its words are taken back, once.
TAKEN_BACK = (
    "NEW.text = '' AND OLD.withdrawn IS NULL AND NEW.withdrawn IS NOT NULL "
    "AND NEW.id = OLD.id AND NEW.plan = OLD.plan AND NEW.kind = OLD.kind "
    "AND NEW.key = OLD.key AND NEW.by_id = OLD.by_id AND NEW.at = OLD.at "
    "AND NEW.organisation = OLD.organisation"
)


def open_record(apps, schema_editor):
    _stays.allow_changes(schema_editor, EVENT)


def close_record(apps, schema_editor):
    """SQLite has made the table anew with its new column, without the refusal."""
    _stays.refuse_changes(schema_editor, EVENT)


def chain_record(apps, schema_editor):
    """Lines that were written before there was a chain take their places in it."""
    from headwater.app.chain import START, Line, link

    before = START
    for row in apps.get_model("headwater", "Event").objects.order_by("pk"):
        line = Line(
            row.at, row.person, row.organisation, row.did, row.plan, row.kind, row.key
        )
        row.chain = before = link(before, line)
        row.save(update_fields=["chain"])


def refuse_changes(apps, schema_editor):
    _stays.refuse_changes(schema_editor, STEP)
    _refuse_other_words(schema_editor)


def _refuse_other_words(schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        says = f"BEGIN SELECT RAISE(ABORT, '{_stays.SAYS}'); END"
        schema_editor.execute(
            f"CREATE TRIGGER {COMMENT}_no_update BEFORE UPDATE ON {COMMENT} "
            f"WHEN NOT ({TAKEN_BACK}) {says}"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {COMMENT}_no_delete BEFORE DELETE ON {COMMENT} {says}"
        )
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {COMMENT}_no_update BEFORE UPDATE ON {COMMENT} "
            f"FOR EACH ROW WHEN (NOT ({TAKEN_BACK})) "
            "EXECUTE FUNCTION headwater_refuse()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {COMMENT}_no_delete BEFORE DELETE OR TRUNCATE "
            f"ON {COMMENT} FOR EACH STATEMENT EXECUTE FUNCTION headwater_refuse()"
        )


def allow_changes(apps, schema_editor):
    _stays.allow_changes(schema_editor, STEP)
    table = f" ON {COMMENT}" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER {COMMENT}_no_{verb}{table}")


def nothing(apps, schema_editor):
    pass


class Migration(migrations.Migration):
    dependencies = [
        ("headwater", "0005_returns"),
    ]

    operations = [
        migrations.RunPython(open_record, close_record),
        migrations.AddField(
            model_name="event",
            name="chain",
            field=models.TextField(default=""),
        ),
        migrations.RunPython(chain_record, nothing),
        migrations.RunPython(close_record, open_record),
        migrations.CreateModel(
            name="Comment",
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
                ("kind", models.TextField()),
                ("key", models.TextField()),
                ("text", models.TextField()),
                ("organisation", models.TextField(default="")),
                ("at", models.DateTimeField()),
                ("withdrawn", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Mention",
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
                ("seen", models.DateTimeField(null=True)),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="headwater.comment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TaskStep",
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
                ("did", models.TextField()),
                ("organisation", models.TextField(default="")),
                ("due", models.DateField(null=True)),
                ("note", models.TextField(default="")),
                ("at", models.DateTimeField()),
                (
                    "assignee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="headwater.comment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["plan", "kind", "key"], name="comment_thing"),
        ),
        migrations.AddConstraint(
            model_name="mention",
            constraint=models.UniqueConstraint(
                fields=("comment", "person"), name="mention_once"
            ),
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
