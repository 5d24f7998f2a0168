"""Which day a plan is checked for."""

from datetime import date

import pytest

from headwater.core.plan.day import day_of
from headwater.core.plan.rows import About
from headwater.core.time import read_date


TODAY = date(2027, 5, 1)


@pytest.mark.parametrize(
    ("as_at", "day"),
    [
        (None, TODAY),
        ("2026-11-01", date(2026, 11, 1)),
        ("2026-11", date(2026, 11, 30)),
        ("ongoing", TODAY),
        ("none", TODAY),
    ],
)
def test_a_plan_is_checked_for_its_own_day_or_today(as_at, day) -> None:
    about = About(plan_id="P", title="P", as_at=read_date(as_at) if as_at else None)
    assert day_of(about, TODAY) == day
