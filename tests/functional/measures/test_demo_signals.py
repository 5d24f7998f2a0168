"""What the demonstration calls a change, and what it must never call one."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from headwater.core.measures.definition import Direction
from headwater.core.signals.signals import Chart


BREAK = "2024-02"
MOVING = ["2024-02", "2024-03", "2024-04"]
AFTER = [f"2024-{month:02}" for month in range(5, 13)] + ["2025-01"]
NOT_A_CHANGE = "The step there is not read as a change in violence"


def figures(held, code):
    from headwater.app.selectors import measures

    return measures.figure_view(held, code)


@pytest.mark.parametrize("month", AFTER)
def test_the_new_recording_system_is_never_called_a_fall_in_violence(
    london, month
) -> None:
    from headwater.app.selectors import measures

    found = measures.changed(london, month)
    assert found.family.looked > 150
    assert BREAK in [change.month for change in found.stepped]
    fallen = [moved for moved in found.signals if moved.series.side < 0]
    assert len(fallen) <= 1  # a borough may have moved by itself; nothing else has
    for moved in fallen:
        assert not moved.series.whole
        assert moved.figures.code != "recorded-violence-with-injury"  # a fifth fewer
        assert moved.touched.startswith("Crime records moved from CRIS")
        assert "does not tell us that" in moved.series.sentence
        assert NOT_A_CHANGE in moved.series.sentence


@pytest.mark.parametrize("month", MOVING)
def test_nothing_is_told_while_records_were_moving(london, month) -> None:
    from headwater.app.selectors import measures
    from headwater.app.selectors.figures import view_of

    found = measures.changed(london, month)
    assert (found.signals, found.family.looked) == ((), 0)
    for each in found.looked:
        if each.figures.touched_by:
            assert each.why_not.startswith("Nothing can be told yet: in February 2024")
            view = view_of(each.figures, month)
            assert all(n.side == 0 for n in view.series)
            assert view.series[0].sentence == each.why_not


def test_without_its_entry_in_the_register_it_would_be_called_one(london) -> None:
    """Or the test above could not fail."""
    from headwater.app.selectors.expected import chances, expected, together
    from headwater.app.selectors.figures import view_of

    view = view_of(figures(london, "recorded-violence-with-injury").figures, "2024-08")
    last = len(view.periods) - 1
    others = [found for found in view.breaks if found.change.month != BREAK]
    blind = expected(view.table, others, view.figures.unplaced)
    p = chances(blind, others, view.table.axes[0], last)
    flagged = together(p, blind.side[:, last] < 0).flagged
    assert flagged[0]  # London
    assert flagged.sum() > 15  # of 32 boroughs
    assert not view.family.flagged.any()


def test_the_step_is_there_and_is_stated_with_its_interval(london) -> None:
    view = figures(london, "recorded-violence-with-injury")
    at = view.signals.breaks.index(view.periods.index(BREAK))
    low, high = view.signals.steps_lower[0, at], view.signals.steps_upper[0, at]
    assert low < view.signals.steps[0, at] < high < 1


def test_every_sentence_of_the_year_after_names_the_step(london) -> None:
    from headwater.app.selectors.figures import view_of

    view = view_of(figures(london, "recorded-violence-with-injury").figures, "2024-11")
    judged = [n for n in view.series if view.signals.chart[n.at] is not Chart.NONE]
    assert len(judged) == 33
    for each in judged:
        assert "February 2024: Crime records moved" in each.sentence
        assert NOT_A_CHANGE in each.sentence


def test_the_break_is_drawn_on_every_set_of_recorded_crime(london) -> None:
    from headwater.app.selectors import measures

    for each in measures.figure_sets(london):
        view = figures(london, each.code)
        months = [b.change.month for b in view.breaks]
        assert (BREAK in months) == bool(each.touched_by), each.code
        for found in view.breaks:
            assert view.periods[found.at] >= found.change.month
            assert found.at == 0 or view.periods[found.at - 1] < found.change.month


def test_a_rule_on_stalking_is_a_step_in_stalking_alone(london) -> None:
    view = figures(london, "vawg-classes")
    rule = next(b for b in view.breaks if b.change.month == "2020-04")
    assert rule.codes == {"stalking", "harassment"}
    at = view.signals.breaks.index(rule.at)
    touched = {n.code for n in view.series if np.isfinite(view.signals.steps[n.at, at])}
    assert touched == {"stalking", "harassment"}


def test_an_inspection_is_drawn_and_is_no_step(london) -> None:
    view = figures(london, "recorded-rape")
    inspection = next(b for b in view.breaks if b.change.month == "2018-07")
    assert inspection.at not in view.signals.breaks


def test_the_first_lockdown_is_seen_and_called_neither_good_nor_bad(london) -> None:
    from headwater.app.selectors import measures

    found = measures.changed(london, "2020-04")
    assert found.signals
    for moved in found.signals:
        assert moved.series.side < 0
        assert moved.series.meaning == ""
        assert "This does not tell us that" in moved.series.sentence
        assert moved.touched.startswith("First national lockdown")
    family = found.family
    assert family.expected_false == pytest.approx(family.q * len(found.signals))
    assert family.looked == sum(each.looked for each in found.looked)


def test_every_set_was_looked_at_or_says_why_not(london) -> None:
    from headwater.app.selectors import measures

    found = measures.changed(london)
    assert found.month == found.months[0] == "2025-07"
    assert found.label == "July 2025"
    assert len(found.looked) == len(measures.figure_sets(london))
    for each in found.looked:
        assert (each.looked > 0) != bool(each.why_not)
        assert each.flagged <= each.looked
    ended = next(e for e in found.looked if e.figures.code == "vawg-offences")
    assert ended.why_not == "Its figures go from January 2014 to January 2025."


def test_a_month_is_judged_without_what_came_after(london) -> None:
    from headwater.app.selectors.figures import view_of

    then = view_of(figures(london, "recorded-rape").figures, "2019-06")
    assert then.periods[-1] == "2019-06"
    assert max(b.change.month for b in then.breaks) < "2019-06"
    assert then.vintages == figures(london, "recorded-rape").vintages


def test_a_month_that_nobody_has_is_not_there(london) -> None:
    from headwater.app.selectors import NotThere, measures

    for month in ("2031-01", "2024-13", "nonsense"):
        with pytest.raises(NotThere):
            measures.changed(london, month)


def test_a_signal_of_a_set_was_looked_at_together_with_the_others(london) -> None:
    from headwater.app.selectors import measures

    for each in measures.figure_sets(london):
        view = figures(london, each.code)
        if view.signals is None:
            assert view.family is None
            assert all(n.side == 0 for n in view.series)
            continue
        for shown in view.series:
            if shown.side:
                assert view.family.flagged[shown.at]


def test_limits_have_a_width_on_every_series(london) -> None:
    from headwater.app.selectors import measures

    for each in measures.figure_sets(london):
        found = figures(london, each.code).signals
        if found is not None:
            wide = (found.upper - found.lower)[np.isfinite(found.expected)]
            assert (wide > 0).all(), each.code


@pytest.mark.parametrize(
    ("direction", "side", "means"),
    [
        (Direction.LOWER, -1, "better"),
        (Direction.LOWER, 1, "worse"),
        (Direction.HIGHER, 1, "better"),
        (Direction.HIGHER, -1, "worse"),
        (Direction.AMBIGUOUS, 1, ""),
        (Direction.AMBIGUOUS, -1, ""),
        (None, 1, ""),
        (Direction.LOWER, 0, ""),
    ],
)
def test_only_a_signal_with_a_clear_direction_means_something(
    london, direction, side, means
) -> None:
    from headwater.app.selectors.lines import meaning

    definition = figures(london, "recorded-rape").figures.definition
    assert meaning(replace(definition, direction=direction), side) == means


def test_the_nhs_rules_are_one_click_away_with_the_differences(london) -> None:
    from headwater.app.selectors import measures

    view = figures(london, "recorded-violence-with-injury")
    strict = measures.strict_view(view)
    assert strict.mean.shape == view.table.numbers().shape
    assert strict.flagged[0].any()
    assert (strict.flagged == (strict.label != "Common Cause")).all()
    assert strict.differences[0].startswith("London (Metropolitan Police): Only the")
    assert measures.strict_view(figures(london, "trust-in-police")) is None


KEY = """
from datetime import date
from headwater.app.workspace import open_workspace
open_workspace({folder!r})
from headwater.app.selectors import measures
from headwater.app.selectors.held import held
view = measures.figure_view(held("london-sample", date(2026, 11, 1)), "vawg-classes")
print(view.key)
"""


@pytest.mark.slow
def test_a_key_is_the_same_in_every_process(demo, london) -> None:
    ours = figures(london, "vawg-classes").key
    done = subprocess.run(
        [sys.executable, "-c", KEY.format(folder=str(demo))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ours


def test_a_p_value_alone_is_no_signal() -> None:
    import numpy as np

    from headwater.app.selectors.expected import together

    p = np.array([0.001, 0.002])
    assert together(p, np.array([True, False])).flagged.tolist() == [True, False]


def test_no_rule_speaks_of_a_place_without_figures(london) -> None:
    from headwater.app.selectors import measures
    from headwater.exchange.figures_out import Standing, figures_as_csv

    view = measures.figure_view(london, "recorded-rape")
    strict, city = measures.strict_view(view), view.table.axes[0].index("E09000001")
    told = Standing("recorded-rape", "1", "")
    text = figures_as_csv(view.table, told, [city], view.signals, strict.label)
    assert strict.variation[city] == ""
    assert "not applicable" in text
    assert "Common Cause" not in text
    assert ",none," not in text
