"""Synthetic control of counts: a planted fall is found, no fall is not."""

from dataclasses import replace

import numpy as np
import pytest

from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.panel import NEVER, Panel
from headwater.core.impact.synthetic_counts import synthetic_estimate


def panel(seed: int, treated: int = 4, fall: float = 0.0, areas: int = 25) -> Panel:
    chance = np.random.default_rng(seed)
    sizes = 40 * np.exp(chance.normal(0, 0.4, (areas, 1)))
    season = 1 + 0.1 * np.sin(np.arange(60) * np.pi / 6)
    level = sizes * season * np.ones((areas, 60))
    level[:treated, 40:] *= 1 - fall
    return Panel(
        areas=tuple(f"area {at}" for at in range(areas)),
        months=tuple(f"{2019 + at // 12}-{at % 12 + 1:02}" for at in range(60)),
        counts=chance.poisson(level).astype(float),
        starts=np.where(np.arange(areas) < treated, 40, NEVER),
    )


def estimate(made: Panel):  # type: ignore[no-untyped-def]
    return synthetic_estimate(made, np.random.default_rng(1), draws=20)


@pytest.mark.parametrize("treated", [1, 4])
def test_a_planted_fall_is_found(treated: int) -> None:
    found = estimate(panel(3, treated, fall=0.3))
    assert found.firm
    assert found.percent == pytest.approx(-30, abs=8)
    assert found.p == 1 / (1 + (24 if treated == 1 else 20))
    assert found.observed == panel(3, treated, fall=0.3).counts[:treated, 40:].sum()


def test_where_nothing_happened_a_claim_is_rare_and_the_interval_holds() -> None:
    found = [estimate(panel(seed)) for seed in range(30)]
    assert np.mean([one.firm for one in found]) <= 0.15
    effects = [one.log_effect for one in found]
    assert abs(np.mean(effects)) < 0.02
    assert np.mean([one.se for one in found]) == pytest.approx(np.std(effects), rel=0.5)


def test_the_same_seed_gives_the_same_answer() -> None:
    assert estimate(panel(5)) == estimate(panel(5))


def changed(at: tuple[object, object], value: float) -> Panel:
    made = panel(1)
    made.counts[at] = value
    return made


def starts(*places: int) -> Panel:
    return replace(panel(1), starts=np.array([*places, *[NEVER] * (25 - len(places))]))


every = slice(None)
BAD = {
    "none treated": (starts(), "No area has the action"),
    "two starts": (starts(30, 40), "2 different months"),
    "before the data": (starts(0), "at least 3 months before"),
    "after the data": (starts(60), "at least 3 months before"),
    "few untouched": (panel(1, areas=11), "There are 7 areas.*takes 8"),
    "most treated": (panel(1, treated=13), "There are 12 areas.*takes 15"),
    "gap": (changed((9, 7), np.nan), "cannot bridge gaps"),
    "empty before": (changed((9, slice(0, 40)), 0), "in 1 of the areas"),
    "empty after": (changed((slice(0, 4), slice(40, None)), 0), "no ratio to take"),
    "nothing at all": (changed((every, every), 0), "in 25 of the areas"),
}


@pytest.mark.parametrize("name", BAD)
def test_where_there_is_no_answer_it_says_why(name: str) -> None:
    made, words = BAD[name]
    with pytest.raises(CannotEstimate, match=words):
        estimate(made)
