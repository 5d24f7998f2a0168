"""A file of a return beside what stands, and the receipt of one that was taken in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from headwater.app.drafts import Draft
from headwater.app.models import Receipt, ValueRevision
from headwater.app.models.returns import KEY
from headwater.app.selectors.returns import KeptReturn
from headwater.app.selectors.returns_values import entry_of, key_of
from headwater.app.selectors.standing import NotThere
from headwater.app.telling import NOBODY, Doing, Tell
from headwater.core.returns.compare import Change, DryRun, Effect, compare
from headwater.core.returns.values import Entry, Key
from headwater.exchange.returns_file import ReturnRead, read_return


@dataclass(frozen=True, slots=True)
class Compared:
    """What was read, and what it would do."""

    read: ReturnRead
    run: DryRun


def compared(
    kept: KeptReturn, draft: Draft, by: str, *, tell: Tell = NOBODY
) -> Compared:
    """Raises UserError where the file cannot be read. Nothing is changed."""
    tell.start(Doing.READING)
    read = read_return(draft.path, kept.form, by=by, progress=tell)
    tell.start(Doing.COMPARING)
    every = {line.key for line in kept.form.lines} | {e.key for e in read.entries}
    run = compare(
        read.entries,
        kept.standing,
        approved=every if kept.approved else (),
        refused=read.problems,
        unanswered=read.unanswered,
    )
    changes = tuple(_once(kept, each) for each in run.changes)
    return Compared(read, replace(run, changes=changes))


def _once(kept: KeptReturn, change: Change) -> Change:
    """What waits as a proposal already is not proposed again."""
    waits = kept.proposals.get(change.key)
    same = waits and waits.value == change.after.value
    if same and waits and waits.comment == change.after.comment:
        return replace(change, effect=Effect.UNCHANGED)
    return change


@dataclass(frozen=True, slots=True)
class Told:
    """A receipt as people read it."""

    number: int
    plan: str
    period: str
    organisation: str
    person: int
    at: datetime
    source: str
    sha256: str
    counts: dict[str, int]
    partial: bool
    undoes: int | None
    undone_by: int | None


def receipt(plan: str, number: int) -> Told:
    """Raises NotThere."""
    found = Receipt.objects.filter(pk=number, plan=plan).first()
    if found is None:
        raise NotThere(str(number))
    later = Receipt.objects.filter(undoes=found).values_list("pk", flat=True).first()
    return _told(found, later)


def _told(row: Receipt, later: int | None) -> Told:
    return Told(
        row.pk,
        row.plan,
        row.period,
        row.organisation,
        row.person or 0,
        row.at,
        row.source,
        row.sha256,
        dict(row.counts),
        row.partial,
        row.undoes_id,
        later,
    )


def receipts(plan: str, period: str, organisation: str) -> list[Told]:
    """Every file that was taken in for a return, the newest first."""
    rows = Receipt.objects.filter(
        plan=plan, period=period, organisation=organisation
    ).order_by("-pk")
    later = {row.undoes_id: row.pk for row in rows if row.undoes_id}
    return [_told(row, later.get(row.pk)) for row in rows]


def changes_of(number: int) -> tuple[tuple[Change, ...], dict[Key, Entry]]:
    """What a file changed, each beside what stood before; and what it proposed."""
    rows = list(ValueRevision.objects.filter(receipt_id=number).order_by("pk"))
    wrote = [row for row in rows if row.did == "written"]
    before = _before(wrote)
    changes = tuple(_change(row, before.get(key_of(row))) for row in wrote)
    proposed = {key_of(row): entry_of(row) for row in rows if row.did == "proposed"}
    return changes, proposed


def _change(row: ValueRevision, before: Entry | None) -> Change:
    effect = Effect.CHANGED if before else Effect.CREATED
    return Change(effect, entry_of(row), before)


def _before(rows: Sequence[ValueRevision]) -> dict[Key, Entry]:
    """What stood of these values before the first of them was written."""
    if not rows:
        return {}
    first = rows[0]
    same = {name: getattr(first, name) for name in KEY[:3]}
    earlier = ValueRevision.objects.filter(
        pk__lt=first.pk, did__in=("written", "cleared"), **same
    )
    found: dict[Key, Entry] = {}
    for row in earlier.order_by("pk"):
        if row.did == "written":
            found[key_of(row)] = entry_of(row)
        else:
            found.pop(key_of(row), None)
    return found


@dataclass(frozen=True, slots=True)
class Version:
    """What became of one value: when, by whom, from where."""

    key: Key
    entry: Entry
    did: str
    person: int
    at: datetime
    receipt: int | None


def versions(plan: str, period: str, organisation: str, most: int) -> list[Version]:
    """The history of the values of a return, the newest first."""
    rows = ValueRevision.objects.filter(
        plan=plan, period=period, organisation=organisation
    )
    return [
        Version(
            key_of(row), entry_of(row), row.did, row.person or 0, row.at, row.receipt_id
        )
        for row in rows.order_by("-pk")[:most]
    ]
