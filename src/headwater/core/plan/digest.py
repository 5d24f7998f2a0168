"""Many findings said in a few lines: one group for each rule and level."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.core.plan.check import HYGIENE
from headwater.core.plan.checks import load
from headwater.core.plan.findings import Finding, Level


_FIRMNESS = {Level.GAP: 0, Level.ASK: 1, Level.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one rule at one level, and the sentence for them."""

    rule: str
    level: Level
    sentence: str
    findings: tuple[Finding, ...]


def digest(findings: Iterable[Finding]) -> list[Group]:
    """Group findings, the most important first.

    What serves a principle before slips in the tables, because a wrong date
    matters less than nobody's safety being planned for. Then gaps before asks
    before notes; then by the weight of the rule (somebody's safety first);
    then one for each principle before a second for any, so that a short list
    speaks of many things; then by how many; then by code: the order is fixed.
    """
    grouped: dict[tuple[str, Level], list[Finding]] = defaultdict(list)
    for finding in findings:
        grouped[finding.rule, finding.level].append(finding)
    groups = sorted(
        (
            Group(code, level, _sentence(code, level, found), tuple(found))
            for (code, level), found in grouped.items()
        ),
        key=lambda group: (*_rank(group), -len(group.findings), group.rule),
    )
    order = sorted(
        zip(map(_rank, groups), _turns(groups), range(len(groups)), strict=True)
    )
    return [groups[place] for _, _, place in order]


def _rank(group: Group) -> tuple[bool, int, int]:
    weight = load()[group.rule].weight
    return group.rule.startswith(HYGIENE), _FIRMNESS[group.level], -weight


def _turns(groups: list[Group]) -> list[int]:
    """How many groups of the same rank and family stand before each one.

    Rules of one principle share the first two characters of their codes.
    """
    seen: Counter[tuple[object, str]] = Counter()
    turns = []
    for group in groups:
        place = _rank(group), group.rule[:2]
        turns.append(seen[place])
        seen[place] += 1
    return turns


def _sentence(code: str, level: Level, findings: list[Finding]) -> str:
    """One finding speaks for itself; of many, the rule says how many."""
    many = load()[code].many.get(level)
    if len(findings) == 1 or not many:
        return findings[0].message
    return many.format(n=len(findings))
