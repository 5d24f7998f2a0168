"""Work in the background on files that were handed over."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _text(name: str) -> migrations.AddField:
    return migrations.AddField("Job", name, models.TextField(default=""))


class Migration(migrations.Migration):
    dependencies = [("headwater", "0011_newest_revision")]
    operations = [
        migrations.AlterField(
            "Job",
            "asked_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        _text("draft"),
        _text("about"),
        _text("doing"),
        migrations.AddField("Job", "said", models.JSONField(default=dict)),
        migrations.AddIndex("Job", models.Index(fields=["draft"], name="job_draft")),
        migrations.AddConstraint(
            "Job",
            models.UniqueConstraint(
                condition=models.Q(("ended", None)) & ~models.Q(("about", "")),
                fields=("about",),
                name="job_once",
            ),
        ),
    ]
