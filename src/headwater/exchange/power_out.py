"""How small a fall could be seen: asked of a history, said in words, JSON and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np

from headwater.core.impact.estimate import CannotEstimate
from headwater.core.impact.outlook import LEAST_BASE, LONGEST
from headwater.core.impact.placebo_power import (
    AREAS,
    BEFORE,
    MONTHS,
    Placebo,
    placebo,
    placebo_table,
)
from headwater.core.impact.placebo_when import (
    MONTHS as TRIED,
)
from headwater.core.impact.placebo_when import (
    When,
    Words,
    smallest_sentence,
    when,
    when_sentence,
)
from headwater.core.impact.step_power import Past, months_needed, past_of, smallest_fall
from headwater.core.impact.treatment import Break
from headwater.exchange.figures.rows_out import Row, as_json, objects_as_csv
from headwater.exchange.impact_in import Counts


SHAPE = "headwater-power/1"
FORMULA_BEFORE = 48  # months, where nobody says how many there are
BY_TRIES, BY_FORMULA = "make-believe actions", "step formula"
CANNOT = "We cannot tell."


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of every history: `areas` treated, `months` after, a fall `hoped`
    for in percent (below 0). `before` is None for the usual number."""

    what: str
    area_word: str
    areas_word: str
    areas: int
    months: int
    before: int | None
    hoped: float | None
    table: bool
    seed: int

    @property
    def words(self) -> Words:
        return Words(what=self.what, area=self.area_word, areas=self.areas_word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Could:
    """The answer, in words and figures. `smallest` is the smallest fall in percent
    that could be seen; None where nobody can tell, or on too small a base.

    `needed` is after how many months the hoped fall could be seen, None where it could
    not; `wider` in how many areas it could then.
    """

    name: str
    says: str
    how: str
    before: int
    smallest: float | None = None
    expected: float | None = None
    spread: float | None = None
    draws: int | None = None
    needed: int | None = None
    wider: int | None = None
    table: tuple[Placebo, ...] = ()


def of_history(counts: Counts, breaks: tuple[Break, ...], question: Question) -> Could:
    """Asked of figures of a time in which nothing was done."""
    if len(counts.areas) == 1:
        return _of_series(counts, breaks, question)
    chance = np.random.default_rng((question.seed, crc32(counts.name.encode())))
    before = question.before or BEFORE
    at = sorted({b.at for b in breaks if 0 < b.at < len(counts.months)})
    try:
        found = placebo(
            counts.counts,
            question.areas,
            question.months,
            chance,
            before=before,
            breaks=at,
        )
        hoped = _hoped(counts, question, chance, before, at)
        table = _table(counts, question, chance, before, at) if question.table else ()
    except CannotEstimate as reason:
        says = f"{CANNOT} {reason}"
        return Could(name=counts.name, says=says, how=BY_TRIES, before=before)
    said = [smallest_sentence(found, question.words)]
    if hoped is not None:
        said.append(when_sentence(hoped, question.words))
    return Could(
        name=counts.name,
        says=" ".join(said),
        how=BY_TRIES,
        before=before,
        smallest=_of_base(found.smallest, found.expected),
        expected=found.expected,
        spread=found.sd_log,
        draws=found.draws,
        needed=hoped.months if hoped else None,
        wider=hoped.wider.areas if hoped and hoped.wider else None,
        table=table,
    )


def by_formula(mean: float, dispersion: float, question: Question) -> Could:
    """Asked of a single series of which no more is known than this."""
    before = question.before or FORMULA_BEFORE
    return _by_formula(Past(mean=mean, dispersion=dispersion, before=before), question)


def _of_series(counts: Counts, breaks: tuple[Break, ...], question: Question) -> Could:
    """One area has none to compare with: its past since the last change, by formula."""
    months = len(counts.months)
    since = max((b.at for b in breaks if 0 < b.at < months), default=0)
    try:
        past = past_of(counts.counts[0, since:])
    except CannotEstimate as reason:
        says = f"{CANNOT} {reason}"
        return Could(name=counts.name, says=says, how=BY_FORMULA, before=months)
    return _by_formula(past, question, counts.name)


def _by_formula(past: Past, question: Question, name: str = "") -> Could:
    after, expected = question.months, past.mean * question.months
    span = (
        f"In one series of about {past.mean:,.3g} a month, with {past.before} months "
        f"before and {after} after"
    )
    fall = smallest_fall(past, after) * 100
    if expected < LEAST_BASE:
        says = f"{span}, about {expected:.0f} would be counted: too few for a change "
        says += "in percent."
    else:
        says = f"{span}, the smallest fall in {question.what} you could see is "
        says += f"{fall:.0f}%."
    needed = None
    if question.hoped is not None:
        needed = months_needed(past, question.hoped / 100)
        says += f" A fall of {-question.hoped:g}% could " + (
            f"be seen after {needed} months."
            if needed is not None and needed <= LONGEST
            else f"not be seen within {LONGEST} months."
        )
    return Could(
        name=name,
        says=says,
        how=BY_FORMULA,
        before=past.before,
        smallest=_of_base(fall, expected),
        expected=expected,
        needed=needed if needed is not None and needed <= LONGEST else None,
    )


def _hoped(
    counts: Counts,
    question: Question,
    chance: np.random.Generator,
    before: int,
    breaks: Sequence[int],
) -> When | None:
    if question.hoped is None:
        return None
    return when(
        counts.counts,
        question.areas,
        question.hoped,
        chance,
        months=sorted({*TRIED, question.months}),
        before=before,
        breaks=breaks,
    )


def _table(
    counts: Counts,
    question: Question,
    chance: np.random.Generator,
    before: int,
    breaks: Sequence[int],
) -> tuple[Placebo, ...]:
    return placebo_table(
        counts.counts,
        chance,
        areas=sorted({*AREAS, question.areas}),
        months=sorted({*MONTHS, question.months}),
        before=before,
        breaks=breaks,
    )


def _of_base(fall: float, expected: float) -> float | None:
    """No percentage on a base that is too small for one."""
    return fall if expected >= LEAST_BASE else None


def fall_words(cell: Placebo) -> str:
    """A cell of the table: '14%', or that the base is too small."""
    fall = _of_base(cell.smallest, cell.expected)
    return "too few" if fall is None else f"{fall:.0f}%"


def could_as_json(found: Sequence[Could], question: Question) -> str:
    body: dict[str, Any] = {
        "what": question.what,
        "areas": question.areas,
        "months": question.months,
        "hoped_percent": question.hoped,
        "seed": question.seed,
        "answers": [
            {**_row(one), "table": [_cell(cell) for cell in one.table]} for one in found
        ],
    }
    return as_json(SHAPE, body)


def could_as_csv(found: Sequence[Could]) -> str:
    """One line an answer; the cells of its table where there is one."""
    if any(one.table for one in found):
        return objects_as_csv(
            [{"id": one.name, **_cell(c)} for one in found for c in one.table]
        )
    return objects_as_csv([_row(one) for one in found])


def _row(one: Could) -> Row:
    return {
        "id": one.name,
        "smallest_fall_percent": one.smallest,
        "expected": one.expected,
        "months_before": one.before,
        "how": one.how,
        "sd_log": one.spread,
        "draws": one.draws,
        "hoped_seen_after_months": one.needed,
        "hoped_seen_in_areas": one.wider,
        "says": one.says,
    }


def _cell(cell: Placebo) -> Row:
    return {
        "areas": cell.areas,
        "months": cell.after,
        "smallest_fall_percent": _of_base(cell.smallest, cell.expected),
        "expected": cell.expected,
        "sd_log": cell.sd_log,
        "over_poisson": cell.over_poisson,
        "draws": cell.draws,
    }
