"""The same for surveys, national tables, population and a partner's own file."""

from __future__ import annotations

import pytest
from taken_in import EXCERPTS, Lake, cell

from headwater.core.disclosure.released import NotReleased, ReleasedTable
from headwater.core.measures.cube import Status
from headwater.engines.ingest.sources import all_sources, named
from headwater.engines.ingest.sources.tidy import tidy_source
from headwater.errors import UserError


BOROUGH, SURVEY = "met-recorded-crime-borough", "mopac-public-attitude-survey"
PEOPLE, LONDON, ENGLAND_AND_WALES = "mid-year-population", "E12000007", "K04000001"
BARKING, CITY = "E09000002", "E09000001"
RICHMOND, WESTMINSTER = "E09000027", "E09000033"
AGES = {"age": ("0", "89", "90+")}  # those of the excerpt


# --- The survey ----------------------------------------------------------------------


def test_shares_of_boroughs_are_not_added(lake: Lake) -> None:
    lake.take(SURVEY)
    where = {"measure": ("good-job-local",)}
    assert lake.cube(SURVEY, "quarter", "area", where=where).additive == frozenset()
    with pytest.raises(UserError, match="may not be added up along area"):
        lake.cube(SURVEY, "quarter", where=where)


def test_the_resaved_survey_reads_as_the_published_one(lake: Lake) -> None:
    lake.take(SURVEY)
    published = lake.cube(SURVEY, "quarter", "area", "measure")
    other = Lake(lake.folder.with_name("other"))
    receipt = other.take(SURVEY, EXCERPTS / f"{SURVEY}-resaved.csv")
    assert receipt.rejects == 0
    resaved = other.cube(SURVEY, "quarter", "area", "measure")
    assert (published.values == resaved.values).all()
    assert (published.status == resaved.status).all()
    got = cell(published, "2015-Q3", "E09000003", "good-job-local")
    assert got == (6100, Status.OBSERVED)  # 0,61 at a scale of 10,000


def test_two_spellings_of_richmond_are_one_place(lake: Lake) -> None:
    lake.take(SURVEY)
    cube = lake.cube(SURVEY, "quarter", "area", where={"measure": ("good-job-local",)})
    assert cell(cube, "2015-Q3", RICHMOND) == (7200, Status.OBSERVED)
    assert cell(cube, "2016-Q1", RICHMOND) == (7300, Status.OBSERVED)
    assert cell(cube, "2015-Q3", WESTMINSTER) == (7000, Status.OBSERVED)


def test_trust_is_not_reported_before_2016(lake: Lake) -> None:
    lake.take(SURVEY)
    cube = lake.cube(
        SURVEY, "quarter", "area", where={"measure": ("trust-met-police",)}
    )
    assert cell(cube, "2015-Q3", "E09000003") == (0, Status.NOT_REPORTED)
    assert cell(cube, "2016-Q1", "E09000003") == (8200, Status.OBSERVED)


def test_london_cannot_stand_among_the_boroughs_of_the_survey(lake: Lake) -> None:
    london = EXCERPTS / f"{SURVEY}-london.csv"
    with pytest.raises(UserError, match="'MPS': this is not in the list of the area"):
        lake.take(SURVEY, london)
    lake.take(f"{SURVEY}-london", london)
    cube = lake.cube(f"{SURVEY}-london", "quarter", "measure")
    assert cell(cube, "2016-Q1", "trust-met-police") == (8100, Status.OBSERVED)


# --- National tables -----------------------------------------------------------------


def test_a_blank_breakdown_means_all(lake: Lake) -> None:
    lake.take("ons-sdg-5-2-1")
    cube = lake.cube("ons-sdg-5-2-1", "year", "population")
    assert cell(cube, "2016/17", "women-16-59") == (61_235, Status.OBSERVED)
    london = lake.cube("ons-sdg-5-2-1", "year", "population", where={"area": (LONDON,)})
    assert cell(london, "2018/19", "women-16-74") == (47_500, Status.OBSERVED)
    areas = lake.cube(
        "ons-sdg-5-2-1",
        "area",
        where={"year": ("2016/17",), "population": ("women-16-59",)},
    )
    assert ENGLAND_AND_WALES not in areas.axis("area").codes  # a total, unless asked


def test_zero_per_cent_is_not_missing(lake: Lake) -> None:
    lake.take("ons-sdg-5-2-1")
    cube = lake.cube("ons-sdg-5-2-1", "year", "population")
    assert cell(cube, "2018/19", "women-16-59") == (0, Status.ZERO)
    assert cell(cube, "2020/21", "women-16-74") == (0, Status.NOT_REPORTED)


def test_a_suppressed_value_is_withheld_even_where_it_stands(lake: Lake) -> None:
    lake.take("ons-sdg-16-1-4")
    groups = lake.cube("ons-sdg-16-1-4", "year", "ethnic-group")
    assert cell(groups, "2022/23", "chinese") == (0, Status.WITHHELD)  # it said 77.7
    assert cell(groups, "2022/23", "arab") == (0, Status.WITHHELD)
    town = lake.cube("ons-sdg-16-1-4", "year", "urban-or-rural")
    assert cell(town, "2022/23", "urban") == (0, Status.NOT_REPORTED)  # and no number


def test_survey_estimates_have_no_intervals() -> None:
    for name, source in all_sources().items():
        if name.startswith("ons-sdg"):
            names = {d.name for d in source.dimensions}
            assert not names & {"lower", "upper", "n", "sample"}


def test_populations_of_the_survey_are_not_joined(lake: Lake) -> None:
    lake.take("ons-sdg-5-2-1")
    with pytest.raises(UserError, match="may not be added up along population"):
        lake.cube("ons-sdg-5-2-1", "year")


def test_the_same_idea_in_different_words_is_one_code(lake: Lake) -> None:
    lake.take("ons-sdg-5-2-1")
    mixed = lake.cube(
        "ons-sdg-5-2-1", "population", "year", where={"ethnicity": ("mixed",)}
    )
    assert cell(mixed, "women-16-74", "2018/19") == (82_500, Status.OBSERVED)
    assert cell(mixed, "women-16+", "2021/22") == (77_500, Status.OBSERVED)
    disabled = lake.cube(
        "ons-sdg-5-2-1", "population", "year", where={"disability": ("disabled",)}
    )
    assert cell(disabled, "women-16-74", "2018/19") == (90_000, Status.OBSERVED)
    assert cell(disabled, "women-16+", "2021/22") == (95_000, Status.OBSERVED)


def test_three_years_taken_together_are_not_a_year(lake: Lake) -> None:
    file = EXCERPTS / "ons-sdg-16-1-3.csv"
    assert lake.take("ons-sdg-16-1-3", file).left_out == 1
    pooled = lake.take("ons-sdg-16-1-3-pooled", file)
    assert (pooled.left_out, pooled.rows) == (1, 1)
    assert named("ons-sdg-16-1-3-pooled").covers == 36


def test_percentages_among_counts_are_left_out(lake: Lake) -> None:
    receipt = lake.take("ons-sdg-5-3-2")
    assert (receipt.rows, receipt.left_out, receipt.rejects) == (3, 1, 0)
    cube = lake.cube("ons-sdg-5-3-2", "year")
    assert cell(cube, "2021/22") == (560, Status.OBSERVED)


def test_parts_of_potential_victims_are_fewer_than_all(lake: Lake) -> None:
    lake.take("ons-sdg-16-2-2")
    whole = lake.cube("ons-sdg-16-2-2", "year")
    assert cell(whole, "2021") == (100, Status.OBSERVED)
    parts = lake.cube("ons-sdg-16-2-2", "year", "sex")
    assert parts.values.sum() == 99


# --- People --------------------------------------------------------------------------


def test_london_row_is_not_added_to_boroughs(lake: Lake) -> None:
    lake.take(PEOPLE)
    areas = {"area": (CITY, BARKING), **AGES}
    both = lake.cube(PEOPLE, "year", where=areas)
    assert cell(both, "2019") == (3 * 106, Status.OBSERVED)
    london = lake.cube(PEOPLE, "year", "area", where={"area": (LONDON,), **AGES})
    assert cell(london, "2019", LONDON) == (3 * 106, Status.OBSERVED)
    parts = lake.cube(PEOPLE, "area", where={"year": ("2019",), **AGES})
    assert LONDON not in parts.axis("area").codes
    with pytest.raises(UserError, match="would count twice"):
        lake.cube(PEOPLE, "year", where={"area": (LONDON, BARKING)})


def test_a_sum_without_some_of_its_parts_is_not_reported(lake: Lake) -> None:
    lake.take(PEOPLE)  # the excerpt has three ages and two boroughs
    assert cell(lake.cube(PEOPLE, "year"), "2019") == (0, Status.NOT_REPORTED)


def test_persons_are_not_added_to_females_and_males(lake: Lake) -> None:
    lake.take(PEOPLE)
    barking = lake.cube(PEOPLE, "year", "sex", where={"area": (BARKING,), **AGES})
    assert barking.axis("sex").codes == ("female", "male")
    assert cell(barking, "2019", "female") == (150, Status.OBSERVED)
    both = lake.cube(PEOPLE, "year", where={"area": (BARKING,), **AGES})
    assert cell(both, "2019") == (297, Status.OBSERVED)
    asked = lake.cube(
        PEOPLE, "year", "sex", where={"sex": ("persons",), "area": (LONDON,), **AGES}
    )
    assert cell(asked, "2019", "persons") == (318, Status.OBSERVED)


def test_the_oldest_group_is_ninety_and_over(lake: Lake) -> None:
    lake.take(PEOPLE)
    two = (CITY, BARKING)
    ages = lake.cube(PEOPLE, "age", where={"year": ("2019",), "area": two})
    assert ages.axis("age").codes[-1] == "90+"
    assert cell(ages, "90+") == (106, Status.OBSERVED)


def test_people_are_not_added_over_years(lake: Lake) -> None:
    lake.take(PEOPLE)
    with pytest.raises(UserError, match="may not be added up along year"):
        lake.cube(PEOPLE, "area")
    years = lake.cube(PEOPLE, "year")
    assert cell(years, "2020") == (0, Status.NOT_REPORTED)  # between the two releases


# --- A partner's own file ------------------------------------------------------------


def test_blank_is_not_zero(lake: Lake) -> None:
    file = EXCERPTS / "tidy-idva.csv"
    source = tidy_source(file)
    receipt = lake.take(source, file)
    assert receipt.rejects == 0
    cube = lake.cube(source.name, "quarter", "area", where={"age": ("all",)})
    camden, hackney, islington = "E09000007", "E09000012", "E09000019"
    assert cell(cube, "2024-Q1", islington) == (0, Status.ZERO)
    assert cell(cube, "2024-Q1", hackney) == (0, Status.NOT_REPORTED)
    assert cell(cube, "2024-Q2", islington) == (0, Status.WITHHELD)
    assert cell(cube, "2024-Q2", hackney) == (0, Status.NOT_APPLICABLE)
    assert cell(cube, "2024-Q2", camden) == (415_000, Status.OBSERVED)
    assert cell(cube, "2024-Q2", BARKING) == (0, Status.NOT_REPORTED)  # no row at all


def test_a_tidy_file_is_not_added_up(lake: Lake) -> None:
    file = EXCERPTS / "tidy-idva.csv"
    source = tidy_source(file)
    lake.take(source, file)
    with pytest.raises(UserError, match="may not be added up along quarter"):
        lake.cube(source.name, "area")


def test_a_tidy_file_is_not_published(lake: Lake) -> None:
    file = EXCERPTS / "tidy-idva.csv"
    source = tidy_source(file)
    lake.take(source, file)
    cube = lake.cube(source.name, "quarter", "area")
    with pytest.raises(NotReleased):
        ReleasedTable.from_published(
            cube, source.publisher, source.licence, source.level
        )


def test_trailing_spaces_do_not_make_another_place(lake: Lake) -> None:
    file = lake.folder.with_name("spaces.csv")
    text = (EXCERPTS / f"{BOROUGH}.csv").read_text(encoding="utf-8")
    file.write_text(text.replace(",Westminster,", ", Westminster  ,"), encoding="utf-8")
    receipt = lake.take(BOROUGH, file)
    assert receipt.unknown == {}
    assert lake.total(BOROUGH, area=WESTMINSTER, offence="rape") == 30


def test_a_code_that_no_list_has_is_reported_and_kept(lake: Lake) -> None:
    file = lake.folder.with_name("new.csv")
    text = (EXCERPTS / f"{BOROUGH}.csv").read_text(encoding="utf-8")
    file.write_text(
        text.replace("RAPE,Unknown", "CYBERFLASHING,Unknown"), encoding="utf-8"
    )
    receipt = lake.take(BOROUGH, file)
    assert receipt.unknown == {"offence": ["CYBERFLASHING"]}
    assert lake.total(BOROUGH, offence="CYBERFLASHING") == 8


def test_a_year_with_a_letter_is_rejected_by_its_line(lake: Lake) -> None:
    file = lake.folder.with_name("women.csv")
    file.write_text(
        "Year,Series,Legislative authority,Observation status,Unit multiplier,Units,"
        "Value\n1970,House of Commons,,Normal value,Units,Percentage (%),4.1\n"
        "1974a,House of Commons,,Normal value,Units,Percentage (%),3.6\n",
        encoding="utf-8",
    )
    receipt = lake.take("ons-sdg-5-5-1", file)
    assert [str(reject) for reject in receipt.examples] == [
        "women.csv, line 3, column 'Year': '1974a': this is not a year (such as 2024)"
    ]
