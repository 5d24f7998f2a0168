"""Review meetings, their decisions, and which changes of a plan came of them."""

import django.db.models.deletion
from django.db import migrations, models


ADDED_TO = ("headwater_decision", "headwater_followed")  # and never changed


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in ADDED_TO:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'history is never changed or deleted'); END"
            )
    schema_editor.execute(
        "CREATE TRIGGER headwater_review_no_delete BEFORE DELETE ON headwater_review "
        "BEGIN SELECT RAISE(ABORT, 'history is never changed or deleted'); END"
    )
    schema_editor.execute(
        "CREATE TRIGGER headwater_review_stays BEFORE UPDATE ON headwater_review "
        "WHEN OLD.frozen IS NOT NULL AND (NEW.frozen IS NOT OLD.frozen "
        "OR NEW.digest IS NOT OLD.digest OR NEW.opened_at IS NOT OLD.opened_at "
        "OR NEW.plan IS NOT OLD.plan OR NEW.day IS NOT OLD.day) "
        "BEGIN SELECT RAISE(ABORT, 'what is frozen is never changed'); END"
    )


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in ADDED_TO:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}")
    schema_editor.execute("DROP TRIGGER headwater_review_no_delete")
    schema_editor.execute("DROP TRIGGER headwater_review_stays")


def number():
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def to(model, related):
    kept = django.db.models.deletion.PROTECT
    return models.ForeignKey(on_delete=kept, related_name=related, to=model)


class Migration(migrations.Migration):
    dependencies = [("headwater", "0007_assessment")]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", number()),
                ("plan", models.TextField()),
                ("day", models.DateField()),
                ("title", models.TextField()),
                ("items", models.JSONField(default=list)),
                ("frozen", models.JSONField(null=True)),
                ("digest", models.TextField(default="")),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("published", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "day"), name="review_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen__isnull", True), ("opened_at", None)),
                            models.Q(
                                ("frozen__isnull", False), ("opened_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="review_open_is_frozen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            ("opened_at__isnull", False),
                            _connector="OR",
                        ),
                        name="review_open_before_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published", False),
                            ("closed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="review_closed_before_published",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", number()),
                ("review", to("headwater.review", "decisions")),
                ("number", models.IntegerField()),
                ("text", models.TextField()),
                ("organisations", models.JSONField(default=list)),
                ("roles", models.TextField(default="")),
                ("reason", models.TextField(default="")),
                ("about", models.TextField(default="")),
                ("due", models.DateField(null=True)),
                ("by", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("review", "number"), name="decision_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Followed",
            fields=[
                ("id", number()),
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed",
                        to="headwater.decision",
                    ),
                ),
                ("text", models.TextField()),
                ("by", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="revision",
            name="because",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="headwater.decision",
            ),
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
