"""The NHS 'Making Data Count' rules, exactly as NHSRplotthedots 0.2.2 applies them.

Strict means faithful, with what is wrong for rare crimes too: limits that collapse,
yearly cycles that alarm. `headwater.core.signals.honest` is the view to start from;
this one is for boards that ask for the NHS rules, and for comparing the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from headwater.core.signals.icons import Cause, Codes, assurances, variations
from headwater.core.signals.limits import Limits, process_limits
from headwater.core.signals.means import Bools, Floats
from headwater.core.signals.runs import points_in, two_of_three
from headwater.core.signals.segments import Places, Segments
from headwater.core.signals.trends import trends, undecided


SHORT = 13  # a segment of fewer points is called short; R's message says 12
LEAST_BASELINE = 12  # points; R refuses to fix limits on fewer
_BLOCK = 1_000  # columns that are worked on together, so that they stay in the cache


@dataclass(frozen=True, slots=True)
class Rules:
    """How long a run must be, in points; as NHSRplotthedots without more words.

    `shift` 6, 7 or 8 and `trend` 5, 6 or 7 are what tools of the field use.
    `icons_from` gives no variation icon to a last segment of fewer points: 1 is
    what the package does, 13 what the NHS guidance asks for.
    """

    shift: int = 7
    trend: int = 7
    icons_from: int = 1

    def __post_init__(self) -> None:
        if self.shift < 2 or self.trend < 3 or self.icons_from < 1:
            raise ValueError("a shift has 2 points or more, a trend 3 or more")


NHS = Rules()


@dataclass(frozen=True, eq=False)
class Strict:
    """What the rules say of S series of T points.

    Arrays of (S, T): `group`, how many rebase dates have come; `short`, the segment
    has fewer than 13 points; `mean`, `lower`, `upper`; `side` of the mean, +1, 0 or
    -1; `outside` and `close` to the limits; `cause`, signed codes of Cause; `kind`,
    codes of Variation for each point. Where `values` is NaN, and outside and close
    also where there are no limits, they say nothing: see `judged`.
    Arrays of (S,): `variation` and `assurance`, the icons; `undecided`, a gap
    stands where a trend would be decided, and the R package stops with an error.
    """

    values: Floats
    group: NDArray[np.intp]
    short: Bools
    mean: Floats
    lower: Floats
    upper: Floats
    side: Codes
    outside: Bools
    close: Bools
    cause: Codes
    kind: NDArray[np.uint8]
    variation: NDArray[np.uint8]
    assurance: NDArray[np.uint8]
    undecided: Bools

    @property
    def known(self) -> Bools:
        """Where there is a value."""
        return np.asarray(~np.isnan(self.values))

    @property
    def judged(self) -> Bools:
        """Where there is a value, and limits to hold it against."""
        return np.asarray(self.known & ~np.isnan(self.upper))

    @property
    def flagged(self) -> Bools:
        """Where a rule marks the point."""
        return np.asarray(self.cause != Cause.COMMON)


@dataclass(frozen=True, eq=False)
class _Judged:
    """The points of some segments, (L, R), and what holds for each segment, (R,)."""

    limits: Limits
    side: Codes
    outside: Bools
    close: Bools
    cause: Codes
    undecided: Bools


def strict(
    values: Floats,
    *,
    group: NDArray[np.intp] | None = None,
    improvement: ArrayLike = 0,
    target: ArrayLike = np.nan,
    fix_after: ArrayLike = 0,
    screen: ArrayLike = True,
    rules: Rules = NHS,
) -> Strict:
    """Apply the NHS rules to S series of T points, in order of time.

    `values` is (S, T) in any one unit, NaN where a point is missing. `group` of
    (S, T) counts the rebase dates that have come: limits and runs start again where
    it changes. One for all series or (S,): `improvement` +1 where more is better, -1
    where less is, 0 where neither; `target`, NaN for none; `fix_after`, the number of
    points of each segment that its limits rest on, 0 for all of them; `screen` leaves
    out very large moves. Raises ValueError for shapes that do not fit, values that
    are not finite, and a `fix_after` of 1 to 11.
    Source: NHSRplotthedots 0.2.2 (MIT), every rule from its written specification.
    """
    series, points = _checked(values).shape
    if group is None:
        group = np.zeros((series, points), np.intp)
    better, goal, fixed, screened = (
        _for_each(what, series) for what in (improvement, target, fix_after, screen)
    )
    if ((fixed > 0) & (fixed < LEAST_BASELINE)).any():
        raise ValueError(f"limits need {LEAST_BASELINE} points to be fixed on")
    segments = Segments.of(group) if group.any() else Segments.whole(series, points)
    found = _judge(
        segments.cut(values),
        segments.length,
        np.where(fixed > 0, fixed, points)[segments.series],
        screened[segments.series] != 0,
        rules,
    )
    return _result(values, group, segments, found, better.astype(np.int8), goal, rules)


def _checked(values: Floats) -> Floats:
    if values.ndim != 2 or not values.shape[1]:
        raise ValueError(f"values must be (S, T), and are {values.shape}")
    if np.isinf(values).any():
        raise ValueError("values must be finite, or NaN where there is none")
    return values


def _for_each(what: ArrayLike, series: int) -> Floats:
    return np.broadcast_to(np.asarray(what, np.float64), (series,))


def _result(
    values: Floats,
    group: NDArray[np.intp],
    segments: Segments,
    found: _Judged,
    improvement: Codes,
    target: Floats,
    rules: Rules,
) -> Strict:
    """The segments put together again as series, with their icons."""
    last, limits = segments.last(), found.limits
    cause = segments.join(found.cause)
    kind = variations(np.sign(cause), improvement[:, None])
    variation = np.where(segments.length[last] < rules.icons_from, 0, kind[:, -1])
    undecided = np.zeros(len(values), np.bool_)
    np.logical_or.at(undecided, segments.series, found.undecided)
    return Strict(
        values,
        group,
        segments.spread(segments.length < SHORT),
        segments.spread(limits.mean),
        segments.spread(limits.lower),
        segments.spread(limits.upper),
        segments.join(found.side),
        segments.join(found.outside),
        segments.join(found.close),
        cause,
        kind,
        variation.astype(np.uint8),
        assurances(target, limits.lower[last], limits.upper[last], improvement),
        undecided,
    )


def _judge(
    values: Floats, length: Places, fix_after: Floats, screen: Bools, rules: Rules
) -> _Judged:
    """Every rule on the columns of `values`, block after block."""
    blocks = [
        _judge_block(values[:, at], length[at], fix_after[at], screen[at], rules)
        for at in _blocks(values.shape[1])
    ]
    return blocks[0] if len(blocks) == 1 else _together(blocks)


def _blocks(count: int) -> Iterator[slice]:
    for start in range(0, max(count, 1), _BLOCK):
        yield slice(start, start + _BLOCK)


def _together(blocks: list[_Judged]) -> _Judged:
    limits = [vars(block.limits) for block in blocks]
    joined = Limits(*(np.concatenate([b[name] for b in limits]) for name in limits[0]))
    rest = (
        np.concatenate([getattr(block, name) for block in blocks], axis=-1)
        for name in ("side", "outside", "close", "cause", "undecided")
    )
    return _Judged(joined, *rest)


def _judge_block(
    values: Floats, length: Places, fix_after: Floats, screen: Bools, rules: Rules
) -> _Judged:
    place = np.arange(len(values))[:, None]
    baseline = ~np.isnan(values) & (place < fix_after)
    limits = process_limits(values, baseline, screen)
    above, below = values > limits.mean, values < limits.mean
    over, under = values > limits.upper, values < limits.lower
    near_over = (values > limits.near_upper) & ~over
    near_under = (values < limits.near_lower) & ~under
    rising, falling = trends(values, rules.trend)
    cause = np.zeros(values.shape, np.int8)
    for code, up, down in (  # the last to be written has the first say
        (Cause.SHIFT, points_in(above, rules.shift), points_in(below, rules.shift)),
        (
            Cause.TWO_OF_THREE,
            two_of_three(near_over, above),
            two_of_three(near_under, below),
        ),
        (Cause.TREND, rising, falling),
        (Cause.OUTSIDE, over, under),
    ):
        cause[up] = code
        cause[down] = -code
    return _Judged(
        limits,
        above.view(np.int8) - below.view(np.int8),
        over | under,
        near_over | near_under,
        cause,
        undecided(values, place < length, rules.trend),
    )
