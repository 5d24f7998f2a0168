"""The cube: labelled axes, and sums in which four kinds of nothing stay apart."""

import numpy as np
import pytest

from headwater.core.measures.cube import Axis, Cube, Status


MONTHS = Axis.of("month", ["2024-01", "2024-02"])
PLACES = Axis("borough", ("E09000002", "E09000003"), ("Barking and Dagenham", "Barnet"))


def cube(values: list[list[int]], status: list[list[Status]], **more: object) -> Cube:
    return Cube(
        np.array(values, np.int64),
        np.array(status, np.uint8),
        (MONTHS, PLACES),
        "offences",
        **{"additive": frozenset({"month", "borough"})} | more,
    )


OBSERVED = [[Status.OBSERVED] * 2] * 2


def test_total_adds_along_an_axis_that_may_be_added() -> None:
    london = cube([[3, 4], [5, 6]], OBSERVED).total("borough")
    assert london.values.tolist() == [7, 11]
    assert [axis.name for axis in london.axes] == ["month"]
    assert london.additive == {"month"}


def test_total_refuses_what_may_not_be_added() -> None:
    shares = cube([[3, 4], [5, 6]], OBSERVED, additive=frozenset())
    with pytest.raises(ValueError, match="may not be added up along borough"):
        shares.total("borough")


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((Status.OBSERVED, Status.WITHHELD), Status.WITHHELD),
        ((Status.NOT_REPORTED, Status.WITHHELD), Status.WITHHELD),
        ((Status.OBSERVED, Status.NOT_REPORTED), Status.NOT_REPORTED),
        ((Status.OBSERVED, Status.NOT_APPLICABLE), Status.OBSERVED),
        ((Status.NOT_APPLICABLE, Status.NOT_APPLICABLE), Status.NOT_APPLICABLE),
        ((Status.OBSERVED, Status.CARRIED), Status.CARRIED),
        ((Status.ZERO, Status.ZERO), Status.ZERO),
        ((Status.ZERO, Status.NOT_APPLICABLE), Status.ZERO),
        ((Status.OBSERVED, Status.ZERO), Status.OBSERVED),
    ],
)
def test_status_of_a_sum(parts: tuple[Status, Status], whole: Status) -> None:
    values = [[2 if s is Status.OBSERVED else 0 for s in parts]] * 2
    assert cube(values, [list(parts)] * 2).total("borough").status[0] == whole


def test_value_of_an_unknown_sum_says_nothing() -> None:
    total = cube([[3, 4]] * 2, [[Status.OBSERVED, Status.WITHHELD]] * 2).total(
        "borough"
    )
    assert total.values.tolist() == [0, 0]


def test_numbers_are_scaled_and_unknown_ones_are_nan() -> None:
    status = [[Status.OBSERVED, Status.ZERO], [Status.NOT_REPORTED, Status.CARRIED]]
    numbers = cube([[5600, 0], [0, 4000]], status, scale=10_000).numbers()
    assert np.array_equal(numbers, [[0.56, 0.0], [np.nan, 0.4]], equal_nan=True)


def test_pick_keeps_the_order_asked_for() -> None:
    picked = cube([[3, 4], [5, 6]], OBSERVED).pick("borough", ["E09000003"])
    assert picked.values.tolist() == [[4], [6]]
    assert picked.axis("borough").labels == ("Barnet",)


def test_pick_names_a_code_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="E09000099"):
        cube([[3, 4], [5, 6]], OBSERVED).pick("borough", ["E09000099"])


def test_axis_holds_a_code_once() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        Axis.of("month", ["2024-01", "2024-01"])


def test_cube_refuses_numbers_that_do_not_fit_its_axes() -> None:
    with pytest.raises(ValueError, match="shape of the axes"):
        cube([[3, 4, 5]], [[Status.OBSERVED] * 3])
