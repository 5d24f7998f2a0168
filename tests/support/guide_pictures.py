"""The pictures of the guide 'Did it work?', drawn from what the demonstration shows."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from textwrap import fill

from london_site import BUILT_AT, build_london
from london_site import PLAN as LONDON

from headwater.cli.invented_figures import bring_invented_figures
from headwater.reports.charts.frame import WIDE
from headwater.reports.charts.picture import picture
from headwater.reports.charts.sheet import Drawing


NORTHBANK = "northbank"
AS_AT = date(2026, 11, 22)
RAPE = "recorded-rape"
RECORDED = "london-recorded-by-borough"
AREAS, MONTHS, HOPED = 4, 12, -20.0


def build_demonstration(folder: Path) -> Path:
    """Northbank with its figures and locked designs, and London with what it needs."""
    build_london(folder, (RECORDED,))
    from headwater.app.actions import Source, import_plan
    from headwater.app.actions.invented import add_invented_people
    from headwater.app.actions.invented_evaluations import add_invented_locks
    from headwater.exchange.northbank import northbank_plans

    import_plan(
        plan=northbank_plans()[NORTHBANK],
        source=Source(NORTHBANK, "0" * 64),
        by="tests",
        at=BUILT_AT,
        why="The invented partnership that comes with Headwater",
    )
    add_invented_people(at=BUILT_AT)
    bring_invented_figures(folder, "tests")
    add_invented_locks()
    return folder


def charts() -> dict[str, Drawing]:
    """By the name of the file, from the workspace that is open."""
    from headwater.app.selectors.evaluations import of_action
    from headwater.app.selectors.held import held
    from headwater.app.selectors.powers import power, sets_to_ask
    from headwater.app.views.working_charts import effect_of, falls_of, tries_of

    (lower,) = (
        judged
        for judged in of_action(held(NORTHBANK, AS_AT), "N23")
        if judged.measure.measure_id == "M22"
    )
    (rape,) = (s for s in sets_to_ask(held(LONDON, AS_AT)) if s.code == RAPE)
    drawn = {
        "did-it-work-effect.svg": effect_of(lower),
        "did-it-work-tries.svg": tries_of(lower),
        "did-it-work-power.svg": falls_of(power(rape, AREAS, MONTHS, HOPED)),
    }
    return {name: chart for name, chart in drawn.items() if chart is not None}


def drawn(chart: Drawing) -> bytes:
    return picture(chart, WIDE)


def with_words(guide: str, name: str, chart: Drawing) -> str:
    """The guide with what the picture shows, for those who do not see it."""
    shown = re.compile(rf"!\[[^\]]*\](?=\(\.\./images/{re.escape(name)}\))")
    words = fill(f"![{chart.name}. {chart.description}]", 88, break_on_hyphens=False)
    return shown.sub(words.replace("\\", "\\\\"), guide)
