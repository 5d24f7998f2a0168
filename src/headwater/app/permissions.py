"""Who may see which route. A route without a row here does not exist for anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed


class Access(StrEnum):
    """What a route lets people do."""

    PUBLIC_READ = "anyone may read it; nobody can change anything through it"
    OWN_MACHINE = "only on a person's own machine, where bringing plans in is allowed"
    OWN_COUNTS = "only on a person's own machine, where breaking counts down is allowed"


ROUTES: Mapping[str, Access] = (
    dict.fromkeys(
        (
            "front",
            "framework",
            "about",
            "accessibility",
            "plan",
            "principles",
            "principle",
            "rules",
            "rule",
            "actions",
            "action",
            "findings",
            "findings-csv",
            "findings-json",
            "organisations",
            "organisation",
            "network",
            "network-csv",
            "places",
            "place",
            "measures",
            "measure",
            "changed",
            "changed-month",
            "figures",
            "figures-csv",
            "nhs-rules",
            "nhs-rules-svg",
            "series",
            "series-csv",
            "series-svg",
            "series-vega",
            "data",
            "data-file",
            "search",
            "history",
            "changes",
            "since",
            "between",
            "compare",
            "accepted",
            "plans",
            "family",
            "coverage",
            "coverage-csv",
            "coverage-table",
            "coverage-row",
            "money",
            "money-csv",
            "money-table",
            "a-to-z",
            "board",
            "board-pdf",
            "releases",
            "released",
            "released-csv",
            "released-json",
            "released-xlsx",
            "released-svg",
            "released-vega",
        ),
        Access.PUBLIC_READ,
    )
    | dict.fromkeys(
        (
            "bring",
            "bring-read",
            "bring-headings",
            "bring-columns",
            "bring-plan",
            "bring-names",
            "bring-check",
            "bring-remarks",
            "bring-again",
            "bring-cancel",
            "receipt",
        ),
        Access.OWN_MACHINE,
    )
    | dict.fromkeys(("breakdowns", "breakdowns-publish"), Access.OWN_COUNTS)
)

READING = ("GET", "HEAD")
WRITING = (*READING, "POST")
METHODS = {
    Access.PUBLIC_READ: READING,
    Access.OWN_MACHINE: WRITING,
    Access.OWN_COUNTS: WRITING,
}
View = Callable[..., HttpResponseBase]


def only_listed_routes(get_response: View) -> _Guard:
    """Middleware: refuse what has no row, as if it were not there."""
    return _Guard(get_response)


class _Guard:
    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        access = ROUTES.get(match.view_name) if match else None
        if access is None or not _may(access, request):
            raise Http404
        if request.method not in METHODS[access]:
            return HttpResponseNotAllowed(METHODS[access])
        return None


def _may(access: Access, request: HttpRequest) -> bool:
    from headwater.app.workbench import is_open, may_break_down

    if access is Access.OWN_COUNTS:
        return may_break_down(request)
    return access is Access.PUBLIC_READ or is_open(request)
