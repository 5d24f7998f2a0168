"""A share with its limits: the least and the most that blanks allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.core.plan.truth import Truth


SAME = 1e-9  # two shares nearer than this are the same: floats are not exact


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a whole: what is surely there, and the limits of the share."""

    part: float
    whole: float
    least: float
    most: float


def share(items: Iterable[tuple[Truth, Truth, float]]) -> Share | None:
    """The share of a part in a whole; None where nothing is surely in the whole.

    Each item says whether it is in the whole, whether it is in the part, and
    how much it counts. `least` reads every blank against the part, and `most`
    every blank for it.
    """
    part = part_most = rest = rest_most = whole = 0.0
    for inside, in_part, amount in items:
        if inside is False:
            continue
        if inside:
            whole += amount
            part += amount if in_part else 0
            rest += amount if in_part is False else 0
        part_most += amount if in_part is not False else 0
        rest_most += amount if not in_part else 0
    if not whole:
        return None
    return Share(part, whole, part / (part + rest_most), part_most / (part_most + rest))


def rose(before: Share, after: Share) -> Truth:
    """Did the share rise? None where the blanks could decide."""
    if after.least > before.most + SAME:
        return True
    return False if after.most <= before.least + SAME else None
