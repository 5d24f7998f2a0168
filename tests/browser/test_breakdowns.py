"""A breakdown built, published and read: in a browser, on a phone, without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from london_site import served
from looks import looked_at

from headwater.exchange.northbank.service_counts import write_service_counts


pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def bench(workspace: Path, tmp_path: Path) -> Iterator[str]:
    """The site of a workspace with Northbank's invented counts of people."""
    from django.conf import settings

    from headwater.app.workspace import create_workspace, open_workspace

    mine = create_workspace(tmp_path / "mine")
    write_service_counts(mine)
    settings.BREAKDOWNS = True
    with served(mine) as address:
        yield address
    settings.BREAKDOWNS = False
    open_workspace(workspace)


@pytest.mark.parametrize(
    ("width", "scripts"), [(390, True), (1280, True), (390, False)]
)
def test_a_breakdown_is_built_published_and_read(
    chromium, bench: str, axe: str, width: int, scripts: bool
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        bypass_csp=scripts,  # for axe alone
        java_script_enabled=scripts,
    )
    page = context.new_page()

    def at(heading: str) -> None:
        assert page.get_by_role("heading", level=1).inner_text() == heading
        looked_at(page, axe, scripts=scripts)

    page.goto(f"{bench}/breakdowns/")
    at("Build a breakdown")
    page.get_by_role("button", name="See what it would show").click()
    page.get_by_role("link", name="Select a period").click()
    at("Build a breakdown")
    page.get_by_label("2024-25").check()
    page.get_by_label("2025-26").check()
    page.get_by_label("Show each year by itself").check()
    page.get_by_label("Age", exact=True).check()
    page.get_by_label("Sex", exact=True).check()
    page.get_by_role("button", name="See what it would show").click()
    at("Build a breakdown")
    page.get_by_text("figures shown").wait_for()
    page.get_by_role("button", name="Publish this").click()
    at("Check before you publish")
    page.get_by_role("button", name="Publish").click()
    looked_at(page, axe, scripts=scripts)
    assert "/releases/" in page.url
    page.get_by_text("no small count was narrowed").first.wait_for()
    page.get_by_role("link", name="Figures about people").first.click()
    at("Figures about people")
    context.close()
