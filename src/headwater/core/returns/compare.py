"""What a file would do to what stands, before it does anything: the dry run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from headwater.core.plan.assemble import Problem
from headwater.core.returns.arithmetic import Standing
from headwater.core.returns.values import WHOLE, Blank, Entry, Key, Number, Ratio, Value
from headwater.errors import UserError


class Effect(StrEnum):
    """What taking in one value would do."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    PROPOSED = "proposed revision"  # the value that stands is approved


@dataclass(frozen=True, slots=True)
class Change:
    """One value of the file beside the one that stands; `before` None where none."""

    effect: Effect
    after: Entry
    before: Entry | None = None

    @property
    def key(self) -> Key:
        return self.after.key


class Tally(StrEnum):
    """What is added up to compare before with after; no such sum is a figure."""

    NUMBERS = "numbers"
    NUMERATORS = "numerators"
    DENOMINATORS = "denominators"
    PARTS = "groups of breakdowns"


@dataclass(frozen=True, slots=True)
class Sums:
    """One control total of a measure before and after the file is taken in.

    `proposed` is what it would be once every proposed revision is approved too.
    """

    measure: str
    tally: Tally
    before: Decimal
    after: Decimal
    proposed: Decimal


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a file would do. Nothing has been done yet.

    `unanswered` are keys of the file with neither a value nor a reason; what stands
    for them stays. Nothing that is not in the file is touched.
    """

    changes: tuple[Change, ...]
    refused: tuple[Problem, ...] = ()
    unanswered: tuple[Key, ...] = ()
    sums: tuple[Sums, ...] = ()

    def of(self, effect: Effect) -> tuple[Change, ...]:
        return tuple(each for each in self.changes if each.effect is effect)

    @property
    def blanks(self) -> tuple[Change, ...]:
        """Values that are a blank with its reason."""
        return tuple(c for c in self.changes if isinstance(c.after.value, Blank))

    @property
    def refused_rows(self) -> int:
        """Rows with something to mend, each once."""
        return len({(p.sheet, p.row) for p in self.refused if p.row})

    @property
    def nothing_to_change(self) -> bool:
        return all(each.effect is Effect.UNCHANGED for each in self.changes)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each, by the word that people read."""
        found = {str(effect): len(self.of(effect)) for effect in Effect}
        return found | {
            "blank with a reason": len(self.blanks),
            "not answered": len(self.unanswered),
            "refused": self.refused_rows,
        }


def compare(
    given: Iterable[Entry],
    standing: Standing,
    *,
    approved: Collection[Key] = (),
    refused: Sequence[Problem] = (),
    unanswered: Sequence[Key] = (),
) -> DryRun:
    """A file beside what stands: what each of its values would do.

    `approved` are the keys of a return that is approved or published: another value,
    or one where none stands, is a proposed revision, and overwrites nothing. What
    `standing` holds and the file does not is left alone.
    """
    changes = tuple(_change(entry, standing, approved) for entry in given)
    keys = {change.key for change in changes}
    sums = tuple(_sums(changes, {k: e for k, e in standing.items() if k in keys}))
    return DryRun(changes, tuple(refused), tuple(unanswered), sums)


def _change(entry: Entry, standing: Standing, approved: Collection[Key]) -> Change:
    before = standing.get(entry.key)
    if before is None:
        new = Effect.PROPOSED if entry.key in approved else Effect.CREATED
        return Change(new, entry)
    if before.value == entry.value and before.comment == entry.comment:
        return Change(Effect.UNCHANGED, entry, before)
    effect = Effect.PROPOSED if entry.key in approved else Effect.CHANGED
    return Change(effect, entry, before)


def _sums(changes: Iterable[Change], before: Standing) -> Iterator[Sums]:
    totals: dict[tuple[str, Tally], list[Decimal]] = {}
    for change in changes:
        old = before.get(change.key)
        kept = old if change.effect is Effect.PROPOSED else change.after
        for at, entry in enumerate((old, kept, change.after)):
            for tally, amount in _tallies(change.key, entry):
                totals.setdefault((change.key.measure, tally), [Decimal(0)] * 3)[
                    at
                ] += amount
    for (measure, tally), three in totals.items():
        yield Sums(measure, tally, *three)


def _tallies(key: Key, entry: Entry | None) -> Iterator[tuple[Tally, Decimal]]:
    value: Value | None = entry.value if entry else None
    if isinstance(value, Number):
        yield (Tally.NUMBERS if key.breakdown == WHOLE else Tally.PARTS), value.value
    elif isinstance(value, Ratio) and key.breakdown == WHOLE:
        yield Tally.NUMERATORS, value.numerator
        yield Tally.DENOMINATORS, value.denominator
    elif isinstance(value, Ratio):
        yield Tally.PARTS, value.denominator


def taken_in(
    run: DryRun, standing: Standing, *, partial: bool = False
) -> dict[Key, Entry]:
    """What stands once the file is taken in; proposed revisions are not yet in it.

    All or nothing, unless `partial`: raises UserError where a row was refused.
    """
    if run.refused and not partial:
        raise UserError(
            "There is something to mend in the file, so none of it was taken in.",
            fix="Mend it, or choose to take in the other rows.",
        )
    return dict(standing) | {
        change.key: change.after
        for change in run.changes
        if change.effect in (Effect.CREATED, Effect.CHANGED)
    }


def undone(run: DryRun, standing: Standing) -> dict[Key, Entry]:
    """What stood before a file was taken in, with all else as it is now.

    Raises UserError where a value has been changed again since: undoing would wipe
    out what somebody else did.
    """
    back = dict(standing)
    for change in run.changes:
        if change.effect not in (Effect.CREATED, Effect.CHANGED):
            continue
        if standing.get(change.key) != change.after:
            raise _changed_since(change.key)
        _put_back(back, change)
    return back


def _put_back(back: dict[Key, Entry], change: Change) -> None:
    if change.before is None:
        del back[change.key]
    else:
        back[change.key] = change.before


def _changed_since(key: Key) -> UserError:
    return UserError(
        "This value has been changed since the file was taken in, so the file cannot "
        "be undone.",
        where=f"{key}:",
        fix="Change the values that are wrong one by one.",
    )


def by_key(entries: Iterable[Entry]) -> Mapping[Key, Entry]:
    """Entries as what stands. Raises ValueError where one key has two values."""
    found: dict[Key, Entry] = {}
    for entry in entries:
        if found.setdefault(entry.key, entry) is not entry:
            raise ValueError(f"two values for {entry.key}")
    return found
