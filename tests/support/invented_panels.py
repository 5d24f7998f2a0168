"""Small panels of invented counts, as the text of files."""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np


STARTED = ("a0", "a1", "a2")
BEGAN = 36  # of MONTHS, from January 2020 on: January 2023
AREAS, MONTHS = 12, 48


def month(at: int) -> str:
    return f"{2020 + at // 12}-{at % 12 + 1:02}"


def cells(effect: float, seed: int = 1) -> Callable[[int, int], int]:
    """Counts about 40, in the first three areas changed by `effect` from BEGAN on."""
    noise = np.random.default_rng(seed).normal(size=(AREAS, MONTHS))

    def cell(area: int, at: int) -> int:
        mean = 40.0 * (1 + effect if area < len(STARTED) and at >= BEGAN else 1)
        return max(round(mean + noise[area, at] * mean**0.5), 0)

    return cell


def panel(
    cell: Callable[[int, int], int],
    *,
    areas: int = AREAS,
    months: int = MONTHS,
    without: Collection[tuple[int, int]] = (),
) -> str:
    lines = [
        f"a{area},{month(at)},{cell(area, at)}"
        for area in range(areas)
        for at in range(months)
        if (area, at) not in without
    ]
    return "\n".join(("area,month,count", *lines, ""))


def starts(at: str = month(BEGAN), areas: Collection[str] = STARTED) -> str:
    every = [f"a{area}" for area in range(AREAS)]
    lines = [f"{area},{at if area in areas else ''}" for area in every]
    return "\n".join(("area,action_start", *lines, ""))


def series(*, effect: float, seed: int = 3, name: str = "") -> str:
    """One series of MONTHS of about 100, changed by `effect` from BEGAN on."""
    chance = np.random.default_rng(seed)
    heading, first = ("series,month,count", f"{name},") if name else ("month,count", "")
    means = [100 * (1 + effect if at >= BEGAN else 1) for at in range(MONTHS)]
    lines = [
        f"{first}{month(at)},{max(round(chance.normal(mean, mean**0.5)), 0)}"
        for at, mean in enumerate(means)
    ]
    return "\n".join((heading, *lines, ""))
