"""The rules of a verdict, as a table of cases and as properties."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.impact.estimate import Estimate
from headwater.core.impact.verdict import (
    FAR,
    POOR_FIT,
    STANDS_OUT,
    Evidence,
    Kind,
    Verdict,
    judge,
    leaves_out_hope,
)


def found(percent: float, se: float = 0.04, expected: float = 500, p: float = 0.0):
    effect = float(np.log1p(percent / 100))
    return Estimate(
        method="Poisson imputation",
        log_effect=effect,
        se=se,
        freedom=30,
        p=p,
        observed=expected * (1 + percent / 100),
        expected=expected,
    )


def firm(percent: float = -20.0, **changed: object) -> Evidence:
    """All that can be looked at was, and nothing speaks against it."""
    estimate = found(percent)
    usual = {
        "estimate": estimate,
        "second": replace(estimate, method="group-time effects", se=0.06),
        "other_areas": 0.01,
        "other_dates": 0.02,
        "steadied": -4.0,
        "fit": 1.1,
        "chosen_by_figures": True,
        "again": replace(estimate, se=0.05),
        "hoped": -20.0,
    }
    return Evidence(**(usual | changed))


def unsure(percent: float = -3.0, se: float = 0.04, **changed: object) -> Evidence:
    usual = {"estimate": found(percent, se), "hoped": -20.0}
    return Evidence(**(usual | changed))


# Cases ----------------------------------------------------------------------------

AGAINST = {
    "Other areas": firm(other_areas=0.11),
    "Other dates": firm(steadied=-1.9),
    "Before the start": firm(fit=2.1),
    "A second method": firm(second=found(-40)),
    "Falling back by itself": firm(again=found(-4, p=0.3)),
    "Changes in recording": firm(alone=True),
}


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        (firm(-20), Kind.LOWER),
        (firm(20), Kind.HIGHER),
        (firm(hoped=None), Kind.LOWER),
        (firm(hoped=20.0), Kind.LOWER),  # firm the other way is said
        (Evidence(estimate=found(-20)), Kind.LOWER),  # nothing else was looked at
        (firm(selection_known=False, chosen_by_figures=False), Kind.LOWER),
        *[(each, Kind.CANNOT_TELL) for each in AGAINST.values()],
        (firm(second=found(2)), Kind.CANNOT_TELL),  # the other way
        (firm(again=None), Kind.CANNOT_TELL),
        (firm(again=found(20)), Kind.CANNOT_TELL),
        (unsure(), Kind.NO_SIGN),  # hoped outside the interval
        (unsure(-15, se=0.1), Kind.CANNOT_TELL),  # hoped inside
        (unsure(3, hoped=20.0), Kind.NO_SIGN),
        (unsure(12, se=0.1, hoped=20.0), Kind.CANNOT_TELL),
        (unsure(hoped=None), Kind.CANNOT_TELL),
        (unsure(hoped=0.0), Kind.CANNOT_TELL),
        (unsure(hoped=-100.0), Kind.CANNOT_TELL),
        (unsure(alone=True), Kind.CANNOT_TELL),
        # What does not stand out does not speak against there being nothing.
        (unsure(other_areas=0.8, steadied=0.1, other_dates=0.9), Kind.NO_SIGN),
        (unsure(second=found(9), fit=3.0), Kind.NO_SIGN),
    ],
)
def test_rules(evidence: Evidence, kind: Kind) -> None:
    assert judge(evidence).kind is kind


@pytest.mark.parametrize("name", AGAINST)
def test_the_one_check_against_is_named(name: str) -> None:
    assert [check.name for check in judge(AGAINST[name]).against] == [name]


@pytest.mark.parametrize(
    ("field", "at_the_edge", "beyond"),
    [
        ("other_areas", STANDS_OUT, STANDS_OUT + 0.001),
        ("steadied", -FAR - 0.001, -FAR),
        ("fit", POOR_FIT, POOR_FIT + 0.001),
    ],
)
def test_edges(field: str, at_the_edge: float, beyond: float) -> None:
    assert judge(firm(**{field: at_the_edge})).kind is Kind.LOWER
    assert judge(firm(**{field: beyond})).kind is Kind.CANNOT_TELL


@pytest.mark.parametrize(("p", "kind"), [(0.1, Kind.LOWER), (0.11, Kind.CANNOT_TELL)])
def test_the_refit_is_asked_in_one_direction(p: float, kind: Kind) -> None:
    assert judge(firm(again=found(-9, se=0.055, p=p))).kind is kind


def test_every_check_that_was_made_is_told() -> None:
    verdict = judge(firm(alone=True))
    assert {check.name for check in verdict.checks} == {*AGAINST, "The interval"}
    assert all(check.speaks is not None for check in verdict.checks)
    assert [c.name for c in judge(Evidence(estimate=found(-20))).checks] == [
        "The interval"
    ]


def test_checks_are_sentences() -> None:
    for evidence in (firm(), *AGAINST.values(), unsure(), firm(again=None)):
        for check in judge(evidence).checks:
            assert check.says[0].isupper(), check
            assert check.says.endswith("."), check
            assert ".." not in check.says, check


def test_few_are_told_in_counts_and_not_in_percent() -> None:
    few = found(-50, se=0.3, expected=12)
    evidence = firm(estimate=few, second=few, again=few)
    told = {check.name: check.says for check in judge(evidence).checks}
    assert told["The interval"] == (
        "The 95% interval runs from 3 to 11. The 12 expected lie outside it."
    )
    assert "6 where 12 were expected" in told["A second method"]
    assert "6 where 12 were expected" in told["Falling back by itself"]


def test_a_bound_short_of_zero_is_not_written_as_zero() -> None:
    effect, freedom_t = np.log(0.9), 2.042
    se = (abs(effect) - 0.003) / freedom_t
    says = judge(Evidence(estimate=found(-10, se=se))).checks[0].says
    assert "to -0.3%" in says
    assert "outside" in says


# Properties -----------------------------------------------------------------------

effects = st.floats(-80, 200)
errors = st.floats(0.001, 2)
estimates = st.builds(
    found,
    percent=effects,
    se=errors,
    expected=st.floats(0.5, 1e6),
    p=st.floats(0, 1),
)
maybe = st.none() | estimates
shares = st.none() | st.floats(0, 1)
evidences = st.builds(
    Evidence,
    estimate=estimates,
    second=maybe,
    other_areas=shares,
    other_dates=shares,
    steadied=st.floats(-9, 9),
    fit=st.none() | st.floats(0, 9),
    chosen_by_figures=st.booleans(),
    selection_known=st.booleans(),
    again=maybe,
    alone=st.booleans(),
    hoped=st.none() | st.floats(-150, 150),
)


@given(evidences)
def test_an_unshared_change_in_recording_is_never_a_claim(evidence: Evidence) -> None:
    assert judge(replace(evidence, alone=True)).kind is Kind.CANNOT_TELL


@given(evidences)
def test_a_claim_is_firm_and_nothing_speaks_against_it(evidence: Evidence) -> None:
    verdict = judge(evidence)
    low, high = evidence.estimate.interval
    if verdict.kind is Kind.LOWER:
        assert high < 0
    if verdict.kind is Kind.HIGHER:
        assert low > 0
    if verdict.kind in (Kind.LOWER, Kind.HIGHER):
        assert not verdict.against
        assert not evidence.alone


@given(evidences)
def test_no_sign_leaves_out_the_hope_and_takes_in_zero(evidence: Evidence) -> None:
    if judge(evidence).kind is not Kind.NO_SIGN:
        return
    low, high = evidence.estimate.interval
    assert low <= 0 <= high
    assert evidence.hoped
    assert not low <= np.log1p(evidence.hoped / 100) <= high


@given(evidences)
def test_where_nobody_said_what_is_hoped_there_is_no_no_sign(
    evidence: Evidence,
) -> None:
    assert judge(replace(evidence, hoped=None)).kind is not Kind.NO_SIGN


@given(estimates, st.floats(1, 99))
def test_a_larger_hope_is_left_out_where_a_smaller_one_is(
    estimate: Estimate, hoped: float
) -> None:
    smaller = Evidence(estimate=estimate, hoped=-hoped / 2)
    larger = Evidence(estimate=estimate, hoped=-hoped)
    assert leaves_out_hope(larger) or not leaves_out_hope(smaller)


@given(evidences)
def test_one_more_check_never_makes_a_claim(evidence: Evidence) -> None:
    """Claims with everything looked at are claims without, and the same."""
    bare = replace(
        evidence,
        second=None,
        other_areas=None,
        other_dates=None,
        fit=None,
        chosen_by_figures=False,
        alone=False,
    )
    whole = judge(evidence).kind
    if whole in (Kind.LOWER, Kind.HIGHER):
        assert judge(bare).kind is whole


@given(evidences)
def test_the_kind_does_not_depend_on_the_order_of_checks(evidence: Evidence) -> None:
    verdict = judge(evidence)
    turned = Verdict(verdict.kind, verdict.checks[::-1])
    assert set(turned.against) == set(verdict.against)
    names = [check.name for check in verdict.checks]
    assert len(names) == len(set(names))
    if evidence.estimate.firm:
        claimed = verdict.kind in (Kind.LOWER, Kind.HIGHER)
        assert claimed is not any(c.speaks is False for c in verdict.checks)


def mirrored(estimate: Estimate | None) -> Estimate | None:
    if estimate is None:
        return None
    return replace(estimate, log_effect=-estimate.log_effect)


@given(evidences.filter(lambda e: e.hoped is None or -99 < e.hoped < 1e3))
def test_a_rise_is_judged_as_a_fall_is(evidence: Evidence) -> None:
    hoped = evidence.hoped
    other = replace(
        evidence,
        estimate=mirrored(evidence.estimate),
        second=mirrored(evidence.second),
        again=mirrored(evidence.again),
        steadied=-evidence.steadied,
        hoped=None if hoped is None else float(np.expm1(-np.log1p(hoped / 100)) * 100),
    )
    swap = {Kind.LOWER: Kind.HIGHER, Kind.HIGHER: Kind.LOWER}
    kind = judge(evidence).kind
    edge = (
        hoped
        and np.isclose(
            np.log1p(hoped / 100), evidence.estimate.interval, atol=1e-9
        ).any()
    )
    if not edge:
        assert judge(other).kind is swap.get(kind, kind)
