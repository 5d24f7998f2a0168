"""Every route is known, listed in the permission matrix, and read-only."""

from __future__ import annotations

import re

import pytest
from routes import (
    DOWNLOADS,
    OF_PEOPLE,
    OF_PROGRAMS,
    OF_RESULTS,
    OF_REVIEWS,
    OF_SIGN_IN,
    OF_WORK,
    OF_WORK_OWN,
    PAGES,
    WORKBENCH,
)


def _names(patterns) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        inside = getattr(pattern, "url_patterns", None)
        if inside:
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            found |= {f"{space}{name}" for name in _names(inside)}
        else:
            found.add(pattern.name)
    return found


def test_routes_have_a_row_in_the_permission_matrix(workspace) -> None:
    from headwater.app import urls
    from headwater.app.permissions import ROUTES

    assert _names(urls.urlpatterns) == set(ROUTES)


def test_routes_have_an_example_that_is_tested(workspace) -> None:
    from headwater.app import urls

    others = {
        *WORKBENCH,
        *OF_PEOPLE,
        *OF_REVIEWS,
        *OF_RESULTS,
        *OF_SIGN_IN,
        *OF_WORK,
        *OF_WORK_OWN,
        *OF_PROGRAMS,
    }
    assert _names(urls.urlpatterns) == set(PAGES) | set(DOWNLOADS) | others


def test_route_without_a_row_answers_as_if_it_were_not_there(page, monkeypatch) -> None:
    from headwater.app import permissions

    listed = {k: v for k, v in permissions.ROUTES.items() if k != "about"}
    monkeypatch.setattr(permissions, "ROUTES", listed)
    assert page("/about/", status=404).h1 == page("/nowhere/", status=404).h1


@pytest.mark.parametrize("name", PAGES)
def test_page_holds_what_every_page_must(page, name: str) -> None:
    assert page(PAGES[name]).h1


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_routes_only_read(client, method: str) -> None:
    for address in (PAGES | DOWNLOADS).values():
        assert getattr(client, method)(address).status_code == 405, address


@pytest.mark.slow
def test_links_lead_somewhere_on_this_site(fetch) -> None:
    seen: set[str] = set()
    waiting = [PAGES["front"]]
    sign_in = OF_SIGN_IN["account_login"]  # has forms, and a test of its own
    while waiting:
        address = waiting.pop()
        if (
            address in seen
            or address == sign_in
            or address.endswith((".csv", ".json", ".pdf", ".svg"))
        ):
            continue
        seen.add(address)
        links = re.findall(r'<a [^>]*href="([^"]+)"', fetch(address).content.decode())
        assert all(link[0] in "/#?" for link in links), (address, links)
        waiting += [link.split("#")[0] for link in links if link[0] == "/"]
    # The sample has no plan beside it, and changed on one day only.
    alone = {PAGES[name] for name in ("family", "between", "compare")}
    assert set(PAGES.values()) - alone <= seen


@pytest.mark.parametrize(
    "address",
    [
        "/plans/nobody/",
        "./principles/Z9/",
        "./rules/Z999/",
        "./actions/C99/",
        "./organisations/nobody/",
        "./actions/C~03/",
        "/../etc/passwd",
    ],
)
def test_missing_page_helps(page, address: str) -> None:
    found = page(address, status=404)
    assert found.h1 == "Page not found"
    assert "/" in found.links
