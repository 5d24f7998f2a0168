"""What the rules say of series, as CSV or JSON: by point, or a line for each series."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from headwater.core.signals.icons import POINT_WORDS, Variation
from headwater.exchange.figures.judged import Judged
from headwater.exchange.figures.rows_out import (
    Row,
    Value,
    as_json,
    number_or_none,
    objects_as_csv,
    rows_as_csv,
)


SHAPE = "headwater-signals/1"
POINTS = (
    "id",
    "i",
    "date",
    "y",
    "rebase_group",
    "short_group",
    "mean",
    "lpl",
    "upl",
    "relative_to_mean",
    "outside_limits",
    "close_to_limits",
    "special_cause_type",
    "special_cause_flag",
    "point_type",
    "on_boundary",
)


def point_rows(one: Judged) -> Iterator[tuple[Value, ...]]:
    """The points of a series, in the columns of POINTS; None where nothing is said."""
    series, known, judged = one.series, one.known, one.judged
    side = np.sign(series.y - one.mean)
    boundary = one.on_boundary
    for at, day in enumerate(series.dates):
        flag, kind = bool(one.flagged[at]), Variation(one.kind[at])
        yield (
            series.id,
            at + 1,
            day.isoformat(),
            number_or_none(series.y[at]),
            int(one.group[at]),
            bool(one.short[at]),
            number_or_none(one.mean[at]),
            number_or_none(one.lower[at]),
            number_or_none(one.upper[at]),
            int(side[at]) if known[at] and not math.isnan(side[at]) else None,
            bool(one.outside[at]) if judged[at] else None,
            bool(one.close[at]) if judged[at] and one.close is not None else None,
            one.causes[at],
            flag,
            POINT_WORDS[kind],
            bool(boundary[at]),
        )


def summary(one: Judged, mode: str) -> Row:
    """One series in one line."""
    series, latest = one.series, one.latest
    figures = (
        (latest.p, latest.drift, latest.drift_lower, latest.drift_upper)
        if latest
        else (math.nan,) * 4
    )
    return {
        "id": series.id,
        "mode": mode,
        "chart": one.chart,
        "n": len(series),
        "improvement_direction": one.settings.direction,
        "target": number_or_none(one.settings.target),
        "variation_icon": one.variation.word,
        "assurance": one.assurance.word,
        "n_flagged": int(np.count_nonzero(one.flagged)),
        "has_boundary_point": bool(one.on_boundary.any()),
        "latest_date": series.dates[one.last].isoformat(),
        "latest_y": number_or_none(series.y[one.last]),
        "p": number_or_none(figures[0]),
        "flagged": latest.flagged if latest else bool(one.flagged[-1]),
        "drift": number_or_none(figures[1]),
        "drift_lower": number_or_none(figures[2]),
        "drift_upper": number_or_none(figures[3]),
        "message": "; ".join(one.messages),
        "sentence": one.sentence,
        "differences": " ".join(one.differences),
    }


def points_as_csv(found: Sequence[Judged]) -> str:
    rows = (row for one in found for row in point_rows(one))
    return rows_as_csv(POINTS, rows)


def summary_as_csv(found: Sequence[Judged], mode: str) -> str:
    return objects_as_csv([summary(one, mode) for one in found])


def signals_as_json(
    found: Sequence[Judged], mode: str, about: Mapping[str, Any], with_points: bool
) -> str:
    """Series with their points; `about` says what holds for all of them."""
    series: list[dict[str, Any]] = []
    for one in found:
        line: dict[str, Any] = dict(summary(one, mode))
        if with_points:
            line["points"] = [
                dict(zip(POINTS[1:], row[1:], strict=True)) for row in point_rows(one)
            ]
        series.append(line)
    return as_json(SHAPE, {"mode": mode, **about, "series": series})
