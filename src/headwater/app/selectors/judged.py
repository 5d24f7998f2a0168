"""A set of principles beside the criteria that it is judged by."""

from __future__ import annotations

from functools import lru_cache

from headwater.core.framework.criteria import CriterionResult, judge_criteria
from headwater.core.framework.load import load_framework
from headwater.core.framework.model import Framework


def judged(framework: Framework) -> dict[str, list[CriterionResult]]:
    """What can be told from the words alone, by criterion."""
    return _judged(framework.id)


@lru_cache(maxsize=8)
def _judged(framework_id: str) -> dict[str, list[CriterionResult]]:
    found: dict[str, list[CriterionResult]] = {}
    for result in judge_criteria(load_framework(framework_id)):
        found.setdefault(result.criterion, []).append(result)
    return found
