"""The front page, and pages about Headwater itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.selectors import Held, plans
from headwater.app.selectors.judged import judged
from headwater.app.views.plan import glance
from headwater.app.views.show import first_plan, show
from headwater.core.framework.load import load_framework
from headwater.core.framework.model import Framework


REVIEWED = "22 November 2026"  # of the accessibility statement


def front(request: HttpRequest) -> HttpResponse:
    held = first_plan()
    if held is None:
        return show(request, "empty.html", None)
    return glance(request, held, others=plans()[1:])


def framework(request: HttpRequest) -> HttpResponse:
    held = first_plan()
    shown = _of(held)
    return show(request, "framework.html", held, framework=shown, judged=judged(shown))


def about(request: HttpRequest) -> HttpResponse:
    held = first_plan()
    return show(request, "about.html", held, framework=_of(held))


def _of(held: Held | None) -> Framework:
    return held.framework if held else load_framework()


def accessibility(request: HttpRequest) -> HttpResponse:
    return show(request, "accessibility.html", first_plan(), reviewed=REVIEWED)
