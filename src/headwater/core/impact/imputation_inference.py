"""How far an imputation may be off.

Two things are uncertain: what the treated areas did beside the action, and what the
comparison areas say of the months. Both are taken from whole areas, since an area's
months drift together; nothing is assumed of how (season, slow noise, steps nobody
declared).

Comparison areas: the variance clustered by area. Treated areas: pooled from two
sources. One is their own cluster variance, with the mean effect taken out; with few
treated areas it is far too small, and with one it is nothing. The other asks how far
comparison areas moved between the same months, as if the action had begun there, so
that drift over just those months is in it. The two are weighed by their degrees of
freedom. On made-up panels with one, two and four treated areas intervals of 95% then
cover 92 to 94%, where the cluster variance alone covers none, 84% and 90%.

Sums of squares over n areas are multiplied by (n / (n - 1))^2, as in a jackknife of
equal clusters (CR3), and quantiles are those of t with the degrees of freedom of Welch
and Satterthwaite.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.core.impact.estimate import CannotEstimate, Floats
from headwater.core.impact.panel import Bools
from headwater.core.impact.two_way import Layout


UNMET = 1e-6  # share of the expected total by which a margin may miss
TANGLED = (
    "Some months with the action cannot be told apart from a recording change that was "
    "declared, or are not joined to the comparison areas by any month. Look at the "
    "dates of the declared changes, add earlier months or leave those areas out."
)


@dataclass(frozen=True, eq=False, slots=True)
class Spread:
    """The parts of the variance of the log effect.

    `areas` (A,): what each area adds to the estimate beside the action.
    """

    areas: Floats
    treated: float
    compared: float
    freedom: float

    @property
    def se(self) -> float:
        """The standard error of the log effect."""
        return float(np.sqrt(self.treated + self.compared))


def spread(
    counts: Floats, mean: Floats, used: Bools, judged: Bools, layout: Layout
) -> Spread:
    """The spread of log(observed / expected) over the judged cells.

    All (A, T). `mean` is expected; `used` the cells that were fitted.
    """
    ever = judged.any(axis=1)
    parts = influence(counts, mean, used, judged, layout)
    few, many = int(ever.sum()), int((~ever).sum())
    own = _clustered(parts[ever])
    like = _as_compared(counts, mean, used, judged)
    weight = (few - 1) / (few + many - 2)
    treated = weight * own + (1 - weight) * like
    compared = _clustered(parts[~ever])
    freedom = (treated + compared) ** 2 / (
        treated**2 / (few + many - 2) + compared**2 / (many - 1)
    )
    return Spread(parts, treated, compared, freedom)


def influence(
    counts: Floats, mean: Floats, used: Bools, judged: Bools, layout: Layout
) -> Floats:
    """(A,): to first order, what each area's noise adds to the log effect.

    Noise in a judged cell counts as it is. Noise in a cell in use counts by how much
    it moves what is expected: a sum of effects whose margins, weighted by `mean`, are
    those of the judged cells.
    """
    total = mean[judged].sum()
    wanted = layout.margins(np.where(judged, mean, 0.0) / total)
    mass = np.where(used, mean, 0.0)
    moves = layout.solve(mass, *wanted).at(layout)
    met = layout.margins(mass * moves)
    if max(np.abs(met[at] - wanted[at]).max() for at in (0, 1)) > UNMET:
        raise CannotEstimate(TANGLED)
    effect = counts[judged].sum() / total
    after = np.where(judged, counts / effect - mean, 0.0) / total
    before = np.where(used, moves * (counts - mean), 0.0)
    return np.asarray((after - before).sum(axis=1))


def dispersion(counts: Floats, mean: Floats, used: Bools) -> float:
    """Pearson dispersion of the cells in use, at least that of Poisson counts."""
    known = used & (mean > 0)
    squares = float(((counts[known] - mean[known]) ** 2 / mean[known]).sum())
    return max(1.0, squares / max(int(known.sum()) - sum(mean.shape) + 1, 1))


def _clustered(parts: Floats) -> float:
    number = len(parts)
    if number < 2:
        return 0.0
    return float((parts**2).sum()) * (number / (number - 1)) ** 2


def _as_compared(counts: Floats, mean: Floats, used: Bools, judged: Bools) -> float:
    """Variance of the treated areas' part, were they to move as comparison areas do.

    For every start, comparison areas are split there. Their log ratios of after to
    before vary by chance of counting and by drift. The drift is theirs; the counting
    is that of the treated area's own expected counts.
    """
    ever, phi = judged.any(axis=1), dispersion(counts, mean, used)
    after = np.where(judged, mean, 0.0).sum(axis=1)[ever]
    before = np.where(used, mean, 0.0).sum(axis=1)[ever]
    noise = phi / np.maximum(after, 1e-9) + phi / np.maximum(before, 1e-9)
    starts = judged.argmax(axis=1)[ever]
    cells = np.where(used, mean, 0.0)[~ever]
    left = np.where(used, counts - mean, 0.0)[~ever]
    drift = {start: _drift(left, cells, int(start), phi) for start in set(starts)}
    share = after / after.sum()
    theirs = np.array([drift[start] for start in starts])
    return float((share**2 * (theirs + noise)).sum())


def _drift(left: Floats, mean: Floats, start: int, phi: float) -> float:
    """How much comparison areas' log ratios vary beyond chance, split at a month."""
    early, late = mean[:, :start].sum(axis=1), mean[:, start:].sum(axis=1)
    some = (early > 0) & (late > 0)
    early, late, left = early[some], late[some], left[some]
    number = len(left)
    if number < 2:
        return 0.0
    moved = left[:, start:].sum(axis=1) / late - left[:, :start].sum(axis=1) / early
    by_chance = phi * (1 / early + 1 / late).mean()
    squares = (moved**2).mean() * (number / (number - 1)) ** 2
    return max(0.0, float(squares - by_chance))
