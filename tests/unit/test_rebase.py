"""Limits anew from a date on: proposed, and decided by somebody."""

from __future__ import annotations

import numpy as np
import pytest

from headwater.core.signals.rebase import Rebase, propose


PERIODS = tuple(f"month {n}" for n in range(60))
KNOWN = {40: "the recording system changed"}


def series(after: float) -> np.ndarray:
    chance = np.random.default_rng(2)
    return np.append(chance.poisson(100, 40), chance.poisson(after, 20)).astype(float)


def test_a_run_that_lasts_at_a_known_change_is_proposed() -> None:
    (found,) = propose(series(60), KNOWN, PERIODS)
    assert (found.at, found.side, found.length) == (40, -1, 20)
    assert "month 40" in found.words
    assert "the recording system changed" in found.words
    assert "Somebody has to say so" in found.words


def test_a_rise_is_proposed_too() -> None:
    (found,) = propose(series(150), KNOWN, PERIODS)
    assert found.side == 1
    assert "above the old level" in found.words


def test_nothing_is_proposed_without_a_lasting_run() -> None:
    back = series(60)
    back[50:] = 120
    short = series(60)[:46]
    for values in (series(100), back, short):
        assert not list(propose(values, KNOWN, PERIODS))


def test_nothing_is_proposed_without_a_known_change() -> None:
    assert not list(propose(series(60), {}, PERIODS))
    nothing_before = np.append(np.full(40, np.nan), np.full(20, 60.0))
    assert not list(propose(nothing_before, KNOWN, PERIODS))


def test_a_rebase_has_a_reason_and_a_name() -> None:
    assert Rebase(40, "new system", "A. Analyst").person == "A. Analyst"
    with pytest.raises(ValueError, match="needs its reason"):
        Rebase(40, "  ", "A. Analyst")
    with pytest.raises(ValueError, match="needs its person"):
        Rebase(40, "new system", "")
    with pytest.raises(ValueError, match="second point"):
        Rebase(0, "new system", "A. Analyst")
