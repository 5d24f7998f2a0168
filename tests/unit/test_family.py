"""False discoveries among the series of a month."""

from __future__ import annotations

import numpy as np
import pytest

from headwater.core.signals.family import false_discovery


def test_benjamini_and_hochberg_by_hand() -> None:
    # 0.05 / 6 = 0.0083, then 0.0167, 0.025, 0.033: the third lies above its step, the
    # fourth below its own, so all four are flagged.
    p = [0.001, 0.9, 0.026, 0.012, 0.6, 0.03]
    found = false_discovery(p)
    assert found.flagged.tolist() == [True, False, True, True, False, True]
    assert found.looked == 6
    assert found.expected_false == pytest.approx(0.05 * 4)


def test_what_was_not_judged_was_not_looked_at() -> None:
    found = false_discovery([0.01, np.nan, np.nan], q=0.1)
    assert found.looked == 1
    assert found.flagged.tolist() == [True, False, False]
    assert found.expected_false == pytest.approx(0.1)


@pytest.mark.parametrize("p", [[], [np.nan], [1.0, 1.0]])
def test_a_family_without_signals(p: list[float]) -> None:
    found = false_discovery(p)
    assert not found.flagged.any()
    assert found.expected_false == 0.0


def test_of_quiet_families_one_in_twenty_has_a_flag() -> None:
    chance = np.random.default_rng(3)
    flags = [
        false_discovery(chance.uniform(size=200)).flagged.any() for _ in range(800)
    ]
    assert 0.03 < np.mean(flags) < 0.07


@pytest.mark.parametrize(("p", "q"), [([1.2], 0.05), ([-0.1], 0.05), ([0.5], 0.0)])
def test_what_is_no_probability_is_refused(p: list[float], q: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        false_discovery(p, q)
