"""What partners say to each other about a thing of a plan, and what they take on."""

from __future__ import annotations

from django.db import models

from headwater.app.models.history import AppendOnly
from headwater.app.models.people import Person


class Comment(models.Model):
    """Words about a row, a finding or a return.

    It is never edited. Its author may take the words back; that they wrote stays. The
    database itself refuses every other change.
    """

    plan = models.TextField()  # no foreign key: it outlives what it is about
    kind = models.TextField()  # a table, 'finding' or 'return'
    key = models.TextField()
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.TextField(default="")
    at = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("plan", "kind", "key"), name="comment_thing"),)


class TaskStep(AppendOnly):
    """A comment became a task, or its task changed hands, was closed or opened again.

    The last step says how a task stands.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="steps")
    did = models.TextField()  # assigned, closed or reopened
    assignee = models.ForeignKey(Person, models.PROTECT, related_name="+")
    organisation = models.TextField(default="")  # whom the assignee acts for
    due = models.DateField(null=True)
    note = models.TextField(default="")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Mention(models.Model):
    """Somebody who is named in a comment, until they have seen it."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="mentions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seen = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("comment", "person"), name="mention_once"),
        )
