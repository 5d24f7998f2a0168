"""Trends: points that go on rising, or go on falling, step after step."""

from __future__ import annotations

import numpy as np

from headwater.core.signals.means import Bools, Floats
from headwater.core.signals.runs import members, windows


def trends(values: Floats, length: int) -> tuple[Bools, Bools]:
    """The points of rising and of falling trends: (T, S) each, time down.

    A trend is `length` points, one step less; two equal points, or a missing one,
    break it. A point where one trend turns into the other goes the way of its next
    step. Source: NHSRplotthedots 0.2.2.
    """
    if len(values) < length:
        none = np.zeros(values.shape, np.bool_)
        return none, none
    up, down = values[1:] > values[:-1], values[1:] < values[:-1]
    found = windows(up, length - 1) | windows(down, length - 1)
    within = members(found, length)
    if not found.any():
        return within, within
    start = np.zeros((1, values.shape[1]), np.bool_)
    before, after = np.concatenate((start, up)), np.concatenate((up, start))
    goes_on = np.concatenate((within[:-1] & within[1:], start))
    rising = within & np.where(goes_on, after, before)
    return rising, within & ~rising


def undecided(values: Floats, inside: Bools, length: int) -> Bools:
    """Whether a gap leaves open if some `length` points are a trend: (S,).

    `inside` of (T, S) says which points belong to the series; those that do and are
    NaN are gaps. There NHSRplotthedots stops with 'missing value where TRUE/FALSE
    needed'.
    """
    missing = np.isnan(values)
    if len(values) < length or not (missing & inside).any():
        return np.zeros(values.shape[1], np.bool_)
    gap = (missing[1:] | missing[:-1]) & inside[1:]
    may_rise = windows(gap | (values[1:] > values[:-1]), length - 1)
    may_fall = windows(gap | (values[1:] < values[:-1]), length - 1)
    some_gap = ~windows(~gap, length - 1)
    return np.asarray((some_gap & (may_rise | may_fall)).any(0))
