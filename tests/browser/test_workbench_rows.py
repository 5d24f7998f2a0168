"""The grid, two people at once, and sessions that end: in a browser."""

from __future__ import annotations

from typing import Any

import pytest
from at_the_desk import ROW, TABLES, act_as, heading, opened
from kept_rows import cells
from looks import fits, looked_at


pytestmark = [pytest.mark.browser, pytest.mark.slow]

GRID = f"{TABLES}/actions/grid/"
EDIT = f"{ROW}edit/what/"
PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent(
    "paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def desk(chromium: Any, workbench: str, who: str = "contributor", **more: Any) -> Any:
    page = opened(chromium, **more)
    act_as(page, workbench, who)
    return page


def cell(page: Any, column: str, row: int) -> Any:
    return page.locator(f"#{column}-{row}")


def paste(page: Any, column: str, row: int, text: str) -> None:
    page.evaluate(f"({PASTE})(document.querySelector('#{column}-{row}'), {text!r})")


def save(page: Any) -> None:
    page.get_by_role("button", name="Save").click()


@pytest.mark.parametrize("width", [390, 1280])
def test_cells_of_a_spreadsheet_are_pasted_filled_down_and_taken_back(
    chromium, workbench: str, axe: str, width: int
) -> None:
    page = desk(chromium, workbench, width=width)
    page.goto(workbench + GRID)
    looked_at(page, axe)
    old = cell(page, "title", 1).input_value()
    paste(page, "title", 0, "First\ttallowgate\r\nSecond\tpolice\r\n")
    assert cell(page, "title", 0).input_value() == "First"
    assert cell(page, "lead_organisations", 1).input_value() == "police"
    cell(page, "title", 0).press("ArrowDown")
    assert page.evaluate("document.activeElement.id") == "title-1"
    page.keyboard.press("Control+d")
    assert cell(page, "title", 1).input_value() == "First"
    page.keyboard.press("Control+z")
    assert cell(page, "title", 1).input_value() == "Second"
    page.keyboard.press("Control+z")
    assert cell(page, "title", 1).input_value() == old
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "title-0"
    page.keyboard.press("Enter")  # goes down, and sends nothing
    assert page.evaluate("document.activeElement.id") == "title-1"
    paste(page, "title", 1, "Pasted\ttallowgate; police")
    save(page)
    page.get_by_text("Saved.").wait_for()
    assert cell(page, "title", 1).input_value() == "Pasted"
    looked_at(page, axe)
    page.context.close()


@pytest.mark.parametrize(
    ("width", "scripts"), [(390, True), (1280, True), (390, False)]
)
def test_a_cell_that_does_not_fit_is_said_and_led_to(
    chromium, workbench: str, axe: str, width: int, scripts: bool
) -> None:
    page = desk(chromium, workbench, width=width, scripts=scripts)
    page.goto(workbench + GRID)
    cell(page, "start", 1).fill("31/02/2026")
    cell(page, "title", 0).fill("Kept as it was typed")
    save(page)
    looked_at(page, axe, scripts=scripts)
    page.get_by_role("link", name="Not a date").click()
    assert page.evaluate("document.activeElement.id") == "start-1"
    assert cell(page, "title", 0).input_value() == "Kept as it was typed"
    cell(page, "start", 1).fill("2026-02-28")
    save(page)
    page.get_by_text("Saved.").wait_for()
    page.context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_two_people_in_one_cell_of_the_grid(
    chromium, workbench: str, axe: str, width: int
) -> None:
    one = desk(chromium, workbench, width=width)
    other = desk(chromium, workbench, "partner lead", width=width)
    for page in (one, other):
        page.goto(workbench + GRID)
    for page, title in ((one, "Sunniva's"), (other, "Tobias's")):
        cell(page, "title", 0).fill(title)
        cell(page, "title", 1).fill("Both agree")
        save(page)
    one.get_by_text("Saved.").wait_for()
    looked_at(other, axe)
    other.get_by_text("Sunniva's").wait_for()
    assert cell(other, "title", 0).input_value() == "Tobias's"
    save(other)  # having seen theirs
    other.get_by_text("Saved.").wait_for()
    assert cell(other, "title", 0).input_value() == "Tobias's"
    one.context.close()
    other.context.close()


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, False)])
def test_two_tabs_of_one_row(
    chromium, workbench: str, axe: str, width: int, scripts: bool
) -> None:
    first = desk(chromium, workbench, width=width, scripts=scripts)
    second = first.context.new_page()
    for page in (first, second):
        page.goto(workbench + EDIT)
    first.get_by_label("Title").fill("From the first tab")
    save(first)
    second.get_by_label("Title").fill("From the second tab")
    save(second)
    looked_at(second, axe, scripts=scripts)
    assert second.get_by_text("Somebody changed this meanwhile").is_visible()
    assert second.get_by_role("cell", name="From the first tab").is_visible()
    assert second.get_by_label("Title").input_value() == "From the second tab"
    save(second)
    assert heading(second) == "From the second tab"
    first.context.close()


def test_save_pressed_twice_is_one_version(chromium, workbench: str) -> None:
    page = desk(chromium, workbench, scripts=False)  # with scripts it is pressed once
    page.goto(workbench + EDIT)
    page.get_by_label("Title").fill("Pressed twice")
    page.get_by_role("button", name="Save").dblclick(no_wait_after=True)
    page.wait_for_url("**?saved")
    page.goto(workbench + ROW + "history/")
    assert page.get_by_text("Pressed twice").count() == 1
    page.context.close()


@pytest.mark.parametrize(
    ("width", "scripts"), [(390, True), (1280, True), (390, False)]
)
@pytest.mark.parametrize("cookies", [True, False])
def test_nothing_typed_is_lost_when_the_session_ends(
    chromium, workbench: str, axe: str, width: int, scripts: bool, cookies: bool
) -> None:
    page = desk(chromium, workbench, width=width, scripts=scripts)
    page.goto(workbench + EDIT)
    page.get_by_label("Title").fill("Typed for an hour")
    if cookies:
        _end_every_session()
    else:
        page.context.clear_cookies()
    save(page)
    assert heading(page) == "Sign in"
    looked_at(page, axe, scripts=scripts)
    page.get_by_text("What you typed is kept").wait_for()
    page.get_by_role("link", name="Act as an invented person").click()
    page.get_by_role("radio", name="Sunniva Marlock").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("It is not saved yet").wait_for()
    assert page.get_by_label("Title").input_value() == "Typed for an hour"
    assert cells()["title"] != "Typed for an hour"
    save(page)
    assert heading(page) == "Typed for an hour"
    page.context.close()


def _end_every_session() -> None:
    from django.contrib.sessions.models import Session

    ended, _ = Session.objects.all().delete()
    assert ended


@pytest.mark.parametrize("scripts", [True, False])
def test_a_grid_is_kept_when_the_session_ends(
    chromium, workbench: str, scripts: bool
) -> None:
    page = desk(chromium, workbench, width=390, scripts=scripts)
    page.goto(workbench + GRID)
    cell(page, "title", 1).fill("Typed in the grid")
    _end_every_session()
    save(page)
    page.get_by_role("link", name="Act as an invented person").click()
    page.get_by_role("radio", name="Sunniva Marlock").check()
    page.get_by_role("button", name="Continue").click()
    assert cell(page, "title", 1).input_value() == "Typed in the grid"
    fits(page)
    save(page)
    page.get_by_text("Saved.").wait_for()
    page.context.close()
