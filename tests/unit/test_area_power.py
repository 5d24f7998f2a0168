"""The t test on areas: its power by formula is what it does on panels made up."""

import numpy as np
import pytest

from headwater.core.impact.area_power import (
    Ground,
    area_test,
    area_test_power,
    beside,
    made_up_areas,
    smallest_seen,
)
from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.panel import NEVER, Panel


GROUND = {
    "areas": 33,
    "treated": 8,
    "mean": 15.0,
    "before": 36,
    "after": 12,
    "shock": 0.12,
}
CASES = {
    "one treated": GROUND | {"treated": 1, "mean": 60.0},
    "usual": GROUND,
    "few treated": GROUND | {"treated": 2},
    "few areas": GROUND | {"areas": 9, "treated": 3, "mean": 60.0},
    "small counts": GROUND | {"mean": 4.0, "treated": 16},
    "no shocks": GROUND | {"shock": 0.0, "extra": 0.0, "sizes": 0.0},
    "lasting shocks": GROUND | {"shock": 0.2, "carried": 0.8, "after": 24},
}


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("percent", [0, -20])
@pytest.mark.parametrize("name", CASES)
def test_the_formula_says_what_happens(name: str, percent: float) -> None:
    ground = Ground(**CASES[name])
    counts = made_up_areas(ground, percent, 600, chance())
    found = area_test(counts, ground.treated, ground.before).mean()
    assert area_test_power(ground, percent) == pytest.approx(found, abs=0.06)


def test_no_effect_is_claimed_once_in_twenty() -> None:
    assert area_test_power(Ground(**GROUND), 0) == pytest.approx(0.05, abs=1e-9)


def test_areas_are_made_up_as_they_are_described() -> None:
    ground = Ground(**GROUND | {"sizes": 0.5, "extra": 0.1, "carried": 0.6})
    counts = made_up_areas(ground, -50, 300, chance())
    assert counts.shape == (300, 33, 48)
    assert counts[:, 8:].mean() == pytest.approx(15, rel=0.03)
    halved = counts[:, :8, 36:].mean() / counts[:, :8, :36].mean()
    assert halved == pytest.approx(0.5, rel=0.02)
    assert np.log(counts.mean(2)).std(1).mean() > 0.45


def test_the_smallest_seen_is_found_with_the_chance_asked_for() -> None:
    ground = Ground(**GROUND)
    fall = smallest_seen(ground)
    assert 10 < fall < 20
    assert area_test_power(ground, -fall) == pytest.approx(0.8, abs=0.001)
    assert np.isnan(smallest_seen(Ground(**GROUND | {"mean": 0.001})))


def test_a_method_is_held_against_the_t_test_on_the_same_panels() -> None:
    seen: list[Panel] = []

    def always(panel: Panel) -> bool:
        seen.append(panel)
        return True

    ground = Ground(**GROUND)
    found = beside(ground, -20, always, 50, chance())
    same = area_test(made_up_areas(ground, -20, 50, chance()), 8, 36).mean()
    assert (found.method, found.area_test, found.panels) == (1.0, same, 50)
    assert found.ahead == 1 - same
    assert found.error == pytest.approx(np.sqrt(same * (1 - same) / 50))
    assert seen[0].starts.tolist() == [36] * 8 + [NEVER] * 25
    assert (seen[0].months[0], seen[0].months[-1]) == ("2001-01", "2004-12")


BAD = {
    "none treated": ({"treated": 0}, "nothing to compare"),
    "all treated": ({"treated": 33}, "33 of 33 areas"),
    "two areas": ({"areas": 2, "treated": 1}, "takes three areas"),
    "no months": ({"after": 0}, "a month before"),
    "no counts": ({"mean": 0.0}, "above zero"),
    "endless shocks": ({"carried": 1.0}, "less than all"),
    "negative shocks": ({"shock": -0.1}, "zero or more"),
}


@pytest.mark.parametrize("name", BAD)
def test_where_there_is_no_ground_it_says_why(name: str) -> None:
    changed, words = BAD[name]
    with pytest.raises(CannotEstimate, match=words):
        Ground(**GROUND | changed)


def test_no_fall_is_of_everything() -> None:
    with pytest.raises(CannotEstimate, match="less than the whole"):
        area_test_power(Ground(**GROUND), -100)
