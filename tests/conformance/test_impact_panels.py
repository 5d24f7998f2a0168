"""Estimates across areas: known results, and panels whose truth is known."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import numpy as np
import pytest
from impact_measured import METHODS, Judged, judged, permutation_claims, row
from made_panels import CONDITIONS, SELECTIONS, SPIKE, make, many
from supplied_panels import effect_of, rows, supplied, table

from headwater.core.impact.group_time import group_time
from headwater.core.impact.imputation import fitted, imputation
from headwater.core.impact.naive import before_and_after
from headwater.core.impact.panel import Panel
from headwater.core.impact.two_way import imputed, linear, plain, poisson


KIND = "staggered difference in differences"


@cache
def known() -> dict[tuple[str, str, str], tuple[float, float]]:
    """What our own code says of every known result: the value and its error."""
    return dict([*_mpdta().items(), *_castle().items()])


def _mpdta() -> dict[tuple[str, str, str], tuple[float, float]]:
    years, found, starts = table(
        "data_mpdta.csv", "countyreal", ("lemp",), "first_treat"
    )
    jobs, treated = found["lemp"], _treated(starts, len(years))
    answers = {}
    for how, name in (("never", "never treated"), ("not_yet", "not yet treated")):
        method = f"group-time effect, {name}, varying base, no covariates"
        every = group_time(jobs, starts, how)
        for at, effect in enumerate(every.effect):
            pair = f"ATT({years[every.group[at]]},{years[every.time[at]]})"
            answers["mpdta", method, pair] = (effect, every.se[at])
    left, since = imputed(jobs, treated), np.arange(len(years)) - starts[:, None]
    whole = "two-stage / imputation, all treated cells"
    answers["mpdta", whole, "average effect"] = (left[treated].mean(), np.nan)
    for place in range(4):
        mean = left[treated & (since == place)].mean()
        key = ("mpdta", "two-stage / imputation", f"event time {place}")
        answers[key] = (mean, np.nan)
    found_by = linear(jobs, treated.astype(float))
    method = (
        "two-way fixed effects, cluster by county, county effects not counted in the "
        "small-sample factor"
    )
    answers["mpdta", method, "D"] = (found_by.value, found_by.se * found_by.factor**0.5)
    return answers


def _castle() -> dict[tuple[str, str, str], tuple[float, float]]:
    columns = ("l_homicide", "popwt", "homicide_count")
    years, found, starts = table("data_castle.csv", "sid", columns, "first_treat")
    treated = _treated(starts, len(years))
    dose, answers = treated.astype(float), {}
    for name, weights in (("unweighted", None), ("population weights", found["popwt"])):
        fit = linear(found["l_homicide"], dose, weights)
        method = (
            f"two-way fixed effects on log homicide rate, {name}, cluster by state, "
            "state effects not counted"
        )
        answers["castle", method, "treated"] = (fit.value, fit.se * fit.factor**0.5)
    fit = poisson(found["homicide_count"], dose)
    method = (
        "Poisson fixed effects on homicide counts (state and year effects, no offset: "
        "population constant), cluster by state, no small-sample factor"
    )
    answers["castle", method, "treated"] = (fit.value, fit.se)
    method = "group-time effects on log homicide rate, never treated, unweighted, "
    method += "varying base"
    for since, mean in group_time(found["l_homicide"], starts).by_since().items():
        answers["castle", method, f"event time {since}"] = (mean.value, mean.se)
    names = tuple(str(at) for at in range(len(starts)))
    months = tuple(str(year) for year in years)
    ours = imputation(Panel(names, months, found["homicide_count"], starts)).estimate
    method = (
        "Poisson imputation on counts: total observed over total predicted in treated "
        "cells, minus one"
    )
    answers["castle", method, "relative effect"] = (ours.percent / 100, np.nan)
    return answers


def _treated(starts: np.ndarray, years: int) -> np.ndarray:
    return (np.arange(years) >= starts[:, None]) & (starts >= 0)[:, None]


def test_every_known_result_is_met() -> None:
    wanted = [each for each in rows("known_results.csv") if each["kind"] == KIND]
    assert len(wanted) == 43
    for each in wanted:
        key = (each["case"], each["method"], each["quantity"])
        value, se = known()[key]
        absolute, relative = _tolerances(each["tolerance"])
        assert abs(value - float(each["value"])) <= absolute, (key, value)
        if each["se"]:
            assert abs(se / float(each["se"]) - 1) <= relative, (key, se)


def _tolerances(words: str) -> tuple[float, float]:
    absolute = re.search(r"([\d.e-]+) absolute", words)
    relative = re.search(r"([\d.e-]+) relative", words)
    assert absolute, words
    return float(absolute[1]), float(relative[1]) if relative else 0.0


def texture(panel: Panel, effect: np.ndarray) -> dict[str, float]:
    """What a panel is like apart from what the action did."""
    plain_counts = panel.counts / np.exp(effect)
    every = np.ones(panel.counts.shape, dtype=bool)
    mean = fitted(plain_counts, every, plain(every.shape))
    off = (plain_counts - mean) / mean
    later = {lag: float((off[:, lag:] * off[:, :-lag]).mean() * 1e4) for lag in (1, 48)}
    first = panel.starts[panel.ever].min()
    ranked = np.argsort(-panel.counts[:, :first].sum(axis=1))[: panel.ever.sum()]
    spike = off[panel.ever][:, first - SPIKE : first].mean()
    after = off[panel.treated].mean()
    month = np.log(mean.sum(axis=0))
    year = np.exp(2j * np.pi * np.arange(len(month)) / 12)
    return {
        "extra": float(((plain_counts - mean) ** 2 - mean).sum() / (mean**2).sum()),
        "levels": float(np.log(panel.counts.mean(axis=1)).std()),
        "next month": later[1],
        "four years on": later[48],
        "worst chosen": float(panel.ever[ranked].mean()),
        "spike": float(spike),
        "after": float(after),
        "season": float(2 * abs(((month - month.mean()) * year).mean())),
        "treated": float(panel.ever.sum()),
        "dates": float(len(set(panel.starts[panel.ever]))),
    }


@cache
def textures() -> tuple[list[tuple], list[tuple]]:
    """(condition, selection, texture): of the supplied panels, and of made ones."""
    theirs = [
        (t["recording_change"], t["selection"], texture(p, effect_of(t, p)))
        for t, p in supplied()
    ]
    ours = [
        (m.condition.recording, m.selection, texture(m.panel, m.effect))
        for m in many(31, 2)
    ]
    return theirs, ours


# How far the means may lie apart: about three standard errors of the mean of the
# supplied panels, which are few.
@pytest.mark.parametrize(
    ("what", "recording", "selection", "apart"),
    [
        ("extra", None, None, 0.009),
        ("levels", None, None, 0.05),
        ("season", None, None, 0.04),
        ("treated", None, None, 1.0),
        ("dates", None, None, 0.5),
        ("next month", "all", None, 10),
        ("next month", "some", None, 12),
        ("four years on", "some", None, 16),
        ("worst chosen", None, "worst_first", 0.001),
        ("worst chosen", None, "random", 0.12),
        ("spike", None, "recent_spike", 0.05),
        ("after", None, "recent_spike", 0.025),
        ("after", None, "worst_first", 0.025),
    ],
)
def test_made_panels_are_like_the_supplied_ones(
    what: str, recording: str | None, selection: str | None, apart: float
) -> None:
    means = [
        np.mean(
            [
                each[what]
                for change, chosen, each in which
                if recording in (None, change) and selection in (None, chosen)
            ]
        )
        for which in textures()
    ]
    assert abs(means[0] - means[1]) <= apart, means


def test_both_have_the_same_conditions() -> None:
    theirs = Counter(
        (t["recording_change"], t["effect_shape"], t["covid_dip"] == "True")
        for t, _ in supplied()
    )
    ours = {(c.recording, c.shape, c.covid) for c in CONDITIONS}
    assert ours == set(theirs)


def supplied_judged(method) -> list[Judged]:
    found = []
    for truth, panel in supplied():
        whole = np.log1p(float(truth["relative_effect"]))
        effect = float(truth["full_effect_percent"]) / 100
        found.append(Judged(truth["selection"], effect, whole, method(panel)))
    return found


def test_the_supplied_panels_as_a_fixed_sample() -> None:
    found = row("", supplied_judged(lambda panel: imputation(panel).estimate))
    assert abs(found.bias) < 0.02
    assert found.coverage >= 0.9
    assert found.false_claims <= 0.1
    assert found.finds_20 == 1.0
    naive = row("", supplied_judged(before_and_after))
    assert 0.3 <= naive.false_claims <= 0.65
    assert naive.coverage < 0.7


@cache
def measured() -> dict[str, object]:
    """A moderate sample; the whole one is in impact_measured.truth_table."""
    panels = list(many(7_011, 8))
    wanted = ("Poisson imputation", "before and after, 12 months")
    return {name: row(name, judged(METHODS[name], panels)) for name in wanted}


@pytest.mark.slow
def test_the_imputation_is_as_sure_as_it_should_be() -> None:
    found = measured()["Poisson imputation"]
    assert found.panels >= 380
    assert abs(found.bias) < 0.012
    assert found.coverage >= 0.9
    assert found.by_selection["worst_first"] >= 0.85
    assert found.by_selection["random"] >= 0.9
    assert found.false_claims <= 0.1
    assert found.finds_20 >= 0.95
    assert found.finds_10 >= 0.6


@pytest.mark.slow
def test_before_and_after_claims_what_is_not_there() -> None:
    found = measured()["before and after, 12 months"]
    assert 0.35 <= found.false_claims <= 0.6


@pytest.mark.slow
def test_permutation_claims_no_more_than_it_should() -> None:
    assert permutation_claims(12) <= 0.1


@pytest.mark.slow
@pytest.mark.parametrize("treated", [1, 2, 4])
def test_few_treated_areas_are_judged_with_due_doubt(treated: int) -> None:
    chance = np.random.default_rng(treated)
    found = [
        make(chance, condition, selection, effect, treated)
        for condition in CONDITIONS
        for selection in SELECTIONS
        for effect in (0.0, -0.2)
        for _ in range(8)
    ]
    assert row("", judged(METHODS["Poisson imputation"], found)).coverage >= 0.88
