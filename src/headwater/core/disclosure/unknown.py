"""Cells that hold no count: what was not reported, and what cannot be.

They are no zeros, and nothing is hidden in them. A figure that covers more than them
is the sum of what was reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import product
from math import prod

from headwater.core.disclosure.beside import Asked
from headwater.core.disclosure.frame import PERIOD
from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import NOT_APPLICABLE, NOT_REPORTED
from headwater.core.disclosure.tables import Key
from headwater.errors import UserError


def marks(asked: Asked, missing: Mapping[Key, str]) -> dict[Key, str]:
    """The cells of what is asked for that cover nothing but `missing`, and why.

    `missing` maps codes, in the order of `asked.hierarchies`, to 'not reported' or 'not
    applicable'; one that is not the finest stands for all under it. A cell that covers
    both kinds is not reported. Raises UserError where one of them has a count as well.
    """
    missing = _finest(asked, missing)
    for key in missing:
        if asked.counts.get(key):
            raise UserError(
                f"This has a count and is {missing[key]} as well.",
                where=f"{', '.join(key)}:",
                fix="Keep one of them.",
            )
    above = _above(asked)
    sizes = _sizes(above)
    seen: dict[str, Counter[Key]] = {
        NOT_REPORTED: Counter(),
        NOT_APPLICABLE: Counter(),
    }
    for key, why in missing.items():
        seen[why].update(_cells(asked, above, key))
    reported = seen[NOT_REPORTED]
    found = {}
    for cell, many in (reported + seen[NOT_APPLICABLE]).items():
        if many == prod(side[code] for side, code in zip(sizes, cell, strict=True)):
            found[cell] = NOT_REPORTED if reported[cell] else NOT_APPLICABLE
    shown = [dim in asked.shown() for dim in asked.hierarchies]
    return {
        tuple(c for c, yes in zip(cell, shown, strict=True) if yes): why
        for cell, why in found.items()
    }


def _finest(asked: Asked, missing: Mapping[Key, str]) -> dict[Key, str]:
    """By finest codes; what is said of a part holds before what is said of more."""
    under = [_under(asked, dim, tree) for dim, tree in asked.hierarchies.items()]
    found: dict[Key, str] = {}
    for key, why in missing.items():
        parts = [side.get(code, (code,)) for side, code in zip(under, key, strict=True)]
        for finest in product(*parts):
            found[finest] = missing.get(finest, why)
    return found


def _under(asked: Asked, dim: str, tree: Hierarchy) -> dict[str, list[str]]:
    """The finest codes under each category above them."""
    merged = asked.parts().get(dim, {})
    found: dict[str, list[str]] = {}
    for leaf in tree.leaves():
        for code in tree.above(leaf):
            found.setdefault(code, []).extend(merged.get(leaf, (leaf,)))
    return found


def _above(asked: Asked) -> list[dict[str, tuple[str, ...]]]:
    """By dimension, each finest code with what is shown of it, the total last.

    A dimension that no table is by has its total alone, written as nothing.
    """
    shown, found = asked.shown(), []
    for dim, tree in asked.hierarchies.items():
        becomes = asked.becomes.get(dim, {})
        merged = set(becomes.values())
        finest = [*becomes, *(leaf for leaf in tree.leaves() if leaf not in merged)]
        if dim == PERIOD:
            finest = [code for code in finest if code in asked.about.periods]
        if dim in shown:
            leaves = {*shown[dim].leaves()}
            named = {code: becomes.get(code, code) for code in finest}
            here = {c: shown[dim].above(n) for c, n in named.items() if n in leaves}
        else:
            here = dict.fromkeys(finest, ("",))
        found.append(here)
    return found


def _sizes(above: Iterable[Mapping[str, tuple[str, ...]]]) -> list[Counter[str]]:
    """By dimension, how many finest codes each category shown covers."""
    return [Counter(code for line in side.values() for code in line) for side in above]


def _cells(
    asked: Asked, above: Iterable[Mapping[str, tuple[str, ...]]], key: Key
) -> Iterable[Key]:
    """Every cell that covers a combination; none where it is not looked at."""
    lines = [side.get(code, ()) for side, code in zip(above, key, strict=True)]
    tops = [line[-1:] for line in lines]
    found: set[Key] = set()
    for table in asked.tables:
        found.update(
            product(
                *(
                    line if dim in table else top
                    for dim, line, top in zip(
                        asked.hierarchies, lines, tops, strict=True
                    )
                )
            )
        )
    return found
