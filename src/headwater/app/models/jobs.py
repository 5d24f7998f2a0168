"""Long work that somebody asked for, and how far it is."""

from __future__ import annotations

from django.db import models

from headwater.app.models.people import Person


class Job(models.Model):
    """One piece of work in the background.

    Its result is a file of the workspace, or lies beside the upload that it is about
    (`draft`). Of what is asked for twice (`about`) there is one job at a time. Nobody
    has signed in to bring a plan in on a machine of their own.
    """

    token = models.TextField(unique=True)
    plan = models.TextField()
    kind = models.TextField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    state = models.TextField(default="waiting")
    done = models.IntegerField(default=0)
    of = models.IntegerField(default=0)
    ended = models.DateTimeField(null=True)
    wrong = models.TextField(default="")
    draft = models.TextField(default="")  # the token of an upload
    about = models.TextField(default="")
    doing = models.TextField(default="")  # in a word, which the page says in its own
    said = models.JSONField(default=dict)  # what was chosen with it

    class Meta:
        indexes = (
            models.Index(fields=("plan", "asked_by"), name="job_of"),
            models.Index(fields=("draft",), name="job_draft"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("about",),
                condition=models.Q(ended=None) & ~models.Q(about=""),
                name="job_once",
            ),
        )
