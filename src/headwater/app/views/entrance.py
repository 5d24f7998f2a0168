"""Ways in: an invitation, and the invented people of the demonstration."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from headwater.app.actions import people as actions
from headwater.app.selectors import people
from headwater.app.selectors.naming import organisation_name, plan_title
from headwater.app.selectors.people import Invited
from headwater.app.stash import waits_at
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors, read_text
from headwater.app.who import act_as
from headwater.errors import UserError


@sensitive_post_parameters("password")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a sign-in name and a password; then one signs in with them."""
    now = timezone.now()
    try:
        found = people.invited(secret, now)
    except UserError as wrong:
        page = "sign_in/no_invitation.html"
        return show(request, page, None, status=404, wrong=wrong)
    errors = Errors()
    if request.method == "POST":
        name, password = _read(request, found, errors)
        if not errors and _accept(secret, name, password, errors):
            return HttpResponseRedirect(reverse("account_login"), status=303)
    return show(
        request,
        "sign_in/invitation.html",
        None,
        status=422 if errors else 200,
        errors=errors,
        invited=found,
        sent=request.POST,
        title=plan_title(found.plan),
        organisation=organisation_name(found.plan, found.organisation),
    )


def _read(request: HttpRequest, found: Invited, errors: Errors) -> tuple[str, str]:
    needed = "" if found.again else "Enter a sign-in name"
    name = read_text(request.POST, "username", errors, needed)
    password = request.POST.get("password", "")
    try:
        validate_password(password)
    except ValidationError:
        errors.add(
            "password", "Enter a password of 12 characters or more that is not common"
        )
    return name, password


def _accept(secret: str, name: str, password: str, errors: Errors) -> bool:
    try:
        actions.accept(
            secret=secret, username=name, password=password, at=timezone.now()
        )
    except UserError as wrong:
        errors.add("username", wrong.what)
    return not errors


def demo_people(request: HttpRequest) -> HttpResponse:
    """Act as somebody invented."""
    known = people.invented()
    errors = Errors()
    if request.method == "POST":
        chosen = request.POST.get("person", "")
        if chosen in {str(number) for number, _, _ in known}:
            act_as(request, int(chosen))
            where = waits_at(request) or reverse("work")
            return HttpResponseRedirect(where, status=303)
        errors.add("person", "Select somebody")
    items = [
        {"value": str(number), "text": name, "hint": {"text": roles}}
        for number, name, roles in known
    ]
    page = "sign_in/demo_people.html"
    status = 422 if errors else 200
    return show(request, page, None, status=status, items=items, errors=errors)
