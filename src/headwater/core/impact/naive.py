"""Before and after: shown only for comparison, because it is so often wrong.

It credits the action with season, trend, recording changes and the fall that follows
any high point. On panels like London's in which nothing happened it finds a change in
about half.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from headwater.core.impact.estimate import CannotEstimate, Estimate
from headwater.core.impact.panel import Panel


MONTHS = 12


def before_and_after(panel: Panel) -> Estimate:
    """Counts in the treated areas, up to 12 months after the start over 12 before.

    The test takes counts for Poisson and nothing else for changing. Not for deciding
    anything: pages print it beside an estimate to show what it would have said.
    """
    away = np.arange(len(panel.months)) - panel.starts[:, None]
    seen = panel.ever[:, None] & ~np.isnan(panel.counts)
    before, after = (away >= -MONTHS) & (away < 0) & seen, (away >= 0) & seen
    after &= away < MONTHS
    then, now = panel.counts[before].sum(), panel.counts[after].sum()
    if then <= 0 or now <= 0:
        raise CannotEstimate(
            "Before and after need at least one event on either side of the start."
        )
    expected = then * after.sum() / before.sum()
    effect, se = float(np.log(now / expected)), float(np.sqrt(1 / then + 1 / now))
    return Estimate(
        method="before and after (not to be relied on)",
        log_effect=effect,
        se=se,
        freedom=float("inf"),
        p=float(2 * stats.norm.sf(abs(effect / se))),
        observed=float(now),
        expected=float(expected),
    )
