"""What could be seen on one's own past, when, and what is said where nothing could."""

from itertools import combinations

import numpy as np
import pytest

from headwater.core.impact import placebo_power
from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.placebo_power import Placebo, placebo, placebo_table
from headwater.core.impact.placebo_when import (
    Words,
    smallest_sentence,
    when,
    when_sentence,
)


RAPE = Words(what="recorded rape", area="borough", areas="boroughs")


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def history(mean: float = 20.0, areas: int = 20, months: int = 60) -> np.ndarray:
    return chance(7).poisson(mean, (areas, months)).astype(float)


def test_on_pure_chance_the_spread_is_that_of_the_formula() -> None:
    found = placebo(history(200, areas=40, months=200), 4, 12, chance())
    against_the_rest = np.sqrt(1 + 4 / 36)
    assert found.over_poisson == pytest.approx(against_the_rest, rel=0.05)
    assert found.sd_log == pytest.approx(
        np.sqrt((1 / 24 + 1 / 12) / 800) * against_the_rest, rel=0.05
    )


def test_where_few_actions_are_possible_each_is_made_once() -> None:
    counts = history(areas=6, months=31)
    found = placebo(counts, 2, 6, chance())
    again = placebo(counts, 2, 6, chance(99))
    assert (found.draws, found.starts) == (15 * 2, 2)
    assert found == again
    changes = [
        np.log(counts[list(pair), at : at + 6].sum())
        - np.log(counts[list(pair), at - 24 : at].sum())
        - np.log(np.delete(counts, pair, 0)[:, at : at + 6].sum())
        + np.log(np.delete(counts, pair, 0)[:, at - 24 : at].sum())
        for pair in combinations(range(6), 2)
        for at in (24, 25)
    ]
    assert found.sd_log == pytest.approx(np.std(changes, ddof=1))


def test_the_smallest_fall_is_the_spread_taken_2_8_times() -> None:
    found = placebo(history(), 4, 12, chance())
    assert found.smallest == pytest.approx(100 * (1 - np.exp(-2.8 * found.sd_log)))
    assert found.draws == 3_000
    assert found.expected == pytest.approx(4 * 12 * 20, rel=0.05)


def test_a_fall_of_that_size_is_seen_four_times_in_five() -> None:
    counts = history(30, areas=30, months=80)
    found = placebo(counts, 5, 12, chance())
    effect = np.log(1 - found.smallest / 100)
    seen = []
    for seed in range(1_500):
        rng = chance(seed)
        area, at = rng.choice(30, 5, replace=False), rng.integers(24, 69)
        rest = np.delete(counts, area, 0)
        change = (
            np.log(counts[area, at : at + 12].sum() / rest[:, at : at + 12].sum())
            - np.log(counts[area, at - 24 : at].sum() / rest[:, at - 24 : at].sum())
            + effect
        )
        seen.append(change < -1.96 * found.sd_log)
    assert np.mean(seen) == pytest.approx(0.8, abs=0.05)


def test_the_answer_is_the_same_in_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = placebo(history(), 4, 12, chance())
    monkeypatch.setattr(placebo_power, "BLOCK", 2_000)
    parts = placebo(history(), 4, 12, chance())
    assert parts.draws == whole.draws
    assert parts.sd_log == pytest.approx(whole.sd_log, rel=0.08)


def test_more_areas_and_more_months_show_smaller_falls() -> None:
    table = placebo_table(history(), chance(), areas=(1, 4, 8), months=(6, 24))
    size = {(cell.areas, cell.after): cell.smallest for cell in table}
    assert size[1, 6] > size[4, 6] > size[8, 6]
    assert all(size[k, 6] > size[k, 24] for k in (1, 4, 8))


def test_no_action_is_made_across_a_break() -> None:
    counts = history(100, months=90)
    counts[:7, 45:] *= 3  # recorded otherwise, in some areas alone
    across = placebo(counts, 4, 12, chance())
    within = placebo(counts, 4, 12, chance(), breaks=(45,))
    assert across.smallest > 25
    assert within.smallest < 12
    assert within.starts == (45 - 36 + 1) + (90 - 45 - 36 + 1)


def test_a_table_leaves_out_what_the_history_is_too_short_for() -> None:
    table = placebo_table(
        history(months=40), chance(), areas=(1, 4), months=(6, 12, 24)
    )
    assert [(cell.areas, cell.after) for cell in table] == [
        (1, 6),
        (1, 12),
        (4, 6),
        (4, 12),
    ]


def test_a_few_empty_draws_are_borne() -> None:
    counts = history(0.5, areas=20)
    found = placebo(counts, 1, 12, chance())
    assert np.isfinite(found.sd_log)
    assert found.smallest > 60


def gap() -> np.ndarray:
    counts = history()
    counts[3, 5] = np.nan
    return counts


def below() -> np.ndarray:
    counts = history()
    counts[3, 5] = -1
    return counts


BAD = {
    "gap": (gap(), 4, 12, "has 1 gap"),
    "below zero": (below(), 4, 12, "below zero"),
    "all zero": (history(0), 4, 12, "Nothing was recorded"),
    "never moves": (np.ones((9, 60)), 4, 12, "never move"),
    "one area": (history(areas=1), 1, 12, "at least 5 areas.*there is 1"),
    "few areas": (history(areas=4), 1, 12, "there are 4"),
    "all treated": (history(), 20, 12, "20 of 20 areas"),
    "none treated": (history(), 0, 12, "nothing to measure"),
    "too short": (history(months=35), 4, 12, "make 36; the history has 35"),
    "no month": (history(), 4, 0, "a month before, and one after"),
    "too rare": (history(0.05), 1, 6, "nothing at all was recorded"),
}


@pytest.mark.parametrize("name", BAD)
def test_where_nothing_can_be_said_there_is_a_reason(name: str) -> None:
    counts, areas, after, words = BAD[name]
    with pytest.raises(CannotEstimate, match=words):
        placebo(counts, areas, after, chance())
    with pytest.raises(CannotEstimate, match=words):
        placebo_table(counts, chance(), areas=(areas,), months=(after,))
    with pytest.raises(CannotEstimate, match=words):
        when(counts, areas, 20, chance(), months=(after,))


def test_breaks_everywhere_leave_nothing() -> None:
    with pytest.raises(CannotEstimate, match="36 months in a row"):
        placebo(history(), 4, 12, chance(), breaks=(20, 40))


@pytest.mark.parametrize("hoped", [0, 100, -140])
def test_a_fall_that_is_none_is_refused(hoped: float) -> None:
    with pytest.raises(CannotEstimate, match="cannot be looked for"):
        when(history(), 4, hoped, chance())


def test_the_fewest_months_are_named() -> None:
    counts = history()
    found = when(counts, 4, -15, chance(), months=(12, 3, 24, 48))
    assert [cell.after for cell in found.tried] == [3, 12, 24]  # 48 do not fit
    assert found.months == 12
    assert found.tried[0].smallest > 15 >= found.tried[1].smallest
    assert when_sentence(found, RAPE) == (
        "A fall of 15% in recorded rape in 4 boroughs could be seen after 12 months, "
        "four times out of five."
    )


def test_failing_that_the_fewest_areas_are() -> None:
    found = when(history(), 1, 12, chance(), months=(6, 12))
    assert found.months is None
    assert found.wider is not None
    assert 4 <= found.wider.areas <= 8
    assert found.wider.smallest <= 12
    fewer = placebo(history(), found.wider.areas - 1, 12, chance(5)).smallest
    assert fewer > 12 * 0.95
    assert when_sentence(found, RAPE) == (
        "A fall of 12% in recorded rape could not be seen in 1 borough within 12 "
        f"months. It could in {found.wider.areas} boroughs, after 12 months."
    )


def test_failing_both_the_smallest_fall_is_said() -> None:
    found = when(history(), 4, 2, chance(), months=(6,))
    assert (found.months, found.wider, found.best.areas) == (None, None, 10)
    assert when_sentence(found, RAPE) == (
        "A fall of 2% in recorded rape could not be seen within 6 months, neither in 4 "
        "boroughs nor in more. With 10 boroughs and 6 months, the smallest fall in "
        f"recorded rape you could see is {found.best.smallest:.0f}%."
    )


def test_most_areas_have_no_more_to_add() -> None:
    found = when(history(), 15, 2, chance(), months=(6,))
    assert (found.wider, found.best.areas) == (None, 15)


def cell(**changed: float) -> Placebo:
    known = {"areas": 4, "after": 12, "before": 24, "sd_log": 0.0546}
    rest = {"over_poisson": 1.2, "expected": 768.0, "starts": 24, "draws": 3_000}
    return Placebo(**{**known, **rest, **changed})


def test_the_sentence_on_a_plan() -> None:
    assert smallest_sentence(cell(), RAPE) == (
        "With 4 boroughs and 12 months, the smallest fall in recorded rape you could "
        "see is 14%."
    )
    assert smallest_sentence(cell(areas=1, after=1), Words(what="homicide")) == (
        "With 1 area and 1 month, the smallest fall in homicide you could see is 14%."
    )


def test_no_percentage_on_a_base_under_twenty() -> None:
    assert smallest_sentence(cell(areas=1, expected=19.4), RAPE) == (
        "With 1 borough and 12 months, the count of recorded rape would be about 19: "
        "too few for a change in percent."
    )
