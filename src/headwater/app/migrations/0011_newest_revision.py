"""The newest revision of a plan is asked for by every page of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("headwater", "0010_drafts")]
    operations = [
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["plan", "-id"], name="revision_newest"),
        ),
    ]
