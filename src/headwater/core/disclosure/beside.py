"""A new release laid out beside the earlier ones that it could be compared with.

What they printed of the same figures no move may change; what they hid stays hidden,
whether the new one shows it or not. Nor may subtracting one from another show few
people whom neither shows: the last quarter, from the year and the other three.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headwater.core.disclosure.frame import (
    PERIOD,
    WHOLE,
    Frame,
    Naming,
    framed,
    joint,
    loosened,
    naming,
)
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About, Entry
from headwater.core.disclosure.tables import Design, Key, arranged, checked, used
from headwater.errors import UserError


Flags = NDArray[np.bool_]
Becomes = Mapping[str, Mapping[str, str]]  # dimension: finest code: category shown


@dataclass(frozen=True, eq=False)
class Asked:
    """What is to be released. `becomes` says which finest categories were merged,
    `within` the category of a dimension that is looked at, if not all of it. `own` are
    the people of each count whom its largest contributor holds.

    `counts` maps finest codes, in the order of `hierarchies`, to people; with a
    dimension named period they may cover more than `about.periods`, which are shown.
    """

    about: About
    counts: Mapping[Key, int]
    hierarchies: Mapping[str, Hierarchy]
    tables: Sequence[Sequence[str]]
    becomes: Becomes = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[Key, int] = field(default_factory=dict)

    def shown(self) -> dict[str, Hierarchy]:
        """The hierarchies of what its tables show, of its own periods only."""
        found = used(self.hierarchies, self.tables)
        if PERIOD in found:
            merged = self.becomes.get(PERIOD, {})
            periods = {merged.get(code, code) for code in self.about.periods}
            found[PERIOD] = found[PERIOD].only(periods)
        for dim, code in self.within.items():
            if dim not in found:
                raise _not_shown(dim)
            found[dim] = found[dim].under(code)
        return found

    def parts(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """By dimension, the finest codes of each category that was merged."""
        found: dict[str, dict[str, tuple[str, ...]]] = {}
        for dim, becomes in self.becomes.items():
            here = found.setdefault(dim, {})
            for finest, code in becomes.items():
                here[code] = (*here.get(code, ()), finest)
        return found

    def source(self) -> Naming:
        """Every category that there are counts for."""
        known = dict(self.hierarchies)
        if PERIOD in known:
            at = list(known).index(PERIOD)
            merged = self.becomes.get(PERIOD, {})
            codes = {merged.get(key[at], key[at]) for key in self.counts}
            known[PERIOD] = known[PERIOD].with_others(codes)
        return Naming("These counts", self.about.periods, known, self.parts())


@dataclass(frozen=True, eq=False)
class Laid:
    """A new release beside earlier ones: its own cells first, then those to guard.

    `printed` are rows (scipy CSR, by inner cells) that earlier releases printed of the
    same figures, `told` and `blank` flag cells that they printed or hid. `held` are
    the people of each inner cell whom one contributor knows.
    """

    asked: Asked
    frame: Frame
    design: Design
    own: int
    before: tuple[Entry, ...]
    printed: Any
    told: Flags
    blank: Flags
    held: NDArray[np.int64]

    def same(self) -> list[tuple[int, Entry]]:
        """The earlier releases of the same figures, each with its number."""
        vintage = self.asked.about.vintage
        return [(n, e) for n, e in enumerate(self.before, 1) if _is(e, vintage)]

    def short(self, cell: Key) -> Key:
        """A cell by the dimensions that the new release shows."""
        shown = self.asked.shown()
        return tuple(c for d, c in zip(self.frame, cell, strict=True) if d in shown)


def _not_shown(dim: str) -> UserError:
    return UserError(
        f"Only a part of {dim} is looked at, which no table shows.",
        fix=f"Add {dim} to every table: its part then stands beside each figure.",
    )


def _is(entry: Entry, vintage: str) -> bool:
    return entry.about.vintage == vintage


def lay(
    asked: Asked, before: Sequence[Entry] = (), *, keep_zeros: bool = False
) -> Laid:
    """Raises UserError where an earlier release cannot be compared, with what to do.

    So it does where one of the same vintage printed other figures than these.
    """
    shown, parts = asked.shown(), asked.parts()
    ours = Naming("This release", asked.about.periods, shown, parts)
    theirs = [naming(entry) for entry in before]
    whole = framed([ours, *theirs], asked.source())
    frame = {
        dim: side
        for dim, side in whole.items()
        if len(side.tree.leaves()) > 1
        or any(dim in each.hierarchies for each in (ours, *theirs))
    }
    fine = _fine(asked)
    inner = _by_atom(asked, whole, frame, fine, keep_zeros)
    trees = {dim: side.tree for dim, side in frame.items()}
    design = arranged(trees, asked.tables, inner, _ways(frame, shown))
    held = _by_atom(asked, whole, frame, asked.own, keep_zeros)
    own = np.array([held.get(key, 0) for key in design.inner], np.int64)
    return _beside(asked, frame, design, tuple(before), own)


def _by_atom(
    asked: Asked,
    whole: Frame,
    frame: Frame,
    counts: Mapping[Key, int],
    keep_zeros: bool,
) -> dict[Key, int]:
    """Counts of what some release covers, by the atoms of a frame."""
    sides = [whole[dim].atom for dim in asked.hierarchies]
    order = [list(asked.hierarchies).index(dim) for dim in frame]
    found: dict[Key, int] = {}
    for key, people in counts.items():
        if all(code in side for code, side in zip(key, sides, strict=True)):
            named = [side[code] for code, side in zip(key, sides, strict=True)]
            atoms = tuple(named[at] for at in order)
            if people or keep_zeros:
                found[atoms] = found.get(atoms, 0) + people
    return found


def _fine(asked: Asked) -> dict[Key, int]:
    """Counts by finest codes, checked as those of what they become."""
    dims = asked.source().hierarchies
    merged = [asked.becomes.get(dim, {}) for dim in dims]
    for key, people in asked.counts.items():
        named = tuple(b.get(c, c) for b, c in zip(merged, key, strict=False))
        checked(dims, {named if len(named) == len(dims) else key: people})
    return {key: int(people) for key, people in asked.counts.items()}


def _ways(
    frame: Frame, shown: Mapping[str, Hierarchy]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each atom, what the new release shows of it, its total last."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for dim, side in frame.items():
        ours = side.names[0]
        leaves = side.tree.leaves()
        if dim in shown:
            found[dim] = {
                leaf: tuple(code for code in side.tree.above(leaf) if code in ours)
                for leaf in leaves
            }
        else:
            within = side.atoms()[ours[WHOLE]]
            found[dim] = {a: (ours[WHOLE],) if a in within else () for a in leaves}
    return found


def _beside(
    asked: Asked,
    frame: Frame,
    design: Design,
    before: tuple[Entry, ...],
    held: NDArray[np.int64],
) -> Laid:
    same = [each for each in before if _is(each, asked.about.vintage)]
    hidden = _keys(frame, before, [e.hidden for e in before])
    printed = _keys(frame, before, [e.printed if e in same else () for e in before])
    own = len(design.cells)
    around = {*design.cells, *hidden, *printed}
    guards = [*sorted(hidden - set(design.cells)), *loosened(frame, around)]
    guards = [cell for cell in dict.fromkeys(guards) if cell not in printed]
    design = _with_rows(design, frame, guards)
    blank = np.array([cell in hidden for cell in design.cells], dtype=bool)
    blank[own:] = True
    told = np.array([cell in printed for cell in design.cells], dtype=bool)
    rows = rows_for(design, frame, sorted(printed)) if printed else None
    laid = Laid(asked, frame, design, own, before, rows, told, blank, held)
    for number, entry in laid.same():
        _refuse_others(laid, number, entry)
    return laid


def _keys(
    frame: Frame, before: Sequence[Entry], cells: Sequence[Iterable[Key]]
) -> set[Key]:
    return {
        joint(frame, number, entry, cell)
        for number, (entry, some) in enumerate(zip(before, cells, strict=True), 1)
        for cell in some
    }


def rows_for(design: Design, frame: Frame, cells: Sequence[Key]) -> Any:
    """Rows (scipy CSR, by inner cells) of cells by the names of a frame."""
    from scipy.sparse import csr_matrix

    masks: list[dict[str, Flags]] = []
    for at, side in enumerate(frame.values()):
        codes = np.array([key[at] for key in design.inner], dtype=object)
        masks.append(
            {n: np.isin(codes, list(atoms)) for n, atoms in side.atoms().items()}
        )
    found = [
        np.flatnonzero(
            np.logical_and.reduce([m[c] for m, c in zip(masks, cell, strict=True)])
        )
        for cell in cells
    ]
    ends = np.cumsum([0, *(len(each) for each in found)])
    columns = np.concatenate(found) if found else np.zeros(0, np.int64)
    shape = (len(cells), len(design.inner))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape)


def _with_rows(design: Design, frame: Frame, cells: Sequence[Key]) -> Design:
    """With more cells; those that nobody is in need no guard."""
    from scipy.sparse import vstack

    if not cells:
        return design
    rows = rows_for(design, frame, cells)
    some = np.flatnonzero(rows @ design.counts > 0)
    named = (*design.cells, *(cells[at] for at in some.tolist()))
    return replace(
        design, cells=named, matrix=vstack([design.matrix, rows[some]]).tocsr()
    )


def _refuse_others(laid: Laid, number: int, entry: Entry) -> None:
    """What was printed of the same vintage must still be so."""
    cells = list(entry.printed)
    keys = [joint(laid.frame, number, entry, cell) for cell in cells]
    true = rows_for(laid.design, laid.frame, keys) @ laid.design.counts
    now = entry.profile.printed(np.asarray(true).astype(np.int64)).tolist()
    for cell, was, value in zip(cells, entry.printed.values(), now, strict=True):
        if was != value:
            raise _other_figures(laid, entry, cell)
    given = {*keys, *(joint(laid.frame, number, entry, cell) for cell in entry.hidden)}
    for key in _finest_cells(laid, number, entry):
        if key not in given:
            raise _other_figures(laid, entry, key)


def _finest_cells(laid: Laid, number: int, entry: Entry) -> Iterator[Key]:
    """The finest cells of a release that somebody is in."""
    ways = []
    for dim, side in laid.frame.items():
        names, atoms = side.names[number], side.atoms()
        tree = entry.hierarchies.get(dim)
        finest = [names[c] for c in (tree.leaves() if tree else [WHOLE])]
        top = names[tree.root if tree else WHOLE]
        ways.append(({a: n for n in finest for a in atoms[n]}, top))
    for table in entry.tables:
        yield from dict.fromkeys(
            tuple(
                way[code] if dim in table else top
                for dim, (way, top), code in zip(laid.frame, ways, key, strict=True)
            )
            for key in laid.design.inner
            if all(code in way for (way, _), code in zip(ways, key, strict=True))
        )


def _other_figures(laid: Laid, entry: Entry, cell: Key) -> UserError:
    return UserError(
        f"Release {entry.id} has another figure for {', '.join(c for c in cell if c)} "
        f"than these counts, and is of the same vintage, {entry.about.vintage!r}.",
        fix="Name the vintage of revised figures otherwise, so that both are known "
        "apart; or give the counts that the earlier release was made of.",
    )
