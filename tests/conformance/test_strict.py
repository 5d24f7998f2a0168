"""Strict mode agrees with NHSRplotthedots 0.2.2 on every point of the reference."""

from __future__ import annotations

import numpy as np
import pytest
from spc_reference import (
    DIRECTIONS,
    Row,
    needs_reference,
    number,
    numbers,
    rows_by,
    rows_of,
    same,
)

from headwater.core.signals.icons import (
    POINT_WORDS,
    Assurance,
    Variation,
    cause_words,
)
from headwater.core.signals.strict import Strict, strict


pytestmark = needs_reference
SERIES = {row["id"]: row for row in rows_of("series.csv")}
POINTS = {key[0]: rows for key, rows in rows_by("points.csv", "id").items()}
RAN = [name for name, row in SERIES.items() if row["status"] == "ok"]
STOPPED = [name for name, row in SERIES.items() if row["status"] == "error"]


def judged(name: str) -> Strict:
    row, points = SERIES[name], POINTS[name]
    dates = np.array([point["date"] for point in points])
    return strict(
        numbers(points, "y")[None],
        group=np.cumsum(np.isin(dates, row["rebase_dates"].split(";")))[None],
        improvement=DIRECTIONS[row["improvement_direction"]],
        target=number(row["target"]),
        fix_after=int(row["fix_after_n_points"] or 0),
        screen=row["screen_outliers"] == "TRUE",
    )


def flags(found: Strict) -> list[tuple[str, ...]]:
    """What the reference writes for each point, beside the limits."""

    def yes(what: np.ndarray, said: np.ndarray) -> list[str]:
        return np.where(said[0], np.where(what[0], "TRUE", "FALSE"), "").tolist()

    known, judged, every = found.known, found.judged, np.ones_like(found.known)
    words = cause_words(7, 7)
    return list(
        zip(
            map(str, found.group[0]),
            yes(found.short, every),
            np.where(known[0], found.side[0].astype(str), "").tolist(),
            yes(found.outside, judged),
            yes(found.close, judged),
            [words[code] for code in found.cause[0]],
            yes(found.flagged, every),
            [POINT_WORDS[Variation(code)] for code in found.kind[0]],
            strict=True,
        )
    )


COLUMNS = (
    "rebase_group",
    "short_group",
    "relative_to_mean",
    "outside_limits",
    "close_to_limits",
    "special_cause_type",
    "special_cause_flag",
    "point_type",
)


def agree(points: list[Row], found: Strict) -> np.ndarray:
    """Whether each point agrees in every flag, and its limits to within 1e-9."""
    limits = (("mean", found.mean), ("lpl", found.lower), ("upl", found.upper))
    near = [same(figures[0], numbers(points, name)) for name, figures in limits]
    equal = [
        said == tuple(point[column] for column in COLUMNS)
        for said, point in zip(flags(found), points, strict=True)
    ]
    return np.all([*near, equal], axis=0)


@pytest.mark.parametrize("name", RAN)
def test_every_point_of_a_series_agrees(name: str) -> None:
    right = agree(POINTS[name], judged(name))
    assert np.flatnonzero(~right).tolist() == []


@pytest.mark.parametrize("name", RAN)
def test_icons_and_number_of_flags_agree(name: str) -> None:
    row, found = SERIES[name], judged(name)
    assert Variation(found.variation[0]).word == row["variation_icon"]
    assert Assurance(found.assurance[0]).word == row["assurance"]
    assert found.flagged.sum() == int(row["n_flagged"])
    assert not found.undecided[0]


def test_points_on_a_boundary_are_counted_apart_and_all_agree() -> None:
    on, right, others = 0, 0, 0
    for name in RAN:
        points = POINTS[name]
        boundary = np.array([point["on_boundary"] == "TRUE" for point in points])
        on += boundary.sum()
        others += (~boundary).sum()
        right += agree(points, judged(name))[boundary].sum()
    assert (on, right) == (119, 119)
    assert others == 6264


@pytest.mark.parametrize("name", STOPPED)
def test_where_r_stops_there_is_a_result_and_it_is_said(name: str) -> None:
    found = judged(name)
    assert found.undecided[0]
    assert np.isfinite(found.upper).all()
    assert not found.flagged[~found.known].any()
    values = numbers(POINTS[name], "y")
    assert found.mean[0, 0] == pytest.approx(np.nanmean(values))


def test_all_series_of_one_length_together_say_the_same() -> None:
    """A batch is nothing but its series, whatever their settings."""
    names = [n for n in RAN if len(POINTS[n]) == 36]
    rows = [SERIES[name] for name in names]
    dates = np.array([[p["date"] for p in POINTS[name]] for name in names])
    rebased = [
        np.isin(line, row["rebase_dates"].split(";"))
        for line, row in zip(dates, rows, strict=True)
    ]
    together = strict(
        np.array([numbers(POINTS[name], "y") for name in names]),
        group=np.cumsum(rebased, axis=1),
        improvement=[DIRECTIONS[row["improvement_direction"]] for row in rows],
        target=[number(row["target"]) for row in rows],
        fix_after=[int(row["fix_after_n_points"] or 0) for row in rows],
        screen=[row["screen_outliers"] == "TRUE" for row in rows],
    )
    assert len(names) > 20
    for at, name in enumerate(names):
        alone = judged(name)
        for field in ("mean", "lower", "upper", "cause", "kind", "variation"):
            one, many = getattr(alone, field)[0], getattr(together, field)[at]
            np.testing.assert_array_equal(one, many)
