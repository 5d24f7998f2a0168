"""What goes into a release, and what stays out with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.urls import URLPattern, URLResolver, resolve, reverse

from headwater.app.permissions import ROUTES, Access
from headwater.app.release.as_files import AsFiles
from headwater.app.selectors import plans


_FOR_PROGRAMS = "it answers programs; all that it says is in data/ and releases/"
LEFT_OUT: Mapping[str, str] = {
    "programs": _FOR_PROGRAMS,
    "api:openapi-json": _FOR_PROGRAMS,
    "api:api-root": _FOR_PROGRAMS,
    "api:list_plans": _FOR_PROGRAMS,
    "api:show_plan": _FOR_PROGRAMS,
    "api:show_rows": _FOR_PROGRAMS,
    "api:show_verdicts": _FOR_PROGRAMS,
    "api:show_findings": _FOR_PROGRAMS,
    "api:list_releases": _FOR_PROGRAMS,
    "api:show_release": _FOR_PROGRAMS,
    "findings-csv": "it narrows down as it is asked; all findings are in data/check/",
    "findings-json": "it narrows down as it is asked; all findings are in data/check/",
    "compare": "it compares as it is asked; the tables of each plan are in its data/",
    "search": "it answers as it is asked; A to Z and the tables stand in its place",
}
NO_PDF = "the library that makes PDFs is not on this machine"
STATIC = "/static/"
MANIFEST = "/manifest.json"  # written at the end, and no page of the site


def why_not(address: str, as_files: AsFiles) -> str | None:
    """Why an address of the site is not in a release; None where it is."""
    path = address.partition("?")[0]
    if path == MANIFEST or path.startswith(STATIC):
        return None
    route = resolve(path).view_name
    if route == "board-pdf" and not as_files.pdf:
        return NO_PDF
    if ROUTES.get(route) is not Access.PUBLIC_READ:
        return "it is not public"
    return LEFT_OUT.get(route)


def first_addresses(as_files: AsFiles) -> Iterator[str]:
    """Every public page that needs no name of a row; links lead to the others."""
    from headwater.app.urls import plan_pages, urlpatterns

    found = [reverse(name) for name in _alone(urlpatterns)]
    for plan in plans():
        found += [reverse(name, args=(plan.plan_id,)) for name in _alone(plan_pages)]
    yield from (address for address in found if why_not(address, as_files) is None)


def _alone(patterns: Iterable[URLPattern | URLResolver]) -> list[str]:
    """The routes of these that have no key in their own part of the address."""
    own = (p for p in patterns if isinstance(p, URLPattern))
    return [p.name for p in own if p.name and not p.pattern.converters]
