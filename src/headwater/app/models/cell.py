"""How a cell, a plan and a key are kept.

Cells keep the text form of `core.plan.cells`: NULL is a blank, the word 'none'
is 'said not to exist', and '0' is zero. The three never become one another.
"""

from __future__ import annotations

from typing import Any

from django.db import models


def cell() -> models.TextField[Any, Any]:
    """A cell that may be blank."""
    return models.TextField(null=True)


def needed() -> models.TextField[Any, Any]:
    """A cell that is always filled in."""
    return models.TextField()


def of_plan() -> models.ForeignKey[Any, Any]:
    """The plan that a row belongs to. A plan with rows cannot be deleted."""
    return models.ForeignKey("headwater.About", models.PROTECT, related_name="+")


def one_each(*key: str) -> models.UniqueConstraint:
    """One row for each key in a plan."""
    return models.UniqueConstraint(fields=("plan", *key), name="%(class)s_once")
