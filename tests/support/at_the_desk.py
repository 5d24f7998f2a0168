"""What people do in a browser at the workbench, step by step."""

from __future__ import annotations

import time
from typing import Any

from northbank_people import WHO


PASSWORD = "otter ladder seven moss"
TABLES = "/desk/northbank/tables"
ROW = f"{TABLES}/actions/rows/N51/"  # Tallowgate leads it


def heading(page: Any) -> str:
    """Of the page that one has come to: a click does not wait for it."""
    page.wait_for_load_state("networkidle")
    said: str = page.get_by_role("heading", level=1).inner_text()
    return said


def opened(browser: Any, *, width: int = 1280, scripts: bool = True) -> Any:
    """A page of a browser of its own."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        bypass_csp=scripts,  # for axe alone
        java_script_enabled=scripts,
    )
    return context.new_page()


def act_as(page: Any, address: str, who: str) -> None:
    """Become one of the invented people."""
    name = WHO[who].replace(".", " ").title()
    page.goto(f"{address}/demo/people/")
    page.get_by_role("radio", name=name).check()
    page.get_by_role("button", name="Continue").click()
    assert heading(page) == "Your work"


def invite(page: Any, name: str, role: str = "Contributor") -> str:
    """The address that a lead of Tallowgate hands over."""
    page.get_by_role("link", name="People and organisations").click()
    page.get_by_label("Their name").fill(name)
    page.get_by_label("For", exact=True).select_option("tallowgate")
    page.get_by_role("radio", name=role, exact=True).check()
    page.get_by_role("button", name="Make an invitation").click()
    handed: str = page.locator(".app-code").first.inner_text()
    return handed.strip()


def accept(page: Any, invitation: str, name: str) -> None:
    """Take an invitation, and sign in with a password for the first time."""
    page.goto(invitation)
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    assert heading(page) == "Sign in"
    by_password(page, name)


def by_password(page: Any, name: str) -> None:
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def sign_out(page: Any) -> None:
    page.get_by_role("link", name="Sign out", exact=True).click()
    page.get_by_role("button", name="Sign out").click()


def holds_passkeys(page: Any) -> None:
    """Give the browser something that holds passkeys, as a telephone does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    held = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": held})


def code(secret: str, later: int = 0) -> str:
    """What an app shows now, or some steps later."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    step = int(time.time()) // 30 + later
    shown: str = format_hotp_value(hotp_value(secret, step))
    return shown
