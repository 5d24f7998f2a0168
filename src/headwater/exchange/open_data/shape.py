"""What the columns of an open table hold, before any standard puts it into words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from headwater.core.framework.model import Framework
from headwater.core.plan.check import CheckResult
from headwater.core.plan.columns import LISTS, Column, Kind, Table
from headwater.core.plan.rows import Plan
from headwater.core.plan.tables import BY_NAME
from headwater.exchange.open_data.tables_out import own_words
from headwater.exchange.write_folder import rows_of


class Type(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    YESNO = "yes or no"


_TYPES = {
    Kind.MONEY: Type.NUMBER,
    Kind.NUMBER: Type.NUMBER,
    Kind.WHOLE: Type.WHOLE,
    Kind.YESNO: Type.YESNO,
}
# Here the word 'none' is a value like any other.
_NONE_IS_A_VALUE = frozenset({Kind.ID})
_NEVER_BELOW_ZERO = frozenset({Kind.MONEY, Kind.WHOLE})


@dataclass(frozen=True)
class Field:
    """One column. `codes` are all that may stand in it, with their labels."""

    name: str
    title: str
    help: str
    type: Type = Type.TEXT
    required: bool = False
    listed: bool = False  # several entries in one cell
    codes: Mapping[str, str] = field(default_factory=dict)
    never_below_zero: bool = False
    none_means_none: bool = False

    @property
    def pattern(self) -> str:
        """For a list of codes, what the whole cell must look like."""
        if not (self.listed and self.codes):
            return ""
        one = f"({'|'.join(re.escape(code) for code in self.codes)})"
        return f"{one}(; {one})*"


@dataclass(frozen=True)
class ForeignKey:
    """A column that names a row of another table; `always`, when none is blank."""

    column: str
    table: str
    key: str
    always: bool


@dataclass(frozen=True)
class Shape:
    """One table: what a row is, its columns, and what names a row."""

    name: str
    title: str
    one_row: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    sources: tuple[str, ...] = ()


def table_shape(table: Table, result: CheckResult) -> Shape:
    """The shape of a declared table, as this plan fills it."""
    rows = rows_of(result.plan, table)
    return Shape(
        table.name,
        table.title,
        table.one_row,
        (
            *(_field(column, result.framework, rows) for column in table.public),
            *(_own(name) for name in own_words(result.plan)),
        ),
        table.key,
        tuple(_foreign_keys(table, result.plan)),
        tuple(sorted({row.source for row in rows if row.source}))
        if any(column.name == "source" for column in table.public)
        else (),
    )


def _own(name: str) -> Field:
    """The column of a word that stands beside every row."""
    says = f"The {name} of the plan, to show wherever its facts are shown."
    return Field(f"#{name}", name.capitalize(), says)


def _field(column: Column, framework: Framework, rows: Iterable[Any]) -> Field:
    return Field(
        column.name,
        column.heading,
        column.help,
        _TYPES.get(column.kind, Type.TEXT),
        column.required,
        column.kind in LISTS,
        _codes(column, framework, rows) if column.scheme else {},
        column.kind in _NEVER_BELOW_ZERO,
        column.kind not in _NONE_IS_A_VALUE,
    )


def _codes(column: Column, framework: Framework, rows: Iterable[Any]) -> dict[str, str]:
    """The codes of the vocabulary, and any that only this plan uses."""
    scheme = framework.scheme(column.scheme)
    known = {code.code: code.label for code in scheme.codes.values()}
    used = {code for row in rows for code in _entries(getattr(row, column.name))}
    return known | {code: code for code in sorted(used - known.keys())}


def _entries(value: Any) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,) if value else ()


def _foreign_keys(table: Table, plan: Plan) -> Iterable[ForeignKey]:
    """Columns that name one row each, where every row is in this plan.

    A name may reach up into the plan above, which is not among these files.
    """
    for column in table.public:
        if column.kind is not Kind.REF:
            continue
        target = BY_NAME[column.table]
        (key,) = target.key
        ids = {getattr(row, key) for row in rows_of(plan, target)}
        used = [getattr(row, column.name) for row in rows_of(plan, table)]
        if ids.issuperset(filter(None, used)):
            yield ForeignKey(column.name, target.name, key, all(used))
