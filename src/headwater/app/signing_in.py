"""How sign-in differs here from what its library does."""

from __future__ import annotations

from time import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.urls import reverse

from headwater.app.stash import waits_at


FRESH = 600  # seconds


class Account(DefaultAccountAdapter):
    """Nobody signs up by themselves, and nobody can lock a colleague out."""

    error_messages = {  # noqa: RUF012 - the library's own way
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": (
            "The sign-in name or the password is not right. Check both"
        ),
        "too_many_login_attempts": (
            "Too many attempts from here. Wait 5 minutes, then try again"
        ),
        "enter_current_password": "The password is not right. Check it",
        "incorrect_password": "The password is not right. Check it",
    }

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not of somebody who gave their password a moment ago, for their first key."""
        request = context.request
        proved = get_authentication_records(request, request.user)
        fresh = any(time() - each["at"] < FRESH for each in proved)
        first = not Authenticator.objects.filter(user_id=request.user.pk).exists()
        return not (fresh and first) and super().is_reauthentication_required(app=app)

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        name = str(credentials.get("username", "")).casefold()
        return f"{name}|{request.META.get('REMOTE_ADDR', '')}"

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the form that somebody was filling in, whichever way they sign in."""
        return waits_at(request) or str(super().get_login_redirect_url(request))

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is sent: an inbox may be watched."""


class SecondFactor(DefaultMFAAdapter):
    error_messages = {  # noqa: RUF012 - the library's own way
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That did not work. Try again, with a fresh code",
    }

    def get_totp_issuer(self) -> str:
        return "Headwater"

    def _get_site_name(self) -> str:
        """What a telephone calls the place that a passkey is for."""
        return "Headwater"
