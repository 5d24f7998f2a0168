"""Every rule by which a design follows from a plan, as a case."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from asked_of import AREAS, MONTHS, START, change, figures, treatment
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.impact.design import Design, Method, Reason, between, later, propose
from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.months import in_words
from headwater.core.impact.treatment import Break, Figures, Other


REST = AREAS[2:]


def design(found: Figures | None = None, *others: Other, **changed: object) -> Design:
    return propose(treatment(**changed), found or figures(), others)


def why(made: Design, about: str) -> str:
    return next(each.says for each in made.reasons if each.about == about)


def other(month: str, *areas: str) -> Other:
    return Other("A-2", "Patrols", dict.fromkeys(areas, month))


# Where, and compared with what ----------------------------------------------------


def test_areas_without_the_action_are_compared() -> None:
    made = design()
    assert made.treated == (("A", START), ("B", START))
    assert made.comparison == REST
    assert made.left_out == ()
    assert "8 boroughs without this action" in why(made, "Compared with")


@pytest.mark.parametrize(
    ("month", "compared"),
    [
        ("2018-01", True),  # before the months that are looked at
        ("2018-02", True),
        ("2018-06", False),  # the first of them
        ("2021-01", False),
        ("2023-05", False),  # the last
        ("2023-06", True),
    ],
)
def test_other_actions_in_the_window_spoil_a_comparison(
    month: str, compared: bool
) -> None:
    made = design(None, other(month, "D"), before=48)
    assert ("D" in made.comparison) is compared
    said = f"Elm (Patrols began there in {in_words(month)})"
    assert (said in why(made, "Compared with")) is not compared
    assert dict(made.left_out).keys() == (set() if compared else {"D"})


def test_another_action_where_this_one_is_is_told() -> None:
    made = design(None, other("2022-07", "A"))
    assert made.treated[0][0] == "A"
    assert "Ash (Patrols began there in July 2022)" in why(made, "Where")
    assert "Patrols" not in why(design(), "Where")


def test_an_area_without_figures_is_left_out() -> None:
    found = figures()
    counts = found.counts.copy()
    counts[4], counts[5] = 0, np.nan
    made = design(replace(found, counts=counts))
    assert dict(made.left_out).keys() == {"E", "F"}
    assert "Fir, Hazel (it has no figures above zero)" in why(made, "Compared with")


def test_areas_that_the_plan_names_are_taken_and_what_began_there_is_told() -> None:
    made = design(None, other("2022-01", "D"), compared_with=tuple("CDEFG"))
    assert made.comparison == tuple("CDEFG")
    said = why(made, "Compared with")
    assert "5 boroughs named in the plan" in said
    assert "Not untouched: Elm (Patrols began there in January 2022)" in said
    assert "Holly" in said
    assert "Larch" not in said  # left out because others are named: no news


def test_an_area_with_the_action_is_never_compared_with() -> None:
    assert design(compared_with=tuple("ACDEFG")).comparison == tuple("CDEFG")


# How ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("others", "method", "says"),
    [
        (5, Method.AREAS, "there are 5 to compare with"),
        (4, Method.SERIES, "there are only 4 to compare with"),
        (1, Method.SERIES, "there is only one area to compare with"),
        (0, Method.SERIES, "there is no area to compare with"),
    ],
)
def test_the_number_of_areas_chooses_the_method(
    others: int, method: Method, says: str
) -> None:
    made = design(figures(areas=AREAS[: 2 + others]))
    assert made.method is method
    assert says in why(made, "How")
    assert bool(made.comparison) is (method is Method.AREAS)


@pytest.mark.parametrize("asked", list(Method))
def test_the_plan_may_ask_for_a_method(asked: Method) -> None:
    made = design(starts={"A": START}, method=asked.value)
    assert made.method is asked
    assert why(made, "How") == "The plan asks for it."


def test_a_comparison_without_areas_becomes_a_series() -> None:
    made = design(figures(areas=("A", "B")), method="areas")
    assert made.method is Method.SERIES
    assert why(made, "Compared with") == "No other area."


# When -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "first"), [(None, "2018-01"), (24, "2020-06"), (60, "2018-01")]
)
def test_months_before(before: int | None, first: str) -> None:
    made = design(before=before)
    assert made.first == first
    assert f"{between(first, START)} months before" in why(made, "Months before")


def test_no_more_than_five_years_before_are_taken() -> None:
    assert between(design(starts={"A": "2023-12"}).first, "2023-12") == 60


def test_fewer_than_two_years_are_named_as_a_doubt() -> None:
    short = design(starts={"A": "2019-12"})
    assert "leave the season in doubt" in why(short, "Months before")
    assert "in doubt" not in why(design(), "Months before")


@pytest.mark.parametrize(("after", "last"), [(None, "2023-07"), (6, "2023-01")])
def test_it_is_judged_when_the_last_area_had_its_months(
    after: int | None, last: str
) -> None:
    made = design(starts={"A": START, "B": "2022-08"}, after=after)
    assert (made.start, made.last) == (START, last)
    assert in_words(last) in why(made, "Months after")


def test_it_has_ended_when_the_figures_reach_its_last_month() -> None:
    made = design()
    at = MONTHS.index(made.last)
    assert made.ended(MONTHS[: at + 1])
    assert not made.ended(MONTHS[:at])


# Changes in recording -------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "near"),
    [
        ("2022-02", False),
        ("2022-03", True),
        ("2022-06", True),
        ("2022-09", True),
        ("2022-10", False),
    ],
)
def test_a_change_is_near_within_three_months_of_a_start(
    month: str, near: bool
) -> None:
    made = design(figures((change(month),)))
    assert bool(made.near) is near
    assert made.shared
    assert ("One is near the start" in why(made, "Changes in recording")) is near


def test_near_any_of_the_starts_is_near() -> None:
    starts = {"A": "2021-01", "B": START}
    assert design(figures((change("2022-05"),)), starts=starts).near


@pytest.mark.parametrize(
    ("areas", "shared"),
    [
        (AREAS, True),
        (("A", "B"), False),
        (("A",), False),
        (tuple("ABCDEFG"), False),
    ],
)
def test_a_near_change_must_be_shared_by_all_that_are_compared(
    areas: tuple[str, ...], shared: bool
) -> None:
    made = design(figures((change(START, *areas),)))
    assert made.near
    assert made.shared is shared
    said = why(made, "Changes in recording")
    assert ("cannot be told from the action" in said) is not shared


def test_an_area_that_alone_had_a_near_change_is_left_out() -> None:
    made = design(figures((change("2022-07", "D", "E"),)))
    assert not made.near
    assert made.comparison == tuple("CFGHIJ")
    said = why(made, "Compared with")
    assert "Elm, Fir (recording changed there alone in July 2022" in said
    far = design(figures((change("2020-07", "D", "E"),)))
    assert far.comparison == REST


def test_named_areas_keep_their_change_and_so_the_refusal() -> None:
    made = design(figures((change("2022-07", "D"),)), compared_with=tuple("CDEFG"))
    assert made.near
    assert not made.shared


def test_a_series_takes_only_changes_of_its_own_areas() -> None:
    breaks = (change("2020-01", "C"), change("2021-01", "A"), change("2019-05"))
    made = design(figures(breaks), method="series")
    assert [each.month for each in made.breaks] == ["2019-05", "2021-01"]


def test_changes_outside_the_months_do_not_matter() -> None:
    breaks = (change("2020-06"), change("2023-06"), change("2020-07"))
    made = design(figures(breaks), before=24)
    assert [each.month for each in made.breaks] == ["2020-07"]
    assert why(design(), "Changes in recording") == "None is known in these months."


def test_a_series_shares_a_change_with_nobody() -> None:
    assert not design(figures((change(START),)), method="series").shared


# The digest -----------------------------------------------------------------------


CHOICES = [
    {"action": "A-9"},
    {"figures": "other"},
    {"unit": "victims"},
    {"treated": (("A", START),)},
    {"treated": (("A", START), ("B", "2022-07"))},
    {"comparison": tuple("CDE")},
    {"first": "2019-01"},
    {"start": "2022-05"},
    {"last": "2023-12"},
    {"method": Method.SERIES},
    {"selection": "worst-first"},
    {"hoped": -10.0},
    {"hoped": None},
    {"reach": 50.0},
]


@pytest.mark.parametrize("chosen", CHOICES, ids=lambda each: next(iter(each)))
def test_another_choice_is_another_digest(chosen: dict[str, object]) -> None:
    assert replace(design(), **chosen).digest != design().digest


def test_other_words_are_the_same_digest() -> None:
    made = design()
    other_words = replace(made, reasons=(Reason("Where", "Elsewhere put."),))
    assert other_words.digest == made.digest
    assert design(title="Better lights").digest == made.digest
    assert design(starts={"B": START, "A": START}).digest == made.digest
    assert design(hoped=-20, reach=100).digest == made.digest  # as a file may say


# No design ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"starts": {}}, "does not say where and in which month"),
        ({"starts": {"X": START}}, "None of the action's areas is in these figures"),
        ({"starts": {"A": START, "X": START}}, "have nothing about X"),
        ({"starts": {"A": "2018-12"}}, "fewer than 12 months before it"),
        ({"starts": {"A": "2017-01"}}, "fewer than 12 months before it"),
        ({"before": 11}, "It takes at least 12"),
        ({"starts": {"A": "2031-01"}}, "the figures end in December 2023"),
        ({"method": "mixture"}, "for one area alone, and the action has more"),
        ({"method": "crystal"}, "There is no method 'crystal'"),
    ],
)
def test_why_there_is_no_design(changed: dict[str, object], says: str) -> None:
    with pytest.raises(CannotEstimate, match=says) as refused:
        design(**changed)
    assert_sentences(str(refused.value))


def test_twelve_months_before_are_enough() -> None:
    assert design(starts={"A": "2019-01"}).first == "2018-01"


def test_an_action_ahead_of_the_figures_has_a_design() -> None:
    assert design(starts={"A": "2025-01"}).first == "2020-01"


# Words ----------------------------------------------------------------------------


def assert_sentences(text: str) -> None:
    assert text[0].isupper() or text[0].isdigit() or text[0] in "+-", text
    assert text.endswith("."), text
    assert ".." not in text, text
    assert "  " not in text, text


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"hoped": None},
        {"reach": None},
        {"before": 24, "after": 6},
        {"method": "series"},
        {"compared_with": tuple("CDEFG")},
        *[
            {"selection": each}
            for each in ("", "worst-first", "recent-rise", "volunteers", "by-lot")
        ],
        {"selection": "everywhere"},
    ],
)
@pytest.mark.parametrize(
    "breaks", [(), (change("2020-01"),), (change(START),), (change(START, "A"),)]
)
def test_reasons_are_sentences(
    changed: dict[str, object], breaks: tuple[Break, ...]
) -> None:
    made = design(figures(breaks), other("2021-01", "D"), **changed)
    assert len({each.about for each in made.reasons}) == len(made.reasons) == 8
    for each in made.reasons:
        assert_sentences(each.says)


@pytest.mark.parametrize(
    ("hoped", "reach", "says"),
    [
        (-20, 50, "-20% among those it reaches, who are 50 of every 100 people"),
        (-20, 50, "-10% of the whole figure"),
        (-25, 50, "-12.5% of the whole figure"),
        (100, 100, "+100% of the whole figure"),
    ],
)
def test_what_is_hoped_for_is_told_of_the_whole(
    hoped: float, reach: float, says: str
) -> None:
    assert says in why(design(hoped=hoped, reach=reach), "What is hoped for")


def test_reach_times_hope_is_the_whole() -> None:
    assert design(hoped=-20, reach=25).overall == treatment(reach=25).overall == -5
    assert design(hoped=None).overall is design(reach=None).overall is None


# Months ---------------------------------------------------------------------------

months = st.builds(
    lambda year, month: f"{year}-{month:02}",
    st.integers(1900, 2100),
    st.integers(1, 12),
)


@given(months, st.integers(-600, 600))
def test_later_and_between_undo_each_other(month: str, count: int) -> None:
    assert between(month, later(month, count)) == count
    assert later(later(month, count), -count) == month


@given(months, months)
def test_months_are_in_the_order_of_their_words(one: str, two: str) -> None:
    assert (between(one, two) > 0) == (one < two)
    assert later(one, between(one, two)) == two


@given(months, st.integers(-600, 600), st.integers(-600, 600))
def test_steps_add_up(month: str, one: int, two: int) -> None:
    assert later(later(month, one), two) == later(month, one + two)


def test_a_year_turns() -> None:
    assert in_words("2025-11") == "November 2025"
    assert later("2025-11", 2) == "2026-01"
    assert later("2026-01", -1) == "2025-12"
    assert between("2025-11", "2026-01") == 2
