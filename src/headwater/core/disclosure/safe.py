"""The one way by which figures about people leave: protect, attack, remember.

Counts are protected given everything released before, then an audit that knows
nothing of the protection attacks what would be published. What it breaks is not
released.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.audit import Audit, audit
from headwater.core.disclosure.audit_rows import PublishedTable
from headwater.core.disclosure.before import hidden_before, printed_before
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About, Entry, overlapping
from headwater.core.disclosure.profiles import Profile
from headwater.core.disclosure.protect import TRIES, Protected, protect
from headwater.core.disclosure.tables import Design, Key, lay_out
from headwater.errors import UserError


Flags = NDArray[np.bool_]
Progress = Callable[[int, int], None]


class Broken(UserError):
    """The audit could narrow a small count, so nothing was released."""

    def __init__(self, found: Audit) -> None:
        self.audit = found
        super().__init__(
            f"The audit could narrow {len(found.failures)} hidden counts, so this "
            "table is not released.",
            fix="Merge categories, pool two years or drop a level, then try again.",
        )


@dataclass(frozen=True, eq=False)
class SafeRelease:
    """A release that the audit could not break, and its entry for the ledger.

    `found` is for the owner of the figures only: it holds the true counts.
    """

    entry: Entry
    found: Protected
    audit: Audit


def release(
    about: About,
    counts: Mapping[Key, int],
    hierarchies: Mapping[str, Hierarchy],
    tables: Sequence[Sequence[str]],
    profile: Profile,
    ledger: Iterable[Entry] = (),
    *,
    tries: int = TRIES,
    progress: Progress | None = None,
) -> SafeRelease:
    """Protects and audits `tables`, given every entry of the ledger.

    `counts` maps leaf codes, in the order of `hierarchies`, to people. Raises
    UserError: Unprotectable where nothing safe was found, Broken where the audit
    broke it; nothing is released then.
    """
    design = lay_out(hierarchies, tables, counts)
    before = overlapping(ledger, about)
    rows, blank = _constraints(design, before, about)
    found = protect(
        design, profile, earlier=rows, keep_hidden=blank, tries=tries, progress=progress
    )
    bare = Entry(
        about,
        profile,
        design.hierarchies,
        tuple(tuple(table) for table in tables),
        _printed(found),
        frozenset(design.cells[at] for at in np.flatnonzero(found.hidden)),
        {},
        tuple(entry.id for entry in before),
    )
    attacked = attack(bare, before, found)
    if not attacked.holds:
        raise Broken(attacked)
    entry = Entry(**{**vars(bare), "audit": _summary(attacked)})
    return SafeRelease(entry, found, attacked)


def attack(entry: Entry, before: Iterable[Entry], found: Protected) -> Audit:
    """Attacks a release, with the earlier ones, by what is published alone.

    The owner knows which cells are small, so only those are tested.
    """
    small = {found.design.cells[at] for at in np.flatnonzero(found.sensitive)}
    return audit(
        [table for each in (*before, entry) for table in published(each)],
        {name: each.parents for name, each in entry.hierarchies.items()},
        entry.profile.threshold,
        sensitive=small,
    )


def published(entry: Entry) -> list[PublishedTable]:
    """The tables of an entry, as an auditor is given them."""
    return [
        PublishedTable(
            f"{entry.about.title}, table {number}",
            table,
            _cells(entry, table),
            absent_is_zero=True,
        )
        for number, table in enumerate(entry.tables, 1)
    ]


def _cells(entry: Entry, table: Sequence[str]) -> dict[Key, int | None]:
    """Cells of one table, by its own dimensions; None where hidden."""
    names = list(entry.hierarchies)
    at = [names.index(name) for name in table]
    rest = [i for i in range(len(names)) if i not in at]
    roots = [each.root for each in entry.hierarchies.values()]
    every: dict[Key, int | None] = {**entry.printed, **dict.fromkeys(entry.hidden)}
    return {
        tuple(key[i] for i in at): value
        for key, value in every.items()
        if all(key[i] == roots[i] for i in rest)
    }


def _constraints(
    design: Design, before: Sequence[Entry], about: About
) -> tuple[Any, Flags | None]:
    """What earlier releases printed of the same figures, and all that they hid."""
    if not before:
        return None, None
    from scipy.sparse import vstack

    same = [each for each in before if each.about.vintage == about.vintage]
    rows = [printed_before(design, each.hierarchies, each.printed) for each in same]
    hidden = {cell for each in before for cell in each.hidden}
    return vstack(rows).tocsr() if rows else None, hidden_before(design, hidden)


def _printed(found: Protected) -> dict[Key, int]:
    values, cells = found.design.values, found.design.cells
    return {cells[at]: int(values[at]) for at in np.flatnonzero(~found.hidden)}


def _summary(found: Audit) -> dict[str, Any]:
    """What may be said of an audit. How many small counts there are may not."""
    return {
        "threshold": found.threshold,
        "hidden": found.hidden,
        "narrowest": found.narrowest,
        "holds": found.holds,
    }
