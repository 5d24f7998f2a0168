"""When something is not there, or went wrong."""

from __future__ import annotations

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headwater.app.selectors import Held
from headwater.app.views.show import first_plan, show


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What does not exist and what may not be seen answer alike."""
    return show(request, "404.html", _plan_if_any(), status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return show(request, "400.html", _plan_if_any(), status=400)


def our_mistake(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database: it may be what is wrong."""
    return render(
        request,
        "500.html",
        {"held": None, "as_files": None, "uploads": False},
        status=500,
    )


def _plan_if_any() -> Held | None:
    try:
        return first_plan()
    except DatabaseError:
        return None
