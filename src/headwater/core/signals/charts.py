"""Control charts of every usual kind, for many series at once.

Source: the formulas of Montgomery (2009), Provost and Murray (2011), Laney (2002) for
the primed charts and Taylor (2017) for the normalised chart; results agree with
qicharts2 0.8.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.core.signals.centres import Centred, Kind, Plotted, centred
from headwater.core.signals.crossings import Crossings, crossings_of
from headwater.core.signals.means import Bools, Floats
from headwater.core.signals.segments import Segments


@dataclass(frozen=True, eq=False)
class Charted:
    """A chart of S series of T points; all arrays are (S, T).

    `y` is what is plotted, `centre` its centre line; `lower` and `upper` stand three
    standard deviations away, `lower95` and `upper95` two; NaN where there are none.
    `outside` says which points lie beyond the three. `runs` are those of
    the part that a point belongs to.
    """

    kind: Kind
    y: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    lower95: Floats
    upper95: Floats
    outside: Bools
    runs: Crossings


def chart(
    kind: Kind,
    values: Floats,
    sizes: Floats | None = None,
    *,
    part: NDArray[np.intp] | None = None,
    freeze: ArrayLike = 0,
    exclude: Bools | None = None,
    screen: ArrayLike = True,
) -> Charted:
    """Chart S series of T points, in order of time.

    `values` is (S, T), NaN where missing: counts for c, u, p and their primed forms,
    counts or days between events for g, times between events for t, numbers for the
    rest. `sizes` of (S, T) is what u, p, u', p' and i' divide by; a point with a size
    of 0 is not plotted. `part` of (S, T) numbers the parts of each series: centre and
    limits start again where it changes. `freeze`, one for all or (S,), rests them on
    the first so many points of each part; 0 on all. Both may be given. `exclude` of
    (S, T) leaves points out of centre, limits and runs, and plots them. `screen`, one
    for all or (S,), leaves out moves above 3.2665 mean moves.
    Raises ValueError for shapes that do not fit, negative counts or sizes, sizes that
    are missing, a p with more than its whole, and a t that is not above 0.
    """
    plotted = Plotted.of(kind, values, sizes)
    series, points = values.shape
    segments = Segments.whole(series, points) if part is None else Segments.of(part)
    keep = ~np.isnan(plotted.y)
    if exclude is not None:
        keep &= ~exclude
    found = _segments_of(plotted, keep, segments, freeze, screen)
    runs = crossings_of(segments.cut(plotted.y), found.centre, _cut(segments, keep))
    return _result(plotted, segments, found, runs)


def _cut(segments: Segments, flags: Bools) -> Bools:
    return np.asarray(segments.cut(flags.astype(np.float64)) == 1)


def _segments_of(
    plotted: Plotted,
    keep: Bools,
    segments: Segments,
    freeze: ArrayLike,
    screen: ArrayLike,
) -> Centred:
    """Centre and limits of every segment, (R,) and (L, R)."""
    count = len(plotted.y)
    first = np.broadcast_to(np.asarray(freeze), (count,))[segments.series]
    screened = np.broadcast_to(np.asarray(screen, np.bool_), (count,))[segments.series]
    columns = plotted.cut(segments)
    place = np.arange(len(columns.y))[:, None]
    base = _cut(segments, keep) & ((place < first) | (first == 0))
    return centred(columns, base, screened)


def _result(
    plotted: Plotted, segments: Segments, found: Centred, runs: Crossings
) -> Charted:
    lower, upper, lower95, upper95 = (segments.join(line) for line in found.lines)
    return Charted(
        plotted.kind,
        plotted.y,
        segments.spread(found.centre),
        lower,
        upper,
        lower95,
        upper95,
        (plotted.y < lower) | (plotted.y > upper),
        Crossings(*(segments.spread(figure) for figure in vars(runs).values())),
    )
