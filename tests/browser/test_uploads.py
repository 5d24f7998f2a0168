"""A partner brings their own table in: with a browser, without scripts, on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from london_site import served
from looks import looked_at


pytestmark = [pytest.mark.browser, pytest.mark.slow]

TABLE = """Northgate plan,,,,,
No.,Aim,Lead,Target date,RAG,Ward notes
Priority 1: Prevent,,,,,
1,Train bar staff to step in,Police and Early Help,31/06/2026,Red,Old town
2,Light the canal path,Canal Trust,31/02/2027,Green,River
3,Work with fathers,Early Help,ongoing,,Hill
"""
MENDED = TABLE.replace("31/06/2026", "30/06/2026").replace("31/02/2027", "28/02/2027")


@pytest.fixture
def bench(workspace: Path, tmp_path: Path) -> Iterator[str]:
    """The site of an empty workspace of one's own, where uploads are allowed."""
    from django.conf import settings

    from headwater.app.workspace import create_workspace, open_workspace

    mine = create_workspace(tmp_path / "mine")
    settings.UPLOADS = True
    with served(mine) as address:
        yield address
    settings.UPLOADS = False
    open_workspace(workspace)


def _heading(page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.parametrize(
    ("width", "scripts"), [(390, True), (1280, True), (390, False)]
)
def test_own_table_is_brought_in(
    chromium, bench: str, axe: str, tmp_path: Path, width: int, scripts: bool
) -> None:
    (tmp_path / "north.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "mended.csv").write_text(MENDED, encoding="utf-8")
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        bypass_csp=scripts,  # for axe alone
        java_script_enabled=scripts,
    )
    page = context.new_page()

    def at(heading: str) -> None:
        assert _heading(page) == heading
        looked_at(page, axe, scripts=scripts)

    page.goto(bench)
    page.get_by_role("main").get_by_role("link", name="bring in a plan").click()
    at("Bring in a plan you keep")
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("link", name="Select a file").click()
    at("Bring in a plan you keep")
    page.get_by_label("Choose a file").set_input_files(tmp_path / "north.csv")
    page.get_by_role("button", name="Upload").click()
    at("What we read")
    assert page.get_by_text("3 actions in north.csv.").is_visible()
    page.get_by_role("link", name="Change the row of headings").click()
    at("Which row holds the headings")
    assert page.get_by_label("Row 2", exact=True).is_checked()
    page.get_by_role("button", name="Use this row").click()
    at("What each column means")
    page.get_by_role("link", name="Back").click()
    page.get_by_role("button", name="See what each column means").click()
    at("What each column means")
    page.get_by_label("Ward notes").select_option("description")
    page.get_by_role("button", name="Continue").click()
    at("Which plan this is")
    page.get_by_label("Title of the plan").fill("Northgate prevents")
    page.get_by_label("Short name").fill("northgate")
    page.get_by_role("button", name="Continue").click()
    at("Who leads and delivers")
    for name, sector in (
        ("Canal Trust", "vcs-generic"),
        ("Early Help", "borough"),
        ("Police", "police"),
    ):
        group = page.get_by_role("group", name=name)
        group.get_by_label("Who this is").select_option("new")
        group.get_by_label("Sector, if it is new").select_option(sector)
    page.get_by_role("button", name="Continue").click()
    at("What to mend first")
    assert page.get_by_text("Row 4, Target date: 31/06/2026").is_visible()
    assert page.get_by_text("Row 5, Target date: 31/02/2027").is_visible()
    with page.expect_download() as copy:
        page.get_by_role("link", name="Download a copy of your file").click()
    assert "no such day" in Path(copy.value.path()).read_text(encoding="utf-8-sig")
    page.get_by_role("button", name="Upload the mended file").click()
    at("Upload the mended file")
    page.get_by_label("Choose a file").set_input_files(tmp_path / "mended.csv")
    page.get_by_role("button", name="Upload").click()
    at("Check before you bring it in")
    page.get_by_label("Who brings it in").fill("Plan team")
    page.get_by_role("button", name="Bring it in").click()
    at("Receipt 1")
    page.get_by_role("link", name="See its actions").click()
    page.get_by_role("link", name="Train bar staff to step in").click()
    assert _heading(page) == "Train bar staff to step in"
    assert page.get_by_text("Old town").first.is_visible()
    context.close()
