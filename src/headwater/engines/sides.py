"""A question met with a dataset: what is taken of each dimension, and where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.core.measures.cube import Axis
from headwater.engines.books import Book, near
from headwater.engines.catalog import Dataset
from headwater.engines.ingest.source import Kind
from headwater.engines.periods import (
    ROLLS,
    containing,
    end_of,
    lies_whole,
    period_code,
    period_words,
    span,
)
from headwater.engines.port import CubeSpec
from headwater.errors import UserError


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One dimension in a cube.

    `numbers`: what is taken of it, as numbers of its book or of periods. `at`: where
    each of them lies on the axis, 0 where it has none and is added up. `additive`: may
    the axis of the cube be added up?
    """

    name: str
    numbers: NDArray[np.int64]
    codes: tuple[str, ...]  # the code of each number
    at: NDArray[np.int64]
    axis: Axis | None
    additive: bool

    @property
    def size(self) -> int:
        return len(self.axis) if self.axis else 1


def sides_of(dataset: Dataset, spec: CubeSpec) -> tuple[Side, ...]:
    """Every dimension of a dataset as a question takes it.

    Raises UserError where a name or a code is not there, and where numbers would be
    added that may not be.
    """
    _names_are_known(dataset, spec)
    return tuple(_side(dataset, spec, name) for name in dataset.held.dimensions)


def in_order(sides: Iterable[Side], spec: CubeSpec) -> list[Side]:
    """The sides that are axes, in the order of the cube."""
    by_axis = {side.axis.name: side for side in sides if side.axis}
    return [by_axis[name] for name in spec.axes]


@dataclass(frozen=True, slots=True)
class _Taken:
    """Codes of a dimension with their words, and the group of each."""

    numbers: list[int]
    codes: list[str]
    labels: list[str]
    groups: list[str]
    group_labels: dict[str, str]  # of every group that stands on the axis, in order
    totals: frozenset[str]


def _side(dataset: Dataset, spec: CubeSpec, name: str) -> Side:
    roll = spec.roll.get(name, "")
    taken = (
        _periods(dataset, spec, roll)
        if name == dataset.held.period
        else _codes(dataset, spec, name, roll)
    )
    on_axis = (roll or name) in spec.axes
    additive = name in dataset.held.additive
    mixed = bool(taken.totals & set(taken.codes)) and len(taken.codes) > 1
    if not on_axis and len(taken.codes) > 1:
        _may_be_added(dataset, name, taken, additive, mixed)
    if on_axis and roll:
        several = len(set(taken.groups)) < len(taken.groups)
        if several:
            _may_be_added(dataset, name, taken, additive, mixed)
    axis, at = _axis(taken, roll or name, bool(roll)) if on_axis else (None, None)
    numbers = np.array(taken.numbers, np.int64)
    where = np.zeros(len(numbers), np.int64) if at is None else at
    return Side(name, numbers, tuple(taken.codes), where, axis, additive and not mixed)


def _axis(taken: _Taken, name: str, rolled: bool) -> tuple[Axis, NDArray[np.int64]]:
    if not rolled:
        axis = Axis(name, tuple(taken.codes), tuple(taken.labels))
        return axis, np.arange(len(taken.codes))
    place = {code: at for at, code in enumerate(taken.group_labels)}
    axis = Axis(name, tuple(place), tuple(taken.group_labels.values()))
    return axis, np.array([place[group] for group in taken.groups], np.int64)


def _periods(dataset: Dataset, spec: CubeSpec, roll: str) -> _Taken:
    held = dataset.held
    kind = held.kind
    numbers = list(_span(dataset, spec, roll))
    wanted = spec.where.get(held.period)
    if wanted is not None:
        asked = [_period(dataset, code) for code in wanted]
        kept = set(numbers) if spec.first or spec.last else set(asked)
        numbers = [number for number in asked if number in kept]
    into = ROLLS[roll] if roll else kind
    groups = [period_code(containing(n, into), into) for n in numbers]
    starts = (containing(number, into) for number in numbers)
    words = {period_code(start, into): period_words(start, into) for start in starts}
    if roll and (only := spec.where.get(roll)):
        _are_there(dataset, roll, only, words)
        numbers, groups = _only(numbers, groups, only)
        words = {group: words[group] for group in only}
    return _Taken(
        numbers,
        [period_code(n, kind) for n in numbers],
        [period_words(n, kind) for n in numbers],
        groups,
        words,
        frozenset(),
    )


def _span(dataset: Dataset, spec: CubeSpec, roll: str) -> Iterator[int]:
    """Every period from the first to the last that is held or asked for.

    Where they are counted by year, only whole years: months of it that nobody reports
    are part of it, so that nine months never pass for twelve.
    """
    found = [p for part in dataset.parts(spec.vintage) for p in part.periods]
    first = _period(dataset, spec.first) if spec.first else min(found)
    last = _period(dataset, spec.last) if spec.last else max(found)
    if roll:
        first, last = containing(first, ROLLS[roll]), end_of(last, ROLLS[roll])
    return span(first, last, dataset.held.kind)


def _period(dataset: Dataset, code: str) -> int:
    try:
        return dataset.held.number(code)
    except ValueError as error:
        raise UserError(f"{error}.", where=f"{dataset.held.dataset}:") from None


def _codes(dataset: Dataset, spec: CubeSpec, name: str, roll: str) -> _Taken:
    book = dataset.books[name]
    numbers = _wanted(dataset, spec, book)
    groups = [book.entries[n].groups[roll] if roll else "" for n in numbers]
    used = set(groups)
    words = {g: w for g, w in book.group_labels.get(roll, {}).items() if g in used}
    if roll and (only := spec.where.get(roll)):
        _are_there(dataset, roll, only, words)
        numbers, groups = _only(numbers, groups, only)
        words = {group: words[group] for group in only}
    entries = [book.entries[number] for number in numbers]
    return _Taken(
        numbers,
        [entry.code for entry in entries],
        [entry.label for entry in entries],
        groups,
        words,
        frozenset(book.totals),
    )


def _only(
    numbers: list[int], groups: list[str], only: tuple[str, ...]
) -> tuple[list[int], list[str]]:
    """The codes that lie in these groups."""
    pairs = [(n, g) for n, g in zip(numbers, groups, strict=True) if g in only]
    return [n for n, _ in pairs], [g for _, g in pairs]


def _wanted(dataset: Dataset, spec: CubeSpec, book: Book) -> list[int]:
    """The codes asked for; without a word every code that holds no others."""
    asked = spec.where.get(book.name)
    codes = [entry.code for entry in book.entries]
    if asked:
        _are_there(dataset, book.name, asked, codes)
        return [codes.index(code) for code in asked]
    parts = [code for code in codes if code not in book.totals]
    if book.kind is not Kind.CODE:
        parts.sort()
    totals = [code for code in codes if code in book.totals]
    on_axis = spec.roll.get(book.name, book.name) in spec.axes
    additive = book.name in dataset.held.additive
    if len(totals) == 1 and not on_axis and not (additive and parts):
        parts = totals
    place = {code: number for number, code in enumerate(codes)}
    return [place[code] for code in parts]


def _may_be_added(
    dataset: Dataset, name: str, taken: _Taken, additive: bool, mixed: bool
) -> None:
    unit = dataset.held.unit
    if not additive:
        raise UserError(
            f"{unit} may not be added up along {name}.",
            where=f"{dataset.held.dataset}:",
            fix=f"Make {name} an axis, or name one of its codes in where.",
        )
    if mixed:
        held = ", ".join(sorted(taken.totals & set(taken.codes)))
        raise UserError(
            f"{held} already holds other codes of {name}: adding them up would count "
            "twice.",
            where=f"{dataset.held.dataset}:",
            fix=f"Leave it out of where, or make {name} an axis.",
        )


def _are_there(
    dataset: Dataset, name: str, asked: Iterable[str], codes: Iterable[str]
) -> None:
    known = set(codes)
    for code in asked:
        if code not in known:
            raise UserError(
                f"{name} has no code {code!r}.",
                where=f"{dataset.held.dataset}:",
                fix=near(code, known),
            )


def _names_are_known(dataset: Dataset, spec: CubeSpec) -> None:
    held = dataset.held
    for name, roll in spec.roll.items():
        _is_one_of(dataset, name, held.dimensions, "dimension")
        _is_one_of(dataset, roll, _rolls(dataset, name), f"group of {name}")
    rolled = set(spec.roll)
    names = [n for n in held.dimensions if n not in rolled] + list(spec.roll.values())
    for axis in spec.axes:
        _is_one_of(dataset, axis, names, "dimension")
    for name in spec.where:
        _is_one_of(dataset, name, [*held.dimensions, *spec.roll.values()], "dimension")


def _rolls(dataset: Dataset, name: str) -> list[str]:
    held = dataset.held
    if name != held.period:
        return list(dataset.books[name].rolls)
    return [roll for roll, kind in ROLLS.items() if lies_whole(held.kind, kind)]


def _is_one_of(dataset: Dataset, name: str, names: Iterable[str], what: str) -> None:
    known = list(names)
    if name not in known:
        raise UserError(
            f"{dataset.held.dataset} has no {what} {name!r}.",
            fix=f"It has {', '.join(known) or 'none'}.",
        )
