"""A breakdown of secret counts, as it would be released: for their owner alone.

Nothing of this reaches a public page: those are made from what was published.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from headwater.app.selectors.releases import entries
from headwater.core.disclosure.beside import Asked, lay
from headwater.core.disclosure.frame import PERIOD
from headwater.core.disclosure.ledger import About, Entry, overlapping
from headwater.core.disclosure.offers import Offer, Shown, offers, shown
from headwater.core.disclosure.protect import Unprotectable
from headwater.core.disclosure.recast import Breakdown, Change, recast
from headwater.core.disclosure.safe import SafeRelease, release
from headwater.core.disclosure.why_hidden import why_hidden
from headwater.errors import UserError
from headwater.exchange.counts_source import (
    FOLDER,
    CountsSource,
    counts_keys,
    read_counts_source,
)
from headwater.reports.words import count


PLACE, APART = "place", "*"
MOST = 4  # characteristics of one table
LARGE = 250  # small counts; with more, work is done only when it is asked for
KEPT = 24  # previews that a process remembers


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person asked for. `place` is blank for all together, APART for all side
    by side, else the code of the one that is looked at."""

    source: str
    periods: tuple[str, ...]
    by: tuple[str, ...] = ()
    place: str = ""
    apart: bool = False
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, eq=False)
class Preview:
    """What a choice would release. `made` is None where it is refused, or where it is
    much work that was not asked for; `cost` is what it would show were nothing
    released before."""

    breakdown: Breakdown
    about: About
    small: int
    made: SafeRelease | None = None
    refused: str = ""
    shown: Shown | None = None
    alone: Shown | None = None
    offers: tuple[Offer, ...] = ()
    before: tuple[Entry, ...] = ()

    @property
    def waits(self) -> bool:
        """Is it much work, and not done yet?"""
        return self.made is None and not self.refused

    def reasons(self) -> list[tuple[str, str]]:
        """Why each cell is hidden: the cell in words, and the reason."""
        if self.made is None:
            return []
        found = self.made.found
        return [(found.design.named(c), why) for c, why in why_hidden(found).items()]


def sources() -> list[tuple[str, str]]:
    """The counts that this workspace holds: key and title."""
    found = []
    for key in counts_keys(Path(settings.WORKSPACE)):
        try:
            found.append((key, source(key).words["title"]))
        except UserError as wrong:
            found.append((key, f"{key} (cannot be read: {wrong.what})"))
    return found


def source(key: str) -> CountsSource:
    """Raises UserError where it is not there or cannot be read."""
    workspace = Path(settings.WORKSPACE)
    folder = workspace / FOLDER / key
    marks = tuple(sorted((p.name, p.stat().st_mtime_ns) for p in folder.glob("*.*")))
    return _source(workspace, key, marks)


@lru_cache(maxsize=4)
def _source(
    workspace: Path, key: str, _marks: tuple[tuple[str, int], ...]
) -> CountsSource:
    return read_counts_source(workspace, key)


def preview(choice: Choice, at: str, *, large: bool = False) -> Preview:
    """What the choice would release on a day. Raises UserError for no choice at all.

    With `large`, however much work it is.
    """
    return _preview(source(choice.source), choice, at, entries(), large)


@lru_cache(maxsize=KEPT)
def _preview(
    of: CountsSource, choice: Choice, at: str, ledger: tuple[Entry, ...], large: bool
) -> Preview:
    breakdown = _breakdown(of, choice)
    about = _about(of, choice, breakdown, at)
    before = tuple(overlapping(ledger, about))
    design = lay(_asked(about, breakdown)).design
    small = int(of.profile.sensitive(design.values).sum())
    found = Preview(breakdown, about, small, before=before)
    if small > LARGE and not large:
        return replace(found, offers=_offers(of, choice, found, ledger))
    try:
        made = _release(of, found, before)
    except UserError as wrong:
        told = _refusal(wrong)
        return replace(found, refused=told, offers=_offers(of, choice, found, ledger))
    done = replace(found, made=made, shown=_shown(breakdown, made))
    if before:
        alone = _shown(breakdown, _release(of, found, ()))
        done = replace(done, alone=alone)
    return replace(done, offers=_offers(of, choice, done, ledger))


def _refusal(wrong: UserError) -> str:
    """Without the codes of cells, which people on a page do not know."""
    if isinstance(wrong, Unprotectable):
        many = count(len(wrong.cells), "small count")
        return f"{many} would be given away, however much else is withheld."
    return " ".join(part for part in (wrong.what, wrong.fix) if part)


def _asked(about: About, of: Breakdown) -> Asked:
    return Asked(about, of.counts, of.hierarchies, of.tables, of.becomes, of.within)


def _release(of: CountsSource, found: Preview, before: Iterable[Entry]) -> SafeRelease:
    asked = found.breakdown
    return release(
        found.about,
        asked.counts,
        asked.hierarchies,
        asked.tables,
        of.profile,
        before,
        becomes=asked.becomes,
        within=asked.within,
        missing=of.missing,
    )


def _shown(breakdown: Breakdown, made: SafeRelease) -> Shown:
    return shown(made.found.design, breakdown.tables, made.found.hidden)


def _offers(
    of: CountsSource, choice: Choice, found: Preview, ledger: Iterable[Entry]
) -> tuple[Offer, ...]:
    pooled = {
        periods: _breakdown(of, replace(choice, periods=periods))
        for periods in ([] if choice.apart else _longer(of, choice))
    }
    return offers(
        found.about,
        found.breakdown,
        of.profile,
        ledger,
        now=found.made.found if found.made else None,
        pooled=pooled,
        titles={name: each.title.lower() for name, each in of.dimensions.items()},
    )


def _longer(of: CountsSource, choice: Choice) -> list[tuple[str, ...]]:
    """These periods with the one before them, and all that there are."""
    first = of.periods.index(choice.periods[0])
    found = [(*of.periods[max(first - 1, 0) : first], *choice.periods), of.periods]
    return [each for each in dict.fromkeys(found) if len(each) > len(choice.periods)]


def _breakdown(of: CountsSource, choice: Choice) -> Breakdown:
    counts, hierarchies = of.of(choice.periods)
    place = (PLACE,) if choice.place else ()
    dims = (*((PERIOD,) if choice.apart else ()), *place, *choice.by)
    if not dims:
        raise UserError("Choose a place or a characteristic to break down by.")
    within = {PLACE: choice.place} if choice.place not in ("", APART) else {}
    asked = Breakdown(
        counts,
        hierarchies,
        (dims,),
        {name: each.labels for name, each in of.dimensions.items()},
        {n: d.hierarchy.leaves() for n, d in of.dimensions.items() if d.ordered},
        within=within,
    )
    for change in choice.changes:
        asked = recast(asked, change)
    return asked


def _about(of: CountsSource, choice: Choice, made: Breakdown, at: str) -> About:
    """Populations are of the whole place: one part is not held against them."""
    about = of.about(choice.periods, at)
    labels = {**about.labels, **made.labels}
    labels[PERIOD] = {**labels[PERIOD], **about.labels[PERIOD]}
    whole = choice.place in ("", APART)
    return replace(about, labels=labels, people=about.people if whole else {})
