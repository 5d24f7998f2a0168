"""Releases that cut people up differently, in one set of names.

One release may be by age and sex, another by borough; one may show bands that another
merges, or one quarter where another shows the year. Here each category of each is
known by the finest categories that it is made of. *Atoms* are what all of them
together can tell apart; a category is a set of atoms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import Entry
from headwater.core.disclosure.tables import Key
from headwater.errors import UserError


PERIOD = "period"  # the dimension that tells periods apart
WHOLE = ""  # the code of everybody in a release that does not show a dimension
Parts = Mapping[str, Mapping[str, tuple[str, ...]]]  # dimension: code: finest codes
Codes = dict[str, frozenset[str]]


@dataclass(frozen=True, eq=False)
class Naming:
    """The categories of one release, by dimension.

    `parts` has the finest codes of the leaves that were merged; a leaf that is not in
    it stands for itself. `title` is for what is said of it.
    """

    title: str
    periods: tuple[str, ...]
    hierarchies: Mapping[str, Hierarchy]
    parts: Parts

    def finest(self, dim: str) -> tuple[str, ...]:
        """The finest codes of a dimension, in order."""
        if dim not in self.hierarchies:
            return self.periods if dim == PERIOD else ()
        merged = self.parts.get(dim, {})
        leaves = self.hierarchies[dim].leaves()
        return tuple(code for leaf in leaves for code in merged.get(leaf, (leaf,)))

    def under(self, dim: str) -> Codes:
        """Each code with its finest ones. None where the dimension is not shown."""
        found: Codes = {}
        if dim in self.hierarchies:
            merged, hierarchy = self.parts.get(dim, {}), self.hierarchies[dim]
            for leaf in hierarchy.leaves():
                for code in hierarchy.above(leaf):
                    here = found.get(code, frozenset())
                    found[code] = here | set(merged.get(leaf, (leaf,)))
        return found


def naming(entry: Entry) -> Naming:
    """The categories of an earlier release."""
    title, periods = f"Release {entry.id}", entry.about.periods
    return Naming(title, periods, entry.hierarchies, entry.parts)


@dataclass(frozen=True, eq=False)
class Side:
    """One dimension of a frame.

    The leaves of `tree` are atoms: `atom` has the one of each finest code. `names`
    has, for each release, the name here of each of its codes (WHOLE where it does not
    show this dimension). `cuts` are names that are no code of the tree, each with its
    atoms; `loose` the atoms that no release names, which subtraction may yet show.
    """

    tree: Hierarchy
    atom: dict[str, str]
    names: tuple[dict[str, str], ...]
    cuts: dict[str, tuple[str, ...]]
    loose: tuple[str, ...]

    def atoms(self) -> dict[str, frozenset[str]]:
        """Every name with the atoms that it is made of."""
        return {**_nodes(self.tree), **{n: frozenset(a) for n, a in self.cuts.items()}}


Frame = dict[str, Side]


def framed(releases: Sequence[Naming], source: Naming | None = None) -> Frame:
    """The frame of releases; the first, the newest, lends its tree to each dimension.

    `source` names what counts there are, and must know every category; without it the
    releases know enough between them. Raises UserError for a category, dimension or
    period of a release that the source has not.
    """
    named = [source, *releases] if source else list(releases)
    dims = list(dict.fromkeys(d for each in named for d in each.hierarchies))
    if len({frozenset(each.periods) for each in releases}) > 1 and PERIOD not in dims:
        dims.append(PERIOD)
    if source:
        _refuse_dimensions(dims, source, releases)
    return {dim: _side(dim, source, releases) for dim in dims}


def _refuse_dimensions(
    dims: Iterable[str], source: Naming, releases: Iterable[Naming]
) -> None:
    for dim in dims:
        if dim in source.hierarchies:
            continue
        if dim == PERIOD:
            raise UserError(
                "An earlier release covers other periods, which overlap with these.",
                where=f"{_other(releases, source.periods)}:",
                fix="Give the counts of each period apart, with a column named period, "
                "and say with --periods which ones are released now.",
            )
        raise UserError(
            f"An earlier release is by {dim}, which these counts do not have.",
            where=f"{_by(releases, dim)}:",
            fix="Give counts by that characteristic too; it need not be shown.",
        )


def _by(releases: Iterable[Naming], dim: str) -> str:
    return next(each.title for each in releases if dim in each.hierarchies)


def _other(releases: Iterable[Naming], periods: Collection[str]) -> str:
    found = (e.title for e in releases if set(e.periods) != set(periods))
    return next(found, "The ledger")


class _Finest:
    """What the finest codes are, and which of them others are made of."""

    def __init__(
        self, dim: str, source: Naming | None, releases: Sequence[Naming]
    ) -> None:
        known = [source, *releases] if source else list(releases)
        self._dim = dim
        self._groups: Codes = {}
        for each in known:
            for code, under in each.under(dim).items():
                if under != {code}:
                    self._groups.setdefault(code, under)
        given = (c for each in known[: 1 if source else None] for c in each.finest(dim))
        self.codes = tuple(c for c in dict.fromkeys(given) if c not in self._groups)

    def of(self, codes: Iterable[str], title: str) -> frozenset[str]:
        """The finest codes of some others. Raises UserError for one unknown here."""
        found: set[str] = set()
        for code in codes:
            here = {code} if code in self.codes else self._groups.get(code, {code})
            if not here <= set(self.codes):
                raise UserError(
                    f"This release has {code!r} in {self._dim}, which these counts "
                    "have not.",
                    where=f"{title}:",
                    fix="Say in the hierarchy which categories it is made of now.",
                )
            found |= here
        return frozenset(found)

    def sets(self, release: Naming) -> Codes:
        """Each code of a release, WHOLE where it does not show the dimension."""
        under = release.under(self._dim)
        if not under:
            periods = self._dim == PERIOD
            every = self.of(release.periods, release.title) if periods else self.codes
            return {WHOLE: frozenset(every)}
        return {code: self.of(sorted(s), release.title) for code, s in under.items()}


def _side(dim: str, source: Naming | None, releases: Sequence[Naming]) -> Side:
    finest = _Finest(dim, source, releases)
    sets = [finest.sets(each) for each in releases]
    some = frozenset[str]().union(*(s for codes in sets for s in codes.values()))
    atoms = _partition([c for c in finest.codes if c in some], sets)
    tree, named = _tree(dim, releases[0].hierarchies.get(dim), sets[0], atoms)
    atom = {code: named[group] for group in atoms for code in group}
    known: dict[frozenset[str], str] = {}
    for code, under in _nodes(tree).items():
        known.setdefault(under, code)
    cuts: dict[str, tuple[str, ...]] = {}
    taken = set(tree.parents)
    names = []
    for number, codes in enumerate(sets):
        if not number and WHOLE not in codes:
            names.append({code: code for code in codes})
            continue
        names.append(_names(codes, atom, known, cuts, taken))
    said = {name for each in names for name in each.values()}
    loose = tuple(name for name in named.values() if name not in said)
    return Side(tree, atom, tuple(names), cuts, loose)


def _names(
    codes: Codes,
    atom: Mapping[str, str],
    known: dict[frozenset[str], str],
    cuts: dict[str, tuple[str, ...]],
    taken: set[str],
) -> dict[str, str]:
    """The name here of each code; one that is no code of the tree joins the cuts."""
    for code, under in codes.items():
        group = _of(under, atom)
        if group not in known:
            known[group] = _unused(code or "these", taken)
            cuts[known[group]] = tuple(sorted(group))
    return {code: known[_of(under, atom)] for code, under in codes.items()}


def _of(codes: Iterable[str], atom: Mapping[str, str]) -> frozenset[str]:
    return frozenset(atom[code] for code in codes)


def _partition(codes: Sequence[str], sets: Sequence[Codes]) -> list[frozenset[str]]:
    """The finest codes that every category has all or none of, together."""
    used = list(dict.fromkeys(s for each in sets for s in each.values()))
    groups: dict[tuple[bool, ...], list[str]] = {}
    for code in codes:
        groups.setdefault(tuple(code in each for each in used), []).append(code)
    return [frozenset(group) for group in groups.values()]


def _tree(
    dim: str, shown: Hierarchy | None, ours: Codes, atoms: Sequence[frozenset[str]]
) -> tuple[Hierarchy, dict[frozenset[str], str]]:
    """The newest release's tree with atoms as leaves; and the name of each atom."""
    rows: dict[str, str | None] = dict(shown.parents) if shown else {}
    leaf = {ours[code]: code for code in shown.leaves()} if shown else {}
    taken, named = set(rows), {}
    top = shown.root if shown else _unused(f"all {dim}", taken)
    every = frozenset[str]().union(*atoms)
    if not shown:
        rows[top] = None
    elif ours[top] != every:
        above = _unused(f"all {dim}", taken)
        rows = {above: None, **rows, top: above}
        top = above
    for group in atoms:
        if group in leaf:
            named[group] = leaf[group]
            continue
        under = next((code for s, code in leaf.items() if group < s), top)
        named[group] = _unused("+".join(sorted(group)), taken)
        rows[named[group]] = under
    return Hierarchy.of(dim, rows.items()), named


def _unused(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    taken.add(name)
    return name


def _nodes(tree: Hierarchy) -> Codes:
    found: Codes = {}
    for leaf in tree.leaves():
        for code in tree.above(leaf):
            found[code] = found.get(code, frozenset()) | {leaf}
    return found


def loosened(frame: Frame, cells: Iterable[Key]) -> Iterator[Key]:
    """Cells with a loose atom in the place of one or more of their categories."""
    found = set(cells)
    first = set(found)
    for at, side in enumerate(frame.values()):
        for atom in side.loose:
            found |= {(*cell[:at], atom, *cell[at + 1 :]) for cell in found}
    yield from sorted(found - first)


def joint(frame: Frame, number: int, entry: Entry, cell: Key) -> Key:
    """A cell of a release, by the names of the frame."""
    by = dict(zip(entry.hierarchies, cell, strict=True))
    return tuple(side.names[number][by.get(d, WHOLE)] for d, side in frame.items())


def every_cell(frame: Frame, number: int, entry: Entry) -> Iterator[tuple[Key, Key]]:
    """Each cell that a release publishes, by the names of the frame and by its own."""
    for table in entry.tables:
        codes = (
            list(tree.parents) if dim in table else [tree.root]
            for dim, tree in entry.hierarchies.items()
        )
        for cell in product(*codes):
            yield joint(frame, number, entry, cell), cell
