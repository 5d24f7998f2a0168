"""How categories add up, from a JSON file: each dimension's codes with their parents.

    {"borough": [{"code": "all", "parent": null}, {"code": "B01", "parent": "all"}]}

The dimensions may also stand under "hierarchies", beside "releases" (named lists of
tables) and "rule" (with a threshold), as the benchmarks of disclosure control do, and
beside "overlapping": categories that cut across, each with those it is made of.

    {"age": {"16-74": ["16-24", "25-44", "45-74"]}}
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.errors import UserError
from headwater.exchange.figures.opened import Opened


SHAPE = (
    'Write each dimension as a list, such as "sex": [{"code": "all", "parent": null}, '
    '{"code": "F", "parent": "all"}].'
)


@dataclass(frozen=True, eq=False)
class HierarchyFile:
    """Hierarchies by dimension, words for codes, and what a benchmark adds."""

    name: str
    hierarchies: dict[str, Hierarchy]
    labels: dict[str, dict[str, str]]
    releases: dict[str, list[list[str]]] = field(default_factory=dict)
    threshold: int | None = None
    overlapping: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def of(self, dims: Sequence[str]) -> dict[str, Hierarchy]:
        """The hierarchies of these dimensions, in their order. Raises UserError."""
        for dim in dims:
            if dim not in self.hierarchies:
                raise UserError(
                    f"It has no dimension {dim!r}.",
                    where=f"{self.name}:",
                    fix=f"Choose from: {', '.join(self.hierarchies)}.",
                )
        return {dim: self.hierarchies[dim] for dim in dims}

    def release(self, name: str) -> list[list[str]]:
        """The tables of a named release. Raises UserError where there is none."""
        if name not in self.releases:
            raise UserError(
                f"It has no release {name!r}.",
                where=f"{self.name}:",
                fix=f"Choose from: {', '.join(self.releases) or 'none at all'}.",
            )
        return self.releases[name]


def read_hierarchies(given: Opened) -> HierarchyFile:
    """Raises UserError for what is not such a file, and for loops and orphans."""
    whole = _object(given)
    dims = whole.get("hierarchies", whole)
    if not isinstance(dims, dict) or not dims:
        raise _wrong(given, "It holds no dimension.")
    rows = {name: _rows(given, name, listed) for name, listed in dims.items()}
    try:
        made = {
            name: Hierarchy.of(name, [(row["code"], row["parent"]) for row in listed])
            for name, listed in rows.items()
        }
    except UserError as error:
        where = f"{given.name}: {error.where}"
        raise UserError(error.what, where=where, fix=error.fix) from None
    labels = {
        name: {row["code"]: row["label"] for row in listed if row["label"]}
        for name, listed in rows.items()
    }
    threshold = _part(given, whole, "rule").get("threshold")
    return HierarchyFile(
        given.name,
        made,
        labels,
        _releases(given, _part(given, whole, "releases")),
        threshold if isinstance(threshold, int) else None,
        _overlapping(given, _part(given, whole, "overlapping"), made),
    )


def _object(given: Opened) -> dict[str, Any]:
    try:
        whole = json.loads(given.content)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise _wrong(
            given, f"It is not JSON that we can read, at line {line}."
        ) from None
    if not isinstance(whole, dict):
        raise _wrong(given, "It is no JSON object.")
    return whole


def _part(given: Opened, whole: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What stands beside the hierarchies; a plain file of them has none."""
    if "hierarchies" not in whole:
        return {}
    part = whole.get(name, {})
    if not isinstance(part, dict):
        raise _wrong(given, f"{name!r} is no object.")
    return part


def _releases(given: Opened, part: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    for name, tables in part.items():
        if not isinstance(tables, list) or not all(
            isinstance(table, list) and all(isinstance(dim, str) for dim in table)
            for table in tables
        ):
            raise _wrong(given, f"The release {name!r} is no list of lists of names.")
    return dict(part)


def _overlapping(
    given: Opened, part: Mapping[str, Any], known: Mapping[str, Hierarchy]
) -> dict[str, dict[str, list[str]]]:
    """For each dimension, its overlapping categories by the leaves they are made of."""
    found: dict[str, dict[str, list[str]]] = {}
    for dim, cuts in part.items():
        if dim not in known or not isinstance(cuts, dict):
            raise _wrong(given, f"{dim!r} is no dimension here.", "overlapping")
        found[dim] = {
            code: _leaves(given, f"overlapping, {dim}, {code}", parts, known[dim])
            for code, parts in cuts.items()
        }
    return found


def _leaves(given: Opened, place: str, parts: object, tree: Hierarchy) -> list[str]:
    codes = parts if isinstance(parts, list) else [parts]
    for code in codes:
        if code not in tree.parents:
            raise _wrong(given, f"{code!r} is not a category of {tree.name}.", place)
    return [leaf for leaf in tree.leaves() if {*tree.above(leaf)} & {*codes}]


def _rows(given: Opened, name: str, listed: object) -> list[dict[str, Any]]:
    if not isinstance(listed, list):
        raise _wrong(given, f"The dimension {name!r} is no list.")
    return [_row(given, f"{name}, entry {n}", row) for n, row in enumerate(listed, 1)]


def _row(given: Opened, place: str, row: object) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise _wrong(given, "This is no object with a code and a parent.", place)
    code, parent = row.get("code"), row.get("parent")
    if not isinstance(code, str) or not (parent is None or isinstance(parent, str)):
        raise _wrong(given, "The code, or its parent, is no text.", place)
    return {"code": code, "parent": parent, "label": str(row.get("label") or "")}


def _wrong(given: Opened, what: str, place: str = "") -> UserError:
    where = f"{given.name}, {place}:" if place else f"{given.name}:"
    return UserError(what, where=where, fix=SHAPE)
