"""A share with its limits: the least and the most that blanks allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from headwater.core.plan.truth import Truth, every


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a whole: what is surely there, and the limits of the share."""

    part: Fraction
    whole: Fraction
    least: Fraction
    most: Fraction


def share(items: Iterable[tuple[Truth, Truth, Fraction | int]]) -> Share | None:
    """The share of a part in a whole; None where nothing is surely in the whole.

    Each item says whether it is in the whole, whether it is in the part, and
    how much it counts. `least` reads every blank against the part, and `most`
    every blank for it.
    """
    part = part_most = rest = rest_most = whole = Fraction(0)
    for inside, in_part, amount in items:
        if inside is False:
            continue
        whole += amount if inside else 0
        part += amount if every(inside, in_part) else 0
        part_most += amount if in_part is not False else 0
        rest += amount if inside and in_part is False else 0
        rest_most += amount if not in_part else 0
    if not whole:
        return None
    return Share(part, whole, part / (part + rest_most), part_most / (part_most + rest))


def rose(before: Share, after: Share) -> Truth:
    """Did the share rise? None where the blanks could decide."""
    if after.least > before.most:
        return True
    return False if after.most <= before.least else None
