"""Long work that somebody asked for, and how far it is."""

from __future__ import annotations

from django.db import models

from headwater.app.models.people import Person


class Job(models.Model):
    """One piece of work in the background. Its result is a file of the workspace."""

    token = models.TextField(unique=True)
    plan = models.TextField()
    kind = models.TextField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.TextField(default="waiting")
    done = models.IntegerField(default=0)
    of = models.IntegerField(default=0)
    ended = models.DateTimeField(null=True)
    wrong = models.TextField(default="")

    class Meta:
        indexes = (models.Index(fields=("plan", "asked_by"), name="job_of"),)
