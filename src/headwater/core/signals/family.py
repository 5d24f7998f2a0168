"""False discoveries among all the series that were looked at together.

Of thousands of quiet series some look odd every month. Benjamini and Hochberg's rule
(1995, J R Stat Soc B 57:289) keeps the share of false flags among all flags to q.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from headwater.core.signals.signals import Family


def false_discovery(p: ArrayLike, q: float = 0.05) -> Family:
    """Which of a month's series to call signals, and how many of those are false.

    `p` of (S,): a p-value for each series; NaN for a series that was not judged,
    which then does not count as looked at. At most `q` of the flags are expected to
    be false. Raises ValueError on a p or q outside 0 to 1.
    """
    found = np.asarray(p, dtype=np.float64)
    looked = ~np.isnan(found)
    if ((found < 0) | (found > 1)).any() or not 0 < q < 1:
        raise ValueError("p-values lie between 0 and 1, and q strictly between them")
    ordered = np.sort(found[looked])
    steps = q * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    below = np.flatnonzero(ordered <= steps)
    most = ordered[below[-1]] if len(below) else -1.0
    flagged = looked & (found <= most)
    return Family(int(looked.sum()), q, flagged, q * float(flagged.sum()))
