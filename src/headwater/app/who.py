"""Who asks: the person behind a request, with their roles. Public pages never ask."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.dispatch import receiver
from django.http import HttpRequest

from headwater.app.selectors.people import actor as known_actor
from headwater.app.stash import carry_over
from headwater.core.access.allowed import Actor


ACTS = "headwater.acts"  # the session of a demonstration: nobody proved who they are
_KEPT = "_headwater_actor"
_MADE = "headwater.made"


def actor(request: HttpRequest) -> Actor | None:
    """Who signed in; None for everybody else, without a look at any session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, _find(request))
    found: Actor | None = getattr(request, _KEPT)
    return found


def _find(request: HttpRequest) -> Actor | None:
    user: Any = request.user
    if not user.is_authenticated:
        return None
    return known_actor(user.pk, _strong(request))


def _strong(request: HttpRequest) -> bool:
    """With a passkey or a second factor, given or just made; the invented need none."""
    proved = get_authentication_records(request, request.user)
    given = any(each.get("method") == "mfa" for each in proved)
    return given or acts(request) or request.session.get(_MADE, False)


@receiver(authenticator_added)
def _made(request: HttpRequest, **_: Any) -> None:
    """Whoever made a passkey a moment ago holds it."""
    request.session[_MADE] = True


def act_as(request: HttpRequest, person: int) -> None:
    """Become one of the demonstration's people. Raises LookupError for another."""
    found = get_user_model().objects.filter(pk=person, invented=True).first()
    if found is None:
        raise LookupError(person)
    waiting = carry_over(request)
    request.session.flush()
    request.session.update(waiting)
    login(request, found, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[ACTS] = True


def acts(request: HttpRequest) -> bool:
    """Is this one of the demonstration's people?"""
    return settings.DEMO and ACTS in request.session
