"""How often verdicts are wrong: designs made, run and judged where truth is known.

`python tests/support/verdicts_measured.py` prints the tables at full size.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

import made_series
import numpy as np
from made_panels import CONDITIONS, EFFECTS, MONTH_NAMES, SELECTIONS, Made, make
from supplied_panels import supplied

from headwater.core.impact.design import Method, propose
from headwater.core.impact.design_reasons import NEAR
from headwater.core.impact.estimate import CannotEstimate, Estimate
from headwater.core.impact.evaluate import evaluate
from headwater.core.impact.panel import NEVER, Panel
from headwater.core.impact.treatment import Break, Figures, Treatment
from headwater.core.impact.verdict import Kind
from headwater.core.measures.definition import Direction


EACH, SEED = 10, 20_260  # of 4 conditions x 3 selections x 4 effects: 480 panels
SERIES = 250  # of each condition and effect
HOPED = -20.0
SAID = {"random": "by-lot", "worst_first": "worst-first", "recent_spike": "recent-rise"}
CHANGED = Break("", 0, "a new system", frozenset())  # to be dated and placed
SOME = next(each for each in CONDITIONS if each.recording == "some")
FIRM = (Kind.LOWER, Kind.HIGHER)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One verdict beside its truth. `against` are the names of the checks against."""

    about: str  # the selection of areas, or the condition of a series
    effect: float  # what the action did at its full strength
    truth: float  # log of expected counts with it over without
    kind: Kind
    estimate: Estimate | None
    against: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def claimed(self) -> bool:
        return self.kind in FIRM

    @property
    def held(self) -> bool:
        low, high = self.estimate.interval
        return low <= self.truth <= high


@dataclass(frozen=True, kw_only=True)
class Row:
    """Shares of the verdicts on some panels or series.

    `claimed`: a firm claim where there is no effect. `found`: 'lower' by the size of
    the fall, and `no_sign` 'no sign' likewise. `held`: the 95% interval has the truth.
    `cost`: how many firm true falls of each size no other check than this one stopped.
    """

    name: str
    count: int
    unanswered: int
    claimed: float
    held: float
    held_by: dict[str, float]
    found: dict[float, float]
    no_sign: dict[float, float]
    cost: dict[float, Counter[str]] = field(default_factory=dict)

    def __str__(self) -> str:
        by_size = " ".join(
            f"{size:+.0%} {self.found[size]:4.0%}" for size in self.found
        )
        none = " ".join(
            f"{size:+.0%} {self.no_sign[size]:4.0%}" for size in self.no_sign
        )
        held = " ".join(f"{name} {share:.0%}" for name, share in self.held_by.items())
        lines = [
            f"{self.name}: {self.count} judged, {self.unanswered} without an estimate",
            f"  firm claims where nothing happened {self.claimed:.1%}",
            f"  'lower' where it fell by: {by_size}",
            f"  'no sign' (hoped {HOPED:.0f}%): {none}",
            f"  95% intervals hold the truth {self.held:.1%}: {held}",
        ]
        for size, stopped in self.cost.items():
            each = ", ".join(f"{n} {name}" for name, n in stopped.most_common())
            lines.append(f"  firm falls of {size:+.0%} stopped by: {each or 'nothing'}")
        return "\n".join(lines)


def figures_of(panel: Panel, breaks: Sequence[Break] = ()) -> Figures:
    return Figures(
        code="made",
        title="Made up",
        what="recorded things",
        happens="things",
        unit="offences",
        direction=Direction.LOWER,
        areas=panel.areas,
        names={area: area for area in panel.areas},
        months=panel.months,
        counts=panel.counts,
        breaks=tuple(breaks),
    )


def treatment_of(panel: Panel, selection: str = "", method: str = "") -> Treatment:
    """As whoever holds the plan would write it down."""
    starts = {
        area: panel.months[at]
        for area, at in zip(panel.areas, panel.starts, strict=True)
        if at != NEVER
    }
    return Treatment(
        action="made",
        title="Made up",
        starts=starts,
        hoped=HOPED,
        reach=100,
        selection=selection,
        method=method,
    )


def told(
    panel: Panel,
    chance: np.random.Generator,
    *,
    about: str,
    effect: float,
    truth: float,
    breaks: Sequence[Break] = (),
    method: str = "",
) -> Told:
    """From the figures and the plan to the verdict, as anybody would have it."""
    known = {"about": about, "effect": effect, "truth": truth}
    figures = figures_of(panel, breaks)
    treatment = treatment_of(panel, SAID.get(about, "by-lot"), method)
    try:
        found = evaluate(propose(treatment, figures, ()), figures, chance)
    except CannotEstimate as reason:
        why = str(reason)
        return Told(**known, kind=Kind.CANNOT_TELL, estimate=None, why_not=why)
    against = found.verdict.against if found.verdict else ()
    return Told(
        **known,
        kind=found.kind,
        estimate=found.estimate,
        against=tuple(check.name for check in against),
        why_not=found.why_not,
    )


def truth_of(made: Made) -> float:
    """Log of expected counts with the action over without, up to its judgement."""
    last = made.panel.starts.max() + 12
    at = made.panel.treated & (np.arange(len(made.panel.months)) < last)
    with_it = (made.means * np.exp(made.effect))[at].sum()
    return float(np.log(with_it / made.means[at].sum()))


def many(each: int, seed: int, effects: Sequence[float] = EFFECTS) -> Iterator[Told]:
    """So many panels of every condition, selection and effect, as supplied: what
    changed in recording in some areas alone has not been declared."""
    cells = product(enumerate(CONDITIONS), enumerate(SELECTIONS), enumerate(effects))
    for (c, condition), (s, selection), (e, effect) in cells:
        chance = np.random.default_rng([seed, c, s, e])
        for _ in range(each):
            made = make(chance, condition, selection, effect)
            yield told(
                made.panel,
                chance,
                about=selection,
                effect=effect,
                truth=truth_of(made),
                breaks=shared_of(made),
            )


def shared_of(made: Made) -> tuple[Break, ...]:
    """The recording change that all areas had, where there is one, declared."""
    every = np.flatnonzero(made.jumps.all(axis=0))
    return (changed(made.panel, int(every[0]), made.panel.areas),) if len(every) else ()


def changed(panel: Panel, at: int, areas: Iterable[str]) -> Break:
    return Break(panel.months[at], at, CHANGED.what, frozenset(areas))


def row(name: str, found: Iterable[Told], sizes: Sequence[float] = EFFECTS[1:]) -> Row:
    every = list(found)
    known = [each for each in every if each.estimate]
    abouts = dict.fromkeys(each.about for each in every)
    return Row(
        name=name,
        count=len(every),
        unanswered=len(every) - len(known),
        claimed=_share(each.claimed for each in every if each.effect == 0),
        held=_share(each.held for each in known),
        held_by={
            a: _share(each.held for each in known if each.about == a) for a in abouts
        },
        found={size: _said(every, size, Kind.LOWER) for size in sizes},
        no_sign={size: _said(every, size, Kind.NO_SIGN) for size in (0.0, *sizes)},
        cost={size: _stopped(known, size) for size in sizes},
    )


def _said(every: list[Told], size: float, kind: Kind) -> float:
    return _share(each.kind is kind for each in every if each.effect == size)


def _stopped(known: list[Told], size: float) -> Counter[str]:
    firm = (t for t in known if t.effect == size and t.estimate.interval[1] < 0)
    return Counter(" + ".join(each.against) for each in firm if each.against)


def _share(which: Iterable[bool]) -> float:
    every = list(which)
    return sum(every) / len(every) if every else float("nan")


# Recording changes that areas do not share -------------------------------------------


def unshared(
    each: int, seed: int, *, apart: Sequence[int] = (0,), known: bool = True
) -> Iterator[Told]:
    """All treated areas, and no others, change in recording as the action begins, or
    so many months `apart`. Nothing is declared unless it is `known`."""
    for (c, condition), (e, effect) in product(
        enumerate(CONDITIONS), enumerate(EFFECTS)
    ):
        chance = np.random.default_rng([seed, 7, c, e])
        for _ in range(each):
            made = make(chance, condition, "random", effect)
            panel, breaks = jumped(made.panel, int(chance.choice(apart)), chance)
            yield told(
                panel,
                chance,
                about="random",
                effect=effect,
                truth=truth_of(made),
                breaks=breaks if known else (),
            )


def jumped(
    panel: Panel, apart: int, chance: np.random.Generator
) -> tuple[Panel, tuple[Break, ...]]:
    """Counts a quarter more, or a fifth less, from so many months after each start."""
    at = panel.starts + apart
    later = np.arange(len(panel.months)) >= at[:, None]
    times = np.where(later & panel.ever[:, None], chance.choice([0.8, 1.25]), 1.0)
    counts = chance.poisson(panel.counts * times).astype(np.float64)
    changes = tuple(
        changed(panel, int(place), np.array(panel.areas)[panel.ever & (at == place)])
        for place in np.unique(at[panel.ever])
    )
    return Panel(panel.areas, panel.months, counts, panel.starts), changes


def declared(each: int, seed: int) -> Iterator[Told]:
    """Panels in which a third of the areas changed, each in a month of its own."""
    for (s, selection), (e, effect) in product(
        enumerate(SELECTIONS), enumerate(EFFECTS)
    ):
        chance = np.random.default_rng([seed, 8, s, e])
        for _ in range(each):
            made = make(chance, SOME, selection, effect)
            yield told(
                made.panel,
                chance,
                about=selection,
                effect=effect,
                truth=truth_of(made),
                breaks=tuple(
                    changed(made.panel, int(jumps.argmax()), (area,))
                    for area, jumps in zip(made.panel.areas, made.jumps, strict=True)
                    if jumps.any()
                ),
            )


# The supplied panels, as a fixed sample -----------------------------------------------


def fixed(seed: int = SEED) -> Iterator[Told]:
    """Their truth is of all months, and the verdict of those up to its judgement."""
    for truth, panel in supplied():
        yield told(
            panel,
            np.random.default_rng([seed, int(panel.counts.sum())]),
            about=truth["selection"],
            effect=float(truth["full_effect_percent"]) / 100,
            truth=float(np.log1p(float(truth["relative_effect"]))),
        )


# Single series ----------------------------------------------------------------------


def series(
    each: int, seed: int, effects: Sequence[float] = (0.0, -0.1, -0.2)
) -> Iterator[Told]:
    """So many series of each condition and effect, by the method of one series.

    Lockdown months cannot be declared in a design: those of that condition are gaps.
    """
    for c, condition in enumerate(made_series.CONDITIONS):
        for e, effect in enumerate(effects):
            chance = np.random.default_rng([seed, c, e])
            found = made_series.made(condition, each, chance, effect=effect)
            found.counts[:, list(found.locked)] = np.nan
            for counts, start in zip(found.counts, found.starts, strict=True):
                yield _told_of_series(condition, counts, int(start), effect, chance)


def _told_of_series(
    condition: str,
    counts: np.ndarray,
    start: int,
    effect: float,
    chance: np.random.Generator,
) -> Told:
    panel = Panel(
        ("one",), MONTH_NAMES[: len(counts)], counts[None, :], np.array([start])
    )
    when = {"recording_before": made_series.CHANGED, "recording_same_month": start}
    breaks = (changed(panel, when[condition], ("one",)),) if condition in when else ()
    return told(
        panel,
        chance,
        about=condition,
        effect=effect,
        truth=float(np.log1p(effect)),
        breaks=breaks,
        method=Method.SERIES,
    )


def by_condition(found: Iterable[Told]) -> Iterator[Row]:
    """One row a condition of series."""
    every = list(found)
    for condition in dict.fromkeys(each.about for each in every):
        mine = [each for each in every if each.about == condition]
        yield row(condition, mine, sorted({t.effect for t in mine} - {0.0})[::-1])


if __name__ == "__main__":
    near = range(-NEAR, NEAR + 1)
    TABLES = {
        "panels": many(EACH, SEED),
        "the supplied panels": fixed(),
        "treated areas alone changed in the same month": unshared(EACH, SEED),
        f"within {NEAR} months": unshared(EACH, SEED, apart=near),
        "and nobody declares it": unshared(EACH, SEED, known=False),
        "a third of areas changed, declared": declared(EACH, SEED),
    }
    for name, verdicts in TABLES.items():
        print(row(name, verdicts))  # noqa: T201 - a script that prints tables
    for each in by_condition(series(SERIES, SEED)):
        print(each)  # noqa: T201
