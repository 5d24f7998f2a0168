"""Made-up results of evaluations, and the charts that pages make of them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import django_ready  # noqa: F401  (before what needs Django's settings)
import numpy as np

from headwater.app import effects
from headwater.core.impact.design import Design, propose
from headwater.core.impact.evaluate import Evaluated, evaluate
from headwater.core.impact.placebo_power import Placebo
from headwater.core.impact.treatment import Break, Figures, Treatment
from headwater.core.measures.definition import Direction
from headwater.reports.charts.effect import Effect
from headwater.reports.charts.smallest import Falls
from headwater.reports.charts.strip import Strip


MONTHS = tuple(f"{2019 + m // 12}-{m % 12 + 1:02}" for m in range(60))
AREAS = tuple(f"N{a}" for a in range(8))
SOURCE = "Northbank Police, invented"
START, LATER = "2023-01", "2023-04"


def figures(level: float = 60, breaks: tuple[Break, ...] = ()) -> Figures:
    """Eight areas with a season, by chance of a fixed seed."""
    season = 1 + 0.2 * np.sin(np.arange(len(MONTHS)) * np.pi / 6)
    mean = level * season * np.linspace(0.7, 1.3, len(AREAS))[:, None]
    return Figures(
        code="robbery",
        title="Robbery",
        what="recorded robbery",
        happens="robbery",
        unit="offences",
        direction=Direction.AMBIGUOUS,
        areas=AREAS,
        names={area: f"Ward {area[1:]}" for area in AREAS},
        months=MONTHS,
        counts=np.random.default_rng(3).poisson(mean).astype(np.float64),
        breaks=breaks,
        area_word="ward",
        areas_word="wards",
    )


def change(month: str, areas: tuple[str, ...] = AREAS) -> Break:
    return Break(month, MONTHS.index(month), "records moved", frozenset(areas))


def judged(found: Figures, starts: dict[str, str], method: str = "") -> Evaluated:
    asked = Treatment(
        action="A-1",
        title="Lights",
        starts=starts,
        hoped=-20,
        reach=100,
        selection="by-lot",
        method=method,
        after=12 if len(set(starts.values())) == 1 else 9,
    )
    design: Design = propose(asked, found, ())
    return evaluate(design, found, np.random.default_rng(1))


@cache
def effect(breaks: tuple[Break, ...] = (), **starts: str) -> Effect:
    found = figures(breaks=breaks)
    made = effects.effect_picture(
        judged(found, starts or {"N0": START, "N1": START}), found, SOURCE
    )
    assert made is not None
    return made


@cache
def strip(method: str = "") -> Strip:
    found = figures()
    starts = {"N0": START} if method else {"N0": START, "N1": START}
    made = effects.placebo_strip(judged(found, starts, method), found, SOURCE)
    assert made is not None
    return made


def falls(hoped: float | None = -20) -> Falls:
    """1 area is too few for a percentage after 6 months; 16 areas there are not."""
    cells = [
        replace(CELL, areas=k, after=t, sd_log=0.4 / (k * t) ** 0.5, expected=k * t * 3)
        for k in (1, 4)
        for t in (6, 12, 24)
    ]
    made = effects.smallest_falls(cells, figures(), SOURCE, hoped)
    assert made is not None
    return made


CELL = Placebo(
    areas=1,
    after=6,
    before=24,
    sd_log=0.1,
    over_poisson=1.1,
    expected=100,
    starts=20,
    draws=3_000,
)
EVERY = {
    "effect": effect,
    "staggered": lambda: effect(N0=START, N1=LATER),
    "breaks": lambda: effect((change("2021-05"), change(START))),
    "strip": strip,
    "dates": lambda: strip("series"),
    "falls": falls,
    "no hope": lambda: falls(None),
}
