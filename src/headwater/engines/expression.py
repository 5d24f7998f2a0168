"""A question as one Ibis expression: filter, put together, and sometimes add up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.engines.catalog import Dataset, Part
from headwater.engines.grains import Grain, span


WORTH = 8  # so many rows to each combination make grouping in the engine worth it


def asked(
    dataset: Dataset, parts: Sequence[Part], grains: Sequence[Grain], *, plain: bool
) -> Any:
    """What is read of the vintages; None where that is nothing.

    Its columns are the codes of each grain that is read, and the values; unless all
    figures are `plain`, also the status and of how many figures a row is the sum.
    """
    import ibis

    found = [_of_part(dataset, part, grains, plain) for part in parts]
    several = [expression for expression in found if expression is not None]
    if len(several) > 1:
        return ibis.union(*several)
    return several[0] if several else None


def name_of(part: Part) -> str:
    """The table that an expression knows the figures of a vintage by."""
    return f"{part.file.parent.name} {part.vintage.id}"


def _of_part(dataset: Dataset, part: Part, grains: Sequence[Grain], plain: bool) -> Any:
    import ibis

    columns = dict.fromkeys(dataset.held.dimensions, "uint32")
    columns |= {"value": "int64", "status": "uint8"}
    table: Any = ibis.table(columns, name=name_of(part))
    for grain in grains:
        numbers = grain.side.numbers
        if grain.side.name == dataset.held.period:
            numbers = np.intersect1d(numbers, part.periods)
        if not len(numbers):
            return None
        if not grain.sifted:
            table = _only(table, grain, numbers)
    keys = [grain.side.name for grain in grains if grain.read]
    if not plain:
        keys.append("status")
    return _added(table, keys) if _worth(dataset, part, grains) else _each(table, keys)


def _worth(dataset: Dataset, part: Part, grains: Sequence[Grain]) -> bool:
    """Are there many more rows than combinations?"""
    combinations = 1.0
    for grain in grains:
        if grain.read:
            book = dataset.books.get(grain.side.name)
            combinations *= len(part.periods) if book is None else len(book)
    return combinations * WORTH < part.vintage.rows


def _added(table: Any, keys: list[str]) -> Any:
    # Ibis takes a sum of 64 bits for 64 bits; DuckDB's has 128, and has to be told.
    total = table.value.cast("decimal(38, 0)").sum().cast("int64").fill_null(0)
    sums = {"value": total, "_parts": table.count().cast("int32")}
    grouped = table.group_by(keys) if keys else table
    return grouped.aggregate(**sums)[_columns(keys)]


def _each(table: Any, keys: list[str]) -> Any:
    import ibis

    return table.mutate(_parts=ibis.literal(1, "int32"))[_columns(keys)]


def _columns(keys: list[str]) -> list[str]:
    if "status" not in keys:
        return [*keys, "value"]
    return [*(k for k in keys if k != "status"), "value", "status", "_parts"]


def _only(table: Any, grain: Grain, numbers: NDArray[np.int64]) -> Any:
    """Only rows with these codes."""
    if len(numbers) == len(grain.place):
        return table
    column = table[grain.side.name]
    if len(numbers) == span(numbers):
        return table.filter(column.between(int(numbers.min()), int(numbers.max())))
    return table.filter(column.isin(numbers.tolist()))
