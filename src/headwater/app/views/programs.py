"""The page about the interface for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from headwater.app.api.views import api
from headwater.app.views.show import first_plan, show


def about(request: HttpRequest) -> HttpResponse:
    """What can be asked, made from what the interface declares."""
    paths = api.get_openapi_schema()["paths"]
    asked = [(path, said["get"]["description"]) for path, said in paths.items()]
    return show(request, "programs.html", first_plan(), asked=asked)
