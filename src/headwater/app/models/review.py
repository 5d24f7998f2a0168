"""Review meetings: what was known, what was decided, and that it was done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from headwater.app.models.history import AppendOnly


class Review(models.Model):
    """One meeting: planned, then open once what is known is frozen, then closed.

    The database refuses to change what is frozen.
    """

    plan = models.TextField()
    day = models.DateField()
    title = models.TextField()
    items = models.JSONField(default=list)  # what the chair adds to the agenda
    frozen = models.JSONField(null=True)
    digest = models.TextField(default="")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    published = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "day"), name="review_once"),
            models.CheckConstraint(
                condition=Q(frozen__isnull=True, opened_at=None)
                | Q(frozen__isnull=False, opened_at__isnull=False),
                name="review_open_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(opened_at__isnull=False),
                name="review_open_before_closed",
            ),
            models.CheckConstraint(
                condition=Q(published=False) | Q(closed_at__isnull=False),
                name="review_closed_before_published",
            ),
        )


class Decision(AppendOnly):
    """One decision, by organisations or roles, never by a person's name."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="decisions")
    number = models.IntegerField()
    text = models.TextField()
    organisations = models.JSONField(default=list)
    roles = models.TextField(default="")
    reason = models.TextField(default="")
    about = models.TextField(default="")  # actions/N01, principle/G4, rule/M501
    due = models.DateField(null=True)
    by = models.BigIntegerField(null=True)  # no foreign key: it outlives people
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("review", "number"), name="decision_number_once"
            ),
        )


class Followed(AppendOnly):
    """That a decision has been carried out, in words."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="followed")
    text = models.TextField()
    by = models.BigIntegerField(null=True)
    at = models.DateTimeField()
