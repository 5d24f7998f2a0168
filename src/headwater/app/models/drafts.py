"""What somebody typed into a form and is not ready to save."""

from __future__ import annotations

from django.db import models

from headwater.app.models.people import Person


class Draft(models.Model):
    """One form of one person, as it was typed: unchecked, and seen by nobody else."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    path = models.TextField()  # of the form
    title = models.TextField()
    sent = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "path"), name="draft_once"),
        )
