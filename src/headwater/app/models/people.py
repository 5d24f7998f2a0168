"""Who signs in, for which organisation, and who let them in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q


class People(BaseUserManager["Person"]):
    """Django's sign-in asks for people by their sign-in name."""

    def create_user(self, username: str, password: str | None = None) -> Person:
        person = self.model(username=username)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody who signs in. `invented` people exist in the demonstration only."""

    username = models.TextField(unique=True)  # what they type to sign in
    name = models.TextField(default="")
    invented = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    since = models.DateTimeField(auto_now_add=True)

    objects = People()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: tuple[str, ...] = ()

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name or self.username


def _person(**more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(Person, models.PROTECT, related_name="+", **more)


class Grant(models.Model):
    """A role of somebody, for an organisation in a plan.

    A role that takes two people is asked for by one and confirmed by another; until
    then it gives nothing.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.TextField()
    plan = models.TextField()
    organisation = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True)
    asked_by = _person(null=True)
    confirmed_by = _person(null=True)
    ended_by = _person(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(asked_by=None)
                | Q(confirmed_by=None)
                | ~Q(asked_by=models.F("confirmed_by")),
                name="grant_by_two",
            ),
        )


class Invitation(models.Model):
    """A way in for one person, once. Only a digest of its secret is kept."""

    digest = models.TextField(unique=True)
    name = models.TextField()
    plan = models.TextField()
    organisation = models.TextField()
    role = models.TextField()
    by = _person(null=True)
    confirmed_by = _person(null=True)
    at = models.DateTimeField()
    expires = models.DateTimeField()
    taken_by = _person(null=True)
    person = _person(null=True)  # for whom, where it is a new way in for somebody


class Admission(models.Model):
    """An organisation that takes part in a plan's workbench: two people let it in."""

    plan = models.TextField()
    organisation = models.TextField()
    asked_by = _person(null=True)
    confirmed_by = _person(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("plan", "organisation"), name="admission_once"
            ),
            models.CheckConstraint(
                condition=Q(asked_by=None)
                | Q(confirmed_by=None)
                | ~Q(asked_by=models.F("confirmed_by")),
                name="admission_by_two",
            ),
        )
