"""What would show more: coarser breakdowns, protected and attacked to know for sure.

For the owner of the figures alone: shares are taken from true counts, and a list of
offers says something about what is hidden. Never publish it.

What a breakdown shows is measured by two numbers, in this order: the share of people
who stand in a printed cell of the finest categories shown (in whole percent, over all
its tables), and how many cells are printed. A breakdown is offered where it shows
more, by this measure, than what was asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.beside import Asked, lay
from headwater.core.disclosure.frame import PERIOD
from headwater.core.disclosure.ledger import About, Entry
from headwater.core.disclosure.profiles import Profile
from headwater.core.disclosure.protect import Protected
from headwater.core.disclosure.recast import (
    Breakdown,
    Change,
    Kind,
    changes,
    recast,
)
from headwater.core.disclosure.safe import SafeRelease, release
from headwater.core.disclosure.tables import Design
from headwater.errors import UserError


Flags = NDArray[np.bool_]
Tables = Sequence[Sequence[str]]
Pooled = Mapping[tuple[str, ...], Breakdown]
MOST = 6  # offers
OF_A_KIND = 2  # offers that do the same with other categories
TRIED = 12  # breakdowns that are protected and attacked, the most promising first
WORK = 400  # small counts in all that are tried; each may take several programmes
TRIES = 3  # cells tried in print again: a release itself may print a few more


@dataclass(frozen=True, slots=True)
class Shown:
    """What a release shows: cells with people in them, printed and hidden.

    `people` is the percentage of people who stand in a printed cell of the finest
    categories, rounded down: 100 is all of them.
    """

    printed: int
    hidden: int
    people: int

    @property
    def cells(self) -> int:
        """The percentage of cells that are printed, rounded down."""
        return 100 * self.printed // max(self.printed + self.hidden, 1)

    @property
    def rank(self) -> tuple[int, int]:
        """More is better: people first, then cells."""
        return self.people, self.printed


@dataclass(frozen=True, eq=False)
class Offer:
    """A breakdown that could be released, and what it would show. For the owner only.

    `breakdown` and `periods` are what to ask `safe.release` for.
    """

    change: Change
    words: str
    shown: Shown
    breakdown: Breakdown
    periods: tuple[str, ...]


def shown(design: Design, tables: Tables, hidden: Flags) -> Shown:
    """What a release of `tables` shows. `hidden` has flags for `design.cells`."""
    values, finest = design.values, _finest(design, tables)
    of, people = int(values[finest].sum()), int(values[finest & ~hidden].sum())
    return Shown(
        int((~hidden).sum()), int(hidden.sum()), 100 * people // of if of else 100
    )


def offers(
    about: About,
    breakdown: Breakdown,
    profile: Profile,
    ledger: Iterable[Entry] = (),
    *,
    now: Protected | None = None,
    pooled: Pooled | None = None,
    titles: Mapping[str, str] | None = None,
    most: int = MOST,
) -> tuple[Offer, ...]:
    """What shows more than a breakdown does, the best first. Deterministic.

    `now` is how the breakdown itself was protected, None where that was refused.
    `pooled` has the same breakdown over more periods, by the codes of those;
    `titles` are words for dimensions. Each offer was protected given the
    `ledger` and attacked, so it will be released when asked for. The work is bounded:
    the most promising of TRIED breakdowns, of so many small counts together.
    """
    tables, entries = breakdown.tables, tuple(ledger)
    before = None if now is None else shown(now.design, tables, now.hidden)
    tried = [
        (trial, shown(made.found.design, trial.breakdown.tables, made.found.hidden))
        for trial in _promising(_trials(about, breakdown, profile, pooled or {}))
        if (made := _made(trial, profile, entries)) is not None
    ]
    better = [each for each in tried if before is None or _more(each[1], before)]
    better.sort(key=lambda each: each[1].rank, reverse=True)
    return tuple(
        Offer(
            trial.change,
            _words(breakdown, trial.change, titles or {}, found, before),
            found,
            trial.breakdown,
            trial.about.periods,
        )
        for trial, found in _few_of_a_kind(better)
    )[:most]


@dataclass(frozen=True, eq=False)
class _Trial:
    change: Change
    breakdown: Breakdown
    about: About
    small: int  # counts that would have to be hidden in any case
    at_best: Shown


def _promising(trials: Iterable[_Trial]) -> list[_Trial]:
    """Those that would show most if only small counts were hidden, within bounds."""
    ranked = sorted(trials, key=lambda each: each.at_best.rank, reverse=True)
    work = np.cumsum([each.small for each in ranked]).tolist()
    return [each for each, sum_ in zip(ranked, work, strict=True) if sum_ <= WORK][
        :TRIED
    ]


def _trials(
    about: About, breakdown: Breakdown, profile: Profile, pooled: Pooled
) -> Iterator[_Trial]:
    for change in changes(breakdown):
        yield _trial(change, recast(breakdown, change), about, profile)
    for periods, longer in pooled.items():
        over = replace(about, periods=periods)
        yield _trial(Change(Kind.POOL, PERIOD, periods), longer, over, profile)


def _trial(
    change: Change, breakdown: Breakdown, about: About, profile: Profile
) -> _Trial:
    design = lay(_asked(about, breakdown)).design
    small = profile.sensitive(design.values)
    best = shown(design, breakdown.tables, small)
    return _Trial(change, breakdown, about, int(small.sum()), best)


def _asked(about: About, of: Breakdown) -> Asked:
    return Asked(about, of.counts, of.hierarchies, of.tables, of.becomes, of.within)


def _made(
    trial: _Trial, profile: Profile, ledger: tuple[Entry, ...]
) -> SafeRelease | None:
    """The release, or None where it would be refused."""
    of = trial.breakdown
    try:
        return release(
            trial.about,
            of.counts,
            of.hierarchies,
            of.tables,
            profile,
            ledger,
            becomes=of.becomes,
            within=of.within,
            tries=TRIES,
        )
    except UserError:
        return None


def _few_of_a_kind(
    ranked: Iterable[tuple[_Trial, Shown]],
) -> Iterator[tuple[_Trial, Shown]]:
    seen: dict[Kind, int] = {}
    for trial, found in ranked:
        kind = trial.change.kind
        seen[kind] = seen.get(kind, 0) + 1
        if seen[kind] <= OF_A_KIND:
            yield trial, found


def _more(found: Shown, before: Shown) -> bool:
    """More by the measure, and no smaller a share of the cells."""
    return found.rank > before.rank and found.cells >= before.cells


def _finest(design: Design, tables: Tables) -> Flags:
    """Flags the cells of the finest categories that their own table shows."""
    every = [(n, set(h.leaves()), h.root) for n, h in design.hierarchies.items()]
    wanted = [[ls if n in t else {root} for n, ls, root in every] for t in tables]
    return np.array(
        [
            any(all(c in w for c, w in zip(cell, at, strict=True)) for at in wanted)
            for cell in design.cells
        ],
        dtype=bool,
    )


def _words(
    before: Breakdown,
    change: Change,
    titles: Mapping[str, str],
    found: Shown,
    now: Shown | None,
) -> str:
    """'Pool 2023-24 and 2024-25: 61% of cells shown instead of 34%, with …'."""
    does, cells, people = _does(before, change, titles), found.cells, found.people
    if now is None:
        return f"{does}: {cells}% of cells shown, with {people}% of people in them."
    return (
        f"{does}: {cells}% of cells shown instead of {now.cells}%, "
        f"with {people}% of people in them instead of {now.people}%."
    )


def _does(before: Breakdown, change: Change, titles: Mapping[str, str]) -> str:
    dim = change.dim
    title = titles.get(dim, dim)
    names = [before.label(dim, code) for code in change.codes]
    told = f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
    return {
        Kind.POOL: f"Pool {told}",
        Kind.MERGE: f"Merge {told} ({title})",
        Kind.PAIRS: f"Merge the categories of {title} two by two",
        Kind.FINEST: f"Show only the larger groups of {title}",
        Kind.BETWEEN: f"Leave out the groups between of {title}",
        Kind.DROP: f"Leave out {title}",
    }[change.kind]
