"""Sign in, sign out, passkeys and codes: the library's steps in our pages."""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal.auth import (
    begin_authentication,
    begin_registration,
)
from allauth.usersessions import views as sessions
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from headwater.app.stash import waits_at
from headwater.app.views.show import frame, show


REFUSED = "passkey-refused"  # in the address of the page that says so


class Framed:
    """With what the frame of every page is drawn from."""

    request: HttpRequest
    page: str

    def get_template_names(self) -> list[str]:
        return [f"sign_in/{self.page}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        refused = {"refused": REFUSED in self.request.GET}
        return frame(self.request, None) | refused | found


class SignIn(Framed, account.LoginView):
    page = "sign_in"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what a passkey answers to, so that the page asks nothing later."""
        found = super().get_context_data(**kwargs)
        more = {
            "passkey": begin_authentication(None),
            "waits": waits_at(self.request),
        }
        return found | more


class ByPasskey(webauthn.LoginWebAuthnView):
    """With a passkey alone. The page has said already what it answers to."""

    def form_invalid(self, form: Any) -> HttpResponse:
        return _refused("account_login")


def _refused(page: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(page)}?{REFUSED}", status=303)


class SignOut(Framed, account.LogoutView):
    page = "sign_out"


class SecondStep(Framed, base.AuthenticateView):
    page = "second_step"


class AgainByCode(Framed, base.ReauthenticateView):
    page = "again"


class AgainByPassword(Framed, account.ReauthenticateView):
    page = "again"


class AgainByPasskey(Framed, webauthn.ReauthenticateWebAuthnView):
    page = "again"

    def form_invalid(self, form: Any) -> HttpResponse:
        return _refused("mfa_reauthenticate_webauthn")


class Own(Framed, base.IndexView):
    """What somebody signs in with."""

    page = "own"


class Passkeys(Framed, webauthn.ListWebAuthnView):
    page = "passkeys"


class AddPasskey(Framed, webauthn.AddWebAuthnView):
    page = "add_passkey"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One that lets its holder in alone: it knows whose it is, and asks for a
        finger or a PIN."""
        found = super().get_context_data(**kwargs)
        options = begin_registration(self.request.user, passwordless=True)
        return found | {"js_data": {"creation_options": options}}


class RemovePasskey(Framed, webauthn.RemoveWebAuthnView):
    page = "remove_passkey"


class AddCode(Framed, totp.ActivateTOTPView):
    page = "add_code"


class RemoveCode(Framed, totp.DeactivateTOTPView):
    page = "remove_code"


class NewPassword(Framed, account.PasswordChangeView):
    page = "new_password"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever has no password, as invented people have none, has none to change."""
        user: Any = request.user
        if not user.has_usable_password():
            return HttpResponseRedirect(reverse("mfa_index"))
        return super().dispatch(request, *args, **kwargs)


class Sessions(Framed, sessions.ListUserSessionsView):
    page = "sessions"


def inactive(request: HttpRequest) -> HttpResponse:
    """Somebody whose sign-in was stopped."""
    return show(request, "sign_in/inactive.html", None)
