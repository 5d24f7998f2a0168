"""What a source says about itself. A new adapter is one `Source`, and perhaps an odd
function; everything else is done by the ingest from this declaration.

Headings are compared without case, spaces, underscores and hyphens, so
`LookUp_BoroughName` and `lookup borough name` are one. Labels are compared without
case and with spaces trimmed and single, so `Ealing ` is `Ealing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from headwater.core.disclosure.released import Level
from headwater.core.measures.cube import Status


Row = dict[str, str]  # one row of a file: heading as the file spells it -> text
MISSING = (Status.ZERO, Status.NOT_REPORTED, Status.NOT_APPLICABLE)
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def plain_heading(text: str) -> str:
    """A heading as it is compared: no case, spaces, underscores or hyphens."""
    return re.sub(r"[\s_\-\ufeff]+", "", text).casefold()


def plain_label(text: str) -> str:
    """A label as it is compared: no case, spaces trimmed and single."""
    return " ".join(text.split()).casefold()


class Kind(StrEnum):
    """What stands in a dimension. The last four are spans of time.

    Times are read in any of these forms: 202402, 2024-02, 2024-02-01, 01/02/2024
    (day first), Feb-24, Feb 2024; quarters also 2024-Q1 and by their last day; years
    2024; financial years 2024/25, 2024-25 and 2024-2025.
    """

    CODE = "code"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FINANCIAL_YEAR = "financial year"  # April to March


@dataclass(frozen=True, slots=True)
class Roll:
    """Larger groups that the codes of a dimension lie in: small areas in boroughs.

    `group` takes our code and its label, and gives the code of the group, or ''
    where it is not known (then the code goes to a group of its own, never lost).
    """

    name: str
    group: Callable[[str, str], str]
    labels: Mapping[str, str] = field(default_factory=dict)  # group's code -> words


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that figures are broken down by.

    Without `codes` every label of the file is its own code (small areas, wards).
    With `codes` (publisher's label -> our permanent code) a label that is not there
    is kept under its own words, marked unknown and reported; with `closed` its row
    is rejected instead. Codes of this list stand in a cube even where no row has
    them, so the reporting grid can say what their absence means.

    `wide`: the labels stand in the headings, one column each (a column a month; with
    kind CODE the headings are those in `codes`). `named_by`: headings of a second
    column with the words for a code column. `blank`: our code for a blank cell; ''
    means that a blank is rejected. `absent`: our code for a file that has no such
    column; '' means that the column must be there. `totals`: codes that already hold
    others (a London row, 'persons'): they are never added in, and stand in a cube
    only when asked for by name. `within`: another dimension, where labels are told
    apart only within its codes (wards of one name in two boroughs): our code is then
    that code, a slash and the label's own code, `E09000002/Abbey`.
    """

    name: str
    headings: tuple[str, ...] = ()
    kind: Kind = Kind.CODE
    codes: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)  # our code -> words
    closed: bool = False
    wide: bool = False
    named_by: tuple[str, ...] = ()
    blank: str = ""
    absent: str = ""
    totals: frozenset[str] = frozenset()
    rolls: tuple[Roll, ...] = ()
    within: str = ""

    def __post_init__(self) -> None:
        _named(self.name)
        if not self.wide and not self.headings and not self.absent:
            raise ValueError(f"{self.name}: say under which heading it stands")
        if self.wide and self.kind is Kind.CODE and not self.codes:
            raise ValueError(f"{self.name}: say which headings are its codes")
        if self.closed and not self.codes:
            raise ValueError(f"{self.name}: a closed list needs its codes")


@dataclass(frozen=True, slots=True)
class Value:
    """The number in a row. Without headings (and nothing wide) each row counts one.

    Stored as whole numbers: `scale` 1 for counts (text that is not a whole number is
    rejected); 10_000 for a share of 0.5678 or a percentage to four places (further
    places are rounded, half to even). `words` stand where the number would
    (`c`, `x`, blank: {'': Status.NOT_REPORTED}); without one for the blank a blank is
    rejected. `status_headings`: a column beside it whose words, looked up in `words`,
    say why a *blank* number is blank.
    """

    unit: str  # what is counted: 'offences', 'victims', 'per cent of women 16 to 59'
    headings: tuple[str, ...] = ()
    scale: int = 1
    lowest: int | None = 0  # in the unit; None: may be below zero
    highest: int | None = None  # in the unit: 1 for a share, 100 for a percentage
    words: Mapping[str, Status] = field(default_factory=dict)
    status_headings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.scale < 1:
            raise ValueError("the scale must be 1 or more")


@dataclass(frozen=True, slots=True)
class Gap:
    """An exception of the reporting grid: what no row means for some codes and spans.

    Applies where every dimension of `where` has one of its codes and the period lies
    from `first` to `last` (codes such as '2010-04'; '' for no limit).
    """

    means: Status
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the text of the file is written. Thousands commas are read when quoted."""

    delimiter: str = ","
    decimal: str = "."
    encoding: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Quirk:
    """Something to know about a source, and the test that holds us to it."""

    text: str
    test: str  # name of the test function


@dataclass(frozen=True, slots=True)
class Source:
    """One source, declared.

    `period` names the dimension of time that a release is known by (by default the
    only one). `missing` says what it means that a combination has no row in a period
    that the release reports, and `gaps` are its exceptions, the first that applies.
    `additive` names the dimensions along which numbers may be added. `repeats`: the
    same combination may stand on several rows, which are added; otherwise the second
    is rejected. `keep`: only rows with these labels under a heading
    ({'measure': ('Offences',)}); others are left out and counted. `also`: other
    ways in which the same table goes round; the first whose headings are all there
    is taken. `covers`: months that a figure covers where that is more than its period
    (12 for a rolling year in a quarterly series). `level`: the smallest area. `odd`
    changes a row as it is read, before anything else, or leaves it out by returning
    None (slow: for small files).
    """

    name: str
    title: str
    publisher: str
    licence: str
    level: Level
    value: Value
    dimensions: tuple[Dimension, ...]
    missing: Status
    additive: frozenset[str] = frozenset()
    period: str = ""
    gaps: tuple[Gap, ...] = ()
    repeats: bool = False
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dialect: Dialect = Dialect()
    also: tuple[Dialect, ...] = ()
    covers: int = 0
    quirks: tuple[Quirk, ...] = ()
    odd: Callable[[Row], Row | None] | None = None

    def __post_init__(self) -> None:
        _named(self.name)
        for problem in self._problems():
            raise ValueError(f"{self.name}: {problem}")

    @property
    def time(self) -> Dimension:
        """The dimension of time that a release is known by."""
        found = [d for d in self.dimensions if d.kind is not Kind.CODE]
        named = [d for d in found if d.name == (self.period or found[0].name)]
        return named[0]

    @property
    def wide(self) -> Dimension | None:
        """The dimension whose labels stand in the headings."""
        return next((d for d in self.dimensions if d.wide), None)

    def _problems(self) -> Iterator[str]:
        names = [d.name for d in self.dimensions]
        times = [d.name for d in self.dimensions if d.kind is not Kind.CODE]
        if len(set(names)) != len(names):
            yield "a dimension stands twice"
        if {"value", "status", "period"} & set(names):
            yield "value, status and period are no names for a dimension"
        if self.period and self.period not in times:
            yield f"its period {self.period} is not a dimension of time"
        elif not times or (len(times) > 1 and not self.period):
            yield "say which dimension of time is its period"
        elif self.time.blank:
            yield "its period may not be blank"
        if sum(d.wide for d in self.dimensions) > 1:
            yield "only one dimension can stand in the headings"
        if self.wide and self.value.headings:
            yield "a wide source has its numbers under the wide headings"
        within = {d.within for d in self.dimensions if d.within}
        for name in {*self.additive, *within, *(n for g in self.gaps for n in g.where)}:
            if name not in names:
                yield f"{name} is not one of its dimensions"
        if any(s not in MISSING for s in (self.missing, *(g.means for g in self.gaps))):
            yield "no row means zero, not reported or not applicable"


def _named(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r}: a name is small letters, digits and hyphens")
