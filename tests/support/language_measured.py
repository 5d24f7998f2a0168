"""Precision and recall of the wording rules on a half of their corpus, by family."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from headwater.core.language.wording import harmful, rules


FOLDER = Path(__file__).parents[1] / "data/language"
FAMILIES = {rule.id: rule.family for rule in rules()}
HALVES = ("tuning", "held-out")
FRESH = "fresh"  # written afterwards; only ever printed


@dataclass(frozen=True)
class Count:
    """What was found rightly, found wrongly, and missed."""

    group: str
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def sentences(half: str) -> Iterator[tuple[str, str, str]]:
    """Kind (harmful or fine), group, and the sentence."""
    data = tomllib.loads((FOLDER / f"{half}.toml").read_text(encoding="utf-8"))
    for kind, groups in data.items():
        for group, texts in groups.items():
            yield from ((kind, group, text) for text in texts)


def by_group(half: str) -> list[Count]:
    found: dict[str, Count] = {}
    for kind, group, text in sentences(half):
        wanted = {group} if kind == "harmful" else set()
        got = {FAMILIES[hit.rule] for hit in harmful(text)}
        so_far = found.get(group, Count(group))
        found[group] = Count(
            group,
            so_far.right + len(got & wanted),
            so_far.wrong + len(got - wanted),
            so_far.missed + len(wanted - got),
        )
    return list(found.values())


def total(half: str) -> Count:
    counts = by_group(half)
    return Count(
        half,
        sum(c.right for c in counts),
        sum(c.wrong for c in counts),
        sum(c.missed for c in counts),
    )


def table(half: str) -> str:
    rows = (
        f"{c.group:<20} {c.right:>6} {c.wrong:>6} {c.missed:>6}"
        for c in (*by_group(half), total(half))
    )
    whole = total(half)
    return "\n".join(
        (
            f"{half:<20} {'right':>6} {'wrong':>6} {'missed':>6}",
            *rows,
            f"precision {whole.precision:.3f}, recall {whole.recall:.3f}",
        )
    )


if __name__ == "__main__":
    sys.stdout.write("\n\n".join(map(table, (*HALVES, FRESH))) + "\n")
