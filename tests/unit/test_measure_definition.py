"""What a measure is, from its row in a plan."""

from __future__ import annotations

import pytest

from headwater.core.measures.definition import (
    Direction,
    Flow,
    MeasureKind,
    read_target,
)
from headwater.core.plan.defined import definition_of
from headwater.core.plan.rows import Measure
from headwater.core.time import read_date


ROW = Measure(
    measure_id="M1",
    name="Reports",
    numerator="Reports",
    denominator="",
    unit_of_count="reports",
    kind="count",
    flow="rolling",
    direction="ambiguous",
    baseline=12.0,
    baseline_date=read_date("2022-04"),
    baseline_note="The year before",
    targets=("2027-03: 1,040.5", "soon"),
    caveat="Counts what is reported.",
    definition_version="2",
    definition_from=read_date("2025-04"),
)


def test_a_row_becomes_a_definition() -> None:
    found = definition_of(ROW, "Northbank Police")
    assert (found.kind, found.flow) == (MeasureKind.COUNT, Flow.ROLLING)
    assert (found.owner, found.denominator) == ("Northbank Police", "none")
    assert found.baseline is not None
    assert (found.baseline.value, found.baseline.date) == (12.0, "2022-04")
    assert (found.version, found.version_from, found.version_until) == (
        "2",
        "2025-04",
        "",
    )
    assert found.caveats == ("Counts what is reported.",)


def test_an_empty_row_says_nothing() -> None:
    found = definition_of(Measure(measure_id="M1", name="Reports"))
    assert found.baseline is None
    assert found.targets == ()
    assert found.direction is None
    assert found.denominator == ""
    assert not found.judged


@pytest.mark.parametrize(
    ("direction", "judged"),
    [("lower", True), ("higher", True), ("ambiguous", False), (None, False)],
)
def test_only_a_clear_direction_is_judged(direction, judged) -> None:
    row = Measure(measure_id="M1", name="Reports", direction=direction)
    assert definition_of(row).judged is judged


def test_a_code_of_another_framework_is_not_guessed() -> None:
    row = Measure(measure_id="M1", name="Reports", direction="sideways", kind="sum")
    found = definition_of(row)
    assert (found.direction, found.kind) == (None, None)


def test_ambiguous_is_said_and_not_blank() -> None:
    assert definition_of(ROW).direction is Direction.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "period", "value"),
    [
        ("2027-03: 40", "2027-03", 40.0),
        ("2027/28: -1.5", "2027/28", -1.5),
        ("2027: 1,040", "2027", 1040.0),
        ("fewer than now", "", None),
        ("2027-03: fewer", "", None),
        ("2027-03: 1e9", "", None),
    ],
)
def test_a_target_is_a_period_and_a_number_or_stays_words(text, period, value) -> None:
    found = read_target(text)
    assert (found.text, found.period, found.value) == (text, period, value)
