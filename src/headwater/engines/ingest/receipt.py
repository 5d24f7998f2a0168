"""What an ingest says when it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from headwater.engines.ingest.rejects import Reject


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What was taken in, and what was not.

    `read` counts rows of the files; `rows` the combinations that they became.
    `rejects` counts those that were not taken in, `reasons` how many for each column
    and reason, `examples` are the first of them and `rejects_file` has them all.
    `left_out`: rows that the source says to leave out. `unknown`: codes that stood in
    no list, kept under their own words. `unused`: headings that nothing was read from.
    `revises`: the vintage before it that reports some of the same periods.
    """

    dataset: str
    vintage: str
    already: bool = False
    older: bool = False
    files: tuple[str, ...] = ()
    read: int = 0
    rows: int = 0
    rejects: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    examples: tuple[Reject, ...] = ()
    rejects_file: str = ""
    left_out: int = 0
    unknown: dict[str, list[str]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    revises: str = ""

    def lines(self) -> Iterator[str]:
        """The receipt in plain sentences."""
        if self.already:
            yield f"Already held as {self.dataset} {self.vintage}: nothing changed."
            return
        yield (
            f"{self.dataset} {self.vintage}: {self.read:,} rows read, {self.rows:,} "
            f"figures kept, {self.first} to {self.last}."
        )
        if self.older:
            yield "It is kept as an older vintage: current figures stay as they were."
        elif self.revises:
            yield f"It revises {self.revises}, which is kept."
        if self.left_out:
            yield f"{self.left_out:,} rows left out, as the source says."
        for name, codes in self.unknown.items():
            some = ", ".join(map(repr, codes[:5])) + (" …" if codes[5:] else "")
            yield f"{name}: {len(codes)} not known, kept as they are: {some}."
        if self.unused:
            yield f"Columns not read: {', '.join(self.unused)}."
        if self.rejects:
            yield f"{self.rejects:,} not taken in; all are in {self.rejects_file}:"
            yield from (f"  {n:,}: {why}" for why, n in self.reasons.items())
            yield f"  The first: {self.examples[0]}."
