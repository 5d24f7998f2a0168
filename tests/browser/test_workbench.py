"""Somebody is invited, signs in, changes an action and takes it back: in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from at_the_desk import (
    accept,
    act_as,
    by_password,
    code,
    heading,
    holds_passkeys,
    invite,
    opened,
    sign_out,
)
from looks import looked_at


pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW = "Recovery, for as long as it takes"


def invitation(chromium: Any, workbench: str) -> str:
    """Made by the lead of Tallowgate, in a browser of his own."""
    lead = opened(chromium)
    act_as(lead, workbench, "partner lead")
    made = invite(lead, "Una Example")
    lead.context.close()
    return made


def change_and_take_back(page: Any, look: Any) -> None:
    """Edit an action, see it as everybody does, and bring the old version back."""
    page.get_by_role("link", name="Keep the plan").click()
    page.get_by_role("link", name="Actions", exact=True).click()
    look()
    row = page.get_by_role("row").filter(has_text="N51")
    row.get_by_role("link").click()
    look()
    old = heading(page)
    page.get_by_role("link", name="Change what it is", exact=True).click()
    look()
    page.get_by_label("Title").fill(NEW)
    page.get_by_label("Why are you changing this?").fill("the old one was too long")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert heading(page) == NEW
    look()
    page.get_by_role("link", name="It as everybody sees it").click()
    assert heading(page) == NEW
    page.go_back()
    page.get_by_role("link", name="Every version of it").click()
    page.get_by_text("the old one was too long").wait_for()
    look()
    page.get_by_role("button", name="Bring back the version of").click()
    assert heading(page) == old
    assert old != NEW


@pytest.mark.parametrize("width", [390, 1280])
def test_with_a_passkey_alone(chromium, workbench: str, axe: str, width: int) -> None:
    made = invitation(chromium, workbench)
    page = opened(chromium, width=width)
    holds_passkeys(page)

    def look() -> None:
        looked_at(page, axe)

    accept(page, made, "una")
    assert heading(page) == "Your sign-in"
    page.get_by_role("button", name="Add a passkey").click()
    look()
    page.get_by_label("A name for it").fill("Una's key")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="See and remove passkeys").click()
    page.get_by_text("Una's key").first.wait_for()
    look()
    sign_out(page)
    page.get_by_role("link", name="Sign in for partners").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")
    look()
    change_and_take_back(page, look)
    page.context.close()


def test_a_passkey_is_the_second_step_and_says_once_more_who_it_is(
    chromium, workbench: str, axe: str
) -> None:
    from django.conf import settings

    made = invitation(chromium, workbench)
    page = opened(chromium, width=390)
    holds_passkeys(page)
    accept(page, made, "una")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("link", name="Go to your work").wait_for()
    sign_out(page)
    page.get_by_role("link", name="Sign in for partners").click()
    by_password(page, "una")
    assert heading(page) == "Second step"
    looked_at(page, axe)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/desk/")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0  # as if ten minutes had gone by
    try:
        page.get_by_role("link", name="Your sign-in").click()
        page.get_by_role("button", name="Set up codes").click()
        assert heading(page) == "Say once more that it is you"
        page.get_by_role("link", name="Use a passkey").click()
        looked_at(page, axe)
    finally:
        settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/your-sign-in/codes/")
    page.context.close()


@pytest.mark.parametrize(("width", "scripts"), [(390, False), (1280, True)])
def test_with_codes(
    chromium, workbench: str, axe: str, width: int, scripts: bool
) -> None:
    made = invitation(chromium, workbench)
    page = opened(chromium, width=width, scripts=scripts)

    def look() -> None:
        looked_at(page, axe, scripts=scripts)

    accept(page, made, "una")
    page.get_by_role("button", name="Set up codes").click()
    look()
    secret = page.locator("p.app-code").inner_text().strip()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Continue").click()
    assert heading(page) == "Your sign-in"
    sign_out(page)
    page.get_by_role("link", name="Sign in for partners").click()
    by_password(page, "una")
    assert heading(page) == "Second step"
    look()
    page.get_by_label("Code").fill(code(secret, 1))  # each code works once
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert heading(page) == "Your work"
    change_and_take_back(page, look)
    page.context.close()
