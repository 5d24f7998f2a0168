"""What could be seen agrees with the reference, by placebo and by formula."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from london_series import london

from headwater.core.impact.area_power import (
    Beside,
    Ground,
    area_test,
    area_test_power,
    beside,
    made_up_areas,
)
from headwater.core.impact.imputation import imputation
from headwater.core.impact.panel import Panel
from headwater.core.impact.placebo_power import placebo_table


FOLDER = Path(__file__).parents[3] / "shared/data/impact-reference"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="the shared reference results are not beside this folder",
)
Row = dict[str, str]
# Not boroughs: what has no place, and an area that only the older release has.
NO_BOROUGH = {"Unknown", "London Heathrow and London City Airports"}
FIRST, LAST = "201504", "202002"  # as the reference's README says: quiet years
POINT = 1.0  # percentage point


def rows(file: str) -> list[Row]:
    if not FOLDER.is_dir():
        return []
    with (FOLDER / file).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@cache
def boroughs(offence: str) -> np.ndarray:
    """(32, 59) monthly counts; the City of London has a police force of its own."""
    keys, months, values = london("borough")
    kept = [
        at
        for at, key in enumerate(keys)
        if key[1] == offence and key[2] not in NO_BOROUGH
    ]
    return values[kept, months.index(FIRST) : months.index(LAST) + 1]


LONDON = rows("placebo_mde_london.csv")


@pytest.mark.parametrize("offence", sorted({row["type"] for row in LONDON}))
def test_the_smallest_fall_seen_in_london_is_within_a_point(offence: str) -> None:
    wanted = {
        (int(row["boroughs_treated"]), int(row["months_after"])): row
        for row in LONDON
        if row["type"] == offence
    }
    counts = boroughs(offence)
    found = placebo_table(counts, np.random.default_rng(20260101))
    assert counts.shape == (32, 59)
    assert {(cell.areas, cell.after) for cell in found} == set(wanted)
    for cell in found:
        row = wanted[cell.areas, cell.after]
        assert cell.smallest == pytest.approx(
            float(row["placebo_mde_percent"]), abs=POINT
        )
        assert cell.sd_log == pytest.approx(float(row["sd_log"]), rel=0.07)
        assert cell.over_poisson == pytest.approx(
            float(row["sd_over_poisson"]), rel=0.07
        )
        assert cell.expected == pytest.approx(
            float(row["mean_per_borough"]) * cell.areas * cell.after, rel=0.005
        )


def test_the_reference_has_both_offences_whole() -> None:
    assert len(LONDON) == 24


AREAS = rows("power_did.csv")
NEAR, SHARE = 0.05, 0.9


def ground(row: Row) -> Ground:
    return Ground(
        areas=int(row["areas"]),
        treated=int(row["areas_treated"]),
        mean=float(row["mean_count"]),
        before=int(row["months_before"]),
        after=int(row["months_after"]),
        shock=float(row["local_shock_sd"]),
    )


def test_the_power_of_the_t_test_on_areas_follows_from_the_formula() -> None:
    assert len(AREAS) == 81
    found = [
        area_test_power(ground(row), float(row["effect_percent"])) for row in AREAS
    ]
    wanted = [float(row["power_area_t_test"]) for row in AREAS]
    off = np.abs(np.subtract(found, wanted))
    assert (off <= NEAR).mean() >= SHARE
    assert off.max() <= NEAR  # in fact, all of them


# Every sixth row with an effect: few, some and many areas, rare and frequent events.
CHOSEN = [row["id"] for row in AREAS if float(row["effect_percent"])][::6]
PANELS, BEHIND = 200, 0.02
CHANCE = 2.5  # standard errors of the difference, on so few panels


def claims(panel: Panel) -> bool:
    return imputation(panel).estimate.firm


@cache
def held_against(name: str) -> Beside:
    row = next(row for row in AREAS if row["id"] == name)
    chance = np.random.default_rng(int(name[1:]))
    return beside(ground(row), float(row["effect_percent"]), claims, PANELS, chance)


@pytest.mark.slow
@pytest.mark.parametrize("name", CHOSEN)
def test_imputation_sees_what_the_t_test_on_areas_sees(name: str) -> None:
    found = held_against(name)
    assert found.ahead >= -BEHIND - CHANCE * found.error


@pytest.mark.slow
def test_over_all_of_them_imputation_is_no_further_behind() -> None:
    assert np.mean([held_against(name).ahead for name in CHOSEN]) >= -BEHIND


def test_panels_are_made_up_as_those_of_the_reference_were() -> None:
    """The t test finds in them what it found in those."""
    off = []
    for row in (row for row in AREAS if row["id"] in CHOSEN):
        percent, chance = float(row["effect_percent"]), np.random.default_rng(3)
        counts = made_up_areas(ground(row), percent, 300, chance)
        found = area_test(counts, int(row["areas_treated"]), int(row["months_before"]))
        off.append(found.mean() - float(row["power_area_t_test"]))
    assert np.abs(off).max() <= 0.09  # three standard errors
    assert abs(np.mean(off)) <= 0.025
