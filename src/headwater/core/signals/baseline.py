"""What was to be expected of each series: level, drift, season and declared steps.

A quasi-Poisson regression with a log link and the priors of the design, fitted by
Newton's method for all series at once. Arrays are (T, S), time down.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.core.signals.cholesky import Cholesky, diagonal, lower_pairs
from headwater.core.signals.design import Design
from headwater.core.signals.means import Floats


LEVEL, DRIFT = 0, 1  # columns of every design
MOST_LOG = 30.0  # e^30 is more crimes than there can be
NEWTON = (2, 1, 2)  # steps: with a first guess of the noise, the noise, the drift
LONGEST_STEP = 2.0  # on the log scale, of one step of Newton
# The drift is taken as seriously as the points before the last eight say. Were the
# last ones asked too, a sudden fall in them would vote for a drift and hide in it.
LEFT_OUT, LEAST_LEFT = 8, 24
DRIFT_RANGE = (0.012, 0.15)  # a year: the least and the most that a prior may allow


# One month of a riot or of a slip of the pen must not hide all that follows. Points
# more than OUTLYING robust deviations off stay on the chart and out of the baseline,
# in series with enough events; the last thirteen are judged and never left out. Those
# that would spoil even the first fit, GROSS ones, go before it.
OUTLYING, GROSS, LEAST_LEVEL, JUDGED = 5.0, 20.0, 5.0, 13
MAD = 0.6745  # median absolute deviation of a standard normal


@dataclass(frozen=True, eq=False)
class Noise:
    """What is known of the noise of each series before looking, all (S,).

    `usual` is the usual dispersion (variance over mean) and `weight` how many points
    that is worth; `floor` the least dispersion that can be.
    """

    usual: Floats
    weight: float
    floor: Floats

    def dispersion(self, squares: Floats, free: Floats) -> Floats:
        """Dispersion from a sum of squared Pearson residuals with `free` degrees."""
        total = self.weight * self.usual + squares
        return np.maximum(total / np.maximum(self.weight + free, 1.0), self.floor)


@dataclass(frozen=True, eq=False)
class Baseline:
    """The fit: `mean` (T, S) is what was expected, 0 where there is no point."""

    mean: Floats
    beta: Floats  # (K, S)
    curvature: Cholesky  # of the penalised likelihood, times the dispersion
    dispersion: Floats  # (S,)
    squares: Floats  # (S,) sum of squared Pearson residuals
    products: Floats  # (S,) and of the products of neighbouring ones
    points: Floats  # (S,) how many it rests on
    used: Floats  # (S,) degrees of freedom that the fit has used
    drift_prior: Floats  # (S,) precision
    noise: Noise

    @property
    def free(self) -> Floats:
        """Degrees of freedom of the dispersion, what was known before included."""
        return np.asarray(self.noise.weight + self.points - self.used)

    def drift(self) -> tuple[Floats, Floats]:
        """The drift a year on the log scale and its variance, as the points alone say:
        the prior serves the limits, and would make an interval too narrow."""
        spread = self.curvature.variances(range(DRIFT, DRIFT + 1))[0] * self.dispersion
        return without_prior(self.beta[DRIFT], spread, self.drift_prior)

    @property
    def free_without_one(self) -> Floats:
        """The points' own degrees of freedom, with a step fitted as well."""
        return np.maximum(self.points - self.used - 1, 1.0)


class Fit:
    """One fit under way."""

    def __init__(
        self, values: Floats, exposure: Floats, plan: Design, noise: Noise
    ) -> None:
        self.values, self.exposure, self.noise = values, exposure, noise
        self.x = plan.columns
        k = self.x.shape[1]
        self.pairs, self.diagonal = lower_pairs(self.x), diagonal(k)
        self.precision = np.repeat(plan.precision[:, None], values.shape[1], axis=1)
        there = np.broadcast_to(exposure, values.shape)
        self.points = (there > 0).sum(axis=0).astype(np.float64)
        self.everywhere = exposure
        self.dispersion = np.maximum(noise.usual, noise.floor)
        self.beta = np.zeros((k, values.shape[1]))
        self.set_level(np.median(values, axis=0) * self.points)
        self.screen(GROSS)
        self.set_level(self.values.sum(axis=0))

    def set_level(self, events: Floats) -> None:
        """Start from a level that would give so many events in all."""
        whole = np.broadcast_to(self.exposure, self.values.shape).sum(axis=0)
        self.beta[LEVEL] = np.log((events + 0.5) / np.maximum(whole, 1e-9))
        self.mean = self._mean()

    def _mean(self) -> Floats:
        return self._rate() * self.exposure

    def _rate(self) -> Floats:
        log = self.x @ self.beta
        np.clip(log, -MOST_LOG, MOST_LOG, out=log)
        return np.asarray(np.exp(log, out=log))

    def curvature(self, mean: Floats) -> Cholesky:
        packed = self.pairs @ mean
        packed[self.diagonal] += self.dispersion * self.precision
        return Cholesky(packed)

    def towards(self, left: Floats, mean: Floats) -> tuple[Cholesky, Floats]:
        """The next step, from what is left over (values less the mean)."""
        curvature = self.curvature(mean)
        slope = self.x[: len(left)].T @ left
        slope -= self.dispersion * self.precision * self.beta
        return curvature, np.clip(curvature.solve(slope), -LONGEST_STEP, LONGEST_STEP)

    def newton(self, steps: int) -> None:
        for _ in range(steps):
            self.beta += self.towards(self.values - self.mean, self.mean)[1]
            self.mean = self._mean()

    def left(self) -> Floats:
        """Pearson residuals over the square root of the dispersion's unit."""
        left = self.values - self.mean
        left /= np.sqrt(np.maximum(self.mean, 1e-9))
        return left

    def screen(self, outlying: float = OUTLYING) -> None:
        """Leave points out of the baseline that lie far off."""
        off = np.abs(self.left())
        usual = np.maximum(np.median(off, axis=0) / MAD, np.sqrt(self.noise.floor))
        out = off > outlying * usual
        out[-JUDGED:] = False
        out &= self.mean.mean(axis=0) >= LEAST_LEVEL
        if out.any():
            self.values = np.where(out, 0.0, self.values)
            self.exposure = np.where(out, 0.0, self.exposure)
            self.points = self.points - out.sum(axis=0)
            self.mean = self._mean()

    def weigh_noise(self) -> None:
        free = self.points - len(self.beta)
        squares = (self.left() ** 2).sum(axis=0)
        self.dispersion = self.noise.dispersion(squares, np.maximum(free, 1.0))

    def weigh_drift(self) -> None:
        """Set the prior of the drift to what the points before the last ones say."""
        if len(self.values) < LEFT_OUT + LEAST_LEFT:
            return
        early = self.mean.copy()
        early[-LEFT_OUT:] = 0.0
        left = self.values - self.mean
        left[-LEFT_OUT:] = 0.0
        curvature, step = self.towards(left, early)
        variance = self.dispersion * curvature.variances(range(DRIFT, DRIFT + 1))[0]
        drift = self.beta[DRIFT] + step[DRIFT]
        alone = without_prior(drift, variance, self.precision[DRIFT])[0]
        self.precision[DRIFT] = np.clip(np.abs(alone), *DRIFT_RANGE) ** -2.0

    def done(self) -> Baseline:
        curvature = self.curvature(self.mean)
        prior = self.dispersion * self.precision
        known = prior * curvature.variances(range(len(self.beta)))
        left = self.left()
        return Baseline(
            mean=self._rate() * self.everywhere,
            beta=self.beta,
            curvature=curvature,
            dispersion=self.dispersion,
            squares=(left**2).sum(axis=0),
            products=np.einsum("ts,ts->s", left[1:], left[:-1]),
            points=self.points,
            used=len(self.beta) - known.sum(axis=0),
            drift_prior=self.precision[DRIFT],
            noise=self.noise,
        )


def without_prior(
    estimate: Floats, variance: Floats, prior: Floats
) -> tuple[Floats, Floats]:
    """The estimate and variance that the points alone give, without a prior at 0."""
    alone = np.maximum(1 / variance - prior, 1e-6)
    return estimate / variance / alone, 1 / alone


def baseline(values: Floats, exposure: Floats, plan: Design, noise: Noise) -> Baseline:
    """Fit every series.

    `values` of (T, S) with 0 where `exposure`, (T, S) or (T, 1), is 0: no point
    there. Exposure is the denominator, or 1. Series without a single event come out
    with a mean near half an event in all.
    """
    fit = Fit(values, exposure, plan, noise)
    fit.newton(NEWTON[0])
    fit.screen()
    fit.weigh_noise()
    fit.newton(NEWTON[1])
    fit.weigh_drift()
    fit.newton(NEWTON[2])
    fit.weigh_noise()
    return fit.done()
