"""From the labels of a file to the numbers of the code books."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from headwater.engines.books import Book
from headwater.engines.ingest.rejects import Refused
from headwater.engines.ingest.rows import Column
from headwater.engines.ingest.source import Dimension, Kind, plain_label
from headwater.engines.periods import period_code, period_words, read_period
from headwater.errors import InternalError


Numbers = NDArray[np.int64]
REFUSED = -1


@dataclass(slots=True)
class Coder:
    """Gives each label of one dimension its number, and looks at each label once.

    `book` is None for the period of a release, whose number is the period itself.
    """

    dimension: Dimension
    book: Book | None
    _codes: dict[str, str] = field(default_factory=dict)  # plain label -> our code
    _seen: dict[tuple[str, str], int] = field(default_factory=dict)
    _reasons: dict[tuple[str, str], str] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)  # codes met that no list of ours has

    def __post_init__(self) -> None:
        if self.book is not None and not self.dimension.closed:
            whole = (entry.code for entry in self.book.entries)
            within = self.dimension.within
            own = [code.partition("/")[2] if within else code for code in whole]
            self._codes = {plain_label(code): code for code in own}
        codes = self.dimension.codes
        self._codes |= {plain_label(code): code for code in codes.values()}
        self._codes |= {plain_label(label): code for label, code in codes.items()}

    def number(self, text: str, prefix: str = "", words: str = "") -> int:
        """The number of one label. `words` name a new code."""
        key = (prefix, text)
        found = self._seen.get(key)
        if found is None:
            given = self._number(text, prefix, words)
            if isinstance(given, str):
                self._reasons[key] = given
            found = self._seen[key] = REFUSED if isinstance(given, str) else given
        return found

    def absent(self) -> int:
        """The number for a file that has no such column."""
        code = self.dimension.absent
        if self.dimension.kind is not Kind.CODE:
            return self.number(code)
        return self._in_book(code, "", self.dimension.labels.get(code, code))

    def refused(
        self, heading: str, column: Column, bad: NDArray[np.bool_], first: int
    ) -> Refused:
        """The rows of a piece where this column does not allow it."""
        rows = np.flatnonzero(bad)
        used, which = np.unique(column.at[rows], return_inverse=True)
        reasons = {text: reason for (_, text), reason in self._reasons.items()}
        texts = (column.texts[at] for at in used.tolist())
        pairs = tuple((text, reasons[text]) for text in texts)
        return Refused(heading, rows + first, which, pairs)

    def _number(self, text: str, prefix: str, words: str) -> int | str:
        """The number, or the reason why there is none."""
        label = " ".join(text.split())
        if not label and not self.dimension.blank:
            return f"no {self.dimension.name} is given"
        if self.dimension.kind is not Kind.CODE and label:
            return self._period(label)
        code = self._code(label) if label else self.dimension.blank
        if code is None:
            return f"this is not in the list of the {self.dimension.name}"
        return self._in_book(code, prefix, words or label or code)

    def _period(self, label: str) -> int | str:
        kind = self.dimension.kind
        period = read_period(label, kind)
        if period is None:
            return f"this is not a {kind.value} (such as {period_code(24288, kind)})"
        if self.book is None:
            return period
        return self.book.add(period_code(period, kind), period_words(period, kind))

    def _code(self, label: str) -> str | None:
        """Our code for a label; a label that no list has is its own code."""
        found = self._codes.get(plain_label(label))
        if found is None and not self.dimension.closed:
            found = self._codes[plain_label(label)] = label
        return found

    def _in_book(self, code: str, prefix: str, words: str) -> int:
        if self.book is None:
            raise InternalError(f"{self.dimension.name} has no code book")
        listed = {*self.dimension.codes.values(), *self.dimension.labels}
        listed |= {self.dimension.blank, self.dimension.absent}
        unknown = bool(self.dimension.codes) and code not in listed
        whole = f"{prefix}/{code}" if prefix else code
        label = self.dimension.labels.get(code, words)
        number = self.book.add(whole, label, unknown=unknown)
        if unknown:
            self.unknown.add(whole)
        return number


def first_of_each(column: Column) -> Iterator[int]:
    """The first row on which each text of a column stands, -1 where on none."""
    first = np.full(len(column.texts), -1, np.int64)
    rows = np.arange(len(column.at))[::-1]
    first[column.at[::-1]] = rows  # the last to be written is the first row
    return iter(first.tolist())
