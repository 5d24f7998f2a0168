"""Hold a plan against a framework: the check itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from headwater.core.framework.model import Framework, RuleUse
from headwater.core.plan.checks import load
from headwater.core.plan.checks.rule import Rule
from headwater.core.plan.findings import Finding, Level, Status
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Acceptance, Plan
from headwater.core.plan.verdicts import (
    RuleResult,
    Verdict,
    judge_principle,
    status_of,
)
from headwater.errors import InternalError


HYGIENE = "P"  # rules on the tables themselves: every framework uses them


@dataclass(frozen=True)
class CheckResult:
    """A plan held against a framework on a day."""

    plan: Plan
    framework: Framework
    as_at: date
    results: tuple[RuleResult, ...]
    verdicts: tuple[Verdict, ...]

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that are not accepted, in the order of the rules."""
        accepted = {f.fingerprint for f in self.accepted}
        return tuple(
            finding
            for result in self.results
            for finding in result.findings
            if not accepted or finding.fingerprint not in accepted
        )

    @cached_property
    def accepted(self) -> tuple[Finding, ...]:
        return tuple(finding for r in self.results for finding in r.accepted)

    def count(self, level: Level) -> int:
        """How many open findings there are at a level."""
        return self._counts[level]

    @cached_property
    def _counts(self) -> Counter[Level]:
        return Counter(finding.level for finding in self.findings)


def check_plan(plan: Plan, framework: Framework, as_at: date) -> CheckResult:
    """Run every rule that the framework uses, and the hygiene rules."""
    look = Look(plan, framework, as_at)
    accepted = {(a.rule, a.subject) for a in plan.accepted if _stands(a, as_at)}
    results = tuple(_run(rule, look, accepted) for rule in rules_for(framework))
    return CheckResult(
        plan, framework, as_at, results, tuple(_verdicts(framework, results))
    )


def rules_for(framework: Framework) -> list[Rule]:
    """The rules that apply, in the framework's order, hygiene last."""
    registry = load()
    unknown = [use.rule for use in framework.rules if use.rule not in registry]
    if unknown:
        raise InternalError(f"{framework.id} uses rules we do not have: {unknown}")
    chosen = [registry[use.rule] for use in framework.rules]
    tidy = sorted(code for code in registry if code.startswith(HYGIENE))
    return chosen + [registry[code] for code in tidy]


def _stands(acceptance: Acceptance, as_at: date) -> bool:
    return acceptance.until is None or not acceptance.until.surely_before(as_at)


def _run(rule: Rule, look: Look, accepted: set[tuple[str, str]]) -> RuleResult:
    if not rule.applies(look):
        return RuleResult(rule.code, rule.wants, Status.NOT_APPLICABLE)
    findings = tuple(
        Finding(rule.code, found.level, found.subject, found.message)
        for found in rule.find(look)
    )
    _refuse_repeats(rule, findings)
    known = tuple(f for f in findings if (f.rule, f.subject) in accepted)
    return RuleResult(rule.code, rule.wants, status_of(findings), findings, known)


def _refuse_repeats(rule: Rule, findings: Iterable[Finding]) -> None:
    """One finding a subject: the fingerprint must name it."""
    subjects = [finding.subject for finding in findings]
    if len(set(subjects)) != len(subjects):
        twice = [s for s, n in Counter(subjects).items() if n > 1]
        raise InternalError(f"{rule.code} finds {twice[0]} twice")


def _verdicts(
    framework: Framework, results: tuple[RuleResult, ...]
) -> Iterator[Verdict]:
    by_rule = {result.rule: result for result in results}
    uses: dict[str, list[RuleUse]] = {p.code: [] for p in framework.principles}
    for use in framework.rules:
        for principle in use.principles:
            uses[principle].append(use)
    for principle, used in uses.items():
        yield judge_principle(principle, [by_rule[use.rule] for use in used])
