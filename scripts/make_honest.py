"""Write docs/reference/honest-signals.md: how the honest rules work, and how often
they are wrong, as measured by tests/conformance/test_honest.py."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path


ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))  # where the measuring lives

from honest_measured import (  # noqa: E402
    AFTER,
    BEFORE,
    FALLS,
    LEVELS,
    SERIES,
    STEPPING,
    Seen,
    Wrong,
    coverage,
    delays,
    false_flags,
)

from headwater.core.signals.honest import FEW, LEAST_POINTS, RARE  # noqa: E402
from headwater.core.signals.windows import ALPHA, PRICE, WINDOWS  # noqa: E402


FILE = ROOT / "docs/reference/honest-signals.md"
LAST = f"{', '.join(map(str, WINDOWS[:-1]))} and {WINDOWS[-1]}"
OPENING = f"""# Honest signals: how they work, and how often they are wrong

This page is made by `python scripts/make_honest.py`. A test measures the tables
again, and fails when they are out of date.

## What is done

1. **What was to be expected.** Each series gets a level, a steady drift, a swing over
   the year and, at each declared change in recording, a step of its own. Long series
   may also bend every two years, but not in the last five. All are fitted together,
   as a regression of counts on the log scale. Each has a usual size, so that a rare
   series does not spend what little it says on a season that is not there. How
   strongly a drift is believed is asked of the months before the last eight: a sudden
   fall cannot vote for a drift and hide in it.
2. **The noise.** Crime is noisier than chance alone would make it, often 1.4 to 2.4
   times. Each series shows its own noise; what is usual in London counts as four
   months more. Single months that lie far off stay on the chart and out of the
   baseline.
3. **The latest month.** The last {LAST} months are each held against what
   was expected of them. The tail is that of a binomial: so many of all events in so
   long a stretch. It allows for noise that is carried from month to month, and for
   events that come in clumps. For rare events the months since the last one are a
   stretch too. The most surprising stretch counts, and its p-value is multiplied by
   {PRICE} for having looked at seven (less for rare events). Below {ALPHA} the month is
   flagged.
4. **What is never done.** No stretch crosses a missing month or a declared change in
   recording. Drift is no signal; it is told apart, with its interval. Fewer than
   {LEAST_POINTS} points are not judged. Rolling totals are refused.
5. **Many series.** Over all the series of a month the share of false flags is held
   to one in twenty (Benjamini and Hochberg), and the number to expect is printed.

Under {RARE} events a month the chart is one of months between events; up to {FEW:.0f}
one of counts with limits of their own; above that one against what the season leads to
expect. The limits on the chart are those of a single month. At the latest month they
agree with its p-value.

The prices and the corrections are derived by `scripts/derive_window_price.py`.

## How often a quiet series is flagged

Made-up series of 60 months in which nothing changes suddenly, {SERIES:,} for each row.
The share whose latest month is flagged, before false discoveries are controlled.
The chance of being off by luck is about 0.2 percentage points.

| nothing changes but | latest month flagged | higher | lower | of all months |
|---|---|---|---|---|
"""
POWER = f"""
Where nearly every month is empty, or the noise is exactly Poisson's, fewer are
flagged than the {ALPHA:.0%} that is aimed at: small whole numbers cannot be cut finer,
and real counts are hardly ever as quiet as Poisson's.

## How soon a true fall is seen

A sudden, lasting fall after {BEFORE} quiet months, dispersion 1.5, {STEPPING} series
for each cell. The series so far are judged each month, for {AFTER} months. The median
month of the first flag below, and the share that have one within a year.

| events a month | """
CLOSING = """
A fall that has not been seen after about a year is seen less and less: it becomes
part of the baseline, and of the drift. At three events a month even a fall by two
fifths is mostly missed: add places or years together, or say that nobody can tell.
"""
INTERVALS = f"""
## How often the intervals hold the truth

The 95% intervals of drifts and of steps at declared changes in recording, {SERIES:,}
series for each row.

| truth | interval holds it |
|---|---|
"""


def page() -> str:
    falls = " | ".join(f"fall of {fall:.0%}" for fall in FALLS)
    rule = "|---" * (len(FALLS) + 1)
    return (
        OPENING
        + "".join(f"{_wrong(each)}\n" for each in false_flags())
        + f"{POWER}{falls} |\n{rule}|\n"
        + "".join(f"{row}\n" for row in _rows())
        + CLOSING
        + INTERVALS
        + "".join(f"| {each.name} | {each.held:.1%} |\n" for each in coverage())
    )


def _wrong(each: Wrong) -> str:
    shares = (each.flagged, each.higher, each.lower, each.any_month)
    return f"| {each.name} | " + " | ".join(f"{s:.1%}" for s in shares) + " |"


def _rows() -> Iterator[str]:
    found = {(each.level, each.fall): each for each in delays()}
    for level in LEVELS:
        cells = (_seen(found[level, fall]) for fall in FALLS)
        yield f"| {level} | " + " | ".join(cells) + " |"


def _seen(each: Seen) -> str:
    plural = "month" if each.median == 1 else "months"
    median = f"{each.median or f'over {AFTER}'} {plural}"
    return f"{median}; {each.within_year:.0%} in a year"


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
