"""How a design is run: when, on what, and against what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from asked_of import AREAS, MONTHS, START, change, figures, treatment

from headwater.core.impact.design import Design, Method, propose
from headwater.core.impact.evaluate import Evaluated, evaluate, panel_of, steps_of
from headwater.core.impact.imputation import imputation
from headwater.core.impact.panel import NEVER
from headwater.core.impact.treatment import Figures
from headwater.core.impact.verdict import Kind


FALL = {"A": 0.6, "B": 0.6}


def design(found: Figures, **changed: object) -> Design:
    return propose(treatment(**changed), found, ())


def run(found: Figures, seed: int = 1, **changed: object) -> Evaluated:
    return evaluate(design(found, **changed), found, np.random.default_rng(seed))


def up_to(found: Figures, month: str) -> Figures:
    end = MONTHS.index(month) + 1
    return replace(found, months=MONTHS[:end], counts=found.counts[:, :end])


def with_gaps(found: Figures, area: str, months: slice) -> Figures:
    counts = found.counts.copy()
    counts[AREAS.index(area), months] = np.nan
    return replace(found, counts=counts)


def checks(found: Evaluated) -> dict[str, bool | None]:
    assert found.verdict
    return {check.name: check.speaks for check in found.verdict.checks}


# When -----------------------------------------------------------------------------


def test_it_is_never_judged_before_its_time() -> None:
    early = run(up_to(figures(change=FALL), "2023-04"))
    assert early.estimate is early.verdict is early.picture is None
    assert early.kind is Kind.CANNOT_TELL
    assert early.why_not == (
        "It will be judged when the figures to May 2023 are there. They now go to "
        "April 2023."
    )
    assert run(up_to(figures(change=FALL), "2023-05")).kind is Kind.LOWER


def test_later_figures_change_nothing() -> None:
    """Or whoever waits for the answer that pleases would find it."""
    whole, ended = figures(change=FALL), up_to(figures(change=FALL), "2023-05")
    assert run(whole).estimate == run(ended).estimate


def test_the_same_seed_gives_the_same_answer() -> None:
    found = figures(change={"A": 0.85, "B": 0.85})
    one, two = run(found), run(found)
    assert one.estimate == two.estimate
    assert one.verdict == two.verdict
    assert np.array_equal(one.placebos, two.placebos)


# The panel ------------------------------------------------------------------------


def test_the_panel_has_the_areas_and_months_of_the_design() -> None:
    found = figures()
    made = design(found, compared_with=tuple("CDEFH"), before=24)
    panel = panel_of(made, found)
    assert panel.areas == ("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Larch")
    assert (panel.months[0], panel.months[-1]) == ("2020-06", "2023-05")
    assert panel.starts.tolist() == [24, 24, *[NEVER] * 5]
    rows = [AREAS.index(each) for each in "ABCDEFH"]
    first = MONTHS.index("2020-06")
    assert np.array_equal(panel.counts, found.counts[rows, first : first + 36])


def test_the_picture_is_the_sums_of_the_panel() -> None:
    found = figures(change=FALL)
    made = run(found)
    panel = panel_of(made.design, found)
    assert made.picture.months == panel.months
    assert made.picture.start == START
    sums = panel.counts[panel.ever].sum(axis=0)
    assert made.picture.observed == pytest.approx(sums)
    expected = imputation(panel).expected[panel.ever].sum(axis=0)
    assert made.picture.expected == pytest.approx(expected)
    after = panel.months.index(START)
    assert made.picture.observed[after:].sum() == pytest.approx(made.estimate.observed)
    assert made.picture.expected[after:].sum() == pytest.approx(made.estimate.expected)


# Changes in recording -------------------------------------------------------------


def test_a_change_in_some_areas_is_a_step_of_each_from_its_month() -> None:
    found = figures((change("2020-03", "A", "D"), change("2021-03", "D")))
    made = design(found)
    panel = panel_of(made, found)
    steps = steps_of(made, panel)
    one, two = panel.months.index("2020-03"), panel.months.index("2021-03")
    ash, elm = steps[0], steps[panel.areas.index("Elm")]
    assert set(ash[:one]) == {0}
    assert len(set(ash[one:])) == 1
    assert [len(set(part)) for part in (elm[:one], elm[one:two], elm[two:])] == [1] * 3
    groups = np.unique(steps)
    assert groups.tolist() == [0, 1, 2, 3]  # in a row: each other one costs time
    assert not steps[[1, 2]].any()


def test_steps_do_not_hang_on_the_order_of_the_register() -> None:
    breaks = (change("2021-03", "D"), change("2020-03", "A", "D"))
    made = design(figures(breaks))
    turned = design(figures(breaks[::-1]))
    panel = panel_of(made, figures(breaks))
    assert np.array_equal(steps_of(made, panel), steps_of(turned, panel))


def test_a_change_that_all_share_needs_no_step() -> None:
    found = figures((change("2020-03"),))
    assert steps_of(design(found), panel_of(design(found), found)) is None


def test_a_jump_in_some_areas_is_not_the_actions() -> None:
    quiet = figures((change("2021-01", "A"),))
    counts = quiet.counts.copy()
    counts[0, MONTHS.index("2021-01") :] *= 2
    jumped = replace(quiet, counts=counts)
    assert abs(run(jumped).estimate.percent) < 15
    assert run(replace(jumped, breaks=())).estimate.percent > 15


@pytest.mark.parametrize("method", ["", "series", "mixture"])
def test_a_change_near_the_start_that_others_lack_is_never_a_claim(method: str) -> None:
    for areas in (("A",), ("A", "C", "D")):
        found = figures((change("2022-05", *areas),), change={"A": 0.4})
        made = run(found, starts={"A": START}, method=method)
        assert made.kind is Kind.CANNOT_TELL
        assert made.why_not or made.verdict.against


def test_a_change_that_all_share_can_be_lived_with() -> None:
    found = figures((change(START),), change=FALL)
    counts = found.counts.copy()
    counts[:, MONTHS.index(START) :] *= 2
    assert run(replace(found, counts=counts)).kind is Kind.LOWER


# Gaps -----------------------------------------------------------------------------


def test_a_few_gaps_cost_the_second_opinion_and_not_the_estimate() -> None:
    found = with_gaps(figures(change=FALL), "A", slice(10, 14))
    made = run(found)
    assert made.kind is Kind.LOWER
    assert "A second method" not in checks(made)
    assert "A second method" in checks(run(figures(change=FALL)))


def test_an_area_without_anything_before_is_refused_by_its_name() -> None:
    made = run(with_gaps(figures(), "A", slice(0, MONTHS.index(START))))
    assert made.estimate is None
    assert "no figure before the action began in Ash" in made.why_not


def test_nothing_counted_at_all_is_refused() -> None:
    found = figures()
    counts = found.counts.copy()
    counts[:2] = 0
    made = run(replace(found, counts=counts))
    assert "No event was recorded" in made.why_not


# Areas that were chosen by their figures ------------------------------------------


def test_areas_chosen_by_figures_are_judged_again_without_the_year_before() -> None:
    found = figures(change=FALL)
    assert checks(run(found, selection="worst-first"))["Falling back by itself"] is True
    assert checks(run(found, selection="recent-rise"))["Falling back by itself"] is True
    assert "Falling back by itself" not in checks(run(found, selection="need"))
    assert checks(run(found, selection=""))["Falling back by itself"] is None


def test_what_is_only_a_spike_before_is_not_claimed() -> None:
    found = figures()
    counts = found.counts.copy()
    start = MONTHS.index(START)
    counts[:2, start - 12 : start] = np.round(counts[:2, start - 12 : start] * 1.8)
    made = run(replace(found, counts=counts), selection="recent-rise", before=24)
    assert made.estimate.firm
    assert made.kind is Kind.CANNOT_TELL
    assert checks(made)["Falling back by itself"] is False


def test_with_no_more_than_that_year_nothing_is_claimed() -> None:
    made = run(figures(change=FALL), selection="worst-first", before=12)
    assert checks(made)["Falling back by itself"] is False
    assert made.kind is Kind.CANNOT_TELL


# Methods --------------------------------------------------------------------------


def test_one_series() -> None:
    found = figures(change=FALL)
    made = run(found, method="series")
    assert made.design.method is Method.SERIES
    assert made.estimate.method == "interrupted series"
    assert made.kind is Kind.LOWER
    assert checks(made) == {"The interval": True, "Other dates": True}
    span = slice(0, MONTHS.index(made.design.last) + 1)
    assert np.array_equal(made.picture.observed, found.counts[:2, span].sum(axis=0))
    assert len(made.picture.expected) == len(made.picture.months)


def test_a_series_is_not_upset_by_changes_in_other_areas() -> None:
    """One near the start would be refused, were it its own."""
    found = figures(change=FALL)
    elsewhere = figures((change(START, "C"), change("2020-05", "D")), change=FALL)
    made = run(elsewhere, method="series")
    assert made.estimate == run(found, method="series").estimate


def test_two_changes_in_a_month_are_one_step() -> None:
    twice = (change("2020-05", "A"), change("2020-05", "B"))
    one = run(figures((change("2020-05"),), change=FALL), method="series")
    two = run(figures(twice, change=FALL), method="series")
    assert two.estimate == one.estimate


def test_a_mixture_is_judged_by_a_mixture() -> None:
    found = figures(change={"A": 0.5})
    made = run(found, method="mixture", starts={"A": START})
    assert made.estimate.method == "synthetic control"
    assert made.kind is Kind.LOWER
    assert len(made.placebos) == 9
    assert "by imputation" in str(made.verdict.checks)
    after = made.picture.months.index(START)
    assert made.picture.observed[after:].sum() == made.estimate.observed
    assert made.picture.expected[after:].sum() == pytest.approx(made.estimate.expected)
    assert checks(made)["Before the start"] is True


def test_one_area_among_others_has_a_mixture_for_a_second_opinion() -> None:
    made = run(figures(change={"A": 0.5}), starts={"A": START})
    assert made.estimate.method == "Poisson imputation"
    assert "synthetic control" in str(made.verdict.checks)


@pytest.mark.parametrize("method", ["", "series"])
def test_nothing_is_claimed_where_nothing_happened(method: str) -> None:
    kinds = [run(figures(seed=seed), method=method).kind for seed in range(12)]
    assert sum(kind in (Kind.LOWER, Kind.HIGHER) for kind in kinds) <= 2
    assert Kind.NO_SIGN in kinds
