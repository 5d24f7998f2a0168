"""Is a quarter of the Public Attitude Survey a quarter, or the year that ends with it?

Nobody says so in the files. If quarters are asked afresh, what one adds the next takes
away again: changes next to each other run against each other (correlation -0.5), and a
change over four quarters varies as much as one over one. If each figure is the mean of
four quarters, a change is the new quarter less the one that drops out, divided by four:
next to unrelated to the three changes before it, against the fourth (-0.5), and growing
with the quarters between, up to four. London's own movement, which all boroughs share,
is taken out first.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from headwater.engines.ingest.sources import named


FILE = (
    Path(__file__).parents[3]
    / "shared/data/surveys/mopac-public-attitude-survey-boroughs-2014-12_2023-12.csv"
)
Floats = NDArray[np.float64]
ASKED = 100  # interviews a borough and quarter, as designed 2015 to 2022


def echo(shares: Floats, lag: int) -> float:
    """Correlation of a change with the one `lag` quarters before it.

    Shares of boroughs (rows) by quarters (columns).
    """
    changes = np.diff(shares - shares.mean(axis=0), axis=1)
    return float(np.corrcoef(changes[:, lag:].ravel(), changes[:, :-lag].ravel())[0, 1])


def variance(shares: Floats, between: int) -> float:
    """Variance of the change over some quarters."""
    own = shares - shares.mean(axis=0)
    return float(np.var(own[:, between:] - own[:, :-between]))


def is_rolling_year(shares: Floats) -> bool:
    near = [abs(echo(shares, lag)) for lag in (1, 2, 3)]
    return echo(shares, 4) < -0.3 and max(near) < 0.25


def asked_afresh(rng: np.random.Generator) -> Floats:
    """32 boroughs of a steady 60%, 100 people asked every quarter, 40 quarters."""
    return rng.binomial(ASKED, 0.6, (32, 40)) / ASKED


def test_fresh_quarters_and_rolling_years_are_told_apart() -> None:
    fresh = asked_afresh(np.random.default_rng(4))
    rolling = np.stack([fresh[:, i : i + 4].mean(axis=1) for i in range(37)], axis=1)
    assert not is_rolling_year(fresh)
    assert is_rolling_year(rolling)
    assert echo(fresh, 1) == pytest.approx(-0.5, abs=0.1)
    assert echo(rolling, 4) == pytest.approx(-0.5, abs=0.1)


@pytest.fixture(scope="module")
def survey() -> dict[str, Floats]:
    if not FILE.is_file():
        pytest.skip("the survey is not here: ../shared/data/surveys")
    with FILE.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    tables: dict[str, dict[str, list[float]]] = {}
    for row in rows:  # in order of date
        boroughs = tables.setdefault(row["Measure"], {})
        share = float(row["Proportion"].replace(",", "."))
        boroughs.setdefault(row["Borough"].casefold(), []).append(share)
    return {measure: np.array(list(b.values())) for measure, b in tables.items()}


def test_each_quarter_of_the_survey_is_a_rolling_year(
    survey: dict[str, Floats],
) -> None:
    assert len(survey) == 8
    for measure, shares in survey.items():
        assert shares.shape[0] == 32, measure
        assert is_rolling_year(shares), measure
        # It grows with the quarters between, up to four, and hardly after.
        assert variance(shares, 4) / variance(shares, 1) > 3.5, measure
        assert variance(shares, 8) / variance(shares, 4) < 1.6, measure
    for name in ("mopac-public-attitude-survey", "mopac-public-attitude-survey-london"):
        assert named(name).covers == 12


def test_the_survey_moves_less_than_fresh_quarters_could(
    survey: dict[str, Floats],
) -> None:
    for measure, shares in survey.items():
        share = shares.mean()
        fresh = np.sqrt(2 * share * (1 - share) / ASKED)  # of a change, chance alone
        assert np.sqrt(variance(shares, 1)) < 0.6 * fresh, measure
