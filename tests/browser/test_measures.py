"""Measures and figures as people meet them, mostly on a phone and without scripts."""

from __future__ import annotations

import pytest
from london_site import PLAN


pytestmark = [pytest.mark.browser, pytest.mark.slow]

MEASURE = f"/plans/{PLAN}/measures/I23/"
FIGURES = f"/plans/{PLAN}/figures/vawg-offences/"


@pytest.fixture
def phone(chromium, site):
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    yield page, wrong
    context.close()


@pytest.mark.parametrize(("width", "drawn"), [(390, 360), (1280, 760)])
def test_chart_is_the_one_for_the_width(chromium, site, width: int, drawn: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(site + FIGURES)
    chart = page.get_by_role("img", name="Offences on the police VAWG dashboard")
    chart.scroll_into_view_if_needed()
    page.wait_for_function("e => e.complete", arg=chart.element_handle())
    assert chart.evaluate("e => e.naturalWidth") == drawn
    box = chart.bounding_box()
    assert box["x"] + box["width"] <= width
    context.close()


def test_officer_finds_the_figures_of_their_borough(phone, site) -> None:
    page, wrong = phone
    page.goto(f"{site}/plans/{PLAN}/places/")
    page.get_by_role("link", name="Camden", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text() == "Camden"
    page.get_by_role("main").get_by_role("link", name="Offences on the police").click()
    assert page.url == f"{site}{FIGURES}E09000007/"
    page.get_by_text("The figures as a table").click()
    assert page.get_by_role("cell", name="Reported").first.is_visible()
    assert page.get_by_text("Neither way is good or bad by itself").is_visible()
    page.get_by_role("link", name="The same figures under the NHS rules").click()
    assert page.url == f"{site}{FIGURES}nhs-rules/#E09000007"
    page.get_by_text("Show every difference").click()
    assert page.get_by_text("Only the strict rules mark").first.is_visible()
    assert wrong == []


def test_square_of_a_borough_is_a_link_that_a_finger_can_hit(phone, site) -> None:
    page, _ = phone
    page.goto(site + FIGURES)
    square = page.get_by_role("link", name="Hackney:").first
    box = square.bounding_box()
    assert min(box["width"], box["height"]) >= 24  # WCAG 2.2, target size
    square.click()
    assert page.url == f"{site}{FIGURES}E09000012/"


def test_board_member_reads_what_has_changed_first(phone, site) -> None:
    page, wrong = phone
    page.goto(f"{site}/plans/{PLAN}/")
    page.get_by_role("link", name="What has changed in the figures").click()
    lead = page.get_by_text("We looked at")
    assert lead.is_visible()
    assert lead.bounding_box()["y"] < 844, "on the first screen of a phone"
    page.get_by_role("link", name="March 2024").click()
    assert page.url.endswith("/changed/2024-03/")
    assert page.get_by_text("not counted as a change here").is_visible()
    assert wrong == []


def test_measure_leads_to_its_principle_and_the_principle_back(phone, site) -> None:
    page, _ = phone
    page.goto(site + MEASURE)
    page.get_by_role("main").get_by_role("link", name="G1 ").first.click()
    page.get_by_role("link", name="Recorded sexual offences").click()
    assert page.url == site + MEASURE


def test_files_are_taken_away_under_names_of_their_own(chromium, site) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site}{FIGURES}E09000012/")
    for link, name in (
        ("These figures as CSV", "vawg-offences-E09000012.csv"),
        ("The chart as Vega-Lite", "vawg-offences-E09000012.vl.json"),
    ):
        with page.expect_download() as taken:
            page.get_by_role("link", name=link).click()
        assert taken.value.suggested_filename == name
    context.close()


def test_print_keeps_the_chart_and_its_words(chromium, site) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site}{FIGURES}E09000012/")
    page.emulate_media(media="print")
    assert page.get_by_role("img", name="Hackney").first.is_visible()
    assert page.get_by_text("A sample compiled from published facts.").is_visible()
    context.close()
