"""Numbers as publishers write them, into whole numbers; or why not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from headwater.core.measures.cube import Status
from headwater.engines.ingest.source import Value, plain_label


LARGEST = 2**53  # up to here sums of a few thousand figures fit in 64 bits
_WITH_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:[,.\u00a0 ]\d{3})+(?:[.,]\d+)?")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is kept, or the reason why its text is none."""

    value: int = 0
    status: Status = Status.OBSERVED
    reason: str = ""


BLANK = Number(reason="the number is blank")


@dataclass(slots=True)
class NumberReader:
    """Reads each different text once."""

    value: Value
    decimal: str = "."
    _words: dict[str, Status] = field(default_factory=dict)
    _known: dict[str, Number] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._words = {plain_label(w): s for w, s in self.value.words.items()}

    def read(self, text: str) -> Number:
        """The number in a cell."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._read(text.strip())
            if len(self._known) > 1_000_000:  # a column of many different numbers
                self._known.clear()
        return found

    def why_blank(self, words: str) -> Number:
        """What a blank number means, by the words in the column beside it."""
        status = self._words.get(plain_label(words))
        if status is None:
            return Number(reason=f"the number is blank, and {words!r} does not say why")
        return Number(0, status)

    def _read(self, text: str) -> Number:
        status = self._words.get(plain_label(text))
        if status is not None:
            return Number(0, status)
        if not text:
            return BLANK
        plain = self._plain(text)
        if not _NUMBER.fullmatch(plain):
            return Number(reason="this is not a number")
        return self._fit(Decimal(plain))

    def _plain(self, text: str) -> str:
        """Without marks between thousands, and with a point before decimals."""
        if _WITH_THOUSANDS.fullmatch(text):
            for mark in {",", ".", " ", "\u00a0"} - {self.decimal}:
                text = text.replace(mark, "")
        return text.replace(self.decimal, ".") if self.decimal != "." else text

    def _fit(self, number: Decimal) -> Number:
        lowest, highest = self.value.lowest, self.value.highest
        if lowest is not None and number < lowest:
            return Number(reason=f"this is below {lowest}")
        if highest is not None and number > highest:
            return Number(reason=f"this is above {highest}")
        if abs(number) * self.value.scale > LARGEST:
            return Number(reason="this number is too large to be true")
        scaled = number * self.value.scale
        kept = int(scaled.to_integral_value(ROUND_HALF_EVEN))
        if self.value.scale == 1 and kept != scaled:
            return Number(reason="this is not a whole number")
        return Number(kept, Status.OBSERVED if kept else Status.ZERO)
