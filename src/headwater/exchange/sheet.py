"""A sheet as somebody handed it over, whatever kind of file it came in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from headwater.core.plan.assemble import Problem, RawTable, shorten
from headwater.errors import UserError


WHOLE_ROW = -1  # the position of what is wrong with all of a row


@dataclass(frozen=True, slots=True)
class Bad:
    """What is wrong with a cell that could not be read, and what to do."""

    rule: str
    fix: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number, its texts from the left, and what is wrong by position."""

    number: int
    texts: Sequence[str]
    bad: Mapping[int, Bad] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        return not self.bad and not any(text.strip() for text in self.texts)

    def text(self, position: int) -> str:
        return self.texts[position] if position < len(self.texts) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, and its lines to be read once, from the top."""

    name: str
    lines: Iterator[Line]
    encoding: str = ""


class BadSheet(Exception):
    """A sheet that cannot be read at all, or not past a row."""

    def __init__(self, row: int, value: str, rule: str, fix: str) -> None:
        self.row, self.value, self.rule, self.fix = row, value, rule, fix
        super().__init__(rule)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that does not stop the reading and should be known."""

    sheet: str
    row: int
    column: str
    says: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class TableRead:
    """The receipt for one table: what was read from which sheet."""

    table: str
    sheet: str
    rows: int
    columns: tuple[str, ...]  # ours, in the order of the sheet
    unknown: tuple[str, ...]  # headings that are not ours, as written
    encoding: str = ""  # of a CSV file


@dataclass(frozen=True)
class Handed:
    """Everything that a file or a folder gave, before it is checked."""

    tables: Mapping[str, RawTable]
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...]
    reads: tuple[TableRead, ...]
    unread: frozenset[str]  # tables that are there and cannot be read
    sha256: str


def cannot_open(path: Path, error: OSError) -> UserError:
    """Why a file or a folder could not be opened, in words."""
    return UserError(
        f"It cannot be opened ({error.strerror}).",
        where=f"{shorten(path.name)}:",
        fix="Look at its name, close it in other programs, and see that you may "
        "read it.",
    )
