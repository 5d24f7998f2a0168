"""Rates and proportions agree with PHEindicatormethods 2.1.0 in every row."""

import numpy as np
import pytest
from spc_reference import needs_reference, numbers, rows_of, same

from headwater.core.measures.rates import Estimates, methods, proportions, rates


pytestmark = needs_reference
ROWS = rows_of("rates_and_proportions.csv")
LIMITS = ("lower95", "upper95", "lower998", "upper998")


def found(which: str) -> tuple[Estimates, str]:
    count, population = numbers(ROWS, "count"), numbers(ROWS, "population")
    if which == "rate":
        return rates(count, population), "rate_per_1000"
    return proportions(count, population), "proportion"


@pytest.mark.parametrize(("which", "prefix"), [("rate", "rate"), ("share", "prop")])
def test_every_figure_agrees(which: str, prefix: str) -> None:
    estimates, column = found(which)
    assert len(ROWS) == 51
    assert same(estimates.value, numbers(ROWS, column)).all()
    for limit in LIMITS:
        right = same(getattr(estimates, limit), numbers(ROWS, f"{prefix}_{limit}"))
        assert np.flatnonzero(~right).tolist() == [], limit


def test_every_method_agrees() -> None:
    wanted = [row["rate_method"] for row in ROWS]
    assert methods(numbers(ROWS, "count")).tolist() == wanted
