"""Series from a file on a chart of their own choice: run, i, c, u, p, g, t, primed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from headwater.core.signals.centres import COUNTED, SHARES, SIZED, Kind
from headwater.core.signals.charts import Charted, chart
from headwater.exchange.figures.problems import Problems, Remarks, shown
from headwater.exchange.figures.rows_out import Row, number_or_none
from headwater.exchange.figures.series import Series
from headwater.exchange.figures.settings import Settings


T_FIX = (
    "Two events on one day need fractions of a day, or the g chart: --chart g counts "
    "the days, or cases, between."
)


@dataclass(frozen=True, eq=False)
class OnChart:
    """One series, and where it stands in a batch of charts."""

    series: Series
    found: Charted
    at: int
    part: np.ndarray

    @property
    def outside(self) -> int:
        return int(self.found.outside[self.at].sum())

    @property
    def runs(self) -> bool:
        return bool(self.found.runs.signal[self.at].any())


def chart_all(
    name: str,
    series: Sequence[Series],
    settings: Mapping[str, Settings],
    kind: Kind,
    remarks: Remarks,
) -> list[OnChart]:
    """Every series on one kind of chart, in the order given.

    Raises UserError with the place of every figure that the chart cannot take.
    """
    _refuse(name, series, kind)
    _say_sizes(series, kind, remarks)
    by_length: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(series):
        by_length[len(one)].append(at)
    made: dict[int, OnChart] = {}
    for places in by_length.values():
        some = [series[at] for at in places]
        its = [settings[one.id] for one in some]
        made.update(zip(places, _together(some, its, kind), strict=True))
    return [made[at] for at in range(len(series))]


def _together(
    series: list[Series], settings: list[Settings], kind: Kind
) -> Iterator[OnChart]:
    rebased = [
        [day in its.rebase for day in one.dates]
        for one, its in zip(series, settings, strict=True)
    ]
    part = np.cumsum(np.array(rebased), axis=1)
    sizes = [one.n for one in series if one.n is not None]
    found = chart(
        kind,
        np.array([one.y for one in series]),
        np.array(sizes) if kind in SIZED else None,
        part=part,
        freeze=[its.fix_after for its in settings],
        screen=[its.screen for its in settings],
    )
    for at, one in enumerate(series):
        yield OnChart(one, found, at, part[at])


def _refuse(name: str, series: Sequence[Series], kind: Kind) -> None:
    problems = Problems(name)
    if kind in SIZED and any(one.n is None for one in series):
        problems.add(
            f"A chart of kind {kind} needs a column n with what each y is out of.",
            "Add the column n, or choose --chart c or i.",
        )
        problems.raise_any()
    for one in series:
        for bad, what, fix in _bad(one, kind):
            for at in np.flatnonzero(bad).tolist():
                says = f"Series {shown(one.id)} has {one.y[at]:g}{what}"
                problems.add(says, fix, one.lines[at], "y")
    problems.raise_any()


def _bad(one: Series, kind: Kind) -> Iterator[tuple[np.ndarray, str, str]]:
    """Where a figure does not suit the chart, why, and what to do."""
    if kind is Kind.T:
        yield one.y <= 0, ", and a time between events is above 0.", T_FIX
    if kind in COUNTED:
        yield one.y < 0, ", and a count is never below zero.", "Put the count right."
    if kind in SIZED and one.n is not None:
        fix = "Put the column n right."
        yield one.n < 0, " with a denominator below zero.", fix
        if kind in SHARES:
            fix = "A part cannot be larger than its whole: choose --chart u, or mend n."
            yield (one.y > one.n) & (one.n > 0), ", more than it is out of.", fix


def _say_sizes(series: Sequence[Series], kind: Kind, remarks: Remarks) -> None:
    for one in series if kind in SIZED else ():
        if one.n is not None and (zero := int((one.n == 0).sum())):
            count = "1 point has" if zero == 1 else f"{zero} points have"
            remarks.add(
                "zero",
                f"Series {shown(one.id)}: {count} a denominator of 0 and no figure; "
                "that is not a rate of 0.",
            )


def chart_rows(one: OnChart) -> Iterator[Row]:
    """The points of a series, in the columns that qicharts2 has for them."""
    found, at, series = one.found, one.at, one.series
    runs = found.runs
    lines = {
        "y": found.y,
        "cl": found.centre,
        "lcl": found.lower,
        "ucl": found.upper,
        "lcl_95": found.lower95,
        "ucl_95": found.upper95,
    }
    for n, day in enumerate(series.dates):
        useful = int(runs.useful[at, n])
        row: Row = {"id": series.id, "i": n + 1, "date": day.isoformat()}
        row["y_in"] = number_or_none(series.y[n])
        row["n_in"] = None if series.n is None else number_or_none(series.n[n])
        row["part"] = int(one.part[n]) + 1
        row |= {name: number_or_none(line[at, n]) for name, line in lines.items()}
        row["sigma_signal"] = bool(found.outside[at, n])
        row["runs_signal"] = bool(runs.signal[at, n])
        row["longest_run"] = int(runs.longest[at, n]) if useful else None
        row["longest_run_max"] = int(runs.longest_max[at, n]) if useful else None
        row["n_crossings"] = int(runs.crossings[at, n]) if useful else None
        row["n_crossings_min"] = int(runs.crossings_min[at, n]) if useful else None
        row["n_useful"] = useful
        yield row


def chart_sentence(one: OnChart) -> str:
    """What the chart of one series shows."""
    outside = one.outside
    if not outside and not one.runs:
        return "Nothing unusual on this chart."
    parts = []
    if outside:
        count = "1 point lies" if outside == 1 else f"{outside} points lie"
        parts.append(f"{count} outside the limits")
    if one.runs:
        parts.append("a run about the centre is too long, or crossings are too few")
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}."
