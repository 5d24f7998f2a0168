"""Northbank's figures by month and neighbourhood: made by chance, with known effects.

Everything is invented. The expected figure of an area and month is its level, its slow
drift, the season and what all areas share; what disturbs it (effects.toml) and what
actions truly do multiply it. Counts are drawn from a negative binomial around that, as
uneven as counts of London's boroughs are, and each month alone, so that nothing carries
over.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from headwater.core import place
from headwater.core.measures.figures import (
    FigureSet,
    Published,
    read_figure_sets,
)
from headwater.exchange.northbank.effects import disturbances, effects
from headwater.exchange.northbank.source import CITY, HERE, city, source


SEED = 1792
FIRST, MONTHS = 2019 * 12 + 9, 84  # from October 2019
LAST = "2026-09"
SPREAD = 0.30  # standard deviation of the log of the areas' levels
DRIFT = 0.012  # standard deviation of an area's own trend, a year, on the log scale
WAVE, WAVE_YEARS = 0.03, (4.0, 7.0)  # of an area's slow ups and downs, on the log scale
SHARED = 0.02  # standard deviation of what all areas share in a month
FOLDER = HERE / "invented_figures"

Course = Mapping[tuple[str, str], float]  # by area and month


@cache
def months() -> tuple[str, ...]:
    """'2019-10' to '2026-09'."""
    return tuple(f"{at // 12}-{at % 12 + 1:02}" for at in range(FIRST, FIRST + MONTHS))


@cache
def neighbourhoods() -> tuple[str, ...]:
    """The codes of the 36, district by district."""
    districts = place.children(city().area)
    found = (area.code for d in districts for area in place.children(d.code))
    return tuple(sorted(found))


@cache
def figure_sets() -> dict[str, FigureSet]:
    """The sets of figures by their codes, as they are shown."""
    rows = {code: _as_set(row) for code, row in _sets().items()}
    published = {
        name: Published(row["publisher"], row["licence"], row["level"])
        for name, row in _datasets().items()
    }
    return read_figure_sets(rows, published)


@cache
def measures() -> dict[str, str]:
    """The set of figures of each measure of the city's plan that has one."""
    return {
        stands.measure: code
        for code, figures in figure_sets().items()
        for stands in figures.stands_for
        if stands.plan == CITY
    }


@cache
def usual(measure: str) -> Course:
    """What is expected of a measure where nobody does anything and nothing happens."""
    made, random = _sets()[measures()[measure]]["made"], _chance(measure, "course")
    shared = [_season(made, m) + random.gauss(0, SHARED) for m in months()]
    slow = {area: _slow(random) for area in neighbourhoods()}
    course = {
        (area, month): math.exp(made["yearly"] * at / 12 + shared[at] + own[at])
        for area, own in slow.items()
        for at, month in enumerate(months())
    }
    scale = made["mean"] * len(course) / sum(course.values())
    return {key: scale * value for key, value in course.items()}


@cache
def expected(measure: str) -> Course:
    """What is expected of it with all that happens: before chance."""
    return {
        (area, month): value
        * without_actions(measure, area, month)
        * _by_actions(measure, area, month)
        for (area, month), value in usual(measure).items()
    }


def without_actions(measure: str, area: str, month: str) -> float:
    """What recording changes and passing rises multiply the usual figure with."""
    found = disturbances(neighbourhoods())
    return math.prod(each.factor(measure, area, month) for each in found)


def _by_actions(measure: str, area: str, month: str) -> float:
    found = (e for e in effects() if e.measure == measure)
    return math.prod(effect.factor(area, month) for effect in found)


@cache
def counts(measure: str) -> Mapping[tuple[str, str], int]:
    """The figures of a measure by area and month."""
    made, random = _sets()[measures()[measure]]["made"], _chance(measure, "counts")
    dispersion = made["dispersion"]
    return {
        key: _drawn(mean, dispersion, random.random())
        for key, mean in expected(measure).items()
    }


def in_year(measure: str, first: str, last: str) -> int:
    """All of the city's from one month to another."""
    found = counts(measure).items()
    return sum(value for (_, month), value in found if first <= month <= last)


def write_figures(folder: Path) -> list[tuple[Path, Path]]:
    """A file for each dataset; with each the declaration of how it is read."""
    written = []
    for name in _datasets():
        file = folder / f"{name}.csv"
        file.write_text(as_csv(name), encoding="utf-8")
        written.append((FOLDER / f"{name}.toml", file))
    return written


def as_csv(dataset: str) -> str:
    """A dataset as a file that people could have sent."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    kinds = _datasets()[dataset]["breakdowns"].get("offence", {}).get("codes", {})
    out.writerow(["month", "area", *(["offence"] if kinds else []), "value"])
    words = {code: word for word, code in kinds.items()}
    for measure, code in measures().items():
        figures = figure_sets()[code]
        if figures.dataset == dataset:
            said = [words[each] for each in figures.picked.get("offence", ())]
            for (area, month), value in counts(measure).items():
                out.writerow([month, area, *said, value])
    return text.getvalue()


def _sets() -> dict[str, dict[str, Any]]:
    return source("invented_figures/sets")


@cache
def _datasets() -> dict[str, dict[str, Any]]:
    names = dict.fromkeys(row["dataset"] for row in _sets().values())
    return {name: source(f"invented_figures/{name}") for name in names}


def _as_set(row: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the file, with what all of them have in common."""
    common = {
        "denominator": "none",
        "kind": "count",
        "flow": "flow",
        "horizon": "medium",
        "frequency": "monthly",
        "geography_level": "neighbourhood",
        "version": "1",
        "version_from": months()[0],
    }
    return {
        **{name: value for name, value in row.items() if name != "made"},
        "definition": {**common, **row["definition"]},
        "area": city().area,
        "series": "area",
        "shown": "signals",
        "whole": city().name,
        "whole_code": city().area,
        "labels": {code: place.name(code) for code in neighbourhoods()},
    }


def _chance(measure: str, what: str) -> Random:
    """The same chances in every run."""
    return Random(f"{SEED} {measure} {what}")  # noqa: S311 - invented data


def _season(made: Mapping[str, Any], month: str) -> float:
    turn = 2 * math.pi * (int(month[5:7]) - made["highest"]) / 12
    swing: float = made["swing"]
    return swing * math.cos(turn)


def _slow(random: Random) -> list[float]:
    """The course of one area on the log scale: level, own trend, slow ups and downs."""
    level, trend = random.gauss(0, SPREAD), random.gauss(0, DRIFT)
    wave, phase = random.uniform(*WAVE_YEARS), random.uniform(0, 2 * math.pi)
    years = [(at - MONTHS / 2) / 12 for at in range(MONTHS)]
    return [
        level + trend * y + WAVE * math.sin(2 * math.pi * y / wave + phase)
        for y in years
    ]


def _drawn(mean: float, dispersion: float, chance: float) -> int:
    """A count from the negative binomial, by the inverse of its distribution.

    Its variance is `dispersion` times its mean. `chance` is uniform from 0 to 1.
    """
    stop = 1 / dispersion
    size = mean / (dispersion - 1)
    value, p = 0, stop**size
    total = p
    while total < chance and value < 100 * mean + 100:
        p *= (value + size) / (value + 1) * (1 - stop)
        value += 1
        total += p
    return value
