"""Every trap of the publishers' files, by its name, on small made-up excerpts.

The quirks of a source name these tests, and the page of sources names both.
"""

from __future__ import annotations

import pytest
from taken_in import EXCERPTS, Lake, cell

from headwater.core.measures.cube import Status
from headwater.engines.revised import latest_pair, revised
from headwater.errors import UserError


PLACE, OFFENCE = "met-vawg-offences-by-place", "met-vawg-offences-by-offence"
BOROUGH, WARD = "met-recorded-crime-borough", "met-recorded-crime-ward"
LSOA, OLD = "met-recorded-crime-lsoa", "met-recorded-crime-borough-2008-2018"
BARKING, CITY, MERTON = "E09000002", "E09000001", "E09000024"
HILLINGDON, WESTMINSTER = "E09000017", "E09000033"


# --- The VAWG dashboard --------------------------------------------------------------


def test_a_month_without_a_row_is_zero_in_the_vawg_dashboard(lake: Lake) -> None:
    lake.take(PLACE)
    by_area = lake.cube(PLACE, "area", "month")
    assert cell(by_area, BARKING, "2024-01") == (6, Status.OBSERVED)
    assert cell(by_area, BARKING, "2024-02") == (0, Status.ZERO)


def test_placeholder_date_committed_loses_no_offence(lake: Lake) -> None:
    receipt = lake.take(PLACE)  # 1900-01-01, a blank, and a month after the recorded
    assert (receipt.rejects, receipt.rows) == (0, 15)
    merton = {"month": ("2024-01",), "ward": (f"{MERTON}/Abbey",)}
    begun = lake.cube(PLACE, "committed", where=merton)
    assert cell(begun, "1900-01") == (2, Status.OBSERVED)
    assert cell(begun, "2024-05") == (1, Status.OBSERVED)
    assert cell(begun, "not-given") == (1, Status.OBSERVED)
    assert int(lake.cube(PLACE, where=merton).values) == 5
    recorded = lake.cube(PLACE, "month").axis("month").codes
    assert recorded == ("2024-01", "2024-02")  # the month committed makes no period


def test_a_row_twice_in_the_dashboard_is_not_counted_twice(lake: Lake) -> None:
    file = lake.folder.with_name("twice.csv")
    text = (EXCERPTS / f"{PLACE}.csv").read_text(encoding="utf-8")
    file.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")
    receipt = lake.take(PLACE, file)
    assert receipt.rejects == 1
    assert lake.total(PLACE) == 51


def test_other_and_unknown_places_are_kept(lake: Lake) -> None:
    lake.take(PLACE)
    assert lake.total(PLACE, area="other") == 11
    assert lake.total(PLACE, area="unknown") == 1
    boroughs = lake.cube(PLACE, "area").pick("area", [BARKING, MERTON, HILLINGDON])
    assert boroughs.values.sum() < lake.total(PLACE) == 51


def test_wards_of_one_name_in_two_boroughs_stay_apart(lake: Lake) -> None:
    lake.take(PLACE)
    wards = lake.cube(PLACE, "ward")
    assert cell(wards, f"{BARKING}/Abbey") == (6, Status.OBSERVED)
    assert cell(wards, f"{MERTON}/Abbey") == (5, Status.OBSERVED)
    assert cell(wards, f"{HILLINGDON}/Heathrow Villages") == (4, Status.OBSERVED)
    assert cell(wards, "other/Heathrow Villages") == (2, Status.OBSERVED)
    assert cell(wards, f"{MERTON}/not-located") == (3, Status.OBSERVED)


def test_the_city_of_london_does_not_apply_to_the_met(lake: Lake) -> None:
    lake.take(PLACE)
    assert cell(lake.cube(PLACE, "area"), CITY) == (0, Status.NOT_APPLICABLE)


def test_other_flagged_offences_are_a_choice_that_shows(lake: Lake) -> None:
    lake.take(OFFENCE)
    scope = lake.cube(OFFENCE, "scope", roll={"group": "scope"})
    assert scope.axis("scope").labels == (
        "VAWG offences",
        "Other flagged offences outside of VAWG",
    )
    assert cell(scope, "vawg") == (15, Status.OBSERVED)
    assert cell(scope, "outside") == (19, Status.OBSERVED)
    assert lake.total(OFFENCE) == 34


def test_letter_case_of_categories_is_one_code(lake: Lake) -> None:
    lake.take(OFFENCE)
    offences = lake.cube(OFFENCE, "offence").axis("offence")
    folded = [code.casefold() for code in offences.codes]
    assert len(set(folded)) == len(folded)
    harassment = next(
        code for code in offences.codes if "harassment" in code.casefold()
    )
    assert lake.total(OFFENCE, offence=harassment) == 7


def test_victims_and_offences_are_two_units(lake: Lake) -> None:
    lake.take(PLACE)
    lake.take("met-vawg-victims-by-place")
    offences, victims = lake.cube(PLACE), lake.cube("met-vawg-victims-by-place")
    assert (offences.unit, victims.unit) == ("offences", "victims")
    assert int(victims.values) < int(offences.values)


def test_the_youngest_age_group_straddles_eighteen(lake: Lake) -> None:
    lake.take("met-vawg-victims-by-age")
    ages = lake.cube("met-vawg-victims-by-age", "age").axis("age")
    assert ages.codes[0] == "10-19"
    assert not {"under-10", "unknown"} & set(ages.codes)


def test_unknown_ethnic_group_is_kept(lake: Lake) -> None:
    lake.take("met-vawg-victims-by-ethnicity")
    groups = lake.cube("met-vawg-victims-by-ethnicity", "ethnic-group")
    assert cell(groups, "unknown") == (6, Status.OBSERVED)
    assert lake.total("met-vawg-victims-by-ethnicity") == 21


# --- Recorded crime ------------------------------------------------------------------


def test_unknown_borough_is_kept(lake: Lake) -> None:
    lake.take(BOROUGH)
    rapes = lake.cube(BOROUGH, "area", where={"offence": ("rape",)})
    assert cell(rapes, "unknown") == (8, Status.OBSERVED)
    assert rapes.values.sum() == lake.total(BOROUGH, offence="rape") == 60


def test_airports_are_an_area_and_the_city_does_not_apply(lake: Lake) -> None:
    lake.take(BOROUGH)
    areas = lake.cube(BOROUGH, "area")
    assert cell(areas, "airports") == (10, Status.OBSERVED)
    assert cell(areas, CITY) == (0, Status.NOT_APPLICABLE)


def test_a_category_without_a_row_is_zero_in_recorded_crime(lake: Lake) -> None:
    lake.take(BOROUGH)
    areas = lake.cube(BOROUGH, "area", "offence", where={"month": ("2024-02",)})
    assert cell(areas, BARKING, "homicide") == (0, Status.ZERO)


def test_residential_burglary_does_not_apply_before_it_was_a_category(
    lake: Lake,
) -> None:
    lake.take(BOROUGH)
    burglary = lake.cube(BOROUGH, "month", "area", "offence")
    new = "burglary-residential"
    assert cell(burglary, "2024-01", BARKING, new) == (0, Status.NOT_APPLICABLE)
    assert cell(burglary, "2024-02", BARKING, new) == (0, Status.ZERO)
    assert cell(burglary, "2024-03", WESTMINSTER, new) == (40, Status.OBSERVED)


def test_old_and_new_spellings_of_a_category_are_one_code(lake: Lake) -> None:
    lake.take(BOROUGH, EXCERPTS / f"{BOROUGH}-as-published.csv")
    lake.take(BOROUGH)
    held = lake.catalog.open(BOROUGH)
    assert not any(vintage.unknown for vintage in held.held.vintages)
    older = held.held.vintages[0].id
    offences = lake.cube(BOROUGH, "offence", vintage=older)
    assert cell(offences, "burglary-dwelling") == (86, Status.OBSERVED)
    assert cell(offences, "miscellaneous") == (10, Status.OBSERVED)
    assert cell(offences, "racist-or-religious-public-fear") == (15, Status.OBSERVED)


def test_unknown_borough_came_with_a_later_release(lake: Lake) -> None:
    lake.take(BOROUGH, EXCERPTS / f"{BOROUGH}-as-published.csv", published="2024-02-10")
    receipt = lake.take(BOROUGH, published="2025-08-10")
    dataset = lake.catalog.open(BOROUGH)
    pair = latest_pair(dataset)
    assert pair
    assert pair.older.id == receipt.revises
    assert pair.periods == ("2023-12", "2024-01")
    moved = {s.code: (s.before, s.after) for s in revised(dataset, pair).shifts}
    assert moved["unknown"] == (0, 3)
    assert moved[BARKING][0] < moved[BARKING][1]
    older = lake.cube(
        BOROUGH, "area", where={"offence": ("rape",)}, vintage=pair.older.id
    )
    assert cell(older, "unknown") == (0, Status.ZERO)


def test_stalking_is_no_category_of_its_own(lake: Lake) -> None:
    lake.take(BOROUGH)
    offences = lake.cube(BOROUGH, "offence").axis("offence")
    assert not [code for code in offences.codes if "stalking" in code]
    without = offences.labels[offences.index("violence-without-injury")]
    assert "stalking and harassment" in without


def test_one_ward_under_two_areas_is_one_ward(lake: Lake) -> None:
    lake.take(WARD)
    wards = lake.cube(WARD, "ward")
    assert cell(wards, "E05013570") == (3, Status.OBSERVED)
    assert wards.axis("ward").labels[wards.axis("ward").index("E05013570")] == (
        "Heathrow Villages"
    )
    assert cell(wards, "E05014053") == (3, Status.OBSERVED)  # Abbey in Barking
    assert cell(wards, "E05013810") == (3, Status.OBSERVED)  # Abbey in Merton
    areas = lake.cube(WARD, "area")
    assert cell(areas, "aviation-security") == (1, Status.OBSERVED)
    assert cell(areas, HILLINGDON) == (2, Status.OBSERVED)


def test_absent_sexual_offences_of_a_small_area_are_not_zero(lake: Lake) -> None:
    lake.take(LSOA)
    cube = lake.cube(LSOA, "small-area", "offence")
    assert cell(cube, "E01000006", "rape") == (0, Status.NOT_APPLICABLE)
    assert cell(cube, "E01000006", "homicide") == (0, Status.ZERO)
    assert cell(cube, "E01000006", "violence-with-injury") == (1, Status.OBSERVED)


def test_categories_of_2008_are_another_series(lake: Lake) -> None:
    old = EXCERPTS / f"{OLD}-a.csv"
    with pytest.raises(UserError, match="This is not a file of Recorded crime"):
        lake.take(BOROUGH, old)
    lake.take(OLD, old)
    assert lake.total(OLD, offence="harassment") == 121
    with pytest.raises(UserError, match="no code 'violence-without-injury'"):
        lake.total(OLD, offence="violence-without-injury")


def test_spellings_of_the_older_releases_are_one_code(lake: Lake) -> None:
    lake.take(OLD, EXCERPTS / f"{OLD}-a.csv", EXCERPTS / f"{OLD}-b.csv")
    cube = lake.cube(OLD, "month", "offence", "area")

    def barking(month: str, offence: str) -> tuple[int, Status]:
        return cell(cube, month, offence, BARKING)

    assert barking("2016-12", "damage-to-vehicle") == (30, Status.OBSERVED)
    assert barking("2017-01", "damage-to-vehicle") == (28, Status.OBSERVED)
    assert barking("2016-12", "other-violence") == (12, Status.OBSERVED)
    assert barking("2017-01", "other-violence") == (11, Status.OBSERVED)
    assert barking("2016-12", "burglary-residential") == (0, Status.NOT_APPLICABLE)
    assert barking("2017-01", "burglary-dwelling") == (0, Status.NOT_APPLICABLE)
    before = cell(cube, "2016-12", "harassment", "airports")
    assert before == (0, Status.NOT_APPLICABLE)
