"""When anybody could know: of areas, and of one series."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from asked_of import START, change, figures, treatment

from headwater.core.impact.design import propose
from headwater.core.impact.outlook import LONGEST, NEVER, Outlook, outlook
from headwater.core.impact.treatment import Figures


METHODS = ["", "series"]


def ahead(found: Figures | None = None, **changed: object) -> Outlook:
    found = found or figures()
    made = propose(treatment(**changed), found, ())
    return outlook(made, found, np.random.default_rng(1))


@pytest.mark.parametrize("method", METHODS)
def test_a_large_hope_can_be_seen_and_it_is_said_when(method: str) -> None:
    found = ahead(method=method, hoped=-30)
    assert found.can_answer is True
    assert found.months
    assert found.months <= 12
    assert f"{found.months} months, four times out of five." in found.says
    assert "A fall of 30%" in found.says


@pytest.mark.parametrize("method", METHODS)
def test_too_small_a_reach_times_hope_cannot_be_answered(method: str) -> None:
    found = ahead(method=method, hoped=-30, reach=5)
    assert found.can_answer is False
    assert found.months is None
    assert "A fall of 1.5%" in found.says
    assert "could not be seen" in found.says


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("changed", [{"hoped": None}, {"reach": None}, {"hoped": 0.0}])
def test_nobody_can_say_whether_an_unnamed_hope_could_be_seen(
    method: str, changed: dict[str, object]
) -> None:
    found = ahead(method=method, **changed)
    assert found.can_answer is found.months is None
    assert found.smallest
    assert "the smallest fall in recorded rape you could see" in found.says
    assert "A fall of" not in found.says


@pytest.mark.parametrize("method", METHODS)
def test_more_months_and_more_areas_show_less(method: str) -> None:
    two = ahead(method=method).smallest
    one = ahead(method=method, starts={"A": START}).smallest
    assert set(two) == {6, 12, 18, 24}
    assert two[6] > two[24]
    assert all(two[n] < one[n] for n in two)


@pytest.mark.parametrize("method", METHODS)
def test_months_are_the_first_that_show_the_hope(method: str) -> None:
    near = ahead(method=method, hoped=-40).months
    far = ahead(method=method, hoped=-14 if method == "" else -16).months
    assert near < far <= LONGEST


@pytest.mark.parametrize("method", METHODS)
def test_too_few_are_not_put_in_percent(method: str) -> None:
    found = ahead(figures(level=0.6), method=method, starts={"A": START}, hoped=-90)
    assert found.smallest == {}
    assert found.can_answer is False
    assert "too few for a change in percent" in found.says
    assert "%" not in found.says


@pytest.mark.parametrize("method", METHODS)
def test_months_with_too_few_are_left_out(method: str) -> None:
    """About two a month in the area: twenty in a year, and not in half of one."""
    found = ahead(figures(level=3), method=method, starts={"A": START}, hoped=-95)
    assert set(found.smallest) == {12, 18, 24}
    assert found.months
    assert found.months >= 10


@pytest.mark.parametrize("method", METHODS)
def test_a_hoped_rise_is_looked_for_as_a_rise(method: str) -> None:
    rise = ahead(method=method, hoped=25)
    assert "A rise of 25%" in rise.says
    assert rise.can_answer is True
    if method == "":  # a rise of 25% is as far from none as a fall of 20%
        assert rise.months == ahead(hoped=-20).months


@pytest.mark.parametrize("method", METHODS)
def test_an_unshared_change_near_the_start_can_never_be_answered(method: str) -> None:
    found = ahead(figures((change(START, "A"),)), method=method)
    assert found == Outlook(NEVER, {}, None, False)
    assert ahead(figures((change(START),))).can_answer is True


def test_what_cannot_be_worked_out_is_told_and_not_raised() -> None:
    found = figures()
    frozen = replace(found, counts=np.full(found.counts.shape, 7.0))
    told = ahead(frozen)
    assert told == Outlook(told.says, {}, None, None)
    assert "never move" in told.says


def test_areas_with_gaps_do_not_stop_it() -> None:
    found = figures()
    counts = found.counts.copy()
    counts[5, 3] = np.nan
    assert ahead(replace(found, counts=counts)).can_answer is True


def test_an_action_ahead_of_the_figures_is_told_by_what_is_there() -> None:
    assert ahead(starts={"A": "2024-06"}, hoped=-40).can_answer is True
    far = ahead(starts={"A": "2028-06"})  # seven months of figures are left
    assert far.can_answer is None
    assert far.says.endswith(".")


def test_the_same_seed_gives_the_same_outlook() -> None:
    assert ahead(hoped=-14) == ahead(hoped=-14)
