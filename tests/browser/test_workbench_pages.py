"""Every page of those who signed in fits, is free of findings, and is linked to."""

from __future__ import annotations

from typing import Any

import pytest
from at_the_desk import act_as, opened
from looks import looked_at
from routes import OF_SIGN_IN, OF_WORK

from headwater.core.access.permissions import Permission
from headwater.core.access.roles import ROLES, Role


pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Sent by a form, or there only for who holds a key, an invitation or half a sign-in.
NO_PAGES = {
    "account_inactive",
    "account_reauthenticate",
    "invitation",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "row-restore",
    "team-admit",
    "team-confirm",
    "team-end",
    "team-invite",
    "team-role",
}
UNLINKED = {
    "mfa_list_webauthn",  # the lead of the demonstration holds no passkey
    "evaluation-lock",  # from the row of its evaluation, which is none of the examples
}
EVERY = OF_SIGN_IN | OF_WORK
LINKS = """() => [...document.querySelectorAll("a")]
  .filter(a => a.checkVisibility() || a.closest("details"))
  .map(a => new URL(a.href).pathname)"""


def pages(page: Any, workbench: str) -> dict[str, str]:
    """Every route that answers a plan lead with a page; none of them breaks."""
    from headwater.app.permissions import ROUTES

    able = ROLES[Role.PLAN_LEAD].permissions
    found = {}
    for name, address in EVERY.items():
        needed = ROUTES[name]
        if name in NO_PAGES or (isinstance(needed, Permission) and needed not in able):
            continue
        answer = page.request.get(workbench + address, max_redirects=0)
        assert answer.status in (200, 302, 303), name
        if answer.status == 200 and "html" in answer.headers["content-type"]:
            found[name] = address
    assert len(found) > 35
    return found


def lead(chromium: Any, workbench: str, **more: Any) -> Any:
    page = opened(chromium, **more)
    act_as(page, workbench, "plan lead")
    return page


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scripts", [True, False])
def test_pages_fit_and_axe_finds_nothing(
    chromium, workbench: str, axe: str, width: int, scripts: bool
) -> None:
    page = lead(chromium, workbench, width=width, scripts=scripts)
    for name, address in pages(page, workbench).items():
        page.goto(workbench + address)
        assert page.url == workbench + address, name
        looked_at(page, axe, scripts=scripts)
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_links_lead_from_your_work_to_every_page(
    chromium, workbench: str, scripts: bool
) -> None:
    page = lead(chromium, workbench, width=390, scripts=scripts)
    every = pages(page, workbench)
    wanted = {address for name, address in every.items() if name not in UNLINKED}
    reached, waiting = set(), [OF_SIGN_IN["work"]]
    while waiting:
        address = waiting.pop()
        reached.add(address)
        page.goto(workbench + address)
        found = wanted & set(page.evaluate(LINKS))
        waiting += sorted(found - reached - set(waiting))
    assert wanted - reached == set()
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["account_login", "account_inactive", "demo-people"])
def test_pages_of_those_who_come_in(
    chromium, workbench: str, axe: str, width: int, name: str
) -> None:
    page = opened(chromium, width=width)
    page.goto(workbench + OF_SIGN_IN[name])
    looked_at(page, axe)
    page.context.close()
