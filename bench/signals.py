"""./hw bench signals: what it costs to judge series, in CPU time on one thread.

Each figure stands beside a floor measured in the same run: a bare NumPy pass over the
same numbers (the moves from point to point, their mean and the mean of each series),
which is the least that any chart must do. CPU seconds, the best of several.
"""

from __future__ import annotations

import csv
import gzip
import io
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np


FIGURES = Path(__file__).parents[2] / "shared/data/mps"
# What signals.md counts as all of London: last 60 months, for small areas all 24.
FILES = (
    ("recorded-crime-borough-2010-04_2023-07.csv.gz", 60),
    ("recorded-crime-ward-2010-04_2023-07.csv.gz", 60),
    ("recorded-crime-lsoa-2023-08_2025-07.csv.gz", 24),
)
Block = tuple[np.ndarray, np.ndarray]  # values (S, T), calendar months (T,)


@dataclass(frozen=True)
class Figure:
    """One thing measured, its target, and the floor beside it."""

    name: str
    value: float
    limit: float
    unit: str
    floor: float = 0.0

    def line(self) -> str:
        within = "within" if self.value <= self.limit else "OVER"
        text = (
            f"{self.name:<50} {self.value:>9.3f} {self.unit:<3} {within} "
            f"{self.limit:g} {self.unit}"
        )
        if self.floor:
            beside = f"a bare NumPy pass: {self.floor:.3f} {self.unit}"
            text += f"\n{'':<50} {self.value / self.floor:>8.1f} times {beside}"
        return text


def best(work: Callable[[], object], times: int) -> float:
    """CPU seconds of the quickest run."""
    return min(_once(work) for _ in range(times))


def _once(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def bare(values: np.ndarray) -> object:
    return np.abs(np.diff(values, axis=1)).mean(1), values.mean(1)


def strict_rules() -> Iterator[Figure]:
    """Every rule and both icons on 1,000 series of 60 points."""
    from headwater.core.signals.strict import strict

    chance = np.random.default_rng(20260101)
    values = chance.negative_binomial(20, 0.4, (1_000, 60)).astype(float)
    halves = np.repeat([[0, 1]], 30, axis=1).repeat(1_000, axis=0)
    floor = best(lambda: bare(values), 200) * 1_000
    cases = (("", None), (", rebased halfway", halves))
    for words, group in cases:
        took = best(
            lambda group=group: strict(
                values, group=group, improvement=-1, target=30.0
            ),
            50,
        )
        name = f"strict rules, 1,000 series of 60{words}"
        yield Figure(name, took * 1_000, 10.0, "ms", floor)


def london() -> list[Block]:
    """Every borough, ward and small-area series, one block a file."""
    return [_block(FIGURES / name, months) for name, months in FILES]


def _block(path: Path, months: int) -> Block:
    with gzip.open(path) as file:
        lines = csv.reader(io.TextIOWrapper(file, encoding="utf-8"))
        last = next(lines)[-months:]
        values = np.array([line[-months:] for line in lines], np.float64)
    return values, np.array([int(month[-2:]) for month in last])


def all_london(blocks: list[Block]) -> Iterator[Figure]:
    """Every series of London, with flags after control of false discoveries."""
    from headwater.core.signals.strict import strict

    count = sum(len(values) for values, _ in blocks)
    floor = best(lambda: [bare(values) for values, _ in blocks], 5)
    yield Figure(
        f"strict rules, {count:,} London series",
        best(lambda: [strict(values) for values, _ in blocks], 3),
        5.0,
        "s",
        floor,
    )
    found: list[object] = []
    took = best(lambda: found.append(_honest(blocks)), 3)
    yield Figure(f"honest rules, {count:,} London series", took, 5.0, "s", floor)
    yield Figure("  peak memory of this program", _peak(), 1_000.0, "MB")
    family = found[-1]
    print(
        f"  {family.looked:,} judged, {int(family.flagged.sum()):,} flagged, "
        f"of which about {family.expected_false:.0f} by chance"
    )


def _honest(blocks: list[Block]) -> object:
    from headwater.core.signals.family import false_discovery
    from headwater.core.signals.honest import honest
    from headwater.core.signals.signals import Chart

    p = []
    for values, months in blocks:
        found = honest(values, months=months)
        judged = np.array([chart is not Chart.NONE for chart in found.chart])
        p.append(np.where(judged, found.p, np.nan))
    return false_discovery(np.concatenate(p))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def main() -> None:
    print("CPU time, the best of several; the floor is measured in the same run.\n")
    for figure in strict_rules():
        print(figure.line(), flush=True)
    missing = [name for name, _ in FILES if not (FIGURES / name).is_file()]
    if missing:
        print(f"\nLeft out, because the shared figures are not here: {missing[0]}")
        return
    for figure in all_london(london()):
        print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
