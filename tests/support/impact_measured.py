"""How often estimates across areas are wrong: measured on panels whose truth is known.

`python tests/support/impact_measured.py` prints the table at full size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from made_panels import EFFECTS, SELECTIONS, Made, many

from headwater.core.impact.estimate import CannotEstimate, Estimate
from headwater.core.impact.group_time import second_opinion
from headwater.core.impact.imputation import imputation, permuted
from headwater.core.impact.naive import before_and_after


EACH, SEED = 10, 20_260  # of 4 conditions x 3 selections x 4 effects: 480 panels
Method = Callable[[Made], Estimate]


@dataclass(frozen=True)
class Judged:
    """One estimate beside its truth."""

    selection: str
    effect: float  # what the action did at its full strength
    truth: float  # log of expected counts with it over without
    estimate: Estimate | None  # None where the method could not say

    @property
    def covered(self) -> bool:
        low, high = self.estimate.interval
        return low <= self.truth <= high


@dataclass(frozen=True)
class Row:
    """One method on all panels. Shares are of the panels it could answer for."""

    method: str
    panels: int
    unanswered: int
    bias: float
    rmse: float
    coverage: float
    by_selection: dict[str, float]
    false_claims: float
    finds_10: float
    finds_20: float

    def __str__(self) -> str:
        each = " ".join(f"{self.by_selection[s]:.0%}" for s in SELECTIONS)
        return (
            f"{self.method:<28}{self.panels:>5}{self.unanswered:>4} {self.bias:+.3f} "
            f"{self.rmse:.3f}  {self.coverage:.1%}  {each}  {self.false_claims:.1%}  "
            f"{self.finds_10:.0%} {self.finds_20:.0%}"
        )


METHODS: dict[str, Method] = {
    "Poisson imputation": lambda made: imputation(made.panel).estimate,
    "  its steps declared": lambda made: imputation(made.panel, steps(made)).estimate,
    "group-time effects": lambda made: second_opinion(made.panel),
    "before and after, 12 months": lambda made: before_and_after(made.panel),
}


def steps(made: Made) -> np.ndarray:
    """One step group for the areas with a recording change that not all share."""
    return made.jumps * (not made.jumps.all(axis=0).any())


def judged(method: Method, panels: Iterable[Made]) -> Iterator[Judged]:
    for made in panels:
        try:
            found = method(made)
        except CannotEstimate:
            found = None
        yield Judged(made.selection, made.full_effect, made.log_relative, found)


def row(name: str, found: Iterable[Judged]) -> Row:
    every = list(found)
    known = [each for each in every if each.estimate is not None]
    errors = np.array([each.estimate.log_effect - each.truth for each in known])
    return Row(
        method=name,
        panels=len(every),
        unanswered=len(every) - len(known),
        bias=float(errors.mean()),
        rmse=float(np.sqrt((errors**2).mean())),
        coverage=_share(each.covered for each in known),
        by_selection={s: _covered_in(known, s) for s in SELECTIONS},
        false_claims=_share(e.estimate.firm for e in known if e.effect == 0),
        finds_10=_finds(known, -0.10),
        finds_20=_finds(known, -0.20),
    )


def truth_table(panels_per_condition: int = EACH, seed: int = SEED) -> list[Row]:
    """Every method on the same panels: so many of each of 48 conditions."""
    panels = list(many(seed, panels_per_condition))
    return [row(name, judged(method, panels)) for name, method in METHODS.items()]


def permutation_claims(panels_per_condition: int, seed: int = SEED) -> float:
    """Share of panels without an effect in which p by permutation is under 0.05."""
    chance = np.random.default_rng(seed)
    panels = many(seed, panels_per_condition, effects=EFFECTS[:1])
    return _share(permuted(made.panel, 199, chance).p <= 0.05 for made in panels)


def _covered_in(known: list[Judged], selection: str) -> float:
    return _share(each.covered for each in known if each.selection == selection)


def _finds(known: list[Judged], effect: float) -> float:
    """Share with a firm fall where there is one."""
    some = (each.estimate for each in known if each.effect == effect)
    return _share(each.firm and each.log_effect < 0 for each in some)


def _share(which: Iterable[bool]) -> float:
    every = list(which)
    return sum(every) / len(every) if every else float("nan")


if __name__ == "__main__":
    for each in truth_table():
        print(each)  # noqa: T201 - a script that prints a table
    print(f"permutation, no effect: {permutation_claims(EACH):.1%}")  # noqa: T201
