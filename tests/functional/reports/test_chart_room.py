"""The words over a chart have room: nothing of them is cut off."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from made_up_figures import STEP, WORDS, table

from headwater.reports.charts.frame import FRAMES
from headwater.reports.charts.from_table import series_at
from headwater.reports.charts.picture import picture


ROOT = re.compile(r'<g fill="none"[^>]* transform="translate\([\d.]+,([\d.]+)\)"')
TITLE = re.compile(r'role-title"><g transform="translate\([-\d.]+,(-[\d.]+)\)"')
LONG = replace(WORDS, title="A long name that takes more than one line, by borough")


@pytest.mark.slow
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("changes", [[], [STEP]], ids=["quiet", "step"])
@pytest.mark.parametrize("count", [10, 21, 48, 101])  # some end on a line of the plot
def test_title_is_not_cut_off(frame: str, changes: list, count: int) -> None:
    steps = [change for change in changes if change.at < count]
    series = series_at(table(count), 0, LONG, None, steps)
    drawn = picture(series, FRAMES[frame]).decode()
    over, title = (float(find.search(drawn)[1]) for find in (ROOT, TITLE))
    assert over + title >= 0
