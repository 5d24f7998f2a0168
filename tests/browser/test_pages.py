"""Pages in Chromium, at the width of a phone and of a desk."""

from __future__ import annotations

import pytest
from london_site import PLAN
from looks import accessible, fits
from routes import PAGES


pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (390, 1280)
ALL = PAGES | {
    "narrowed": f"/plans/{PLAN}/findings/?level=note&q=plan",
    "nothing fits": f"/plans/{PLAN}/findings/?q=zebra",
    "searched": f"/plans/{PLAN}/search/?q=stalking&tier=primary",
    "wide table": f"/plans/{PLAN}/coverage/setting/sector/",
    "day to come": f"/plans/{PLAN}/changes/2026-11-22/2199-01-01/",
    "not found": "/nowhere/",
}


@pytest.fixture(scope="module", params=WIDTHS)
def window(request, chromium, site):
    """A page of one width, and every address that it asked for."""
    # The policy forbids scripts that are not ours; axe is put in by the test.
    context = chromium.new_context(
        viewport={"width": request.param, "height": 900}, bypass_csp=True
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    yield page, asked
    context.close()


@pytest.mark.parametrize("name", ALL)
def test_page_has_no_accessibility_problems(window, site, axe, name: str) -> None:
    page, _ = window
    page.goto(site + ALL[name])
    accessible(page, axe)


@pytest.mark.parametrize("name", ALL)
def test_page_fits_its_width_and_asks_no_other_host(window, site, name: str) -> None:
    page, asked = window
    asked.clear()
    page.goto(site + ALL[name])
    fits(page)
    assert asked
    assert [url for url in asked if not url.startswith(site + "/")] == []


@pytest.fixture
def console(chromium, site):
    """A page under our own policy, and what its console said."""
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page, said
    context.close()


def test_pages_break_no_policy(console, site) -> None:
    page, said = console
    for address in PAGES.values():
        page.goto(site + address)
    assert said == []


def test_menu_opens_on_a_phone(console, site) -> None:
    page, _ = console
    page.goto(site)
    link = page.get_by_role("link", name="Findings", exact=True)
    assert not link.is_visible()
    page.get_by_role("button", name="Menu").click()
    link.click()
    assert page.url == f"{site}/plans/{PLAN}/findings/"


@pytest.fixture
def without_script(chromium, site):
    context = chromium.new_context(
        viewport={"width": 390, "height": 900}, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def test_pages_work_without_script(without_script, site) -> None:
    page = without_script
    page.goto(site)
    page.get_by_role("link", name="Findings", exact=True).click()
    page.get_by_text("Show only some of them").click()
    page.get_by_label("Level").select_option("note")
    page.get_by_role("button", name="Show these").click()
    assert "level=note" in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "Findings"


def test_first_tab_stop_skips_to_the_main_part(console, site) -> None:
    page, _ = console
    page.goto(site)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_print_leaves_the_notice_and_drops_the_menu(console, site) -> None:
    page, _ = console
    page.goto(site)
    page.emulate_media(media="print")
    assert page.get_by_text("A sample compiled from published facts.").is_visible()
    assert not page.get_by_role("navigation", name="This plan").is_visible()
