"""The release in Chromium, from a folder: no server, no script, no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from london_site import PLAN
from looks import looked_at
from released_site import release_again


pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKED_AT = (
    "index.html",
    f"plans/{PLAN}/findings/level/ask/index.html",
    f"plans/{PLAN}/data/index.html",
    f"plans/{PLAN}/figures/vawg-offences/E09000012/index.html",
    f"plans/{PLAN}/changed/index.html",
)


@pytest.fixture(scope="module")
def folder(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    from headwater.app.workspace import open_workspace

    open_workspace(workspace)
    return release_again(tmp_path_factory.mktemp("released") / "site").as_uri()


@pytest.fixture
def phone(chromium):
    """A page of a phone without script, and what went wrong in it."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    yield page, wrong
    context.close()


def test_release_opens_from_a_folder_and_leads_on(phone, folder: str) -> None:
    page, wrong = phone
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{folder}/index.html")
    page.get_by_role("link", name="G4").first.click()
    assert page.url.endswith(f"/plans/{PLAN}/principles/G4/index.html")
    page.get_by_role("link", name="Actions", exact=True).click()
    page.get_by_role("listitem").get_by_role("link").filter(
        has_text="Whole-school nurture"
    ).click()
    assert page.url.endswith(f"/plans/{PLAN}/actions/C03/index.html")
    assert page.get_by_text("A sample compiled from published facts.").is_visible()
    assert wrong == []
    assert [url for url in asked if not url.startswith(folder)] == []


def test_released_pages_have_their_style(phone, folder: str) -> None:
    page, _ = phone
    page.goto(f"{folder}/index.html")
    header = page.get_by_role("banner").locator("div").first
    assert header.bounding_box()["width"] == 390
    assert page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily") != "serif"


def test_findings_are_narrowed_by_links(phone, folder: str) -> None:
    page, _ = phone
    page.goto(f"{folder}/plans/{PLAN}/findings/index.html")
    page.get_by_text("Show only some of them").click()
    page.get_by_role("link", name="To note (").click()
    assert page.get_by_text("Shown here: to note.").is_visible()


def test_chart_is_drawn_from_its_file(phone, folder: str) -> None:
    page, wrong = phone
    page.goto(f"{folder}/plans/{PLAN}/figures/vawg-offences/E09000012/index.html")
    chart = page.get_by_role("img", name="Hackney")
    page.wait_for_function("e => e.complete", arg=chart.element_handle())
    assert chart.evaluate("e => [e.naturalWidth, e.currentSrc]") == [
        360,
        f"{folder}/plans/{PLAN}/figures/vawg-offences/E09000012/chart-narrow.svg",
    ]
    assert wrong == []


@pytest.mark.parametrize("path", LOOKED_AT)
def test_released_page_is_accessible_and_fits_a_phone(
    chromium, folder: str, axe: str, path: str
) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, bypass_csp=True
    )
    page = context.new_page()
    page.goto(f"{folder}/{path}")
    looked_at(page, axe)
    context.close()
