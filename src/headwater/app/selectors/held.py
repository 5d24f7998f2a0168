"""A plan held against its framework on a day, with the ways through it."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from threading import RLock

from django.conf import settings

from headwater.app.models import About
from headwater.app.selectors.standing import (
    NotThere,
    PlanName,
    last_revision,
    load_both,
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
from headwater.core.plan.published import published
from headwater.core.plan.rows import Action, Measure, Organisation, Plan
from headwater.core.plan.verdicts import RuleResult, Verdict


__all__ = ["Held", "NotThere", "PlanName", "held", "plans"]

DEFAULT_FRAMEWORK = "london"
KEPT = 16  # checks that a process remembers
QUICK = 0.1  # seconds of CPU: a check that takes less is made whenever it is asked for
PATIENCE = 20  # times what a check took: until then it will do for who only looks
_ONE = RLock()  # of many who ask for a plan that changed, one checks it


def held(
    plan_id: str, today: date, revision: int | None = None, *, patient: bool = False
) -> Held:
    """A plan and its check. Worked out again only when something has changed.

    `revision` is the last one of the plan, for those who know it already. A check of a
    large plan takes a while: who is `patient` takes one that is as old as twenty
    times what it took, so that a plan that many change is not checked for each change.
    Raises NotThere.
    """
    if revision is None:
        revision = last_revision(plan_id)
    asked = (str(settings.WORKSPACE), plan_id, today)
    last = _LAST.get(asked)
    if patient and last and last.will_do(time.monotonic()):
        return last.held
    with _ONE:
        found = _held(*asked, revision)
        if last is None or last.held is not found:
            _remember(asked, found)
        return found


@dataclass(frozen=True, slots=True)
class _Last:
    """The last check of a plan: when it was made, and how long that took."""

    held: Held
    at: float
    took: float

    def will_do(self, now: float) -> bool:
        return self.took > QUICK and now - self.at < self.took * PATIENCE


def _remember(asked: tuple[str, str, date], found: Held) -> None:
    _LAST[asked] = _Last(found, time.monotonic(), found.took)
    while len(_LAST) > KEPT:
        del _LAST[next(iter(_LAST))]


_LAST: dict[tuple[str, str, date], _Last] = {}


@lru_cache(maxsize=KEPT)
def _held(workspace: str, plan_id: str, today: date, revision: int) -> Held:
    began = time.thread_time()
    plan, shown = load_both(plan_id)
    as_at = day_of(plan.about, today)
    result = check_plan(plan, _framework(plan.about.framework), as_at)
    took = time.thread_time() - began
    return Held(result, shown, revision=revision, took=took)


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

    def __init__(
        self,
        result: CheckResult,
        shown: Plan | None = None,
        *,
        revision: int = 0,
        took: float = 0,
    ) -> None:
        self.whole_plan: Plan = result.plan
        self.plan: Plan = shown or published(result.plan)
        self.result = replace(result, plan=self.plan)
        self.revision = revision  # the last one that was checked
        self.took = took  # seconds of CPU
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
