"""Pictures of effects, and how a page shows them with their words and figures."""

from __future__ import annotations

import re

import pytest
from made_up_effects import EVERY

from headwater.app import effects
from headwater.app.charts import Picture
from headwater.reports.charts.frame import FRAMES


SIZE = re.compile(r'<svg [^>]*width="(\d+)" height="(\d+)"')


@pytest.mark.slow
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("name", EVERY)
def test_picture_has_its_size_its_words_and_no_script(name: str, frame: str) -> None:
    chart = EVERY[name]()
    drawn = effects.svg(chart, frame).decode()
    wide, high = (int(number) for number in SIZE.search(drawn).groups())
    assert (wide, high) == chart.size(FRAMES[frame])
    assert '<title id="title">' in drawn
    assert '<desc id="description">' in drawn
    assert not re.search(r"<script|style=|href=|<image", drawn)


@pytest.mark.slow
def test_picture_is_drawn_once() -> None:
    chart = EVERY["strip"]()
    assert effects.svg(chart, "wide") is effects.svg(chart, "wide")
    assert effects.svg(chart, "wide") != effects.svg(EVERY["dates"](), "wide")


@pytest.mark.slow
def test_start_and_breaks_are_in_the_picture() -> None:
    drawn = effects.svg(EVERY["breaks"](), "narrow").decode()
    assert drawn.count(">Start: January 2023<") == 1
    assert len(re.findall(r">A</text>", drawn)) == 2  # with its white edge
    assert ">Observed<" in drawn
    assert ">Expected<" in drawn


@pytest.mark.parametrize("name", EVERY)
def test_page_has_the_words_and_the_table(name: str) -> None:
    from django.template import engines

    chart = EVERY[name]()
    shown = Picture(
        "w.svg", "n.svg", (760, 500), (360, 400), f"{chart.name}. {chart.description}"
    )
    page = engines["jinja2"].from_string(
        '{% import "effect_parts.html" as parts with context %}'
        '{{ parts.shown(chart, shown, "c.svg", "c.vl.json") }}'
    )
    made = page.render({"chart": chart, "shown": shown})
    assert made.count("<tr>") == 1 + len(chart.table().rows)
    assert made.count("<th scope") == len(chart.table().columns) + len(
        chart.table().rows
    )
    assert 'href="c.vl.json"' in made
    assert "<details" in made
    widths = {len(row) for row in chart.table().rows}
    assert widths == {len(chart.table().columns)}
