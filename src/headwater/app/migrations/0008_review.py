"""Review meetings, their decisions, and which changes of a plan came of them."""

import django.db.models.deletion
from django.db import migrations, models

from headwater.app.migrations import _stays


ADDED_TO = ("headwater_decision", "headwater_followed")  # and never changed


REVIEW = "headwater_review"
FROZEN = ("frozen", "digest", "opened_at", "plan", "day")  # once a review is opened


def refuse_changes(apps, schema_editor):
    """A review's state goes on; what was frozen of it stays."""
    _stays.refuse_changes(schema_editor, *ADDED_TO)
    if schema_editor.connection.vendor == "postgresql":
        other = " OR ".join(f"NEW.{n} IS DISTINCT FROM OLD.{n}" for n in FROZEN)
        schema_editor.execute(
            f"CREATE TRIGGER {REVIEW}_stays BEFORE UPDATE ON {REVIEW} FOR EACH ROW "
            f"WHEN (OLD.frozen IS NOT NULL AND ({other})) "
            "EXECUTE FUNCTION headwater_refuse()"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {REVIEW}_no_delete BEFORE DELETE OR TRUNCATE "
            f"ON {REVIEW} FOR EACH STATEMENT EXECUTE FUNCTION headwater_refuse()"
        )
    elif schema_editor.connection.vendor == "sqlite":
        other = " OR ".join(f"NEW.{n} IS NOT OLD.{n}" for n in FROZEN)
        says = f"BEGIN SELECT RAISE(ABORT, '{_stays.SAYS}'); END"
        schema_editor.execute(
            f"CREATE TRIGGER {REVIEW}_stays BEFORE UPDATE ON {REVIEW} "
            f"WHEN OLD.frozen IS NOT NULL AND ({other}) {says}"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {REVIEW}_no_delete BEFORE DELETE ON {REVIEW} {says}"
        )


def allow_changes(apps, schema_editor):
    _stays.allow_changes(schema_editor, *ADDED_TO)
    of = f" ON {REVIEW}" if schema_editor.connection.vendor == "postgresql" else ""
    for name in ("stays", "no_delete"):
        schema_editor.execute(f"DROP TRIGGER {REVIEW}_{name}{of}")


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
