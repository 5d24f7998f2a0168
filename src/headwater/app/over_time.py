"""A chart of a release that tells periods apart: what is withheld leaves a gap."""

from __future__ import annotations

from functools import lru_cache

from headwater.app.charts import Picture, draw
from headwater.app.charts import svg as svg
from headwater.app.selectors.releases import tables
from headwater.core.disclosure.frame import PERIOD
from headwater.core.disclosure.ledger import Entry
from headwater.reports.charts.from_table import Words, series_over
from headwater.reports.charts.series import Series, Wish


@lru_cache(maxsize=16)
def series_of(entry: Entry) -> Series | None:
    """Everybody, period by period, from the first table that tells them apart."""
    for table in tables(entry):
        if PERIOD in (axis.name for axis in table.axes):
            roots = {name: tree.root for name, tree in entry.hierarchies.items()}
            at = {a.name: roots[a.name] for a in table.axes if a.name != PERIOD}
            try:
                return series_over(table, PERIOD, at, roots[PERIOD], _words(entry))
            except ValueError:  # a period that is named in words, not by its time
                return None
    return None


def picture(entry: Entry) -> Picture | None:
    """The chart with its addresses; None where no table has periods."""
    series = series_of(entry)
    return draw(series, "released-svg", (entry.id,)) if series else None


def _words(entry: Entry) -> Words:
    about = entry.about
    unit = about.unit[:1].upper() + about.unit[1:]
    source = f"{about.source}. {about.licence}. Edition {about.vintage}"
    return Words(about.title, "Everybody counted", unit, source, Wish.AMBIGUOUS)
