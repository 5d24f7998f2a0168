"""The one way by which figures about people leave: protect, attack, remember.

Counts are protected given everything released before, then an audit that knows
nothing of the protection attacks what would be published, together with the earlier
releases of the same figures. What it breaks is not released.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.again import attacked
from headwater.core.disclosure.audit import Audit
from headwater.core.disclosure.audit_rows import PublishedTable
from headwater.core.disclosure.audit_witness import Witnesses
from headwater.core.disclosure.beside import (
    Asked,
    Becomes,
    Laid,
    lay,
    rows_for,
)
from headwater.core.disclosure.frame import every_cell
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About, Entry, overlapping
from headwater.core.disclosure.profiles import Profile, Zeros, strictest
from headwater.core.disclosure.protect import TRIES, Protected, protect
from headwater.core.disclosure.tables import Design, Key
from headwater.core.disclosure.unknown import marks
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

    `found` is what was protected of the cells that the release shows; `again` is how
    many figures in it are small by the rule, and stand there because an earlier
    release printed them. Both are for the owner only: they tell of true counts.
    """

    entry: Entry
    found: Protected
    audit: Audit
    again: int = 0


def release(
    about: About,
    counts: Mapping[Key, int],
    hierarchies: Mapping[str, Hierarchy],
    tables: Sequence[Sequence[str]],
    profile: Profile,
    ledger: Iterable[Entry] = (),
    *,
    becomes: Becomes | None = None,
    within: Mapping[str, str] | None = None,
    own: Mapping[Key, int] | None = None,
    missing: Mapping[Key, str] | None = None,
    tries: int = TRIES,
    progress: Progress | None = None,
) -> SafeRelease:
    """Protects and audits `tables`, given every entry of the ledger.

    `counts` maps the finest codes, in the order of `hierarchies`, to people; by
    `becomes` some of those are merged into a leaf of the hierarchy; `within` has the
    category of a dimension outside which nobody is looked at; `own` how many of each
    count its largest contributor holds, who must not find the others; `missing` what
    has no count, and why (`disclosure.unknown`). Where they have a dimension named
    period, only `about.periods` are shown; the others tell how earlier releases that
    covered them fit in. Of several rules, those of overlapping releases included, the
    strictest applies. Raises UserError: Unprotectable where nothing safe was found,
    Broken where the audit broke it; nothing is released then.
    """
    before = overlapping(ledger, about)
    rule = strictest([profile, *(entry.profile for entry in before)])
    more = becomes or {}, within or {}, own or {}
    asked = Asked(about, counts, hierarchies, tables, *more)
    laid = lay(asked, before, keep_zeros=rule.zeros is Zeros.LISTED)
    found = protect(
        laid.design,
        rule,
        earlier=laid.printed,
        keep_hidden=laid.blank,
        told=laid.told,
        own=laid.held,
        tries=tries,
        progress=progress,
    )
    bare = _entry(laid, found)
    audited = attack(laid, bare, found)
    if not audited.holds:
        raise Broken(audited)
    entry = replace(bare, audit=_summary(audited), marks=marks(asked, missing or {}))
    small = rule.sensitive(laid.design.values) & laid.told
    return SafeRelease(
        entry, _shown(laid, found), audited, int(small[: laid.own].sum())
    )


def _entry(laid: Laid, found: Protected) -> Entry:
    """The release as the public has it, before the audit."""
    asked, shown = laid.asked, _shown(laid, found)
    cells, hidden = shown.design.cells, shown.hidden
    figures = found.profile.printed(shown.design.values)
    parts = {dim: each for dim, each in asked.parts().items() if dim in asked.shown()}
    return Entry(
        asked.about,
        found.profile,
        asked.shown(),
        tuple(tuple(table) for table in asked.tables),
        {cells[at]: int(figures[at]) for at in np.flatnonzero(~hidden)},
        frozenset(cells[at] for at in np.flatnonzero(hidden)),
        {},
        tuple(entry.id for entry in laid.before),
        parts,
    )


def _shown(laid: Laid, found: Protected) -> Protected:
    """Only the cells that the release shows, by the dimensions that it shows.

    Then one inner cell may stand for several, which the releases tell apart.
    """
    design, own = found.design, slice(laid.own)
    narrow = Design(
        laid.asked.shown(),
        tuple(laid.short(cell) for cell in design.cells[own]),
        tuple(laid.short(key) for key in design.inner),
        design.matrix[own],
        design.counts,
    )
    return replace(
        found,
        design=narrow,
        hidden=found.hidden[own],
        sensitive=found.sensitive[own],
        witness={row: by for row, by in found.witness.items() if row < laid.own},
    )


def attack(laid: Laid, entry: Entry, found: Protected) -> Audit:
    """Attacks a release with the earlier ones of the same figures.

    The owner knows which cells are small, so only those are tested; and the attacker
    is given every printed figure as it was before any rounding, which is more than
    the public has.
    """
    small = {found.design.cells[at] for at in np.flatnonzero(found.sensitive)}
    together = [(0, entry), *laid.same()]
    held = np.asarray(laid.design.matrix @ laid.held).astype(int)
    return attacked(
        laid.frame,
        [_table(laid, number, each) for number, each in together],
        found.profile,
        small,
        _certificate(found),
        dict(zip(laid.design.cells, held.tolist(), strict=True)),
    )


def _table(laid: Laid, number: int, entry: Entry) -> PublishedTable:
    """All cells of a release, with the figures as they were before any rounding."""
    cells = dict(every_cell(laid.frame, number, entry))
    keys = [key for key, cell in cells.items() if cell in entry.printed]
    true = rows_for(laid.design, laid.frame, keys) @ laid.design.counts
    figures = dict(zip(keys, np.asarray(true).astype(int).tolist(), strict=True))
    seen = {
        key: None if cell in entry.hidden else figures.get(key, 0)
        for key, cell in cells.items()
    }
    return PublishedTable(entry.about.title, tuple(laid.frame), seen)


def _certificate(found: Protected) -> Witnesses:
    """The moves of a protection, as tables that the audit can check for itself."""
    inner = found.design.inner
    used = {at for pair in found.witness.values() for at in pair} - {-1}
    moves = [found.moves[at] for at in sorted(used)]
    return Witnesses(
        dict(zip(inner, found.design.counts.tolist(), strict=True)),
        [
            {inner[c]: int(by) for c, by in zip(m.columns, m.by, strict=True)}
            for m in moves
        ],
    )


def _summary(found: Audit) -> dict[str, Any]:
    """What may be said of an audit. How many small counts there are may not."""
    return {
        "threshold": found.threshold,
        "hidden": found.hidden,
        "narrowest": found.narrowest,
        "holds": found.holds,
    }
