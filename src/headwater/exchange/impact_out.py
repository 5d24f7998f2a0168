"""What can be said of actions, as JSON and CSV: docs/reference/impact-files.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headwater.core.impact.design import Design, Method
from headwater.core.impact.estimate import LEVEL, Estimate
from headwater.core.impact.evaluate import Evaluated
from headwater.core.impact.outlook import LEAST_BASE, Outlook
from headwater.core.impact.treatment import AFTER, Break
from headwater.core.impact.verdict import FALSE_CLAIMS
from headwater.exchange.figures.rows_out import Row, as_json, objects_as_csv
from headwater.exchange.impact_harm import harm_as_json, harm_as_row
from headwater.exchange.impact_judged import Answer, Asked


SHAPE = "headwater-impact/1"
SHARES = (2.5, 25, 50, 75, 97.5)  # of the make-believe actions, in percent
PLAIN = (  # of the plain count's answer, beside a weighted one
    *("verdict", "percent", "percent_lower", "percent_upper"),
    *("observed", "expected", "says"),
)
JSON = dict[str, Any]


def false_claims(answers: Sequence[Answer]) -> tuple[int, float]:
    """How many could be judged, and in how many of them a change would be claimed if
    nothing had changed anywhere, as measured."""
    judged = sum(answer.judged for answer in answers)
    return judged, judged * FALSE_CLAIMS


def answers_as_json(answers: Sequence[Answer], asked: Asked) -> str:
    judged, expected = false_claims(answers)
    body: JSON = {
        "what": asked.what,
        "direction": asked.direction.value,
        "hoped_percent": asked.hoped,
        "reach_percent": asked.reach if asked.hoped is not None else None,
        "seed": asked.seed,
        "answers": [_answer(answer, asked) for answer in answers],
        "judged": judged,
        "false_claims_expected": round(expected, 2),
    }
    return as_json(SHAPE, body)


def answers_as_csv(answers: Sequence[Answer]) -> str:
    return objects_as_csv([_row(a) | _harm_cells(a) for a in answers])


def _answer(answer: Answer, asked: Asked) -> JSON:
    found, said = answer.evaluated, answer.said
    whole: JSON = {
        "id": answer.name,
        "verdict": answer.kind.value,
        "says": said.estimate,
        "meaning": said.meaning,
        "when": said.when,
        "estimate": _estimate(answer.estimate),
        "checks": _checks(found),
        "placebos": _placebos(found, answer.design),
        "outlook": _outlook(answer.outlook),
        "design": _design(answer.design),
        "reasons": _reasons(answer.design),
        "digest": answer.design.digest if answer.design else None,
        "picture": _picture(found),
    }
    if asked.naive:
        whole["naive"] = _estimate(answer.naive)
    if answer.harm and answer.plain:
        plain = _answer(answer.plain, asked)
        whole["harm"] = {**harm_as_json(answer.harm), "plain": plain}
    return whole


def _estimate(found: Estimate | None) -> JSON | None:
    """On the log scale, and in percent where the base is large enough for that."""
    if found is None:
        return None
    low, high = found.interval
    enough = found.expected >= LEAST_BASE
    return {
        "method": found.method,
        "log_effect": found.log_effect,
        "se": found.se,
        "percent": found.percent if enough else None,
        "interval": {
            "level": LEVEL,
            "log": [low, high],
            "percent": list(found.percent_interval) if enough else None,
        },
        "p": found.p,
        "observed": found.observed,
        "expected": found.expected,
    }


def _checks(found: Evaluated | None) -> list[JSON]:
    """`speaks`: true for the result, false against it, null where neither."""
    if found is None or found.verdict is None:
        return []
    return [
        {"name": check.name, "speaks": check.speaks, "says": check.says}
        for check in found.verdict.checks
    ]


def _placebos(found: Evaluated | None, design: Design | None) -> JSON | None:
    if found is None or found.placebos is None or design is None:
        return None
    effects = found.placebos[np.isfinite(found.placebos)]
    if not len(effects):
        return None
    dates = design.method is Method.SERIES
    at = np.percentile(effects, SHARES)
    return {
        "kind": "dates" if dates else "areas",
        "count": len(effects),
        "log_effect_at": dict(zip(map(str, SHARES), at.tolist(), strict=True)),
    }


def _outlook(found: Outlook | None) -> JSON | None:
    if found is None:
        return None
    return {
        "says": found.says,
        "smallest_fall_percent": {str(n): s for n, s in found.smallest.items()},
        "months": found.months,
        "can_answer": found.can_answer,
    }


def _design(design: Design | None) -> JSON | None:
    if design is None:
        return None
    return {
        "method": design.method.value,
        "treated": [{"area": area, "start": at} for area, at in design.treated],
        "comparison": list(design.comparison),
        "left_out": [{"area": area, "why": why} for area, why in design.left_out],
        "first": design.first,
        "start": design.start,
        "last": design.last,
        "selection": design.selection,
        "hoped_percent": design.hoped,
        "reach_percent": design.reach,
        "overall_percent": design.overall,
        "recording_changes": [_break(one) for one in design.breaks],
        "near_the_start": [_break(one) for one in design.near],
        "shared_by_all": design.shared,
    }


def _break(one: Break) -> JSON:
    return {"month": one.month, "what": one.what, "areas": sorted(one.areas)}


def _reasons(design: Design | None) -> list[JSON]:
    if design is None:
        return []
    return [{"about": why.about, "says": why.says} for why in design.reasons]


def _picture(found: Evaluated | None) -> JSON | None:
    if found is None or found.picture is None:
        return None
    return {
        "months": list(found.picture.months),
        "observed": _numbers(found.picture.observed),
        "expected": _numbers(found.picture.expected),
    }


def _numbers(values: np.ndarray[Any, np.dtype[np.float64]]) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]


def _row(answer: Answer) -> Row:
    """One answer in one line."""
    found, design, could = answer.estimate, answer.design, answer.outlook
    enough = found is not None and found.expected >= LEAST_BASE
    low, high = found.percent_interval if found and enough else (None, None)
    verdict = answer.evaluated.verdict if answer.evaluated else None
    return {
        "id": answer.name,
        "verdict": answer.kind.value,
        "percent": found.percent if found and enough else None,
        "percent_lower": low,
        "percent_upper": high,
        "log_effect": found.log_effect if found else None,
        "se": found.se if found else None,
        "p": found.p if found else None,
        "observed": found.observed if found else None,
        "expected": found.expected if found else None,
        "method": design.method.value if design else None,
        "treated": len(design.treated) if design else None,
        "compared": len(design.comparison) if design else None,
        "first": design.first if design else None,
        "start": design.start if design else None,
        "last": design.last if design else None,
        "smallest_fall_percent": could.smallest.get(AFTER) if could else None,
        "says": answer.said.estimate,
        "meaning": answer.said.meaning,
        "when": answer.said.when,
        "against": "; ".join(c.name for c in verdict.against) if verdict else "",
        "naive_percent": answer.naive.percent if answer.naive else None,
        "digest": design.digest if design else None,
    }


def _harm_cells(answer: Answer) -> Row:
    """With weights only: what the answer rests on, and the plain count's beside it."""
    if answer.harm is None or answer.plain is None:
        return {}
    plain = _row(answer.plain)
    return harm_as_row(answer.harm) | {f"plain_{name}": plain[name] for name in PLAIN}
