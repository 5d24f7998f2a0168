"""Two editions of one table, one beside the other: what a correction tells.

No arithmetic holds between editions, so no programme is solved. Who lays one on the
other sees each figure that moved, and each blank that only one of them has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from headwater.core.disclosure.audit import Audit, Failure
from headwater.core.disclosure.audit_rows import Cell, PublishedTable, in_words


def with_editions(
    found: Audit, before: Iterable[PublishedTable], after: Iterable[PublishedTable]
) -> Audit:
    """An audit of `after` with what an earlier edition, `before`, adds to it (A4).

    A figure corrected by fewer people than the threshold tells of them; a cell that
    is hidden in one edition and printed in the other is hidden no more. Tables are
    matched by their dimensions, whatever their names.
    """
    earlier = {(t.dimensions, cell): n for t in before for cell, n in t.cells.items()}
    more = [
        failure
        for table in after
        for failure in _table(table, earlier, found.threshold)
    ]
    widths = [each.high - each.low for each in more]
    return replace(
        found,
        failures=(*found.failures, *more),
        exact=found.exact + sum(each.exact for each in more),
        narrowest=min([*widths, *_known(found.narrowest)], default=None),
    )


def _known(width: int | None) -> list[int]:
    return [] if width is None else [width]


def _table(
    table: PublishedTable,
    earlier: Mapping[tuple[tuple[str, ...], Cell], int | None],
    threshold: int,
) -> Iterator[Failure]:
    for cell, now in table.cells.items():
        at = table.dimensions, cell
        if at not in earlier:
            continue
        name, then = in_words(*at), earlier[at]
        if then is None and now is not None:
            words = f"was withheld in the earlier edition and is {now} in this one"
            yield Failure(name, now, now, False, "A4", words)
        elif now is None and then is not None:
            words = f"is withheld in this edition and was {then} in the earlier one"
            yield Failure(name, then, then, False, "A4", words)
        elif then is not None and now is not None:
            moved = abs(now - then)
            if 0 < moved < threshold:
                words = f"was corrected by {moved}: fewer than {threshold} people"
                yield Failure(name, moved, moved, True, "A4", words)
