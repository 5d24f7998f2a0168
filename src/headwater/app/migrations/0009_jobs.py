"""Work in the background."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("headwater", "0008_review"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
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
                ("token", models.TextField(unique=True)),
                ("plan", models.TextField()),
                ("kind", models.TextField()),
                ("at", models.DateTimeField()),
                ("state", models.TextField(default="waiting")),
                ("done", models.IntegerField(default=0)),
                ("of", models.IntegerField(default=0)),
                ("ended", models.DateTimeField(null=True)),
                ("wrong", models.TextField(default="")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["plan", "asked_by"], name="job_of")],
            },
        ),
    ]
