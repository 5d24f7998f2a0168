"""Quasi-Poisson regression of many short series at once.

Counts vary more than Poisson's law lets them: a borough's offences 1.4 to 2.4 times as
much in London. So the errors grow with the dispersion, and never shrink below
Poisson's. What is left over from one month to the next makes them grow too where it is
positive; where it is negative, nothing is made of it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from headwater.core.impact.course import Course
from headwater.core.impact.estimate import Floats


ROUNDS = 40  # of reweighting; ordinary series settle in five to eight
SETTLED = 1e-7  # the largest step that counts as still; the next would be its square
BOUND = 30.0  # of a linear predictor: e^30 is ten million million a month
AT_ONCE = 500  # series, so that what is held at once stays small
MOST_CARRIED = 0.95
ALIKE = 1e-8  # of an eigenvalue: below it, terms are one and the same


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """S fits of K terms to T points.

    `coefficients` (S, K); `bread` (S, K, K) is (X'WX)^-1 without the dispersion;
    `mean` (S, T) is what the model expects, in gaps too; `dispersion`, `freedom` and
    `carried` (S,), the last the lag-1 autocorrelation of the Pearson residuals;
    `settled` (S,) is False where no answer was reached, and the rest then means
    nothing.
    """

    coefficients: Floats
    bread: Floats
    mean: Floats
    dispersion: Floats
    freedom: Floats
    carried: Floats
    settled: NDArray[np.bool_]

    @property
    def errors(self) -> Floats:
        """(S, K) standard errors, with the dispersion and without what is carried."""
        spread = np.diagonal(self.bread, axis1=1, axis2=2)
        return np.sqrt(self.dispersion[:, None] * spread)

    @property
    def inflation(self) -> Floats:
        """(S,) how much wider errors are for positive autocorrelation; 1 without."""
        carried = np.clip(self.carried, 0.0, MOST_CARRIED)
        return np.asarray(np.sqrt((1 + carried) / (1 - carried)))


def fit(counts: Floats, course: Course, offset: Floats | None = None) -> Fit:
    """Fit log E(count) = offset + terms by iteratively reweighted least squares.

    `counts` (S, T), NaN in gaps, of the series of `course`; `offset` (S, T), a log.
    Terms must be of full rank in each series (see `full_rank`), but for those that
    are 0 wherever it has figures: their coefficient is 0.
    """
    offset = np.zeros(counts.shape) if offset is None else offset
    parts = [_fit(counts[at], course.of(at), offset[at]) for at in _runs(len(counts))]
    return Fit(
        *(
            np.concatenate([getattr(part, each.name) for part in parts])
            for each in fields(Fit)
        )
    )


def _runs(series: int) -> list[slice]:
    firsts = range(0, max(series, 1), AT_ONCE)
    return [slice(first, first + AT_ONCE) for first in firsts]


def _fit(counts: Floats, course: Course, offset: Floats) -> Fit:
    equations = _Equations(counts, course, offset)
    line = equations.first_line()
    coefficients = np.zeros((len(counts), course.terms))
    settled = np.zeros(len(counts), bool)
    for _ in range(ROUNDS):
        coefficients = equations.solved(line)
        before, line = line, equations.line(coefficients)
        settled = np.abs(line - before).max(axis=1, initial=0.0) < SETTLED
        if settled.all():
            break
    settled &= np.abs(line).max(axis=1, initial=0.0) < BOUND
    return equations.judged(line, coefficients, settled)


def _gram(course: Course, weight: Floats) -> Floats:
    """X'WX (S, K, K), with the shared terms in one product for all series."""
    shared, own = course.shared, course.own
    width = shared.shape[1]
    squares = (shared[:, :, None] * shared[:, None, :]).reshape(len(shared), -1)
    heavy = own * weight
    across = (heavy @ shared).transpose(1, 2, 0)
    gram = np.empty((len(weight), course.terms, course.terms))
    gram[:, :width, :width] = (weight @ squares).reshape(-1, width, width)
    gram[:, :width, width:] = across
    gram[:, width:, :width] = across.swapaxes(1, 2)
    gram[:, width:, width:] = np.einsum("ist,jst->sij", heavy, own)
    return gram


class _Equations:
    """The weighted normal equations of S series."""

    def __init__(self, counts: Floats, course: Course, offset: Floats) -> None:
        self.seen = ~np.isnan(counts)
        self.values = np.where(self.seen, counts, 0.0)
        self.course, self.offset = course, offset
        self.idle = _idle(course, self.seen)
        self.pins = self.idle[:, :, None] * np.eye(course.terms)

    def first_line(self) -> Floats:
        """Half-way between each count and the series' own rate."""
        exposed = np.where(self.seen, np.exp(self.offset), 0.0)
        total = np.maximum(exposed.sum(axis=1, keepdims=True), 1e-300)
        rate = self.values.sum(axis=1, keepdims=True) / total
        level = np.exp(self.offset) * rate
        start = np.where(self.seen, (self.values + level) / 2, level)
        return np.asarray(np.log(np.maximum(start, 1e-6)))

    def line(self, coefficients: Floats) -> Floats:
        width = self.course.shared.shape[1]
        line = coefficients[:, :width] @ self.course.shared.T + self.offset
        for at, term in enumerate(self.course.own, start=width):
            line += coefficients[:, at, None] * term
        return np.clip(line, -BOUND, BOUND)

    def solved(self, line: Floats) -> Floats:
        """The next coefficients: least squares on the working counts."""
        mean = np.exp(line)
        weight = np.where(self.seen, mean, 0.0)
        # weight x (line - offset + (count - mean) / mean), the last part without gaps
        pull = weight * (line - self.offset - 1.0) + self.values
        own = np.einsum("jst,st->sj", self.course.own, pull)
        right = np.concatenate([pull @ self.course.shared, own], axis=1)[..., None]
        return np.asarray(np.linalg.solve(self.gram(weight), right)[..., 0])

    def gram(self, weight: Floats) -> Floats:
        """X'WX; idle terms are pinned to 0, and a touch of ridge keeps a lost series
        solvable until it is seen not to settle."""
        gram = _gram(self.course, weight) + self.pins
        touch = 1e-13 * np.trace(gram, axis1=1, axis2=2)
        return np.asarray(gram + touch[:, None, None] * np.eye(gram.shape[1]))

    def judged(
        self, line: Floats, coefficients: Floats, settled: NDArray[np.bool_]
    ) -> Fit:
        """What the fit leaves over, and how sure it is."""
        mean = np.exp(line)
        weight = np.where(self.seen, mean, 0.0)
        terms = (~self.idle).sum(axis=1)
        freedom = (self.seen.sum(axis=1) - terms).astype(np.float64)
        left = (self.values - weight) / np.sqrt(mean)
        squares = (left**2).sum(axis=1)
        beside = (left[:, 1:] * left[:, :-1]).sum(axis=1)
        return Fit(
            coefficients=coefficients,
            bread=np.asarray(np.linalg.inv(self.gram(weight))),
            mean=np.asarray(mean),
            dispersion=np.maximum(squares / np.maximum(freedom, 1.0), 1.0),
            freedom=freedom,
            carried=beside / np.maximum(squares, 1e-300),
            settled=settled & (freedom > 0),
        )


def _idle(course: Course, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(S, K) terms that are 0 wherever a series has figures."""
    own = ((course.own != 0) & seen).any(axis=2).T
    shared = seen @ (course.shared != 0)
    return np.asarray(~np.concatenate([shared, own], axis=1))


def full_rank(course: Course, seen: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(S,) do the figures tell all terms apart, but for idle ones?"""
    gram = _gram(course, seen.astype(np.float64))
    idle = _idle(course, seen)
    size = np.where(idle, 1.0, np.sqrt(np.diagonal(gram, axis1=1, axis2=2)))
    scaled = gram / (size[:, :, None] * size[:, None, :])
    pinned = scaled + idle[:, :, None] * np.eye(course.terms)
    return np.asarray(np.linalg.eigvalsh(pinned)[:, 0] > ALIKE)
