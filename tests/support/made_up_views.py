"""Made-up views of figures, as selectors give them to pages: two areas and a whole."""

from __future__ import annotations

from dataclasses import replace

import django_ready  # noqa: F401 - selectors need it
import numpy as np
from made_up_figures import table

from headwater.app.selectors.measured import (
    BreakHere,
    FigureView,
    Rate,
    SeriesLine,
    Vintage,
)
from headwater.core.disclosure.released import ReleasedTable
from headwater.core.measures.cube import Status
from headwater.core.measures.definition import (
    Definition,
    Direction,
    Flow,
    MeasureKind,
)
from headwater.core.measures.figures import FigureSet, Published, Shown
from headwater.core.measures.register import RecordingChange
from headwater.core.signals.signals import Chart, Signals


BREAK = 36
DEFINITION = Definition(
    name="Offences",
    unit_of_count="offences",
    kind=MeasureKind.COUNT,
    flow=Flow.FLOW,
    direction=Direction.AMBIGUOUS,
    frequency="monthly",
)
FIGURES = FigureSet(
    code="made-up",
    title="Offences",
    definition=DEFINITION,
    dataset="made-up",
    series="area",
    published=Published("A police force", "OGL v3.0", "borough"),
    shown=Shown.SIGNALS,
)
CHANGE = RecordingChange(
    code="moved",
    month="2017-01",
    what="records moved to another system",
    offences=("all",),
    area="",
    expected="step",
    source="a letter",
    checked="confirmed in source",
)


def signals(of: ReleasedTable) -> Signals:
    """A straight line with a band of 20, and the step that is asked for."""
    shape = of.numbers().shape
    count = shape[0]
    middle = np.broadcast_to(np.linspace(100.0, 200.0, shape[1]), shape)
    side = np.zeros(shape, np.int8)
    side[0, -1] = 1
    ones = np.ones(count)
    return Signals(
        chart=(Chart.RATIO,) * count,
        expected=middle,
        lower=middle - 20,
        upper=middle + 20,
        side=side,
        why=side.astype(np.uint8),
        latest=np.full(count, shape[1] - 1, np.intp),
        p=ones,
        dispersion=ones,
        seasonal=np.zeros(count, bool),
        drift=ones * 0.97,
        drift_lower=ones * 0.95,
        drift_upper=ones * 0.99,
        breaks=(BREAK,),
        steps=np.full((count, 1), 0.82),
        steps_lower=np.full((count, 1), 0.79),
        steps_upper=np.full((count, 1), 0.86),
    )


def line(at: int, value: float, side: int = 0, rate: Rate | None = None) -> SeriesLine:
    names = ("Ashby", "Barton", "Whole")
    status = Status.NOT_REPORTED if np.isnan(value) else Status.OBSERVED
    return SeriesLine(
        at,
        f"A{at + 1}",
        names[at],
        at == 2,
        "2017-12",
        value,
        status,
        side,
        "",
        "",
        rate,
    )


def view(
    missing: dict[int, Status] | None = None, with_signals: bool = True, **definition
) -> FigureView:
    """Two areas of 48 months, 2014 to 2017, with a declared break at month 36."""
    of = table(48, missing)
    lines = tuple(
        line(at, float(of.numbers()[at, -1]), 1 if at == 0 and with_signals else 0)
        for at in (0, 1)
    )
    return FigureView(
        figures=replace(FIGURES, definition=replace(DEFINITION, **definition)),
        table=of,
        series=lines,
        periods=of.axes[1].codes,
        period_labels=of.axes[1].labels,
        breaks=(BreakHere(CHANGE, BREAK, frozenset({"A1", "A2"})),),
        signals=signals(of) if with_signals else None,
        vintages=(Vintage("1", "2018-01-31", "ab" * 32, 0),),
        as_at="2018-01-31",
        key="made-up",
    )
