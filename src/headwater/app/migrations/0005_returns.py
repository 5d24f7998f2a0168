"""Returns: periods, steps, values; what happened to them is never changed."""

import django.db.models.deletion
from django.db import migrations, models

from headwater.app.migrations import _stays


TABLES = (
    "headwater_extension",
    "headwater_step",
    "headwater_receipt",
    "headwater_valuerevision",
    "headwater_reminder",
)


def refuse_changes(apps, schema_editor):
    _stays.refuse_changes(schema_editor, *TABLES)


def allow_changes(apps, schema_editor):
    _stays.allow_changes(schema_editor, *TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("headwater", "0004_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Extension",
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
                ("period", models.TextField()),
                ("organisation", models.TextField()),
                ("person", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("until", models.DateField()),
                ("reason", models.TextField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Receipt",
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
                ("period", models.TextField()),
                ("organisation", models.TextField()),
                ("person", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("source", models.TextField()),
                ("sha256", models.TextField()),
                ("token", models.TextField(unique=True)),
                ("counts", models.JSONField()),
                ("partial", models.BooleanField(default=False)),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="headwater.receipt",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reminder",
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
                ("key", models.TextField(unique=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Round",
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
                ("period", models.TextField()),
                ("first", models.DateField()),
                ("last", models.DateField()),
                ("opens", models.DateField()),
                ("due", models.DateField()),
                ("closes", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "period"), name="round_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
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
                ("period", models.TextField()),
                ("organisation", models.TextField()),
                ("person", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("move", models.TextField()),
                ("start", models.TextField()),
                ("end", models.TextField()),
                ("note", models.TextField(default="")),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["plan", "period", "organisation"], name="step_return"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Value",
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
                ("period", models.TextField()),
                ("organisation", models.TextField()),
                ("person", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("measure", models.TextField()),
                ("breakdown", models.TextField(default="")),
                ("number", models.TextField(null=True)),
                ("numerator", models.TextField(null=True)),
                ("denominator", models.TextField(null=True)),
                ("text", models.TextField(null=True)),
                ("reason", models.TextField(default="")),
                ("comment", models.TextField(default="")),
                ("method", models.TextField()),
                ("file", models.TextField(default="")),
                ("sheet", models.TextField(default="")),
                ("row", models.IntegerField(default=0)),
                ("version", models.TextField(default="")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "plan",
                            "period",
                            "organisation",
                            "measure",
                            "breakdown",
                        ),
                        name="value_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                ("period", models.TextField()),
                ("organisation", models.TextField()),
                ("person", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("measure", models.TextField()),
                ("breakdown", models.TextField(default="")),
                ("number", models.TextField(null=True)),
                ("numerator", models.TextField(null=True)),
                ("denominator", models.TextField(null=True)),
                ("text", models.TextField(null=True)),
                ("reason", models.TextField(default="")),
                ("comment", models.TextField(default="")),
                ("method", models.TextField()),
                ("file", models.TextField(default="")),
                ("sheet", models.TextField(default="")),
                ("row", models.IntegerField(default=0)),
                ("version", models.TextField(default="")),
                (
                    "receipt",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="headwater.receipt",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "plan",
                            "period",
                            "organisation",
                            "measure",
                            "breakdown",
                        ),
                        name="proposal_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ValueRevision",
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
                ("period", models.TextField()),
                ("organisation", models.TextField()),
                ("person", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField()),
                ("measure", models.TextField()),
                ("breakdown", models.TextField(default="")),
                ("number", models.TextField(null=True)),
                ("numerator", models.TextField(null=True)),
                ("denominator", models.TextField(null=True)),
                ("text", models.TextField(null=True)),
                ("reason", models.TextField(default="")),
                ("comment", models.TextField(default="")),
                ("method", models.TextField()),
                ("file", models.TextField(default="")),
                ("sheet", models.TextField(default="")),
                ("row", models.IntegerField(default=0)),
                ("version", models.TextField(default="")),
                ("did", models.TextField()),
                (
                    "receipt",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="headwater.receipt",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=[
                            "plan",
                            "period",
                            "organisation",
                            "measure",
                            "breakdown",
                        ],
                        name="value_revision_key",
                    )
                ],
            },
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
