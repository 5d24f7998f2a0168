"""One organisation in several plans, known by its identifier or its name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace

from headwater.core.place import overlap
from headwater.core.plan.above import qualified
from headwater.core.plan.rows import Organisation, Plan


@dataclass
class Partners:
    """The organisations of several plans, each once.

    `names` gives the id in the whole for a plan's id and the id there; `joined`
    holds those pairs whose row became part of an earlier one.
    """

    rows: dict[str, Organisation] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)  # their ids in small letters
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    joined: list[tuple[str, str]] = field(default_factory=list)


def join_partners(plans: Iterable[Plan]) -> Partners:
    """Every organisation once; blanks are filled from the later rows.

    The same id alone is not enough: each district may have its 'council'. Such
    rows stay apart, and the id of the later one's plan is put before its own.
    """
    found = Partners()
    known: dict[str, str] = {}  # a mark: the id of the first row that has it
    for plan in plans:
        marks = dict(known)  # rows of one plan are never joined with each other
        for row in plan.organisations:
            name = _add(found, marks, plan.about.plan_id, row)
            for mark in _marks(row):
                known.setdefault(mark, name)
    return found


def _add(
    found: Partners, marks: dict[str, str], plan_id: str, row: Organisation
) -> str:
    old = row.organisation_id
    same = (marks[mark] for mark in _marks(row) if mark in marks)
    name = next((n for n in same if not _apart(found.rows[n], row)), "")
    if name:
        found.rows[name] = _filled(found.rows[name], row)
        found.joined.append((plan_id, old))
    else:
        name = free(old, plan_id, found.taken)
        found.taken.add(name.casefold())
        found.rows[name] = replace(row, organisation_id=name)
    found.names[plan_id, old] = name
    return name


def free(name: str, plan_id: str, taken: Collection[str]) -> str:
    """The name, with its plan's before it as long as another row has it.

    `taken` holds the names of the others in small letters.
    """
    while name.casefold() in taken:
        name = qualified(plan_id, name)
    return name


def _marks(row: Organisation) -> Iterator[str]:
    """What an organisation is known by: its identifier, then its names."""
    if row.identifier:
        yield f"identifier {row.identifier.casefold()}"
    for name in (row.name, *(row.other_names or ())):
        yield f"name {' '.join(name.casefold().split())}"


def _apart(one: Organisation, other: Organisation) -> bool:
    """Is it sure that they are two: by identifier, or by where they work?

    So 'Public health' of one district is not joined with that of another.
    """
    if one.identifier and other.identifier:
        return one.identifier.casefold() != other.identifier.casefold()
    if not (one.geography and other.geography):
        return False
    return not any(overlap(a, b) for a in one.geography for b in other.geography)


def _filled(first: Organisation, other: Organisation) -> Organisation:
    """The first row with its blanks filled, and the lists of both."""
    changes: dict[str, object] = {}
    for name in (column.name for column in fields(Organisation)):
        mine, more = getattr(first, name), getattr(other, name)
        if mine is None:
            changes[name] = more
        elif isinstance(mine, tuple) and more:
            changes[name] = tuple(dict.fromkeys((*mine, *more)))
    if other.name != first.name:
        names = changes.get("other_names", first.other_names) or ()
        changes["other_names"] = tuple(dict.fromkeys((*names, other.name)))  # type: ignore[misc]
    return replace(first, **changes)  # type: ignore[arg-type]
