"""What pages say of figures: words with their doubts, and small pictures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up_figures import SECRET
from made_up_views import line, view

from headwater.app import charts, figures, readings, sparks, tiles
from headwater.app.selectors.measured import FigureView, Rate, StrictView
from headwater.core.measures.cube import Status
from headwater.core.measures.definition import Direction, Flow, MeasureKind
from headwater.core.signals.signals import Chart
from headwater.reports.charts.frame import key
from headwater.reports.charts.series import Sign, Wish


NAN = float("nan")


def _with(found: FigureView, **arrays: float) -> FigureView:
    """The same view with other numbers in every row of an array of its signals."""
    changed = {
        name: np.full_like(getattr(found.signals, name), value)
        for name, value in arrays.items()
    }
    return replace(found, signals=replace(found.signals, **changed))


def test_signs_have_words_and_shapes_that_differ() -> None:
    assert len({s.shape for s in figures.LEGEND}) == len(figures.LEGEND)
    found = view()
    assert figures.sign(found, found.series[0]) == figures.ABOVE
    assert figures.sign(found, found.series[1]) == figures.EXPECTED
    assert figures.sign(found, line(0, NAN)) == figures.NO_FIGURE
    assert figures.sign(view(with_signals=False), line(0, 5)) == figures.NOT_LOOKED


def test_series_that_is_not_judged_is_not_as_expected() -> None:
    found = view()
    charts_of = (Chart.NONE, *found.signals.chart[1:])
    unjudged = replace(found, signals=replace(found.signals, chart=charts_of))
    assert figures.sign(unjudged, unjudged.series[0]) == figures.NOT_LOOKED
    change = replace(found.breaks[0].change, unsettled=24)
    unsettled = replace(found, breaks=(replace(found.breaks[0], change=change),))
    assert figures.sign(unsettled, unsettled.series[0]) == figures.SETTLING


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (MeasureKind.COUNT, 0.0, "0"),
        (MeasureKind.COUNT, 12345.0, "12,345"),
        (MeasureKind.MEAN, 3.14159, "3.1"),
        (MeasureKind.COUNT, NAN, ""),
    ],
)
def test_amounts(kind: MeasureKind, value: float, words: str) -> None:
    assert figures.amount(view(kind=kind), value) == words


def test_percentages_are_as_fine_as_they_are_published() -> None:
    whole = view(kind=MeasureKind.PROPORTION)
    assert figures.amount(whole, 0.56) == "56%"
    fine = replace(whole, table=_scaled(whole, 1000))
    assert figures.amount(fine, 0.053) == "5.3%"


def test_missing_figure_says_why_and_shows_nothing() -> None:
    found = view({47: Status.WITHHELD})
    first = found.series[0]
    assert figures.latest(found, first) == "Withheld"
    assert figures.short(found, first) == figures.NOTHING
    assert str(SECRET) not in str(sparks.spark(found, 0))


@pytest.mark.parametrize(
    ("value", "words"), [(7, "7"), (999, "999"), (1240, "1.2k"), (123456, "123k")]
)
def test_short_amounts_fit_a_square(value: float, words: str) -> None:
    assert figures.short(view(), line(0, value)) == words


def test_ambiguous_direction_is_never_good_or_bad_and_says_why() -> None:
    found = view()
    said = readings.direction(found.figures.definition)
    assert "no change good or bad" in said
    assert "more people come forward" in said
    assert charts.series_of(found, 0).wish is Wish.AMBIGUOUS


@pytest.mark.parametrize(
    ("direction", "wish"),
    [
        (Direction.LOWER, Wish.LOWER),
        (Direction.HIGHER, Wish.HIGHER),
        (None, Wish.AMBIGUOUS),
    ],
)
def test_wish_follows_the_definition(direction: Direction | None, wish: Wish) -> None:
    assert charts.series_of(view(direction=direction), 0).wish is wish


def test_drift_is_said_apart_with_its_interval() -> None:
    said = readings.drift(view(), 0)
    assert said.startswith("A steady fall of about 3.0% a year")
    assert "95% interval 1.0% to 5.0%" in said
    unsure = _with(view(), drift_lower=0.98, drift=1.0, drift_upper=1.03)
    assert "cannot" not in readings.drift(unsure, 0)
    assert "between 2.0% down and 3.0% up" in readings.drift(unsure, 0)
    assert readings.drift(view(with_signals=False), 0) == ""


def test_step_at_a_break_is_never_a_change_in_violence() -> None:
    (step,) = readings.steps(view(), 0)
    assert step.when == "month 36"
    assert "about 18% lower than before (14% to 21%)" in step.said
    assert "do not read this step as a change in violence" in step.said
    (unsure,) = readings.steps(_with(view(), steps_upper=1.1), 0)
    assert "no clear step there" in unsure.said
    (few,) = readings.steps(_with(view(), steps=NAN), 0)
    assert "too few points" in few.said


def test_no_percentage_stands_on_a_base_under_twenty() -> None:
    found = view(dict.fromkeys(range(1, 48), Status.NOT_REPORTED))
    few = replace(found, table=_scaled(found, 100))
    assert "%" not in readings.drift(few, 0)
    assert "%" not in next(readings.steps(few, 0)).said
    assert "%" in readings.drift(view(), 0)


def _scaled(found: FigureView, scale: int):
    from headwater.core.disclosure.released import ReleasedTable

    cube = replace(found.table.cube, scale=scale)
    return ReleasedTable.from_published(cube, "A police force", "OGL", "borough")


def test_level_is_a_sum_of_whole_years_only() -> None:
    said = readings.level(view(), 0)
    assert said.startswith(f"{sum(range(136, 148)):,} in the twelve months to month 47")
    assert readings.level(view({40: Status.NOT_REPORTED}), 0) == ""
    assert readings.level(view(flow=Flow.ROLLING), 0) == ""
    assert "changed within these months" not in said
    late = view()
    late = replace(late, breaks=(replace(late.breaks[0], at=40),))
    assert "changed within these months" in readings.level(late, 0)


def test_small_line_is_cut_at_gaps_and_breaks() -> None:
    assert sparks.spark(view(), 0).line.count("M") == 2
    holes = view({5: Status.NOT_REPORTED, 7: Status.WITHHELD})
    found = sparks.spark(holes, 0)
    assert found.line.count("M") == 4
    assert "h6" in found.line, "a point alone between two gaps is a dash"
    assert [mark.way for mark in found.marks] == ["up"]
    assert sparks.spark(holes, 1).marks == ()


def test_small_line_of_nothing_is_empty() -> None:
    found = sparks.spark(view(dict.fromkeys(range(48), Status.WITHHELD)), 0)
    assert (found.line, found.marks) == ("", ())


def test_squares_are_there_for_places_with_tiles_only() -> None:
    assert tiles.squares(view()) == ()
    hackney = replace(line(0, 5), code="E09000012", label="Hackney")
    london = replace(view().figures, area="E12000007")
    found = tiles.squares(replace(view(), figures=london, series=(hackney,)))
    squares = [square for row in found for square in row if square]
    assert len(squares) == 33
    assert [square.short for square in squares if square.line] == ["Hac"]


def test_strip_ranks_rates_with_their_intervals() -> None:
    low, high = (Rate(v, v - 1, v + 1, 10, 1000) for v in (4.0, 8.0))
    lines = [line(0, 900, rate=low), line(1, 10, rate=high), line(2, 910)]
    found = tiles.strip(lines)
    assert found.by_rate
    assert [r.line.label for r in found.rungs] == ["Barton", "Ashby"]
    assert found.whole is None, "the whole has no rate to compare with"
    for rung in found.rungs:
        assert 0 < rung.low < rung.x < rung.high < tiles.STRIP


def test_strip_without_rates_ranks_numbers_and_keeps_gaps_last() -> None:
    found = tiles.strip([line(0, NAN), line(1, 10), line(2, 10)])
    assert [(r.line.label, r.x is None) for r in found.rungs] == [
        ("Barton", False),
        ("Ashby", True),
    ]
    assert found.whole == found.rungs[0].x


def test_sum_of_places_is_no_line_among_them() -> None:
    assert tiles.strip([line(0, 5), line(1, 10), line(2, 15)]).whole is None


def test_chart_under_the_nhs_rules_says_so_and_is_not_cut() -> None:
    found = view()
    ones = np.ones(found.table.numbers().shape)
    strict = StrictView(
        mean=ones * 120,
        lower=ones * 110,
        upper=ones * 130,
        flagged=ones > 0,
        label=np.full(ones.shape, "Above UCL"),
        variation=("neutral_high", "neutral_high"),
        differences=(),
    )
    series = charts.strict_series_of(found, strict, 0)
    assert series.name == "Offences: Ashby, under the NHS rules"
    assert {point.segment for point in series.points} == {0}
    assert {p.sign for p in series.points if p.value > 120} == {Sign.ABOVE}
    assert "Shaded: the process limits." in key(series)
    assert "Shaded: the process limits." not in key(charts.series_of(found, 0))
