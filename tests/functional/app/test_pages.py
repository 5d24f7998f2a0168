"""What the pages say, in the London sample."""

from __future__ import annotations

import html
import re
from importlib import import_module

import pytest


def test_plan_at_a_glance_says_what_it_holds(page) -> None:
    said = page("/").main
    assert "71 actions" in said
    assert "37 organisations" in said
    assert "Of 18 principles:" in said
    assert "There is no score" in said


def test_plan_at_a_glance_offers_one_next_step(page) -> None:
    assert page("/").html.count('class="govuk-button"') == 1


def test_plan_at_a_glance_names_at_most_five_that_stand_out(page) -> None:
    found = page("/").html.count('<li class="app-finding">')
    assert 1 <= found <= 5


def test_front_and_plan_show_the_same_plan(page) -> None:
    assert page("/").main == page("./").main


def test_principle_quotes_its_statement_and_who_made_it(page) -> None:
    said = page("./principles/G6/").main
    assert (
        "Our services are accessible, inclusive and meet the needs of all the "
        "communities they serve" in said
    )
    assert "Mayor's Office for Policing and Crime" in said


def test_verdict_has_no_colour_and_no_score(page) -> None:
    for address in ("/", "./principles/", "./board/"):
        shown = page(address)
        assert not re.search(r"govuk-tag--(red|green|yellow|orange)", shown.html)
        assert not re.search(r"\d\s*%|out of 100|score of", shown.main)


def test_rule_says_how_to_put_it_right(page) -> None:
    said = page("./rules/M501/").main
    assert "How to put it right" in said
    assert "A measure for every action" in page("./rules/M501/").h1


def test_action_thread_has_every_step_in_order(page) -> None:
    steps = (
        "Principle",
        "Action",
        "Money and dose",
        "Measure",
        "Signal",
        "Effect",
        "Voice and evidence",
        "What we change",
    )
    found = page("./actions/C03/")
    shown = re.findall(r'app-thread__step">\s*<h3[^>]*>([^<]+)', found.html)
    assert tuple(shown) == steps


def test_action_says_what_is_not_written_down(page) -> None:
    said = page("./actions/C03/").main
    assert "Accountable organisation Not written down" in said
    assert "No measure of this action has monthly figures by area" in said


def test_action_says_where_it_comes_from(page) -> None:
    said = page("./actions/C03/").main
    assert "Brought in on 22 November 2026 (import 1)" in said
    assert "It has not changed since." in said


def test_action_names_places_and_not_codes(page) -> None:
    said = page("./actions/C03/").main
    assert "Barking and Dagenham" in said
    assert "E09000002" not in said


def test_findings_narrow_by_rule_and_words(page) -> None:
    assert "1 finding of" in page("./findings/?rule=M501&q=actions/C03").main


def test_findings_narrow_by_principle(page) -> None:
    said = page("./findings/?principle=M5").main
    assert "About check M501" in said
    assert "About check G701" not in said


@pytest.mark.parametrize(
    "query", ["q=zebra", "level=nonsense", "principle=Z9", "rule=%3Cscript%3E"]
)
def test_findings_that_do_not_fit_say_what_to_do(page, query: str) -> None:
    assert "Ask for less" in page(f"./findings/?{query}").main


@pytest.mark.parametrize("number", ["2", "99999", "-1", "x", ""])
def test_findings_pages_never_fail(page, number: str) -> None:
    assert page(f"./findings/?page={number}").h1 == "Findings"


def test_findings_escape_what_people_type(page) -> None:
    typed = '"><script>alert(1)</script>'
    shown = page("./findings/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert typed not in shown.html
    assert html.escape(typed) in shown.html.replace("&#34;", "&quot;")


def test_places_say_the_map_in_words(page) -> None:
    said = page("./places/").main
    assert "33 boroughs" in said
    assert "Bexley: 9 actions" in said
    assert "London Squared" in said


def test_place_squares_have_names_that_differ(workspace) -> None:
    from datetime import date

    from london_site import PLAN

    from headwater.app.selectors import held
    from headwater.app.selectors.reach import reach

    short = reach(held(PLAN, date(2026, 11, 22))).short
    assert len(short) == len(set(short.values())) == 33


def test_invented_city_is_drawn_with_its_own_tiles(workspace) -> None:
    from headwater.app.selectors.held import Held
    from headwater.app.selectors.reach import reach
    from headwater.core.framework.load import load_framework
    from headwater.core.plan.check import check_plan
    from headwater.exchange.northbank import AS_AT, northbank_plans

    framework = load_framework("london")
    plan = northbank_plans()["northbank"]
    found = reach(Held(check_plan(plan, framework, AS_AT)))
    names = [[square[0].name for square in row if square] for row in found.squares]
    assert names == [
        ["Quillmoor", "Saltmarrow", "Pennerby"],
        ["Larkwharf", "Thornmantle", "Ebbwick"],
    ]
    assert found.kind == "district"


def test_a_to_z_leads_to_every_action(page) -> None:
    links = page("./a-to-z/").links
    assert sum("/actions/C" in link for link in links) == 71


def test_licence_stands_on_every_page(page) -> None:
    licence = "Contains public sector information licensed under the Open Government"
    for address in ("/", "./actions/C01/", "./places/", "/about/"):
        assert licence in page(address).text


def test_board_page_shows_the_notice_once(page) -> None:
    assert page("./board/").text.count("A sample compiled from published facts.") == 1


def test_framework_says_what_cannot_be_judged_yet(page) -> None:
    said = page("/framework/").main
    assert "Evidence: cannot be judged yet." in said
    assert "Reading: not met." in said
    assert "We will monitor impact and performance" in said


def test_accessibility_statement_changes_with_its_date(page) -> None:
    """Look at the whole statement again, then write its new hash and date here."""
    from hashlib import sha256

    from django.conf import settings

    from headwater.app.views.site import REVIEWED

    text = (settings.HERE / "templates/accessibility.html").read_bytes()
    assert (sha256(text).hexdigest()[:12], REVIEWED) == (
        "9938d53afe20",
        "22 November 2026",
    )
    assert REVIEWED in page("/accessibility/").main


@pytest.mark.parametrize("address", ["/about/", "/accessibility/", "/nowhere/"])
def test_our_own_words_are_easy_to_read(page, address: str) -> None:
    """Grade 6 is about age 11. Pages that quote a plan cannot promise as much."""
    from page_checks import words

    from headwater.core.language.reading import read

    shown = page(address, status=404 if address == "/nowhere/" else 200)
    (main,) = shown.tree.iter("main")
    blocks = (words(e).rstrip(".") for e in main.iter() if e.tag in ("p", "li", "dd"))
    assert read(". ".join(blocks) + ".").grade <= 6


def test_help_in_danger_comes_from_the_framework(page) -> None:
    from django.conf import settings

    assert "call 999" in page("/about/").main
    for template in settings.HERE.glob("templates/**/*.html"):
        assert "999" not in template.read_text(encoding="utf-8"), template


def test_assets_are_small_hashed_and_ours_alone(page, fetch) -> None:
    shown = page("/")
    assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', shown.html)
    assert len(assets) == 3
    weight = len(shown.html.encode())
    for address in assets:
        response = fetch(address)
        assert re.search(r"\.[0-9a-f]{12}\.", address), address
        assert "immutable" in response["Cache-Control"]
        assert "Access-Control-Allow-Origin" not in response
        packed = response.client.get(address, headers={"accept-encoding": "gzip"})
        weight += len(b"".join(packed.streaming_content))
        response.close()
        packed.close()
    assert weight < 100_000


def test_home_page_checks_the_plan_once(client, monkeypatch) -> None:
    """The figures are in `./hw bench plan`; this holds what makes them small."""
    client.get("/")
    module = import_module("headwater.app.selectors.held")
    monkeypatch.setattr(module, "check_plan", None)
    assert client.get("/").status_code == 200
