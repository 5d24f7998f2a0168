"""What a partner says of itself: how far it has come with a principle."""

from __future__ import annotations

from django.db import models

from headwater.app.models.history import AppendOnly


class Assessment(AppendOnly):
    """One statement, as it was made. The newest of a principle is what holds now."""

    plan = models.TextField()
    organisation = models.TextField()
    principle = models.TextField()
    level = models.TextField()
    evidence = models.TextField(default="")
    raises = models.TextField(default="")  # what would raise it
    publish = models.BooleanField(default=False)
    by = models.BigIntegerField(null=True)  # no foreign key: it outlives people
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("plan", "organisation"), name="assessment_partner"),
        )
