"""How actions will be judged, written down before they are."""

import django.db.models.deletion
from django.db import migrations, models


CELLS = (
    "hoped_change reach selection starts compared_with method months_before "
    "months_after locked locked_as note"
).split()


class Migration(migrations.Migration):
    dependencies = [("headwater", "0012_jobs_of_files")]
    operations = [
        migrations.CreateModel(
            name="Evaluation",
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
                ("evaluation_id", models.TextField()),
                ("action", models.TextField()),
                ("measure", models.TextField()),
                *((name, models.TextField(null=True)) for name in CELLS),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="headwater.about",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "evaluation_id"), name="evaluation_once"
                    )
                ],
            },
        ),
    ]
