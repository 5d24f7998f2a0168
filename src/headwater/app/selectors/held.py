"""A plan held against its framework on a day, with the ways through it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from threading import RLock

from django.conf import settings

from headwater.app.models import About
from headwater.app.selectors.standing import (
    NotThere,
    PlanName,
    last_revision,
    load_plan,
    plans,
)
from headwater.core.framework.load import available, load_framework
from headwater.core.framework.model import Framework, Principle
from headwater.core.plan.check import CheckResult, check_plan
from headwater.core.plan.checks import load as load_rules
from headwater.core.plan.checks.rule import Rule
from headwater.core.plan.day import day_of
from headwater.core.plan.digest import Group, digest
from headwater.core.plan.findings import Finding, Level
from headwater.core.plan.look import Look
from headwater.core.plan.published import published_check
from headwater.core.plan.rows import Action, Measure, Organisation, Plan
from headwater.core.plan.verdicts import RuleResult, Verdict


__all__ = ["Held", "NotThere", "PlanName", "held", "plans"]

DEFAULT_FRAMEWORK = "london"
KEPT = 16  # checks that a process remembers
_ONE = RLock()  # of many who ask for a plan that changed, one checks it


def held(plan_id: str, today: date, revision: int | None = None) -> Held:
    """A plan and its check. Worked out again only when something has changed.

    `revision` is the last one of the plan, for those who know it already. Raises
    NotThere.
    """
    if revision is None:
        revision = last_revision(plan_id)
    with _ONE:
        return _held(str(settings.WORKSPACE), plan_id, revision, today)


@lru_cache(maxsize=KEPT)
def _held(workspace: str, plan_id: str, revision: int, today: date) -> Held:
    plan = load_plan(plan_id)
    as_at = day_of(plan.about, today)
    return Held(check_plan(plan, _framework(plan.about.framework), as_at))


def whole_plan(plan_id: str) -> Plan | None:
    """A plan with all that is kept in, for those who change what sits under it."""
    try:
        return load_plan(plan_id)
    except NotThere:
        return None


def framework_of(plan_id: str) -> Framework:
    """The framework that a plan is held against. Raises NotThere."""
    named = About.objects.filter(plan_id=plan_id).values_list("framework", flat=True)
    found = named.first()
    if found is None and not named.exists():
        raise NotThere(plan_id)
    return _framework(found)


def _framework(named: str | None) -> Framework:
    """The framework that a plan names; as on import, ours where we do not hold it."""
    code = (named or "").casefold()
    return load_framework(code if code in available() else DEFAULT_FRAMEWORK)


class Held:
    """The result of a check, with indexes for pages. It never changes.

    Pages get what is published. `whole_plan` is for further checks only, and no
    cell of it may be shown.
    """

    def __init__(self, result: CheckResult) -> None:
        self.whole_plan: Plan = result.plan
        self.result = published_check(result)
        self.plan: Plan = self.result.plan
        self.framework: Framework = result.framework
        self.as_at = result.as_at
        self.look = Look(self.plan, result.framework, result.as_at)

    @property
    def plan_id(self) -> str:
        return self.plan.about.plan_id

    @property
    def notice(self) -> str:
        """What must stand on every page, print and download of this plan."""
        return self.plan.about.notice or ""

    def count(self, level: str) -> int:
        return self.result.count(Level(level))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The findings as groups, the most important first."""
        return tuple(digest(self.result.findings))

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules that were run, by code."""
        registry = load_rules()
        return {r.rule: registry[r.rule] for r in self.result.results}

    @cached_property
    def results(self) -> Mapping[str, RuleResult]:
        return {result.rule: result for result in self.result.results}

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        return {verdict.principle: verdict for verdict in self.result.verdicts}

    @cached_property
    def actions(self) -> Mapping[str, Action]:
        return {row.action_id: row for row in self.plan.actions}

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        return {row.measure_id: row for row in self.plan.measures}

    @cached_property
    def organisations(self) -> Mapping[str, Organisation]:
        return {row.organisation_id: row for row in self.plan.organisations}

    @cached_property
    def _about(self) -> Mapping[str, list[Finding]]:
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.result.findings:
            found[finding.subject].append(finding)
        return found

    def findings_about(self, subject: str) -> list[Finding]:
        """The open findings about one subject, such as 'actions/C05'."""
        return self._about.get(subject, [])

    def principle(self, code: str) -> Principle:
        """Raises NotThere."""
        if code not in self.verdicts:
            raise NotThere(code)
        return self.framework.principle(code)

    def principles_of(self, rule: str) -> tuple[Principle, ...]:
        """The principles that a rule serves; none for a rule on the tables."""
        use = self.framework.use(rule)
        codes = use.principles if use else ()
        return tuple(self.framework.principle(code) for code in codes)

    def serving(self, principle: str) -> list[Action]:
        """The actions that say they serve a principle."""
        return [a for a in self.plan.actions if principle in (a.principles or ())]
