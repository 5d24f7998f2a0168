"""What pages say of measures and their figures: whole, apart, and with their doubts."""

from __future__ import annotations

import csv
import json
import re
from io import StringIO

import pytest


FIGURES = "./figures/vawg-offences/"
HACKNEY = "./figures/vawg-offences/E09000012/"
AMBIGUOUS = "no change good or bad"


@pytest.fixture
def held_plan(workspace):
    from datetime import date

    from headwater.app.selectors import held

    return held("london-sample", date(2026, 11, 22))


def _csv(fetch, address: str) -> list[dict[str, str]]:
    text = fetch(f"/plans/london-sample/{address}").content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


def test_measures_with_figures_come_first_and_others_say_who_could_help(page) -> None:
    said = page("./measures/").main
    assert said.index("With figures:") < said.index("No figures yet:")
    assert "It does not mean that nothing was counted." in said
    assert said.count("Who could supply them:") > 20


def test_every_measure_of_the_plan_has_a_page(page, held_plan) -> None:
    links = set(page("./measures/").links)
    for row in held_plan.plan.measures:
        assert f"/plans/london-sample/measures/{row.measure_id}/" in links


@pytest.mark.slow
def test_every_measure_page_holds_what_it_must(page, held_plan) -> None:
    for row in held_plan.plan.measures:
        shown = page(f"./measures/{row.measure_id}/")
        assert shown.h1 == row.name
        assert "What it serves" in shown.main


def test_facets_narrow_without_a_form(page) -> None:
    everything = page("./measures/")
    links = [link for link in everything.links if link.startswith("?")]
    assert {link.partition("=")[0] for link in links} == {
        "?figures",
        "?horizon",
        "?principle",
    }
    assert "<form" not in everything.html
    for link in links:
        narrowed = page(f"./measures/{link}").main
        assert "Shown here:" in narrowed
        assert "No measure fits" not in narrowed
    assert "No figures yet:" not in page("./measures/?figures=yes").main


@pytest.mark.parametrize(
    "asked", ["?horizon=zebra", "?principle=Z9", "?figures=maybe", "?horizon=%00<b>"]
)
def test_facet_that_nobody_knows_finds_nothing(page, asked: str) -> None:
    assert "No measure fits." in page(f"./measures/{asked}").main


def test_measure_without_figures_says_so_first(page) -> None:
    said = page("./measures/I07/").main
    assert said.index("There are no figures here yet.") < said.index("What it serves")
    assert "does not mean that nothing was counted" in said


def test_measure_says_how_its_figures_differ(page) -> None:
    said = page("./measures/I25/").main
    assert "come near to the measure, and are not quite the same" in said
    assert "Only the upper half of the share" in said


def test_measure_leads_to_what_it_serves_and_back(page) -> None:
    shown = page("./measures/I23/")
    assert "/plans/london-sample/principles/G1/" in shown.links
    assert "/plans/london-sample/measures/I23/" in page("./principles/G1/").links


@pytest.mark.parametrize("address", [FIGURES, HACKNEY, "./measures/I25/"])
def test_direction_that_is_not_known_is_never_good_or_bad_and_says_why(
    page, address: str
) -> None:
    said = page(address).main
    assert AMBIGUOUS in said
    assert "more people come forward" in said
    assert "the way we hope for" not in said


def test_chart_stands_with_its_words_its_table_and_its_files(page, fetch) -> None:
    shown = page(HACKNEY)
    (image,) = (e for e in shown.tree.iter("img"))
    assert "Offences" in image.get("alt")
    assert "table below" in image.get("alt")
    assert image.get("width")
    assert image.get("height")
    (narrow,) = (e for e in shown.tree.iter("source"))
    for address in (image.get("src"), narrow.get("srcset")):
        answer = fetch(address)
        assert answer["Content-Type"] == "image/svg+xml"
        assert answer.content.startswith(b"<svg ")
    size = re.search(rb'width="(\d+)" height="(\d+)"', fetch(image.get("src")).content)
    assert (size[1].decode(), size[2].decode()) == (
        image.get("width"),
        image.get("height"),
    )


def test_table_file_and_specification_hold_the_same_figures(page, fetch) -> None:
    rows = _csv(fetch, "figures/vawg-offences/E09000012.csv")
    drawn = json.loads(
        fetch(
            "/plans/london-sample/figures/vawg-offences/E09000012/chart.vl.json"
        ).content
    )
    in_file = {row["period"]: row["value"] for row in rows}
    in_chart = {
        point["period"][:7]: "" if point["value"] is None else f"{point['value']:.0f}"
        for point in drawn["datasets"]["series"]
    }
    assert in_file == in_chart
    assert len(in_file) == 133
    said = page(HACKNEY).main
    newest = rows[-1]
    assert newest["period_label"] in said
    assert f"{int(newest['value']):,}" in said


def test_file_of_a_set_carries_status_source_licence_and_release(fetch) -> None:
    rows = _csv(fetch, "figures/vawg-offences.csv")
    city = [row for row in rows if row["series"] == "E09000001"]
    assert {row["status"] for row in city} == {"not applicable"}
    assert {row["value"] for row in city} == {""}
    for column in ("source", "licence", "vintage", "unit", "notice"):
        assert all(row[column] for row in rows), column
    assert {row["nhs_rule"] for row in rows} > {"Common Cause"}


def test_recording_change_is_drawn_and_is_no_fall_in_violence(page) -> None:
    said = page(FIGURES).main
    assert "February 2024" in said
    assert "do not read this step as a change in violence" in said


@pytest.mark.parametrize("month", ["2024-02", "2024-03", "2024-06", "2025-01"])
def test_demo_announces_no_fall_in_violence_after_the_new_system(
    page, month: str
) -> None:
    said = page(f"./changed/{month}/").main
    assert "violence fell" not in said.lower()
    assert "violence has fallen" not in said.lower()
    assert "February 2024: Crime records moved from CRIS" in said
    assert "not counted as a change here, in either direction" in said


def test_month_in_which_nothing_can_be_judged_does_not_say_that_nothing_changed(
    page,
) -> None:
    said = page("./changed/2024-02/").main
    assert "No series could be judged in this month." in said
    assert "Nothing can be told yet" in said
    assert "No series moved" not in said


def test_what_has_changed_puts_signals_first_and_says_how_many_are_chance(page) -> None:
    shown = page("./changed/")
    said = shown.main
    assert said.index("Signals:") < said.index("What was looked at")
    assert re.search(r"We looked at \d[\d,]* series", said)
    assert "chance" in said
    assert said.index("chance") < said.index("Signals:")


def test_a_month_without_signals_says_how_many_chance_alone_would_flag(page) -> None:
    said = page("./changed/").main
    looked, often = re.search(
        r"We looked at (\d+) series.*Judged one by one, about (\d+) of \1 would",
        said,
        re.DOTALL,
    ).groups()
    assert int(often) == round(0.02 * int(looked))


def test_every_month_can_be_reached_from_the_page(page) -> None:
    assert any("/changed/2014-01/" in link for link in page("./changed/").links)


def test_a_signal_leads_only_to_measures_that_its_series_stands_for(page) -> None:
    links = page("./changed/2020-05/").links  # recorded stalking, and no other
    assert {"I24"} == {link.split("/")[-2] for link in links if "/measures/I" in link}


def test_a_series_leads_back_to_its_measure_and_to_what_has_changed(page) -> None:
    links = page("./figures/recorded-rape/E09000012/").links
    assert any(link.endswith("/measures/I23/") for link in links)
    assert any("/changed/2" in link for link in links)


def test_the_nhs_rules_are_named_in_words_and_not_in_letters(page) -> None:
    said = page("./figures/recorded-violence-with-injury/nhs-rules/").main
    assert "points in a row below the mean" in said
    assert not re.search(r"\b[UL]?CL\b", said)
    assert "Common cause: no sign of a change" in said


def test_the_two_ends_of_the_interval_of_a_rate_are_told_apart(page) -> None:
    said = page("./measures/I23/").main
    ends = re.findall(r"\d+\.\d+ \((\d+\.\d+) to (\d+\.\d+)\) for each", said)
    assert ends
    assert all(low != high for low, high in ends)


def test_no_step_is_said_to_come_from_recording_at_the_lockdown(page) -> None:
    said = page("./figures/recorded-violence-with-injury/E09000012/").main
    assert "a change in daily life and not in recording" in said
    assert "made in another way" not in said


def test_the_top_of_a_measure_page_names_its_figures(page) -> None:
    said = page("./measures/I55/").main
    assert "People who trust the Metropolitan Police. London" in said
    groups = page("./measures/I02/").main
    assert groups.count("Women abused by a partner in the last year. Women aged") == 1


def test_signals_of_a_month_lead_to_their_series_and_measures(page) -> None:
    shown = page("./changed/2021-03/")
    said = shown.main
    assert "neither good nor bad by itself" in said
    assert (
        "At most 1 in 20 signals that are called in this way should be chance" in said
    )
    assert re.search(r"expect fewer than one here \(0\.\d+\)", said)
    assert any("/figures/" in link and link.count("/") > 5 for link in shown.links)
    assert any("/measures/I" in link for link in shown.links)


def test_what_was_not_looked_at_says_why(page) -> None:
    said = page("./changed/").main
    assert "What was not looked at, and why" in said
    assert "Each figure is a year of interviews" in said


def test_level_of_a_rolling_year_has_no_limits(page) -> None:
    said = page("./figures/trust-in-police/").main
    assert "None looked for." in said
    assert "Each figure is a year of interviews" in said
    assert "Shaded:" not in said


def test_few_points_are_a_table_and_no_chart(page) -> None:
    shown = page("./figures/partner-abuse/")
    assert not list(shown.tree.iter("img"))
    assert "One figure a year" in shown.main


def test_strict_view_is_one_click_away_with_its_differences(page) -> None:
    address = "/plans/london-sample/figures/vawg-offences/nhs-rules/"
    assert address in page(FIGURES).links
    assert any(link.startswith(address) for link in page(HACKNEY).links)
    said = page("./figures/vawg-offences/nhs-rules/").main
    assert "Where the two views differ" in said
    assert "Only the strict rules mark" in said
    assert "Making Data Count" in said


def test_squares_lead_to_all_boroughs(page) -> None:
    shown = page(FIGURES)
    squares = [
        a for a in shown.tree.iter("a") if "app-tile" in (a.get("class") or "").split()
    ]
    assert len({a.get("href") for a in squares}) == 33


def test_borough_lists_all_its_figures_and_its_actions(page) -> None:
    shown = page("./places/E09000012/")
    assert shown.h1 == "Hackney"
    sets = {link.split("/")[4] for link in shown.links if "/figures/" in link}
    assert sets >= {"vawg-offences", "vawg-victims", "recorded-rape", "trust-in-police"}
    assert "/plans/london-sample/places/E09000012/" in page("./places/").links


def test_city_of_london_is_not_applicable_and_not_zero(page) -> None:
    shown = page("./figures/vawg-offences/E09000001/")
    assert "not applicable for January 2025" in shown.main
    assert "There is no figure in any period, so there is no chart." in shown.main
    assert not list(shown.tree.iter("img"))


@pytest.mark.parametrize(
    "address",
    [
        "./measures/I99/",
        "./figures/nothing/",
        "./figures/vawg-offences/E99999999/",
        "./figures/vawg-offences/E09000012/chart-huge.svg",
        "./figures/partner-abuse/nhs-rules/",
        "./changed/1999-01/",
        "./changed/hello/",
        "./places/E99999999/",
        "./places/E08000025/",
    ],
)
def test_what_is_not_there_answers_so(page, address: str) -> None:
    assert page(address, status=404).h1 == "Page not found"


def test_figures_are_found_by_search_and_from_a_to_z(page) -> None:
    found = page("./search/?q=stalked").links
    assert "/plans/london-sample/measures/I04/" in found
    letters = page("./a-to-z/")
    assert "/plans/london-sample/measures/I04/" in letters.links
    assert "/plans/london-sample/figures/vawg-offences/" in letters.links


def test_action_leads_to_its_measures(page, held_plan) -> None:
    for action_id in ("C03", "C01"):
        measures = held_plan.look.measures_of.get(action_id, ())
        links = page(f"./actions/{action_id}/").links
        for row in measures:
            assert f"/plans/london-sample/measures/{row.measure_id}/" in links


def test_a_place_without_figures_says_what_to_keep_in_mind(page) -> None:
    said = page("./figures/recorded-rape/E09000001/").main
    before_the_table = said[: said.index("The figures as a table")]
    assert "no figure in any period" in before_the_table
    assert "a police force of its own" in before_the_table
