"""Problems and remarks as lines that a person can act on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from headwater.core.plan.assemble import Problem
from headwater.exchange.sheet import Remark


EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Said:
    """The same thing wrong in one column: how often, and the first few."""

    sheet: str
    column: str
    rule: str
    fix: str
    count: int
    examples: tuple[Problem, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Where, what and how to mend it, for a terminal or a page."""
        where = ", ".join(part for part in (self.sheet, self.column) if part)
        head = f"{where}: {self.rule}."
        if self.count > 1:
            head = f"{where}: {self.rule} ({self.count:,} times)."
        return (head, *(f"  {line}" for line in self._places()), f"  {self.fix}")

    def _places(self) -> Iterator[str]:
        for problem in self.examples:
            if problem.row:
                yield f"row {problem.row}: {self._what(problem)}".rstrip(": ")
            elif problem.value:
                yield f"found: {problem.value}"
        if self.count > len(self.examples):
            yield f"and {self.count - len(self.examples):,} more"

    def _what(self, problem: Problem) -> str:
        """The value; with the rule where that differs from one to the next."""
        if self.rule == problem.rule or problem.rule.startswith("'"):
            return problem.value
        return f"{problem.value} ({problem.rule})"


def say_problems(problems: Iterable[Problem]) -> list[Said]:
    """Group problems by sheet, column and what is wrong, in the order found.

    A rule that names the value ('x' is not in the list ...) is grouped by what
    it says after the value, so that one misread column makes one entry.
    """
    groups: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        key = (problem.sheet, problem.column, _kind(problem))
        groups[key].append(problem)
    return [_said(found) for found in groups.values()]


def _kind(problem: Problem) -> str:
    """A rule without the value, the rows and the dates that it names."""
    rule = problem.rule
    if rule.startswith("'"):
        rule = rule.rpartition("' ")[2]
    return re.sub(r"[0-9]+", "…", re.sub(r"\([^)]*\)", "", rule))


def _said(found: Sequence[Problem]) -> Said:
    first = found[0]
    same = len({problem.rule for problem in found}) == 1
    kind = " ".join(_kind(first).split())
    fixes = list(dict.fromkeys(problem.fix for problem in found[:EXAMPLES]))
    return Said(
        first.sheet,
        first.column,
        first.rule if same else f"{kind[0].upper()}{kind[1:]}",
        " ".join(fixes),
        len(found),
        tuple(found[:EXAMPLES]),
    )


def say_remark(remark: Remark) -> str:
    """One remark in one line."""
    row = f"row {remark.row}" if remark.row else ""
    where = ", ".join(part for part in (remark.sheet, row) if part)
    return " ".join(part for part in (f"{where}:", remark.says, remark.fix) if part)
