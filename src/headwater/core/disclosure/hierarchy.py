"""How the categories of one characteristic add up: borough, sub-region, London."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from headwater.errors import UserError


@dataclass(frozen=True)
class Hierarchy:
    """Categories with their parents; one root, which is the total.

    `parents` maps each code to its parent's code, the root to None.
    """

    name: str
    parents: dict[str, str | None]
    root: str

    @classmethod
    def of(cls, name: str, rows: Iterable[tuple[str, str | None]]) -> Hierarchy:
        """From (code, parent) rows. Raises UserError for loops and orphans."""
        parents: dict[str, str | None] = {}
        for code, parent in rows:
            if code in parents:
                raise _wrong(name, f"{code!r} stands twice.", "Keep one of the rows.")
            parents[code] = parent
        roots = [code for code, parent in parents.items() if parent is None]
        if len(roots) != 1:
            raise _wrong(
                name,
                f"{len(roots)} categories have no parent.",
                "Leave exactly one without: the total.",
            )
        made = cls(name, parents, roots[0])
        for code in parents:
            made.above(code)
        return made

    def above(self, code: str) -> tuple[str, ...]:
        """This code and its ancestors, the root last. Raises UserError."""
        if code not in self.parents:
            raise _wrong(
                self.name, f"{code!r} is not a category.", "Add it, or correct it."
            )
        path = [code]
        while (parent := self.parents[path[-1]]) is not None:
            if parent not in self.parents:
                what = f"the parent of {path[-1]!r}, {parent!r}, is not a category."
                raise _wrong(self.name, what, "Add it with a parent of its own.")
            if parent in path:
                what = f"{parent!r} is its own ancestor."
                raise _wrong(self.name, what, "Break the loop.")
            path.append(parent)
        return tuple(path)

    def leaves(self) -> tuple[str, ...]:
        """The categories that nothing is under, in their order."""
        inner = set(self.parents.values())
        return tuple(code for code in self.parents if code not in inner)

    def only(self, leaves: Collection[str]) -> Hierarchy:
        """The part of a hierarchy that lies over some of its leaves."""
        kept = {code for leaf in leaves for code in self.above(leaf)}
        rows = [(code, up) for code, up in self.parents.items() if code in kept]
        return Hierarchy.of(self.name, rows)

    def under(self, code: str) -> Hierarchy:
        """The part under one category, which becomes its total. Raises UserError."""
        self.above(code)
        rows = [(c, up) for c, up in self.parents.items() if code in self.above(c)]
        return Hierarchy.of(
            self.name, [(c, None if c == code else up) for c, up in rows]
        )

    def with_others(self, codes: Iterable[str]) -> Hierarchy:
        """With further leaves beside everything that is there, where they are new."""
        new = sorted(set(codes) - set(self.parents))
        if not new:
            return self
        top = f"{self.root} and others"
        rows = [(code, up or top) for code, up in self.parents.items()]
        return Hierarchy.of(
            self.name, [(top, None), *rows, *((code, top) for code in new)]
        )


def _wrong(name: str, what: str, fix: str) -> UserError:
    return UserError(what[0].upper() + what[1:], where=f"Hierarchy {name}:", fix=fix)
