"""What a release changed of the one before it, where both report the same periods.

Publishers revise: a month counted once is counted otherwise later. Both releases are
kept, and here they are laid side by side. A figure that one of the two has no row for
counts as what the source says that no row means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headwater.core.measures.cube import WORDS, Status
from headwater.engines.catalog import Dataset
from headwater.engines.ingest.source import Kind
from headwater.engines.manifest import Vintage
from headwater.engines.periods import period_code


@dataclass(frozen=True, slots=True)
class Pair:
    """Two releases of a dataset, and the periods that both report."""

    older: Vintage
    newer: Vintage
    periods: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """One code, all other dimensions and all shared periods added up."""

    dimension: str
    code: str
    label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Change:
    """One figure that differs: its codes, and what stood and stands for it."""

    codes: tuple[str, ...]  # in the order of the dataset's dimensions
    before: str  # a number in the unit, or the words of its status
    after: str


@dataclass(frozen=True, slots=True)
class Revised:
    """What a release changed, in figures of all shared periods.

    `before` and `after` are all of them added up and `shifts` the codes that moved,
    largest first by dimension; None and empty where figures may not be added up.
    """

    pair: Pair
    same: int
    changed: int
    before: int | None = None
    after: int | None = None
    shifts: tuple[Shift, ...] = ()


def latest_pair(dataset: Dataset) -> Pair | None:
    """The latest release that revises another one, and that one; None without any."""
    vintages = dataset.held.vintages
    for at in range(len(vintages) - 1, 0, -1):
        newer = vintages[at]
        for older in reversed(vintages[:at]):
            shared = tuple(p for p in newer.periods if p in set(older.periods))
            if shared:
                return Pair(older, newer, shared)
    return None


def revised(dataset: Dataset, pair: Pair) -> Revised:
    """The two releases compared, figure by figure and by each dimension."""
    with _side_by_side(dataset, pair) as store:
        same, changed, before, after = store.execute(
            f"""SELECT count(*) FILTER (NOT {_DIFFERS}), count(*) FILTER ({_DIFFERS}),
            coalesce(sum(before), 0)::BIGINT, coalesce(sum(after), 0)::BIGINT
            FROM both_of WHERE {_parts(dataset)}"""  # noqa: S608
        ).fetchone()
        if not set(dataset.held.dimensions) <= dataset.held.additive:
            return Revised(pair, same, changed)
        shifts = tuple(_shifts(dataset, store))
    return Revised(pair, same, changed, before, after, shifts)


def changes(dataset: Dataset, pair: Pair) -> Iterator[Change]:
    """Every figure that differs, in the order of its codes."""
    names = dataset.held.dimensions
    keys = ", ".join(map(_quoted, names))
    with _side_by_side(dataset, pair) as store:
        found = store.execute(
            f"""SELECT {keys}, before, was, after, is_now FROM both_of
            WHERE {_DIFFERS} ORDER BY {keys}"""  # noqa: S608
        )
        while rows := found.fetchmany(10_000):
            for *key, before, was, after, is_now in rows:
                yield Change(
                    tuple(
                        _code(dataset, n, k) for n, k in zip(names, key, strict=True)
                    ),
                    _said(dataset, before, was),
                    _said(dataset, after, is_now),
                )


_DIFFERS = "(before <> after OR was <> is_now)"
_NUMBERS = (Status.OBSERVED.value, Status.ZERO.value, Status.CARRIED.value)


def _side_by_side(dataset: Dataset, pair: Pair) -> Any:
    """A store with the figures of both releases on one row each."""
    import duckdb

    held = dataset.held
    keys = ", ".join(map(_quoted, held.dimensions))
    periods = ", ".join(str(held.number(p)) for p in pair.periods)
    within = f"{_quoted(held.period)} IN ({periods})"
    missing = held.missing.value
    store = duckdb.connect(config={"threads": 1, "memory_limit": "400MB"})
    store.execute(
        f"""CREATE VIEW both_of AS SELECT {keys},
        coalesce(o.value, 0) AS before, coalesce(o.status, {missing}) AS was,
        coalesce(n.value, 0) AS after, coalesce(n.status, {missing}) AS is_now
        FROM (SELECT * FROM {_file(dataset.file(pair.older))} WHERE {within}) o
        FULL JOIN (SELECT * FROM {_file(dataset.file(pair.newer))} WHERE {within}) n
        USING ({keys})"""  # noqa: S608
    )
    return store


def _shifts(dataset: Dataset, store: Any) -> Iterator[Shift]:
    for name in dataset.held.dimensions:
        found = store.execute(
            f"""SELECT {_quoted(name)}, sum(before)::BIGINT, sum(after)::BIGINT
            FROM both_of WHERE {_parts(dataset)}
            GROUP BY 1 HAVING sum(before) <> sum(after)
            ORDER BY abs(sum(after) - sum(before)) DESC, 1"""  # noqa: S608
        )
        for number, before, after in found.fetchall():
            code = _code(dataset, name, number)
            yield Shift(name, code, _label(dataset, name, number), before, after)


def _parts(dataset: Dataset) -> str:
    """Without codes that already hold others."""
    found = ["true"]
    for name, book in dataset.books.items():
        numbers = [str(book.number(code)) for code in book.totals]
        if numbers and name in dataset.held.additive:
            found.append(f"{_quoted(name)} NOT IN ({', '.join(numbers)})")
    return " AND ".join(found)


def _code(dataset: Dataset, name: str, number: int) -> str:
    if name == dataset.held.period:
        return period_code(number, Kind(dataset.held.kind))
    return dataset.books[name].entries[number].code


def _label(dataset: Dataset, name: str, number: int) -> str:
    if name == dataset.held.period:
        return _code(dataset, name, number)
    return dataset.books[name].entries[number].label


def _said(dataset: Dataset, value: int, status: int) -> str:
    if status not in _NUMBERS:
        return WORDS[Status(status)]
    scale = dataset.held.scale
    return str(value) if scale == 1 else f"{value / scale:g}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _file(path: Path) -> str:
    text = str(path).replace("'", "''")
    return f"read_parquet('{text}')"
