"""What a measure is, said in full: kind, targets, version, who could supply it."""

from django.db import migrations, models


COLUMNS = (
    "kind",
    "flow",
    "baseline_note",
    "targets",
    "change_means",
    "supplier",
    "figures",
    "definition_version",
    "definition_from",
    "definition_until",
)


class Migration(migrations.Migration):
    dependencies = [("headwater", "0002_history_stays")]
    operations = [
        migrations.AddField("measure", name, models.TextField(null=True))
        for name in COLUMNS
    ]
