"""Which findings a person asked for. Choosing never changes a verdict."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headwater.cli.folders import program
from headwater.errors import UserError


if TYPE_CHECKING:
    from headwater.core.framework.model import Framework
    from headwater.core.plan.change import Change
    from headwater.core.plan.findings import Finding


@dataclass(frozen=True)
class Choice:
    """Codes that were asked for; nothing named means everything."""

    framework: Framework
    principles: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    @classmethod
    def of(cls, args: argparse.Namespace, framework: Framework) -> Choice:
        """Raises UserError for a code that nobody knows."""
        from headwater.core.plan.checks import load

        principles = [principle.code for principle in framework.principles]
        return cls(
            framework,
            _known(args.principle, principles, "principle"),
            _known(args.rule, list(load()), "check"),
            tuple(args.level),
        )

    @property
    def some(self) -> bool:
        """Was anything left out?"""
        return bool(self.principles or self.rules or self.levels)

    @property
    def shown_principles(self) -> tuple[str, ...]:
        """The principles whose verdicts belong beside the findings; empty for all."""
        served = [p for rule in self.rules for p in self._serves(rule)]
        return tuple(dict.fromkeys((*self.principles, *served)))

    def of_findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(finding for finding in findings if self._wants(finding))

    def of_change(self, change: Change) -> Change:
        """The same comparison, of the findings that were asked for."""
        from headwater.core.plan.change import Change

        return Change(
            new=self.of_findings(change.new),
            fixed=self.of_findings(change.fixed),
            still=self.of_findings(change.still),
            accepted=self.of_findings(change.accepted),
        )

    def _wants(self, finding: Finding) -> bool:
        wanted = set(self.principles)
        return (
            (not wanted or not wanted.isdisjoint(self._serves(finding.rule)))
            and (not self.rules or finding.rule in self.rules)
            and (not self.levels or finding.level in self.levels)
        )

    def _serves(self, rule: str) -> tuple[str, ...]:
        use = self.framework.use(rule)
        return use.principles if use else ()


def _known(given: list[str], known: list[str], what: str) -> tuple[str, ...]:
    for code in given:
        if code.upper() not in known:
            raise unknown(code, known, what)
    return tuple(code.upper() for code in given)


def unknown(code: str, known: Iterable[str], what: str) -> UserError:
    """A code that nobody knows, with those that look like it."""
    from difflib import get_close_matches

    close = get_close_matches(code.upper(), list(known), n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(close)}? " if close else ""
    return UserError(
        f"There is no {what} called '{code}'.",
        fix=f"{hint}See them all: {program()} framework show.",
    )
