"""A breakdown made coarser: categories merged, a level or a characteristic left out.

Every change keeps all the people; what was told apart is told together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from headwater.core.disclosure.frame import PERIOD
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.tables import Key
from headwater.errors import UserError


class Kind(StrEnum):
    """What a change does."""

    POOL = "pool"  # two periods become one; or further periods are counted in
    MERGE = "merge"  # two neighbouring categories become one
    PAIRS = "pairs"  # neighbouring categories become one, two by two
    FINEST = "finest"  # the finest categories give way to those they are part of
    BETWEEN = "between"  # the groups between the finest categories and the total go
    DROP = "drop"  # a characteristic goes


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which dimension, and of which of its categories."""

    kind: Kind
    dim: str
    codes: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The change as plain words, for a form or an address."""
        return (self.kind.value, self.dim, *self.codes)

    @classmethod
    def of(cls, parts: Sequence[str]) -> Change:
        """From `parts`. Raises UserError for what is no change."""
        if len(parts) < 2 or parts[0] not in list(Kind):
            raise UserError(
                f"{' '.join(parts)!r} is no change of a breakdown.",
                fix=f"Start with one of: {', '.join(Kind)}; then a characteristic.",
            )
        return cls(Kind(parts[0]), parts[1], tuple(parts[2:]))


@dataclass(frozen=True, eq=False)
class Breakdown:
    """Secret counts, and the tables that would be made of them.

    As for `safe.release`: `counts` stay by their finest categories, and `becomes` has,
    by dimension, what those that were merged have become; `within` has the category of
    a dimension that is looked at, where that is not all of it. `labels` are words for
    codes, `ordered` the leaves of a dimension in the order in which they may be merged.
    """

    counts: Mapping[Key, int]
    hierarchies: Mapping[str, Hierarchy]
    tables: tuple[tuple[str, ...], ...]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ordered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    becomes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[str, ...]:
        """The dimensions that some table is by."""
        return tuple(n for n in self.hierarchies if any(n in t for t in self.tables))

    def label(self, dim: str, code: str) -> str:
        """The words for a category, or its code."""
        return self.labels.get(dim, {}).get(code, code)


def changes(breakdown: Breakdown) -> list[Change]:
    """Every change that can be made, dimension by dimension."""
    found: list[Change] = []
    for dim in (each for each in breakdown.shown if each not in breakdown.within):
        merges = _merges(breakdown, dim)
        found += merges
        if len(_two_by_two(merges)) > 1 and dim != PERIOD:
            found.append(Change(Kind.PAIRS, dim))
        if _between(breakdown.hierarchies[dim]):
            found += [Change(Kind.FINEST, dim), Change(Kind.BETWEEN, dim)]
        if len(breakdown.shown) > 1:
            found.append(Change(Kind.DROP, dim))
    return found


def recast(breakdown: Breakdown, change: Change) -> Breakdown:
    """The breakdown after one change. Raises UserError where it cannot be made."""
    if change.dim not in breakdown.shown or change not in changes(breakdown):
        raise UserError(
            f"The change {' '.join(change.parts)!r} cannot be made here.",
            fix="Choose among those that are offered for this breakdown.",
        )
    return _MAKERS[change.kind](breakdown, change)


def _merges(breakdown: Breakdown, dim: str) -> list[Change]:
    """Neighbours in order, of one parent that has others too."""
    parents = breakdown.hierarchies[dim].parents
    under = list(parents.values())
    leaves = [c for c in breakdown.ordered.get(dim, ()) if c in parents]
    kind = Kind.POOL if dim == PERIOD else Kind.MERGE
    return [
        Change(kind, dim, (first, second))
        for first, second in pairwise(leaves)
        if parents[first] == parents[second] and under.count(parents[first]) > 2
    ]


def _two_by_two(merges: Sequence[Change]) -> list[Change]:
    """Those merges, from the first on, that leave each other room."""
    found: list[Change] = []
    for merge in merges:
        if not found or merge.codes[0] != found[-1].codes[1]:
            found.append(merge)
    return found


def _between(hierarchy: Hierarchy) -> set[str]:
    """The groups whose parts are leaves, other than the total."""
    parents = hierarchy.parents
    found = {parents[leaf] for leaf in hierarchy.leaves()} - {hierarchy.root, None}
    return {code for code in found if code is not None}


def _merge(breakdown: Breakdown, change: Change) -> Breakdown:
    dim, (first, second) = change.dim, change.codes
    both = f"{first}+{second}"
    words = " and ".join(breakdown.label(dim, code) for code in change.codes)
    rows = [
        (both if code == first else code, up)
        for code, up in breakdown.hierarchies[dim].parents.items()
        if code != second
    ]
    order = tuple(
        both if code == first else code
        for code in breakdown.ordered[dim]
        if code != second
    )
    labels = {**breakdown.labels, dim: {**breakdown.labels.get(dim, {}), both: words}}
    merged = replace(
        breakdown, labels=labels, ordered={**breakdown.ordered, dim: order}
    )
    return _recoded(merged, dim, rows, {first: both, second: both})


def _pairs(breakdown: Breakdown, change: Change) -> Breakdown:
    for merge in _two_by_two(_merges(breakdown, change.dim)):
        breakdown = _merge(breakdown, merge)
    return breakdown


def _finest(breakdown: Breakdown, change: Change) -> Breakdown:
    """Leaves under a group between give way to it; others stay."""
    hierarchy = breakdown.hierarchies[change.dim]
    groups = _between(hierarchy)
    up = {leaf: hierarchy.parents[leaf] for leaf in hierarchy.leaves()}
    becomes = {leaf: group for leaf, group in up.items() if group in groups and group}
    rows = [(c, p) for c, p in hierarchy.parents.items() if c not in becomes]
    return _recoded(breakdown, change.dim, rows, becomes)


def _without_between(breakdown: Breakdown, change: Change) -> Breakdown:
    hierarchy = breakdown.hierarchies[change.dim]
    groups, parents = _between(hierarchy), hierarchy.parents
    rows = [
        (code, parents[up] if up in groups and up else up)
        for code, up in parents.items()
        if code not in groups
    ]
    return _recoded(breakdown, change.dim, rows, {})


def _drop(breakdown: Breakdown, change: Change) -> Breakdown:
    left = [tuple(n for n in t if n != change.dim) for t in breakdown.tables]
    tables = tuple(dict.fromkeys(table for table in left if table))
    return replace(breakdown, tables=tables)


def _recoded(
    breakdown: Breakdown,
    dim: str,
    rows: Sequence[tuple[str, str | None]],
    becomes: Mapping[str, str],
) -> Breakdown:
    """With another hierarchy of one dimension, whose leaves are made of ours."""
    before = breakdown.becomes.get(dim, {})
    now = {code: becomes.get(shown, shown) for code, shown in before.items()}
    merged = {code: to for code, to in becomes.items() if code not in before.values()}
    hierarchies = {**breakdown.hierarchies, dim: Hierarchy.of(dim, rows)}
    every = {**breakdown.becomes, dim: {**now, **merged}}
    return replace(breakdown, hierarchies=hierarchies, becomes=every)


_MAKERS: Mapping[Kind, Callable[[Breakdown, Change], Breakdown]] = {
    Kind.POOL: _merge,
    Kind.MERGE: _merge,
    Kind.PAIRS: _pairs,
    Kind.FINEST: _finest,
    Kind.BETWEEN: _without_between,
    Kind.DROP: _drop,
}
