"""Panels and series from files, judged: design, estimate, verdict, words, outlook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from headwater.core.impact.design import Design, Method, propose
from headwater.core.impact.estimate import CannotEstimate, Estimate
from headwater.core.impact.evaluate import Evaluated, evaluate, panel_of
from headwater.core.impact.naive import before_and_after
from headwater.core.impact.outlook import Outlook, outlook
from headwater.core.impact.treatment import Break, Figures, Treatment
from headwater.core.impact.verdict import Kind
from headwater.core.impact.verdict_words import Said, say
from headwater.core.measures.definition import Direction
from headwater.exchange.impact_harm import Harm
from headwater.exchange.impact_in import Counts


ALONE = (
    "There is one area only, so nothing to compare it with. Add areas without the "
    "action, or look at it as a series of its own: headwater impact --series."
)
NONE_WITHOUT = (
    "Every area has the action, so there is none to compare with. Add areas "
    "without it, or add their figures up and look at them as one series: headwater "
    "impact --series."
)
NOTHING = "All counts are zero. Choose another measure, or larger areas."
NO_START = (
    "Nobody has said in which month the action began here. Write it down and ask again."
)
AT_SEVERAL = (
    "There are too few areas without the action to compare with, and in those that "
    "have it, it began in different months, which one series cannot follow. Add areas "
    "without it."
)
NOT_KNOWN = "We do not know, which is not the same as no effect."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of every panel or series of a file.

    `hoped` and `reach` as in `Treatment`; `area_word` and `areas_word` say what an
    area is called. `seed` is that of the make-believe actions.
    """

    what: str = "the count"
    happens: str = "what lies behind the figures"
    direction: Direction = Direction.AMBIGUOUS
    hoped: float | None = None
    reach: float = 100.0
    selection: str = ""
    before: int | None = None
    after: int | None = None
    one_by_one: bool = False
    area_word: str = "area"
    areas_word: str = "areas"
    seed: int = 0
    naive: bool = False


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Answer:
    """What can be said of one panel or series.

    `design` and `evaluated` are None where not even a design could be made.
    `naive` is before against after, only where it was asked for and can be had. With
    weights `harm` says what the answer rests on, and `plain` is that of plain counts.
    """

    name: str
    said: Said
    outlook: Outlook | None = None
    design: Design | None = None
    evaluated: Evaluated | None = None
    naive: Estimate | None = None
    harm: Harm | None = None
    plain: Answer | None = None

    @property
    def kind(self) -> Kind:
        return self.evaluated.kind if self.evaluated else Kind.CANNOT_TELL

    @property
    def estimate(self) -> Estimate | None:
        return self.evaluated.estimate if self.evaluated else None

    @property
    def judged(self) -> bool:
        """Was there an estimate, so that chance alone could have made a claim?"""
        return self.estimate is not None


Evaluation = Callable[[Design, Figures, np.random.Generator], Evaluated]


def judge(
    counts: Counts,
    starts: Mapping[str, str],
    breaks: tuple[Break, ...],
    asked: Asked,
    *,
    code: str | None = None,
    by: Evaluation = evaluate,
) -> Answer:
    """One panel, or one series, from its design to what may be said.

    The same figures, questions and seed give the same answer, whatever else stands
    in the file. `code` is that of the figures where they are not the counts as given.
    """
    chance = np.random.default_rng((asked.seed, crc32(counts.name.encode())))
    figures = _figures(counts, breaks, asked, counts.name if code is None else code)
    try:
        if not starts:
            raise CannotEstimate(NO_START)
        design = propose(_treatment(counts, starts, asked), figures, ())
        _refuse(design, figures, asked)
    except CannotEstimate as reason:
        return Answer(name=counts.name, said=not_known(str(reason)))
    found, could = by(design, figures, chance), outlook(design, figures, chance)
    return Answer(
        name=counts.name,
        said=say(found, figures, could),
        outlook=could,
        design=design,
        evaluated=found,
        naive=_naive(design, figures) if asked.naive else None,
    )


def _figures(
    counts: Counts, breaks: tuple[Break, ...], asked: Asked, code: str
) -> Figures:
    return Figures(
        code=code,
        title=asked.what,
        what=asked.what,
        happens=asked.happens,
        unit="",
        direction=asked.direction,
        areas=counts.areas,
        names={area: area for area in counts.areas},
        months=counts.months,
        counts=counts.counts,
        breaks=breaks,
        area_word=asked.area_word,
        areas_word=asked.areas_word,
    )


def _treatment(counts: Counts, starts: Mapping[str, str], asked: Asked) -> Treatment:
    return Treatment(
        action=counts.name,
        title=counts.name,
        starts=starts,
        hoped=asked.hoped,
        reach=asked.reach if asked.hoped is not None else None,
        selection=asked.selection,
        method=Method.SERIES if asked.one_by_one else "",
        before=asked.before,
        after=asked.after,
    )


def _refuse(design: Design, figures: Figures, asked: Asked) -> None:
    """Raise CannotEstimate where a panel was given that is none.

    A design without areas to compare with becomes one of a single series, which is
    right for a plan; here a comparison was asked for.
    """
    if not np.nansum(figures.counts):
        raise CannotEstimate(NOTHING)
    if asked.one_by_one:
        return
    if len(figures.areas) == 1:
        raise CannotEstimate(ALONE)
    if len(design.treated) == len(figures.areas):
        raise CannotEstimate(NONE_WITHOUT)
    if design.method is Method.SERIES and len({at for _, at in design.treated}) > 1:
        raise CannotEstimate(AT_SEVERAL)


def not_known(why: str) -> Said:
    return Said(f"We cannot tell. {why}", NOT_KNOWN, "")


def _naive(design: Design, figures: Figures) -> Estimate | None:
    if not design.ended(figures.months):
        return None
    try:
        return before_and_after(panel_of(design, figures))
    except CannotEstimate:
        return None
