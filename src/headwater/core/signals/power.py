"""How large a change must be before the honest rules can see it."""

from __future__ import annotations

import numpy as np

from headwater.core.signals.means import Floats
from headwater.core.signals.past import threshold
from headwater.core.signals.signals import Chart, Signals
from headwater.core.signals.windows import inflation


YEAR = 12  # points


def smallest_change(
    found: Signals, row: int, points: int = YEAR, freedom: float = 50.0
) -> Floats:
    """The smallest lasting fall, as a share, that `points` points show half the time.

    reach * sqrt(dispersion * carried / expected): above 1, not even a stop would be
    seen. NaN where the series was not judged. An estimate: what the baseline itself
    does not know is left out.
    """
    if found.chart[row] is Chart.NONE:
        return np.full(1, np.nan)
    expected = found.expected[row]
    total = float(np.nanmean(expected[-points:])) * points
    carried = found.carried[row : row + 1] if len(found.carried) else np.zeros(1)
    noise = float(found.dispersion[row]) * inflation(carried, points)
    reach = threshold(np.full(1, freedom))
    return np.asarray(reach * np.sqrt(noise / max(total, 1e-9)))
