"""./hw bench impact: what it costs to tell whether an action worked, in CPU time.

Each figure stands beside another of the same run: a package that people would take
instead, where it is installed (statsmodels, diff-diff; neither is a dependency), and a
floor, the least work that any way must do with the same numbers. CPU seconds on one
thread, the best of several.
"""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import os
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType


for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import numpy as np  # noqa: E402  the number of threads is read when it is loaded


FIGURES = Path(__file__).parents[2] / "shared/data/mps"
BOROUGHS = FIGURES / "recorded-crime-borough-2010-04_2023-07.csv.gz"
NO_BOROUGH = {"Unknown", "London Heathrow and London City Airports"}
OFFENCES = ("RAPE", "VIOLENCE WITH INJURY")
FIRST, LAST = "201504", "202002"
SEED = 20260101


@dataclass(frozen=True)
class Beside:
    """Something else measured in the same run; not all of it has to do as much."""

    name: str
    seconds: float


@dataclass(frozen=True)
class Figure:
    """One thing measured, its target in CPU seconds, and what stands beside it."""

    name: str
    seconds: float
    limit: float
    beside: tuple[Beside, ...]

    def lines(self) -> Iterator[str]:
        within = "within" if self.seconds <= self.limit else "OVER"
        yield f"{self.name:<56} {self.seconds:>8.4f} s {within} {self.limit:g} s"
        for other in self.beside:
            ratio = self.seconds / max(other.seconds, 1e-9)
            yield f"{'':<56} {ratio:>8.3g} times {other.name}: {other.seconds:.4f} s"


def best(work: Callable[[], object], times: int) -> float:
    """CPU seconds of the quickest run."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def installed(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def interrupted_series() -> Iterator[Figure]:
    """1,000 series of 72 months: a step, a trend and two yearly harmonics."""
    from headwater.core.impact.interrupted import interrupted

    counts = np.random.default_rng(SEED).poisson(40.0, (1_000, 72)).astype(float)
    month = np.arange(72)
    turns = np.outer([1, 2], 2 * np.pi * month / 12)
    step = month >= 48
    columns = np.vstack((month**0, month / 12, np.sin(turns), np.cos(turns), step)).T
    beside = [
        Beside(
            "one least-squares fit of all series at once",
            best(lambda: np.linalg.lstsq(columns, np.log(counts.T + 0.5)), 20),
        )
    ]
    peer = installed("statsmodels.api")
    if peer is not None:
        beside.append(
            Beside("statsmodels' GLM, a series at a time", _glm(peer, counts, columns))
        )
    yield Figure(
        "interrupted series, 1,000 of 72 months",
        best(lambda: interrupted(counts, 48, harmonics=2), 10),
        0.1,
        tuple(beside),
    )


def _glm(peer: ModuleType, counts: np.ndarray, columns: np.ndarray) -> float:
    family = peer.families.Poisson()
    return best(
        lambda: [
            peer.GLM(series, columns, family=family).fit(scale="X2")
            for series in counts
        ],
        1,
    )


def synthetic_controls() -> Iterator[Figure]:
    """39 areas, each in turn for the one treated: 19 periods before and 12 after."""
    from headwater.core.impact.synthetic import placebo_in_space

    chance = np.random.default_rng(SEED)
    common = chance.normal(0, 4, (3, 31)).cumsum(1)
    outcomes = 120 + chance.uniform(0, 2, (39, 3)) @ common
    outcomes += chance.normal(0, 2, outcomes.shape)
    before = outcomes[:, :19]

    def free() -> object:
        return [
            np.linalg.lstsq(np.delete(before, at, 0).T, before[at]) for at in range(39)
        ]

    beside = Beside("39 least-squares fits of free weights", best(free, 10))
    yield Figure(
        "synthetic control, 39 placebos",
        best(lambda: placebo_in_space(outcomes, 0, 19), 10),
        0.3,
        (beside,),
    )


def imputed() -> Iterator[Figure]:
    """Staggered starts: a city's boroughs with permutations, and its small areas."""
    from headwater.core.impact.imputation import imputation, permuted

    boroughs, small = _panel(33, 20.0), _panel(4_835, 5.0)

    def both() -> object:
        return imputation(boroughs), permuted(
            boroughs, 500, np.random.default_rng(SEED)
        )

    yield Figure(
        "imputation, 33 areas x 84 months, 500 permutations",
        best(both, 3),
        2.0,
        (_pass_over(boroughs.counts, 501), *_linear(boroughs)),
    )
    yield Figure(
        "imputation, 4,835 areas x 84 months",
        best(lambda: imputation(small), 3),
        5.0,
        (_pass_over(small.counts, 1), *_linear(small)),
    )


def _panel(areas: int, mean: float):  # type: ignore[no-untyped-def]  # loaded late
    from headwater.core.impact.panel import NEVER, Panel

    chance = np.random.default_rng(SEED)
    level = mean * np.exp(chance.normal(0, 0.4, (areas, 1)))
    starts = np.where(
        np.arange(areas) < areas // 3, 42 + 6 * (np.arange(areas) % 3), NEVER
    )
    return Panel(
        areas=tuple(f"area {at}" for at in range(areas)),
        months=tuple(f"{2018 + at // 12}-{at % 12 + 1:02}" for at in range(84)),
        counts=chance.poisson(level, (areas, 84)).astype(float),
        starts=starts,
    )


def _pass_over(counts: np.ndarray, times: int) -> Beside:
    """Both margins, and the expected counts that follow from them, once a fit."""

    def work() -> object:
        return [
            np.outer(counts.sum(1), counts.sum(0)) / counts.sum() for _ in range(times)
        ]

    return Beside("as many bare passes over the counts", best(work, 5))


def _linear(panel) -> Iterator[Beside]:  # type: ignore[no-untyped-def]
    """diff-diff imputes on a linear scale, so it is asked about log(count + 0.5)."""
    peer, pandas = installed("diff_diff"), installed("pandas")
    if peer is None or pandas is None:
        return
    areas, months = panel.counts.shape
    frame = pandas.DataFrame(
        {
            "area": np.repeat(np.arange(areas), months),
            "month": np.tile(np.arange(months), areas),
            "value": np.log(panel.counts + 0.5).ravel(),
            "first": np.repeat(np.where(panel.starts < 0, 0, panel.starts), months),
        }
    )

    def work() -> object:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return peer.ImputationDiD().fit(
                frame, outcome="value", unit="area", time="month", first_treat="first"
            )

    yield Beside("diff-diff's linear imputation, no permutations", best(work, 1))


def smallest_falls() -> Iterator[Figure]:
    """The smallest falls seen in London: two offences, twelve cells each."""
    from headwater.core.impact.placebo_power import AREAS, DRAWS, MONTHS, placebo_table

    real = BOROUGHS.is_file()
    histories = _london() if real else _invented()

    def tables() -> object:
        return [placebo_table(each, np.random.default_rng(SEED)) for each in histories]

    def draws_alone() -> object:
        chance = np.random.default_rng(SEED)
        cells = len(histories) * len(AREAS) * len(MONTHS)
        return [chance.random((DRAWS, 32)) for _ in range(cells)]

    name = "London" if real else "an invented city"
    yield Figure(
        f"smallest falls seen, {name}, 24 cells of 3,000 draws",
        best(tables, 3),
        20.0,
        (Beside("drawing the random numbers alone", best(draws_alone, 5)),),
    )


def _london() -> list[np.ndarray]:
    with gzip.open(BOROUGHS) as file:
        lines = csv.reader(io.TextIOWrapper(file, encoding="utf-8"))
        heading = next(lines)
        span = slice(heading.index(FIRST), heading.index(LAST) + 1)
        kept = [line for line in lines if line[2] not in NO_BOROUGH]
    return [
        np.array([line[span] for line in kept if line[1] == offence], np.float64)
        for offence in OFFENCES
    ]


def _invented() -> list[np.ndarray]:
    chance = np.random.default_rng(SEED)
    return [chance.poisson(mean, (32, 59)).astype(float) for mean in (16.0, 196.0)]


def main() -> None:
    print("CPU time on one thread, the best of several, all in one run.\n")
    for part in (interrupted_series, synthetic_controls, imputed, smallest_falls):
        for figure in part():
            print("\n".join(figure.lines()), flush=True)
    absent = [name for name in ("statsmodels", "diff_diff") if not installed(name)]
    if absent:
        print(f"\nNot installed here, so not measured beside: {', '.join(absent)}.")


if __name__ == "__main__":
    main()
