"""Series from a file by the honest rules: all that share their months at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.core.measures.definition import Direction
from headwater.core.signals.differences import differences
from headwater.core.signals.family import false_discovery
from headwater.core.signals.honest import honest
from headwater.core.signals.icons import Assurance, Variation, assurances, variations
from headwater.core.signals.sentences import Subject, say
from headwater.core.signals.signals import Chart, Family, Signals, Why
from headwater.core.signals.strict import strict
from headwater.core.time import add_months
from headwater.errors import UserError
from headwater.exchange.figures.calendar import STEPS, month_of, period_name, step_of
from headwater.exchange.figures.judged import Judged, Latest
from headwater.exchange.figures.problems import Remarks, place, shown
from headwater.exchange.figures.series import Series
from headwater.exchange.figures.settings import Settings


CAUSES = {  # what the point columns say, by why and side
    (Why.NONE, 0): "Common Cause",
    (Why.OUTSIDE, 1): "Above UCL",
    (Why.OUTSIDE, -1): "Below LCL",
    (Why.SHIFT, 1): "Shift Above Expected",
    (Why.SHIFT, -1): "Shift Below Expected",
    (Why.GAP, 1): "Sooner Than Expected",
    (Why.GAP, -1): "Later Than Expected",
}
DIRECTIONS = {1: Direction.HIGHER, -1: Direction.LOWER, 0: Direction.AMBIGUOUS}
ALONE = "unusual alone, and not among so many series"


class Batch(NamedTuple):
    """What series must share to be judged together."""

    first: int  # month of the first point
    points: int
    step: int  # months
    breaks: tuple[int, ...]
    counts: bool
    rates: bool


@dataclass(frozen=True, eq=False)
class Honest:
    """Every series of a file, judged, and the family that they make together."""

    series: list[Judged]
    family: Family


def judge_honestly(
    name: str,
    series: Sequence[Series],
    settings: Mapping[str, Settings],
    q: float,
    compare: bool,
    remarks: Remarks,
) -> Honest:
    """Every series by the honest rules, in the order given, on all of its months.

    `compare` lists where the strict rules would see something else.

    Raises UserError for series that are not monthly, quarterly or yearly, and for
    figures below zero.
    """
    whole = [_with_gaps(name, one) for one in series]
    batches: dict[Batch, list[int]] = defaultdict(list)
    for at, one in enumerate(whole):
        batches[_batch(name, one, settings[one.id], remarks)].append(at)
    views: dict[int, tuple[Signals, int]] = {}
    differ: dict[int, tuple[str, ...]] = {}
    for batch, places in batches.items():
        some = [whole[at] for at in places]
        found = _together(batch, some)
        views.update({at: (found, n) for n, at in enumerate(places)})
        if compare:
            its = [settings[one.id] for one in some]
            differ.update(zip(places, _differences(found, some, its), strict=True))
    seen = [views[at] for at in range(len(whole))]
    family = _family(seen, q)
    judged = []
    for at, (one, (found, n)) in enumerate(zip(whole, seen, strict=True)):
        alone = replace(family, flagged=_only(n, family.flagged[at]))
        made = _one(found, n, one, settings[one.id], alone)
        judged.append(replace(made, differences=differ.get(at, ())))
    return Honest(judged, family)


def _differences(
    found: Signals, series: list[Series], settings: list[Settings]
) -> list[tuple[str, ...]]:
    """How the strict rules, with their own settings, see the same points."""
    one = series[0]
    step = step_of(one.dates) or 1
    strictly = strict(
        np.array([one.y for one in series]),
        group=np.tile(_group(found.breaks, len(one)), (len(series), 1)),
        fix_after=[its.fix_after for its in settings],
        screen=[its.screen for its in settings],
    )
    periods = [period_name(day, step) for day in one.dates]
    return differences(strictly, found, periods)


def _family(seen: list[tuple[Signals, int]], q: float) -> Family:
    """All series of the file. A flag is a signal by its own chart, too: of few series
    false discovery control alone would let a p-value of q through."""
    family = false_discovery([_p(found, n) for found, n in seen], q)
    sided = np.array([found.side[n, found.latest[n]] != 0 for found, n in seen])
    flagged = family.flagged & sided
    return replace(family, flagged=flagged, expected_false=q * float(flagged.sum()))


def _only(row: int, flag: bool) -> NDArray[np.bool_]:
    """Flags of a batch in which only this row matters."""
    flags = np.zeros(row + 1, np.bool_)
    flags[row] = flag
    return flags


def _with_gaps(name: str, series: Series) -> Series:
    """The same series with every date of its step; what was missing is NaN."""
    step = step_of(series.dates)
    if len(series) == 1:
        return series
    if not step:
        raise _no_months(name, series)
    dates = [series.dates[0]]
    for before, after in pairwise(series.dates):
        for month in range(month_of(before) + step, month_of(after), step):
            dates.append(add_months(before.replace(day=1), month - month_of(before)))
        dates.append(after)
    at = np.searchsorted(
        [month_of(day) for day in dates], [*map(month_of, series.dates)]
    )
    y, n = np.full(len(dates), np.nan), np.full(len(dates), np.nan)
    lines = np.zeros(len(dates), np.intp)
    y[at], lines[at] = series.y, series.lines
    if series.n is not None:
        n[at] = series.n
    sizes = None if series.n is None else n
    return Series(series.id, tuple(dates), y, sizes, tuple(lines.tolist()))


def _no_months(name: str, series: Series) -> UserError:
    return UserError(
        f"Series {shown(series.id)} does not go by months, quarters or years: its "
        f"first dates are {', '.join(day.isoformat() for day in series.dates[:3])}.",
        where=place(name, series.lines[0], "date"),
        fix="Add its figures up by month, or look at it with --mode strict.",
    )


def _batch(name: str, series: Series, settings: Settings, remarks: Remarks) -> Batch:
    known = series.y[~np.isnan(series.y)]
    if (known < 0).any():
        at = int(np.flatnonzero(series.y < 0)[0])
        raise UserError(
            f"Series {shown(series.id)} has {known.min():g}, which is below zero: the "
            "honest rules are for counts, rates and shares.",
            where=place(name, series.lines[at], "y"),
            fix="Put the figure right, or look at the series with --mode strict.",
        )
    whole = bool((known == np.floor(known)).all())
    if not whole:
        remarks.add(
            "numbers",
            f"Series {shown(series.id)}: Not all figures are whole numbers, so they "
            "are read as measurements and not as counts.",
        )
    breaks = _breaks(series, settings, remarks)
    step = step_of(series.dates) or 1
    first = month_of(series.dates[0])
    return Batch(first, len(series), step, breaks, whole, series.n is not None)


def _breaks(series: Series, settings: Settings, remarks: Remarks) -> tuple[int, ...]:
    """The first point after each declared break, by index."""
    found = []
    for day in settings.rebase:
        at = next((n for n, other in enumerate(series.dates) if other >= day), 0)
        if at == 0:
            remarks.add(
                "breaks",
                f"Series {shown(series.id)}: The break {day} is not between two of its "
                f"dates ({series.dates[0]} to {series.dates[-1]}), so it was left out.",
            )
        else:
            found.append(at)
    return tuple(sorted(set(found)))


def _together(batch: Batch, series: list[Series]) -> Signals:
    months = (batch.first + batch.step * np.arange(batch.points)) % 12 + 1
    sizes = [one.n for one in series if one.n is not None]
    return honest(
        np.array([one.y for one in series]),
        months=months,
        breaks=batch.breaks,
        denominators=np.array(sizes) if batch.rates else None,
        counts=batch.counts,
    )


def _p(found: Signals, at: int) -> float:
    """The p-value of the latest point; NaN where it was not judged."""
    judged = found.chart[at] is not Chart.NONE and found.latest[at] >= 0
    return float(found.p[at]) if judged else np.nan


def _one(
    found: Signals, at: int, series: Series, settings: Settings, family: Family
) -> Judged:
    side = found.side[at]
    last, flagged = int(found.latest[at]), bool(family.flagged[at])
    better = np.array([settings.improvement], np.int8)
    icon = variations(side[[last]] * flagged, better)[0]
    judged = found.chart[at] is not Chart.NONE
    lower, upper = found.lower[at], found.upper[at]
    return Judged(
        series=series,
        settings=settings,
        chart=found.chart[at].value,
        group=_group(found.breaks, len(series)),
        short=np.full(len(series), not judged),
        mean=found.expected[at],
        lower=lower,
        upper=upper,
        judged=~np.isnan(series.y) & ~np.isnan(upper),
        outside=(series.y > upper) | (series.y < lower),
        close=None,
        flagged=side != 0,
        causes=list(_causes(found, at)),
        kind=variations(side, better),
        variation=Variation(int(icon)) if judged else Variation.NONE,
        assurance=_assurance(settings, lower[last], upper[last])
        if judged
        else Assurance.NONE,
        sentence=_sentence(found, at, series, settings, family),
        last=last,
        messages=(ALONE,) if side[last] and not flagged else (),
        latest=Latest(
            _p(found, at),
            flagged,
            float(found.drift[at]),
            float(found.drift_lower[at]),
            float(found.drift_upper[at]),
        ),
    )


def _sentence(
    found: Signals, at: int, series: Series, settings: Settings, family: Family
) -> str:
    """Files give series names and no nouns, so 'no rape' is 'nothing for Camden'."""
    about = _subject(series, settings, found)
    said = str(say(found, at, series.y, about, family))
    return said.replace(f"no {about.what}", f"nothing for {series.id}")


def _subject(series: Series, settings: Settings, found: Signals) -> Subject:
    step = step_of(series.dates) or 1
    return Subject(
        what=f"the figure of {series.id}",
        periods=[period_name(day, step) for day in series.dates],
        direction=DIRECTIONS[settings.improvement],
        breaks=dict.fromkeys(found.breaks, "a break is declared"),
        period=STEPS[step],
    )


def _group(breaks: tuple[int, ...], points: int) -> NDArray[np.intp]:
    return np.searchsorted(np.array(breaks, np.intp), np.arange(points), "right")


def _causes(found: Signals, at: int) -> Iterator[str]:
    for why, side in zip(found.why[at].tolist(), found.side[at].tolist(), strict=True):
        yield CAUSES[Why(why), side] if side else CAUSES[Why.NONE, 0]


def _assurance(settings: Settings, lower: float, upper: float) -> Assurance:
    code = assurances(
        np.array([settings.target]),
        np.array([lower]),
        np.array([upper]),
        np.array([settings.improvement], np.int8),
    )
    return Assurance(int(code[0]))
