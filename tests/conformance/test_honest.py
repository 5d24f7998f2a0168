"""The honest rules on series whose truth is known, and on all of London's.

The table of the documentation holds the same figures; it is checked here, so that the
simulation runs once.
"""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import numpy as np
import pytest
from honest_measured import Wrong, coverage, delays, false_flags
from london_series import london

from headwater.core.signals.family import false_discovery
from headwater.core.signals.honest import honest
from headwater.core.signals.signals import Signals


ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/honest-signals.md"
MAKER = ROOT / "scripts/make_honest.py"
NUMBER = re.compile(r"\d+(?:\.\d+)?")
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ["level", "season", "carried", "drift", "dispersion"])
def test_a_quiet_latest_month_is_flagged_in_three_of_a_hundred_at_most(
    kind: str,
) -> None:
    found = [each for each in false_flags() if each.kind == kind]
    assert found
    worst = max(found, key=lambda each: each.flagged)
    assert worst.flagged <= 0.03, worst
    # A rule that never flags would pass the line above.
    least = min(found, key=lambda each: each.flagged)
    assert least.flagged >= 0.005, least


def test_past_months_are_flagged_no_more_than_that() -> None:
    worst: Wrong = max(false_flags(), key=lambda each: each.any_month)
    assert worst.any_month <= 0.03, worst


def test_a_fall_of_a_fifth_at_forty_a_month_is_seen_within_eight_months() -> None:
    (found,) = [each for each in delays() if (each.level, each.fall) == (40, 0.2)]
    assert found.median is not None
    assert found.median <= 8, found


def test_intervals_of_drifts_and_steps_hold_the_truth() -> None:
    for each in coverage():
        assert 0.93 <= each.held <= 0.99, each


def test_the_page_says_what_was_measured() -> None:
    now, kept = _page(), PAGE.read_text(encoding="utf-8")
    again = "run scripts/make_honest.py"
    assert NUMBER.sub("#", now) == NUMBER.sub("#", kept), again
    pairs = zip(NUMBER.findall(now), NUMBER.findall(kept), strict=True)
    # The last digit may differ between machines, and a median by a month.
    assert all(abs(float(a) - float(b)) <= 1 for a, b in pairs), again


def _page() -> str:
    spec = importlib.util.spec_from_file_location("make_honest", MAKER)
    assert spec
    assert spec.loader
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    return maker.page()


def judged(level: str, breaks: bool) -> tuple[np.ndarray, Signals]:
    _, months, values = london(level)
    calendar = [int(month[4:]) for month in months]
    change = (months.index("202402"),) if breaks else ()
    return values, honest(values, months=calendar, breaks=change)


@pytest.mark.parametrize("level", ["borough", "ward", "lsoa"])
def test_no_series_of_london_has_limits_without_a_width(level: str) -> None:
    values, found = judged(level, breaks=True)
    there = ~np.isnan(found.expected)
    assert there.any(axis=1).mean() > 0.95
    assert (found.upper > found.lower)[there].all()
    assert (found.upper - found.lower)[there].min() > 0.99
    assert ((found.p >= 0) & (found.p <= 1)).all()
    assert not found.side[np.isnan(values)].any()
    # Raw NHS rules flag the latest month of 34, 24 and 49 in a hundred.
    at = np.arange(len(values))
    assert 0.01 < (found.side[at, found.latest] != 0).mean() < 0.15


def violence(last: str) -> tuple[np.ndarray, list[int], int]:
    """Violence with injury in 32 boroughs up to a month; when the system changed."""
    keys, months, values = london("borough")
    rows = [
        at
        for at, (_, offence, place) in enumerate(keys)
        if offence == "VIOLENCE WITH INJURY"
        and not place.startswith(("Unknown", "London Heathrow", "Aviation"))
    ]
    assert len(rows) == 32
    end = months.index(last) + 1
    calendar = [int(month[4:]) for month in months[:end]]
    return values[rows, :end], calendar, months.index("202402")


@pytest.mark.parametrize("last", ["202405", "202408", "202501", "202507"])
def test_the_new_recording_system_is_not_read_as_a_fall(last: str) -> None:
    values, months, change = violence(last)
    found = honest(values, months=months, breaks=[change])
    assert (found.side[:, -1] < 0).sum() <= 1
    assert not false_discovery(found.p).flagged.any()


def test_undeclared_it_would_be_read_as_a_fall() -> None:
    values, months, change = violence("202408")
    silent = honest(values, months=months)
    declared = honest(values, months=months, breaks=[change])
    assert (silent.side[:, -1] < 0).sum() >= 5
    assert not (silent.side[:, -1] > 0).any()
    assert (declared.side[:, -1] == 0).all()


def test_the_step_of_the_new_system_is_measured() -> None:
    values, months, change = violence("202507")
    found = honest(values, months=months, breaks=[change])
    assert found.breaks == (change,)
    # The shared reference says 18% on the mean, by another method.
    assert 0.75 < np.median(found.steps) < 0.88
    assert (found.steps_upper < 1).mean() > 0.5
