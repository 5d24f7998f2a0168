"""Run, i, c, u, p, primed, g and t charts agree with qicharts2 0.8.1 at every point."""

import numpy as np
import pytest
from spc_reference import Row, needs_reference, numbers, rows_by, rows_of, same

from headwater.core.signals.centres import SIZED, Kind
from headwater.core.signals.charts import Charted, chart


pytestmark = needs_reference
SERIES = {row["id"]: row for row in rows_of("other_charts_series.csv")}
POINTS = {k[0]: rows for k, rows in rows_by("other_charts_points.csv", "id").items()}
RAN = [name for name, row in SERIES.items() if row["status"] == "ok"]
LINES = {
    "y": "y",
    "cl": "centre",
    "lcl": "lower",
    "ucl": "upper",
    "lcl_95": "lower95",
    "ucl_95": "upper95",
}
COUNTS = {
    "longest_run": "longest",
    "longest_run_max": "longest_max",
    "n_crossings": "crossings",
    "n_crossings_min": "crossings_min",
}


def made(row: Row, points: list[Row]) -> Charted:
    kind, left_out = Kind(row["chart"]), row["exclude"].split(";")
    split = [int(at) for at in row["part"].split(";") if at]
    place = np.arange(1, len(points) + 1)
    return chart(
        kind,
        numbers(points, "y_in")[None],
        numbers(points, "n_in")[None] if kind in SIZED else None,
        part=np.searchsorted(split, place, "left")[None],
        freeze=int(row["freeze"] or 0),
        exclude=np.isin(place, [int(at) for at in left_out if at])[None],
        screen=row["screen_moving_ranges"] == "TRUE",
    )


@pytest.mark.parametrize("name", RAN)
def test_every_line_of_a_chart_agrees(name: str) -> None:
    points = POINTS[name]
    found = made(SERIES[name], points)
    for theirs, ours in LINES.items():
        right = same(getattr(found, ours)[0], numbers(points, theirs))
        assert np.flatnonzero(~right).tolist() == [], theirs


@pytest.mark.parametrize("name", RAN)
def test_every_signal_of_a_chart_agrees(name: str) -> None:
    points = POINTS[name]
    found = made(SERIES[name], points)
    runs = found.runs
    said = [row["sigma_signal"] == "TRUE" for row in points]
    assert found.outside[0].tolist() == said
    said = [row["runs_signal"] == "TRUE" for row in points]
    assert runs.signal[0].tolist() == said
    assert runs.useful[0].tolist() == numbers(points, "n_useful").tolist()
    for theirs, ours in COUNTS.items():
        wanted = numbers(points, theirs)
        mine = np.where(runs.useful[0] > 0, getattr(runs, ours)[0], np.nan)
        np.testing.assert_array_equal(mine, wanted, theirs)


@pytest.mark.parametrize("name", [name for name in SERIES if name not in RAN])
def test_where_qicharts_stops_so_do_we_and_say_what_to_do(name: str) -> None:
    with pytest.raises(ValueError, match="fractions of a day, or the g chart"):
        made(SERIES[name], POINTS[name])


def test_all_kinds_of_chart_are_in_the_reference() -> None:
    assert {row["chart"] for row in SERIES.values()} == set(Kind)
    assert len(RAN) == 44
