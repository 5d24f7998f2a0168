"""Small figures and treatments for tests of designs, verdicts and their words."""

from __future__ import annotations

import numpy as np

from headwater.core.impact.treatment import Break, Figures, Treatment
from headwater.core.measures.definition import Direction


AREAS = tuple("ABCDEFGHIJ")
MONTHS = tuple(f"{2018 + m // 12}-{m % 12 + 1:02}" for m in range(72))
NAMES = dict(
    zip(
        AREAS,
        "Ash Birch Cedar Elm Fir Hazel Holly Larch Oak Rowan".split(),
        strict=True,
    )
)
START = "2022-06"
LEVEL = 40.0


def figures(
    breaks: tuple[Break, ...] = (),
    areas: tuple[str, ...] = AREAS,
    *,
    level: float = LEVEL,
    change: dict[str, float] | None = None,
    direction: Direction = Direction.AMBIGUOUS,
    seed: int = 3,
    what: str = "recorded rape",
    happens: str = "rape",
) -> Figures:
    """Ten areas over six years with a season; `change` multiplies some from START."""
    season = 1 + 0.1 * np.sin(np.arange(len(MONTHS)) * np.pi / 6)
    mean = level * season * np.linspace(0.7, 1.3, len(areas))[:, None]
    for area, times in (change or {}).items():
        mean[areas.index(area), MONTHS.index(START) :] *= times
    return Figures(
        code="rape",
        title="Rape",
        what=what,
        happens=happens,
        unit="offences",
        direction=direction,
        areas=areas,
        names=NAMES,
        months=MONTHS,
        counts=np.random.default_rng(seed).poisson(mean).astype(np.float64),
        breaks=breaks,
        area_word="borough",
        areas_word="boroughs",
    )


def change(month: str, *areas: str) -> Break:
    """A change in recording, in all areas unless some are named."""
    return Break(month, MONTHS.index(month), "a new system", frozenset(areas or AREAS))


def treatment(**changed: object) -> Treatment:
    """Two areas from START, a fall of a fifth among everybody hoped for."""
    usual = {
        "action": "A-1",
        "title": "Lights",
        "starts": {"A": START, "B": START},
        "hoped": -20.0,
        "reach": 100.0,
        "selection": "need",
    }
    return Treatment(**(usual | changed))
