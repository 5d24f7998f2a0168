"""A set of figures narrowed to the series that stand for one measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import lru_cache

import numpy as np

from headwater.app.selectors.figures import KEPT
from headwater.app.selectors.measured import FigureView
from headwater.core.disclosure.released import ReleasedTable
from headwater.core.signals.signals import Family, Signals


@lru_cache(maxsize=KEPT)
def narrowed(view: FigureView, codes: tuple[str, ...]) -> FigureView:
    """Only these series, in this order; the whole set where none is named.

    They were judged with all the others of the set, and stay so: the family still
    says how many were looked at.
    """
    if not codes:
        return view
    rows = [view.table.axes[0].index(code) for code in codes]
    cube = view.table.cube.pick(view.table.axes[0].name, codes)
    said = view.figures.published
    table = ReleasedTable.from_published(cube, said.publisher, said.licence, said.level)
    return replace(
        view,
        table=table,
        series=tuple(replace(view.series[row], at=at) for at, row in enumerate(rows)),
        breaks=tuple(b for b in view.breaks if b.codes & set(codes)),
        signals=_rows(view.signals, rows) if view.signals else None,
        family=_family(view.family, rows) if view.family else None,
        key=f"{view.key}-{'-'.join(codes)}",
    )


def _rows(signals: Signals, rows: Sequence[int]) -> Signals:
    """The arrays of some series. Breaks stay as they are, for all of the set."""
    taken = {}
    for name in (field.name for field in fields(Signals)):
        of = getattr(signals, name)
        taken[name] = of[list(rows)] if isinstance(of, np.ndarray) and len(of) else of
    return replace(
        signals, **taken | {"chart": tuple(signals.chart[row] for row in rows)}
    )


def _family(family: Family, rows: Sequence[int]) -> Family:
    return replace(family, flagged=family.flagged[list(rows)])
