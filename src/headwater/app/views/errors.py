"""When something is not there, or went wrong."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.app.selectors import Held
from headwater.app.views.show import NOBODY, first_plan, show
from headwater.errors import UserError


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What does not exist and what may not be seen answer alike."""
    return show(request, "404.html", _plan_if_any(), status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    long = isinstance(exception, RequestDataTooBig)
    status = 413 if long else 400
    return show(request, "400.html", _plan_if_any(), status=status, long=long)


def our_mistake(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what is wrong."""
    return _bare(request, "500.html", 500)


def to_mend(request: HttpRequest, error: UserError) -> HttpResponse:
    """A file of the workspace is damaged: which, how, and what to do.

    Where the workspace stands on its machine is nobody's business.
    """
    said = {"what": error.what, "where": error.where, "fix": error.fix}
    own = f"{settings.WORKSPACE}/"
    told = {name: text.replace(own, "") for name, text in said.items()}
    return _bare(request, "to_mend.html", 503, **told)


def _bare(
    request: HttpRequest, template: str, status: int, **values: str
) -> HttpResponse:
    """A page without a plan."""
    return render(request, template, NOBODY | values, status=status)


def _plan_if_any() -> Held | None:
    try:
        return first_plan()
    except DatabaseError:
        return None
