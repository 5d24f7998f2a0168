"""Funnels agree with PHEindicatormethods 2.1.0 and FunnelPlotR 0.6.0 in every row."""

import numpy as np
import pytest
from spc_reference import Row, needs_reference, number, numbers, rows_by, rows_of, same

from headwater.core.measures.rates import proportions, rates
from headwater.core.signals.funnels import Funnel, Kind, funnel, outside


pytestmark = needs_reference
AREAS = {key[0]: rows for key, rows in rows_by("funnel_areas.csv", "set").items()}
SPREAD = rows_by("funnel_overdispersed_areas.csv", "set", "type")
SUMMARY = {
    (r["set"], r["type"]): r for r in rows_of("funnel_overdispersed_summary.csv")
}
WORDS = {
    2: "High (0.001)",
    1: "High (0.025)",
    0: "Not significant",
    -1: "Low (0.025)",
    -2: "Low (0.001)",
}
LINES = ("lower95", "upper95", "lower998", "upper998")


def said(codes: np.ndarray) -> list[str]:
    return [WORDS[code] for code in codes]


def column(rows: list[Row], name: str) -> list[str]:
    return [row[name] for row in rows]


@pytest.mark.parametrize("name", AREAS)
def test_areas_outside(name: str) -> None:
    rows = AREAS[name]
    count, people = numbers(rows, "count"), numbers(rows, "population")
    overall = count.sum() / people.sum()
    rate, share = rates(count, people, 1), proportions(count, people)
    ratio = rates(count, people * overall, 1)
    assert same(rate.value * 1_000, numbers(rows, "rate")).all()
    assert same(people * overall, numbers(rows, "expected")).all()
    assert said(outside(rate, overall)) == column(rows, "rate_significance")
    assert said(outside(share, overall)) == column(rows, "proportion_significance")
    assert said(outside(ratio, 1)) == column(rows, "ratio_significance")


def found(key: tuple[str, ...]) -> Funnel:
    rows = SPREAD[key]
    return funnel(numbers(rows, "count"), numbers(rows, "denominator"), Kind(key[1]))


@pytest.mark.parametrize("key", SPREAD, ids="-".join)
def test_every_area_agrees_with_and_without_spread(key: tuple[str, ...]) -> None:
    rows, made = SPREAD[key], found(key)
    assert same(made.z, numbers(rows, "z")).all()
    assert same(made.z_used, numbers(rows, "z_used")).all()
    for line in LINES:
        assert same(getattr(made.plain, line), numbers(rows, line)).all(), line
        wide = numbers(rows, f"od_{line}")
        assert same(getattr(made.wide, line), wide).all(), line


@pytest.mark.parametrize("key", SUMMARY, ids="-".join)
def test_spread_itself_agrees(key: tuple[str, ...]) -> None:
    row, made = SUMMARY[key], found(key)
    assert len(made.z) == int(row["n_areas"])
    assert np.count_nonzero(~np.isnan(made.z_used)) == int(row["n_used"])
    for name in ("target", "phi", "tau2"):
        wanted = number(row[name])
        assert getattr(made, name) == pytest.approx(wanted, rel=1e-9, abs=0), name
