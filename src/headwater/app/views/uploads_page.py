"""What the pages that bring a plan in have in common."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from headwater.app.drafts import Draft
from headwater.app.views.show import show
from headwater.app.views.uploads_forms import Errors
from headwater.errors import UserError


def page(request: HttpRequest, template: str, **values: Any) -> HttpResponse:
    """A page of the workbench: kept by nobody, and forms may say where they come from.

    Browsers send no origin with a form where pages ask for no referrer at all.
    """
    values.setdefault("errors", Errors())
    status = 422 if values["errors"] else values.pop("status", 200)
    response = show(request, f"uploads/{template}.html", None, status=status, **values)
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


def on(name: str, draft: Draft) -> HttpResponse:
    """The next page, so that going back or reloading sends nothing twice."""
    return HttpResponseRedirect(reverse(name, args=(draft.token,)), status=303)


def plain_words(wrong: UserError) -> str:
    """The message, without the name under which we keep the file."""
    return " ".join(part for part in (wrong.what, wrong.fix) if part)
