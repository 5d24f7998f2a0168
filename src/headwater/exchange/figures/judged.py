"""One series with all that the rules say of it: what every output is written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headwater.core.signals.icons import Assurance, Variation
from headwater.exchange.figures.series import Series
from headwater.exchange.figures.settings import Settings


Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
NEAR = 1e-9  # of a value: closer to a line than that, the last digit decides


@dataclass(frozen=True, eq=False)
class Latest:
    """What the honest rules add about the latest point and the way of a series."""

    p: float
    flagged: bool  # after control of false discoveries in the whole family
    drift: float  # one year to the year before
    drift_lower: float
    drift_upper: float


@dataclass(frozen=True, eq=False)
class Judged:
    """A series of T points, judged; arrays and sequences are (T,).

    `mean` is the mean or what was expected, `lower` and `upper` the limits. `judged`
    says which points have a value and limits. `close` is None where the rules know no
    such thing. `causes` are the words for each point, `kind` codes of Variation.
    """

    series: Series
    settings: Settings
    chart: str
    group: NDArray[np.intp]
    short: Bools
    mean: Floats
    lower: Floats
    upper: Floats
    judged: Bools
    outside: Bools
    close: Bools | None
    flagged: Bools
    causes: Sequence[str]
    kind: NDArray[np.uint8]
    variation: Variation
    assurance: Assurance
    sentence: str
    last: int = -1  # the point that is judged: the last, or the last with a value
    messages: tuple[str, ...] = ()
    latest: Latest | None = None
    differences: tuple[str, ...] = field(default=())

    @property
    def known(self) -> Bools:
        return np.asarray(~np.isnan(self.series.y))

    @property
    def on_boundary(self) -> Bools:
        """Where the value is a line, to within 1e-9 of it."""
        y = self.series.y
        lines = (self.mean, self.lower, self.upper)
        near = [np.isclose(y, line, rtol=NEAR, atol=0) for line in lines]
        return np.asarray(np.any(near, axis=0))
