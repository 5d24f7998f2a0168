"""From plan and figures to the verdict, where the truth is known.

A moderate sample; the whole tables are printed by tests/support/verdicts_measured.py.
"""

from __future__ import annotations

from functools import cache

import pytest
from made_series import CONDITIONS
from verdicts_measured import (
    FIRM,
    Row,
    Told,
    by_condition,
    declared,
    fixed,
    many,
    series,
    unshared,
)
from verdicts_measured import row as summed

from headwater.core.impact.design_reasons import NEAR
from headwater.core.impact.verdict import Kind


SEED = 9_041
SIZES = (-0.1, -0.2)


@cache
def panels() -> Row:
    return summed("panels", many(4, SEED, (0.0, *SIZES)), SIZES)


@cache
def supplied() -> tuple[Told, ...]:
    return tuple(fixed())


@cache
def one_series() -> dict[str, Row]:
    return {each.name: each for each in by_condition(series(24, SEED, (0.0, -0.2)))}


@pytest.mark.slow
def test_few_claims_where_nothing_happened() -> None:
    assert panels().count == 144
    assert panels().unanswered == 0
    assert panels().claimed <= 0.1


@pytest.mark.slow
def test_true_falls_are_found_by_the_verdict() -> None:
    assert panels().found[-0.2] >= 0.95
    assert panels().found[-0.1] >= 0.6


@pytest.mark.slow
def test_intervals_hold_the_truth() -> None:
    assert panels().held >= 0.9
    assert panels().held_by["worst_first"] >= 0.85


@pytest.mark.slow
def test_no_sign_is_hardly_ever_said_of_what_was_hoped_for_and_came() -> None:
    assert panels().no_sign[-0.2] <= 0.03
    assert panels().no_sign[0.0] >= 0.8


@pytest.mark.slow
def test_checks_stop_few_true_falls() -> None:
    """Or they would cost more than the claims that they save."""
    assert sum(panels().cost[-0.1].values()) <= 0.1 * 48
    assert sum(panels().cost[-0.2].values()) <= 0.05 * 48


@pytest.mark.slow
def test_the_supplied_panels_as_a_fixed_sample() -> None:
    found = summed("supplied", supplied())
    assert found.count == 40
    assert found.unanswered == 0
    assert found.claimed <= 0.1
    assert found.found[-0.2] == 1.0
    assert found.found[-0.1] >= 0.6
    assert found.no_sign[-0.2] == 0.0
    wrong = (each for each in supplied() if each.effect < 0)
    assert not any(each.kind is Kind.HIGHER for each in wrong)


@pytest.mark.slow
@pytest.mark.parametrize("apart", [(0,), tuple(range(-NEAR, NEAR + 1))])
def test_a_change_that_only_treated_areas_have_is_never_a_claim(
    apart: tuple[int, ...],
) -> None:
    found = list(unshared(1, SEED, apart=apart))
    assert len(found) == 16
    assert all(each.kind is Kind.CANNOT_TELL for each in found)
    assert all(each.why_not or "Changes in recording" in each.against for each in found)


@pytest.mark.slow
def test_undeclared_the_same_change_would_be_claimed() -> None:
    """So that the one before is known to be hard."""
    found = [each for each in unshared(1, SEED, known=False) if each.effect == 0]
    assert sum(each.kind in FIRM for each in found) >= 0.75 * len(found)


@pytest.mark.slow
def test_changes_in_a_third_of_the_areas_are_no_claims() -> None:
    found = summed("declared", declared(1, SEED))
    assert found.claimed <= 0.1


@pytest.mark.slow
@pytest.mark.parametrize("condition", CONDITIONS)
def test_one_series_alone(condition: str) -> None:
    found = one_series()[condition]
    if condition == "recording_same_month":
        assert found.unanswered == found.count
        assert found.claimed == 0.0
        assert found.no_sign == {0.0: 0.0, -0.2: 0.0}
        return
    assert found.claimed <= 0.15  # of 24: one standard error above the target
    assert found.no_sign[-0.2] <= 0.1


@pytest.mark.slow
def test_few_claims_over_all_series() -> None:
    rows = [one_series()[each] for each in CONDITIONS]
    answered = [each for each in rows if each.unanswered == 0]
    assert len(answered) == 6
    assert sum(each.claimed for each in answered) / 6 <= 0.1
