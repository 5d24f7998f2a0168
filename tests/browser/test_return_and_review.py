"""A return goes by file to an approver, back, and in again; a review then decides."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from at_the_desk import act_as, heading, opened
from kept_returns import HEAD, RETURN, row, today, window
from looks import looked_at


pytestmark = [pytest.mark.browser, pytest.mark.slow]


def hand_in(page: Any, workbench: str, file: Path) -> None:
    page.goto(f"{workbench}{RETURN}/")
    page.get_by_role("link", name="Hand it in as a file").click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Upload").click()


def submit(page: Any, workbench: str) -> None:
    page.goto(f"{workbench}{RETURN}/")
    page.get_by_role("link", name="Check and submit").or_(
        page.get_by_role("button", name="Check and submit")
    ).click()
    assert heading(page) == "Check your answers"
    page.get_by_role("button", name="Submit the return").click()
    page.get_by_text("It now waits for somebody to approve it").wait_for()


@pytest.mark.parametrize(("width", "scripts"), [(390, False), (1280, True)])
def test_a_return_by_file_is_mended_given_back_approved_and_reviewed(
    chromium, workbench: str, axe: str, tmp_path: Path, width: int, scripts: bool
) -> None:
    window(-10, 10, 20)
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text(f"{HEAD}\n{row('about ten')}\n", encoding="utf-8")
    right.write_text(f"{HEAD}\n{row('12')}\n", encoding="utf-8")
    look = {"scripts": scripts}
    partner, approver, lead = (
        opened(chromium, width=width, scripts=scripts) for _ in range(3)
    )

    act_as(partner, workbench, "contributor")
    hand_in(partner, workbench, wrong)
    assert heading(partner) == "What to mend in your file"
    looked_at(partner, axe, **look)
    with partner.expect_download() as copy:
        partner.get_by_role("link", name="Download a copy of your file").click()
    assert "about ten" in copy.value.path().read_text(encoding="utf-8-sig")
    hand_in(partner, workbench, right)
    assert heading(partner) == "Check before it is taken in"
    looked_at(partner, axe, **look)
    partner.get_by_role("button", name="Take it in").click()
    assert heading(partner).startswith("Receipt")
    looked_at(partner, axe, **look)
    submit(partner, workbench)

    act_as(approver, workbench, "approver")
    approver.get_by_role("link", name="Approve the return for July").first.click()
    approver.goto(f"{workbench}{RETURN}/")
    approver.get_by_label("What should they look at?").fill("Is it days or weeks?")
    approver.get_by_role("button", name="Give it back").click()
    looked_at(approver, axe, **look)

    partner.goto(f"{workbench}/desk/")
    partner.get_by_role("link", name="Return for July to September").click()
    partner.get_by_text("Is it days or weeks?").wait_for()
    submit(partner, workbench)
    approver.goto(f"{workbench}{RETURN}/")
    approver.get_by_role("button", name="Approve", exact=True).click()
    approver.get_by_text("Approved.", exact=True).wait_for()
    looked_at(approver, axe, **look)

    act_as(lead, workbench, "plan lead")
    review(lead, look, axe)


def review(page: Any, look: dict[str, bool], axe: str) -> None:
    """Plan a review, freeze what is known, decide, close, and take the minutes away."""
    page.get_by_role("link", name="Reviews:").click()
    page.get_by_role("button", name="Plan a review").click()
    page.get_by_label("What is it called?").fill("A review of the quarter")
    page.get_by_label("When is it?").fill(today().isoformat())
    page.get_by_role("button", name="Plan it").click()
    looked_at(page, axe, **look)
    page.get_by_role("button", name="Open it: freeze what is known now").click()
    page.get_by_role("button", name="Record a decision").click()
    page.get_by_label("What was decided?").fill("Ask every partner for days, not weeks")
    page.get_by_label("Or in which roles?").fill("the chair")
    page.get_by_role("button", name="Record it").click()
    looked_at(page, axe, **look)
    page.get_by_role("button", name="Close the review").click()
    page.get_by_text("Ask every partner for days, not weeks").first.wait_for()
    looked_at(page, axe, **look)
    with page.expect_download() as minutes:
        page.get_by_role("link", name="The minutes as a Word document").click()
    document = zipfile.ZipFile(io.BytesIO(minutes.value.path().read_bytes()))
    assert b"Ask every partner for days" in document.read("word/document.xml")
