"""What happened to a plan: every import and every change, kept for good."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from headwater.errors import InternalError


class AppendOnly(models.Model):
    """A row that is written once. The database refuses the rest as well."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise InternalError(f"{type(self).__name__} rows are never changed or deleted")


class Import(AppendOnly):
    """The receipt of one import. Its id is the number of the receipt."""

    plan = models.TextField()  # no foreign key: history outlives what it is about
    source = models.TextField()  # the name of the file or folder
    sha256 = models.TextField()
    at = models.DateTimeField()
    by = models.TextField()
    why = models.TextField()
    # by table: created, changed, unchanged, removed, missing
    counts = models.JSONField()

    class Meta:
        indexes = (models.Index(fields=("plan",), name="import_plan"),)


class Revision(AppendOnly):
    """One row of a plan as it stood from then on; NULL values: it was removed."""

    plan = models.TextField()
    table = models.TextField()
    key = models.TextField()
    values = models.JSONField(null=True)  # the cells that are not blank, as text
    source = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    why = models.TextField()
    receipt = models.ForeignKey(Import, models.PROTECT, null=True, related_name="+")
    # the decision of a review that the change was made because of
    because = models.ForeignKey(
        "headwater.Decision", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = (
            models.Index(fields=("plan", "table", "key"), name="revision_row"),
            models.Index(fields=("plan", "-id"), name="revision_newest"),
        )


class Event(AppendOnly):
    """Who did what, to what: one line for each write, with no personal text.

    People are numbers here, and things are named by their keys. It is written in the
    transaction of what it records, so that there is never one without the other.
    """

    at = models.DateTimeField()
    person = models.BigIntegerField(null=True)  # no foreign key: it outlives people
    organisation = models.TextField(default="")
    did = models.TextField()
    plan = models.TextField(default="")
    kind = models.TextField(default="")
    key = models.TextField(default="")
    chain = models.TextField(default="")  # what it and all before it come to

    class Meta:
        indexes = (models.Index(fields=("plan", "at"), name="event_plan"),)
