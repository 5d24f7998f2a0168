"""A dataset's cube as the series of a set of figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from headwater.core.measures.cube import Axis, Cube, Status
from headwater.core.measures.definition import Definition
from headwater.core.measures.figures import (
    FigureSet,
    Near,
    Published,
    Shown,
    read_figure_sets,
)
from headwater.core.measures.series import applies, as_series, last_year, latest


SOME, ZERO, NONE, CITY = (
    Status.OBSERVED,
    Status.ZERO,
    Status.NOT_REPORTED,
    Status.NOT_APPLICABLE,
)
FIGURES = FigureSet(
    code="f",
    title="Figures",
    definition=Definition(name="Figures"),
    dataset="d",
    series="area",
    published=Published("Somebody", "OGL", "borough"),
    shown=Shown.SIGNALS,
    labels={"unknown": "Not known"},
    whole="All",
    whole_code="all",
)


def cube(
    values: list[list[int]], status: list[list[Status]], *codes: str, add: str = "area"
) -> Cube:
    months = [f"2024-{n:02}" for n in range(1, len(values[0]) + 1)]
    return Cube(
        np.array(values, np.int64),
        np.array(status, np.uint8),
        (Axis.of("area", codes), Axis.of("month", months)),
        "offences",
        additive=frozenset({add}),
    )


AREAS = cube(
    [[5, 0], [2, 3], [0, 0]],
    [[SOME, ZERO], [SOME, SOME], [CITY, CITY]],
    "a",
    "unknown",
    "city",
)


def test_the_whole_comes_first_and_leaves_nothing_out() -> None:
    found = as_series(AREAS, FIGURES)
    assert found.axes[0].codes == ("all", "a", "unknown", "city")
    assert found.axes[0].labels == ("All", "a", "Not known", "city")
    assert found.values[0].tolist() == [7, 3]
    assert found.status[0].tolist() == [SOME, SOME]


def test_axes_in_the_other_order_are_turned() -> None:
    turned = replace(
        AREAS,
        values=AREAS.values.T.copy(),
        status=AREAS.status.T.copy(),
        axes=AREAS.axes[::-1],
    )
    found = as_series(turned, FIGURES)
    assert found.values.tolist() == as_series(AREAS, FIGURES).values.tolist()


def test_what_stands_apart_is_a_series_and_not_in_the_whole() -> None:
    found = as_series(AREAS, replace(FIGURES, apart=("unknown",)))
    assert found.values[0].tolist() == [5, 0]
    assert "unknown" in found.axes[0].codes


def test_a_whole_with_a_part_missing_is_missing() -> None:
    missing = cube([[5, 0], [2, 3]], [[SOME, NONE], [SOME, SOME]], "a", "b")
    found = as_series(missing, FIGURES)
    assert found.status[0].tolist() == [SOME, NONE]


def test_a_whole_that_is_given_is_not_added_up() -> None:
    given = cube(
        [[5, 1], [9, 9]], [[SOME, SOME], [SOME, SOME]], "a", "all", add="month"
    )
    found = as_series(given, replace(FIGURES, whole_given=True))
    assert found.axes[0].codes == ("all", "a")
    assert found.values.tolist() == [[9, 9], [5, 1]]


def test_periods_that_nobody_reports_are_left_out_at_both_ends() -> None:
    gaps = cube(
        [[0, 5, 0, 2, 0], [0, 0, 0, 1, 0]],
        [[NONE, SOME, NONE, SOME, NONE], [NONE, NONE, NONE, SOME, NONE]],
        *("a", "b"),
    )
    found = as_series(gaps, replace(FIGURES, whole=""))
    assert found.axes[1].codes == ("2024-02", "2024-03", "2024-04")
    assert found.status[0].tolist() == [SOME, NONE, SOME]


def test_shares_are_never_added_up() -> None:
    shares = cube([[5, 1]], [[SOME, SOME]], "a", add="month")
    with pytest.raises(ValueError, match="may not be added up along area"):
        as_series(shares, FIGURES)


def test_a_third_axis_is_refused() -> None:
    deep = replace(
        AREAS,
        values=AREAS.values[..., None],
        status=AREAS.status[..., None],
        axes=(*AREAS.axes, Axis.of("sex", ["female"])),
    )
    with pytest.raises(ValueError, match="one axis of series"):
        as_series(deep, FIGURES)


def test_the_last_year_needs_twelve_known_months() -> None:
    year = cube([[1] * 13], [[SOME] * 13], "a")
    assert last_year(year, 0) == 12
    gap = cube([[1] * 13], [[SOME] * 12 + [NONE]], "a")
    assert last_year(gap, 0) is None
    assert last_year(cube([[1] * 11], [[SOME] * 11], "a"), 0) is None


def test_the_latest_point_is_the_last_that_is_known() -> None:
    gaps = cube(
        [[5, 0, 0], [0, 0, 0]], [[SOME, ZERO, NONE], [CITY, CITY, CITY]], "a", "city"
    )
    assert latest(gaps, 0) == 1
    assert latest(gaps, 1) == 2
    assert applies(gaps, 0)
    assert not applies(gaps, 1)


TABLE = {
    "title": "Figures",
    "dataset": "d",
    "series": "area",
    "shown": "level",
    "picked": {"offence": ["rape"]},
    "definition": {
        "kind": "proportion",
        "flow": "rolling",
        "direction": "higher",
        "caveats": ["One."],
    },
    "stands_for": [
        {"plan": "p", "measure": "I1", "near": "near", "differs": "All people."}
    ],
}
PUBLISHED = {"d": Published("Somebody", "OGL", "borough")}


def test_a_set_of_figures_is_read_from_its_table() -> None:
    found = read_figure_sets({"f": TABLE}, PUBLISHED)["f"]
    assert found.picked == {"offence": ("rape",)}
    assert found.definition.source == "Somebody"
    assert found.definition.caveats == ("One.",)
    stands = found.stands("p", "I1")
    assert stands is not None
    assert (stands.near, stands.differs) == (Near.NEAR, "All people.")
    assert found.stands("p", "I2") is None


@pytest.mark.parametrize(
    "change",
    [
        {"shown": "loudly"},
        {"dataset": "e"},
        {"colour": "red"},
        {"stands_for": [{"plan": "p", "measure": "I1", "near": "near"}]},
        {"stands_for": [{**TABLE["stands_for"][0], "near": "exact"}]},
    ],
)
def test_a_table_that_is_wrong_is_named(change) -> None:
    with pytest.raises(ValueError, match=r"^the set of figures f: "):
        read_figure_sets({"f": {**TABLE, **change}}, PUBLISHED)
