"""Group-time effects, the second opinion, and two-way fits beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_panels import CONDITIONS, MONTH_NAMES, make

from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.group_time import group_time, second_opinion
from headwater.core.impact.imputation import imputation
from headwater.core.impact.panel import NEVER, Panel
from headwater.core.impact.two_way import imputed, linear, poisson


STARTS = np.array([3, 3, 5, NEVER, NEVER, NEVER])


def shifted(effect: float = -2.0) -> np.ndarray:
    """Six areas over eight months: area plus month, and an effect from the start."""
    plain = np.arange(6.0)[:, None] * 10 + np.sin(np.arange(8)) + 20
    begun = (np.arange(8) >= STARTS[:, None]) & (STARTS >= 0)[:, None]
    return plain + effect * begun


@pytest.mark.parametrize("comparison", ["never", "not_yet"])
def test_an_effect_without_noise_is_found_in_every_group_and_month(
    comparison: str,
) -> None:
    found = group_time(shifted(), STARTS, comparison)
    assert found.effect[found.since >= 0] == pytest.approx(-2)
    assert found.effect[found.since < 0] == pytest.approx(0, abs=1e-9)
    assert found.se == pytest.approx(0, abs=1e-9)
    assert sorted(set(found.group)) == [3, 5]


def test_every_summary_agrees_where_effects_are_all_alike() -> None:
    found = group_time(shifted(), STARTS)
    assert found.simple().value == pytest.approx(-2)
    assert set(found.by_group()) == {3, 5}
    assert set(found.by_time()) == {3, 4, 5, 6, 7}
    since = found.by_since()
    assert {at for at in since if at >= 0} == {0, 1, 2, 3, 4}
    for part in (found.by_group(), found.by_time()):
        assert [each.value for each in part.values()] == pytest.approx([-2] * len(part))


def test_summaries_weigh_groups_by_their_areas() -> None:
    outcome = shifted(0.0)
    outcome[:2, 5] += 3.0  # two areas of the first group, one of the second has none
    found = group_time(outcome, STARTS)
    assert found.by_time()[5].value == pytest.approx(2.0)


def test_the_error_of_a_difference_of_means_is_the_usual_one() -> None:
    chance = np.random.default_rng(1)
    outcome = shifted() + chance.normal(size=(6, 8))
    found = group_time(outcome, STARTS)
    at = np.flatnonzero((found.group == 3) & (found.time == 6))[0]
    change = outcome[:, 6] - outcome[:, 2]
    inside, outside = change[:2], change[3:]
    assert found.effect[at] == pytest.approx(inside.mean() - outside.mean())
    expected = np.sqrt(inside.var() / 2 + outside.var() / 3)
    assert found.se[at] == pytest.approx(expected)


def test_areas_not_yet_treated_are_compared_only_until_they_are() -> None:
    outcome = shifted(0.0)
    outcome[2] += 50 * (np.arange(8) >= 5)
    found = group_time(outcome, STARTS, "not_yet")
    first = found.group == 3
    assert found.effect[first] == pytest.approx(0, abs=1e-9)


def test_ratios_find_a_change_in_percent() -> None:
    outcome = np.exp(shifted(0.0) / 20)
    begun = (np.arange(8) >= STARTS[:, None]) & (STARTS >= 0)[:, None]
    flat = np.outer(np.arange(1, 7), 2 + np.cos(np.arange(8)))
    found = group_time(np.where(begun, 0.7, 1) * flat, STARTS, scale="ratio", base=2)
    assert found.effect[found.since >= 0] == pytest.approx(np.log(0.7))
    assert outcome.shape == flat.shape


def test_the_second_opinion_agrees_with_the_first_within_its_error() -> None:
    for seed in range(6):
        chance = np.random.default_rng(seed)
        panel = make(chance, CONDITIONS[2], "random", -0.2).panel
        first, second = imputation(panel).estimate, second_opinion(panel)
        assert abs(first.log_effect - second.log_effect) < 2 * second.se
        assert second.firm
        assert second.observed == pytest.approx(first.observed)


def names(number: int) -> tuple[str, ...]:
    return tuple(str(at) for at in range(number))


def of(counts: np.ndarray, starts: list[int]) -> Panel:
    months = MONTH_NAMES[: counts.shape[1]]
    return Panel(names(len(counts)), months, counts, np.array(starts))


@pytest.mark.parametrize(
    ("counts", "starts", "reason"),
    [
        (np.full((4, 8), 5.0), [NEVER] * 4, "in no area"),
        (np.full((4, 8), 5.0), [3, 3, 3, NEVER], "Fewer than two areas"),
        (np.full((4, 8), 5.0), [0, 3, NEVER, NEVER], "fewer than 1 months before"),
        (np.full((4, 8), np.nan), [3, 3, NEVER, NEVER], "Fill the gaps"),
        (np.zeros((4, 8)), [3, 3, NEVER, NEVER], "no event"),
        (np.full((4, 8), 5.0), [3, NEVER, NEVER, NEVER], "One area alone"),
    ],
)
def test_what_has_no_second_opinion_is_refused(
    counts: np.ndarray, starts: list[int], reason: str
) -> None:
    with pytest.raises(CannotEstimate, match=reason):
        second_opinion(of(counts, starts))


def test_two_way_fits_find_an_effect_without_noise() -> None:
    begun = of(shifted(), STARTS.tolist()).treated
    found = linear(shifted(), begun.astype(float))
    assert found.value == pytest.approx(-2)
    assert found.se == pytest.approx(0, abs=1e-9)
    assert imputed(shifted(), begun)[begun] == pytest.approx(-2)
    flat = np.outer(np.arange(1, 7), 2 + np.cos(np.arange(8)))
    counts = np.where(begun, 0.7, 1) * flat
    assert poisson(counts, begun.astype(float)).value == pytest.approx(np.log(0.7))


def test_two_way_fits_leave_gaps_out() -> None:
    begun = of(shifted(), STARTS.tolist()).treated
    outcome = shifted()
    outcome[0, 0] = outcome[4, 4] = np.nan
    assert linear(outcome, begun.astype(float)).value == pytest.approx(-2)
    assert np.isnan(imputed(outcome, begun)[0, 0])


def test_a_dose_that_all_share_has_no_coefficient() -> None:
    dose = np.ones((6, 8)) * (np.arange(8) > 3)
    for fit in (linear, poisson):
        with pytest.raises(CannotEstimate, match="Add areas without it"):
            fit(shifted(), dose)


def test_the_order_of_areas_does_not_matter() -> None:
    panel = make(np.random.default_rng(3), CONDITIONS[1], "random", -0.1).panel
    turned = replace(panel, counts=panel.counts[::-1], starts=panel.starts[::-1])
    for ask in (second_opinion, lambda each: imputation(each).estimate):
        assert ask(turned).log_effect == pytest.approx(ask(panel).log_effect)
        assert ask(turned).se == pytest.approx(ask(panel).se)
