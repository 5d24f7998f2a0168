"""What a column and a table are: the grammar of `tables`.

A cell is published only where its column is declared public. A code, a reference,
a date or a yes says no more than its form lets it, so the makers of such columns
below declare them so. A free text or a number may say anything, about anybody:
each such column says for itself, and is kept in where it says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell holds, and how it is read (`cells`)."""

    ID = "identifier"  # kept as text: leading zeros stay
    TEXT = "text"
    PROSE = "long text"
    WORDS = "list of texts"
    CODE = "code"
    CODES = "list of codes"
    REF = "reference"
    REFS = "list of references"
    PLACES = "list of area codes"
    DATE = "date"
    MONEY = "money"
    WHOLE = "whole number"
    NUMBER = "number"
    YESNO = "yes or no"


LISTS = frozenset({Kind.WORDS, Kind.CODES, Kind.REFS, Kind.PLACES})


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `scheme` names a vocabulary facet, `table` a table."""

    name: str
    kind: Kind
    help: str
    scheme: str = ""
    table: str = ""
    required: bool = False
    public: bool = False  # may stand on pages and in open data

    @property
    def heading(self) -> str:
        """The words above the column: lead_organisations, Lead organisations."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Table:
    """One sheet. The columns in `key` name a row for good."""

    name: str
    title: str
    one_row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def public(self) -> tuple[Column, ...]:
        """The columns that may be published."""
        return tuple(column for column in self.columns if column.public)

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)


def id_column(name: str, says: str) -> Column:
    return Column(name, Kind.ID, says, required=True, public=True)


def text_column(
    name: str, says: str, *, required: bool = False, public: bool = False
) -> Column:
    return Column(name, Kind.TEXT, says, required=required, public=public)


def prose_column(
    name: str, says: str, *, required: bool = False, public: bool = False
) -> Column:
    return Column(name, Kind.PROSE, says, required=required, public=public)


def words_column(name: str, says: str, *, public: bool = False) -> Column:
    return Column(name, Kind.WORDS, says, public=public)


def code_column(name: str, scheme: str, says: str, *, required: bool = False) -> Column:
    return Column(name, Kind.CODE, says, scheme, required=required, public=True)


def codes_column(name: str, scheme: str, says: str) -> Column:
    return Column(name, Kind.CODES, says, scheme, public=True)


def ref_column(name: str, table: str, says: str, *, required: bool = False) -> Column:
    return Column(name, Kind.REF, says, table=table, required=required, public=True)


def refs_column(name: str, table: str, says: str) -> Column:
    return Column(name, Kind.REFS, says, table=table, public=True)


def places_column(name: str, says: str) -> Column:
    return Column(name, Kind.PLACES, says, public=True)


def date_column(name: str, says: str) -> Column:
    return Column(name, Kind.DATE, says, public=True)


def yesno_column(name: str, says: str) -> Column:
    return Column(name, Kind.YESNO, says, public=True)


NOTE = prose_column("note", "What partners should know of this row.")
