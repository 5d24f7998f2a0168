"""One series of offences weighted by harm, judged beside its plain count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from headwater.core.impact.estimate import CannotEstimate, Floats
from headwater.core.impact.harm import weighted_by_harm
from headwater.core.impact.harm_step import Effective, around, evaluate_by_harm
from headwater.core.impact.months import between
from headwater.core.impact.treatment import Break
from headwater.exchange.impact_harm import Harm
from headwater.exchange.impact_in import Counts
from headwater.exchange.impact_judged import Answer, Asked, judge, not_known
from headwater.exchange.impact_weights import Weights


def together(parts: Counts) -> Counts:
    """The offences of a series added up; a gap in one is a gap in the sum."""
    whole = parts.counts.sum(axis=0)[None, :]
    return replace(parts, areas=(parts.name,), counts=whole)


@dataclass(frozen=True, slots=True)
class HarmJudge:
    """Judges series whose offences are `parts`, by the name of the series."""

    parts: Mapping[str, Counts]
    weights: Weights

    def __call__(
        self,
        counts: Counts,
        starts: Mapping[str, str],
        breaks: tuple[Break, ...],
        asked: Asked,
    ) -> Answer:
        """As `judge`, of a series whose counts are its offences together."""
        return judge_by_harm(
            self.parts[counts.name], self.weights, starts, breaks, asked
        )


def judge_by_harm(
    parts: Counts,
    weights: Weights,
    starts: Mapping[str, str],
    breaks: tuple[Break, ...],
    asked: Asked,
) -> Answer:
    """The answer of weighted totals, with what it rests on and that of plain counts.

    `parts` is a series by offence, each of which has a weight. Both answers look at
    the same months, in the same way.
    """
    counts = together(parts)
    plain = judge(counts, starts, breaks, asked)
    own = weights.of(parts.areas)
    weight = np.array([own.numbers[offence] for offence in parts.areas])
    try:
        harm = _harm(parts, own, weight, starts.get(parts.name, ""), plain)
    except CannotEstimate as reason:
        harm = _nothing(parts, own, starts.get(parts.name, ""), plain)
        said = not_known(str(reason))
        return Answer(name=parts.name, said=said, harm=harm, plain=plain)
    weighted = replace(
        counts, counts=(weight @ parts.counts)[None, :] / harm.rests.each
    )
    found = judge(
        weighted,
        starts,
        breaks,
        _asked(asked),
        code=f"{parts.name}, weighted by {own.digest}",
        by=evaluate_by_harm,
    )
    if found.judged:
        estimate = f"{found.said.estimate} {harm.unit}"
        found = replace(found, said=replace(found.said, estimate=estimate))
    return replace(found, harm=harm, plain=plain)


def _asked(asked: Asked) -> Asked:
    return replace(
        asked,
        what=f"{asked.what} weighted by harm",
        happens="the harm behind the figures",
    )


def _harm(
    parts: Counts, weights: Weights, weight: Floats, start: str, plain: Answer
) -> Harm:
    months = _months(parts, plain)
    first = parts.months.index(months[0])
    counts = parts.counts[:, first : first + len(months)]
    series = weighted_by_harm(parts.areas, counts, weights.numbers, weights.source)
    at = between(months[0], start) if start else len(months)
    rests = around(weight, counts, min(max(at, 0), len(months)))
    return Harm(weights, rests, series, months[0], start, months[-1])


def _nothing(parts: Counts, weights: Weights, start: str, plain: Answer) -> Harm:
    months, none = _months(parts, plain), Effective(0.0, 0.0, 0.0, float("nan"))
    return Harm(weights, none, None, months[0], start, months[-1])


def _months(parts: Counts, plain: Answer) -> tuple[str, ...]:
    """Those that are looked at: of the design, as far as there are figures."""
    if plain.design is None:
        return parts.months
    first, last = plain.design.first, plain.design.last
    return tuple(month for month in parts.months if first <= month <= last)
