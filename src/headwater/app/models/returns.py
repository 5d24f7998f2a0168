"""What partners hand in for a period: its window, the steps it went, its values.

Plans, organisations and people are named and not joined: history outlives them.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from headwater.app.models.history import AppendOnly


class Round(models.Model):
    """A period for which returns are asked for, and its window."""

    plan = models.TextField()
    period = models.TextField()  # its code
    first = models.DateField()
    last = models.DateField()
    opens = models.DateField()
    due = models.DateField()
    closes = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("plan", "period"), name="round_once"),
        )


class _OfReturn(models.Model):
    """What belongs to one organisation's return for one period."""

    plan = models.TextField()
    period = models.TextField()
    organisation = models.TextField()
    person = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Extension(AppendOnly, _OfReturn):
    """More time for one organisation. The longest holds."""

    until = models.DateField()
    reason = models.TextField()


class Step(AppendOnly, _OfReturn):
    """One move of a return; where it stands is the end of the last."""

    move = models.TextField()
    start = models.TextField()
    end = models.TextField()
    note = models.TextField(default="")

    class Meta:
        indexes = (
            models.Index(fields=("plan", "period", "organisation"), name="step_return"),
        )


class Receipt(AppendOnly, _OfReturn):
    """A file that was taken in, or `undoes` one. Its id is the number people get.

    `token` is that of the upload, so that confirming twice takes in once.
    """

    source = models.TextField()
    sha256 = models.TextField()
    token = models.TextField(unique=True)
    counts = models.JSONField()
    partial = models.BooleanField(default=False)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")


def _receipt() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="+")


class _Written(_OfReturn):
    """One value, or why there is none, and where it came from.

    Numbers are kept as text, so that not a digit of them is lost.
    """

    measure = models.TextField()
    breakdown = models.TextField(default="")
    number = models.TextField(null=True)
    numerator = models.TextField(null=True)
    denominator = models.TextField(null=True)
    text = models.TextField(null=True)
    reason = models.TextField(default="")  # why it is blank
    comment = models.TextField(default="")
    method = models.TextField()
    file = models.TextField(default="")  # the SHA-256 of it
    sheet = models.TextField(default="")
    row = models.IntegerField(default=0)
    version = models.TextField(default="")  # of the definition

    class Meta:
        abstract = True


KEY = ("plan", "period", "organisation", "measure", "breakdown")


class Value(_Written):
    """The value that stands."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=KEY, name="value_once"),)


class Proposal(_Written):
    """Another value for an approved one; it waits until somebody approves it."""

    receipt = _receipt()

    class Meta:
        constraints = (models.UniqueConstraint(fields=KEY, name="proposal_once"),)


class ValueRevision(AppendOnly, _Written):
    """What became of a value: `did` is written, cleared, proposed or dropped."""

    did = models.TextField()
    receipt = _receipt()

    class Meta:
        indexes = (models.Index(fields=KEY, name="value_revision_key"),)


class Reminder(AppendOnly):
    """A reminder that was written, so that none is written twice."""

    key = models.TextField(unique=True)  # the day and the person
    at = models.DateTimeField()
