"""Findings, narrowed down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar
from urllib.parse import urlencode

from headwater.app.selectors.held import Held
from headwater.core.plan.digest import Group
from headwater.core.plan.findings import Finding


@dataclass(frozen=True)
class Wanted:
    """What somebody asked to see; a blank asks for everything."""

    NAMES: ClassVar = ("principle", "rule", "level", "q")

    principle: str = ""
    rule: str = ""
    level: str = ""
    q: str = ""

    def __bool__(self) -> bool:
        return any((self.principle, self.rule, self.level, self.q))

    def query(self, **more: str | int) -> str:
        """The same wish as the end of an address: '?level=gap&page=2'."""
        asked = {name: getattr(self, name) for name in self.NAMES} | more
        text = urlencode({name: value for name, value in asked.items() if value})
        return f"?{text}" if text else ""


def found(held: Held, wanted: Wanted) -> list[Finding]:
    """The open findings that fit, the most important first."""
    words = wanted.q.casefold()
    return [
        finding
        for group in held.groups
        if wanted.level in ("", group.level)
        and wanted.rule in ("", group.rule)
        and (not wanted.principle or _serves(held, group.rule, wanted.principle))
        for finding in group.findings
        if words in f"{finding.message} {finding.subject}".casefold()
    ]


def in_groups(
    held: Held, findings: Sequence[Finding]
) -> list[tuple[Group, list[Finding]]]:
    """The findings of one page under the sentence that is said of them all."""
    groups = {(group.rule, group.level): group for group in held.groups}
    return [
        (groups[key], list(some))
        for key, some in groupby(findings, lambda f: (f.rule, f.level))
    ]


def _serves(held: Held, rule: str, principle: str) -> bool:
    use = held.framework.use(rule)
    return bool(use and principle in use.principles)
