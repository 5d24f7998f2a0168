"""Releases that are out, attacked all together, by what they print alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from headwater.core.disclosure.audit import Audit, audit
from headwater.core.disclosure.audit_rows import PublishedTable
from headwater.core.disclosure.audit_witness import Witnesses
from headwater.core.disclosure.frame import Frame, every_cell, framed, joint, naming
from headwater.core.disclosure.ledger import Entry, overlapping
from headwater.core.disclosure.profiles import Profile, strictest
from headwater.core.disclosure.tables import Key
from headwater.errors import UserError


def attack_again(
    entry: Entry, ledger: Iterable[Entry], small: Collection[Key] | None = None
) -> Audit:
    """Attacks a release with every other of the same subject, vintage and periods.

    All that is known is what they print; with `small`, cells of the first by its own
    names, only those are tested (an owner knows which they are). Raises UserError
    where one of them rounds: rounded figures do not add up, so they are attacked when
    they are made only.
    """
    together = [entry, *others(entry, ledger)]
    for each in together:
        if each.profile.base > 1:
            raise UserError(
                f"Release {each.id} is rounded to {each.profile.base}.",
                fix="It was attacked before it was rounded; from rounded figures "
                "alone it cannot be attacked again yet.",
            )
    frame = framed([naming(each) for each in together])
    tables = [_table(frame, number, each) for number, each in enumerate(together)]
    aims = None if small is None else {joint(frame, 0, entry, cell) for cell in small}
    rule = strictest(each.profile for each in together)
    return attacked(frame, tables, rule, aims)


def others(entry: Entry, ledger: Iterable[Entry]) -> list[Entry]:
    """Releases that can be added to this one or subtracted from it."""
    return [
        each
        for each in overlapping(ledger, entry.about)
        if each.about.vintage == entry.about.vintage and each.id != entry.id
    ]


def attacked(
    frame: Frame,
    tables: Iterable[PublishedTable],
    rule: Profile,
    small: Collection[Key] | None = None,
    witnesses: Witnesses | None = None,
    own: Mapping[Key, int] | None = None,
) -> Audit:
    """An audit of tables by the names of a frame, as `audit`."""
    return audit(
        tables,
        {dim: side.tree.parents for dim, side in frame.items()},
        rule.threshold,
        sensitive=small,
        own=own,
        overlapping={dim: side.cuts for dim, side in frame.items()},
        witnesses=witnesses,
        least=rule.floor,
    )


def _table(frame: Frame, number: int, entry: Entry) -> PublishedTable:
    seen = {
        key: None if cell in entry.hidden else entry.printed.get(cell, 0)
        for key, cell in every_cell(frame, number, entry)
    }
    return PublishedTable(entry.about.title, tuple(frame), seen)
