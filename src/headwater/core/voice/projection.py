"""People and statements in two dimensions, by the formulas that Polis has published.

Principal components of the votes, with the mean of a column where a person has not
voted. A person who saw few statements is pushed outwards, so that few votes do not put
everybody in the middle. The components come from an eigenvalue decomposition, which has
no random start and so is the same on every run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.core.voice.ballots import Ballots, Floats


AXES = 2
FLAT = 1e-10  # of the first spread: less is rounding


@dataclass(frozen=True, eq=False, slots=True)
class Projection:
    """Places of P people (P, 2) and how far out each of S statements lies (S,)."""

    people: Floats
    extremity: Floats


def project(ballots: Ballots) -> Projection:
    """Every person in two dimensions; a rejected statement moves nobody.

    The side of an axis is fixed: its largest loading is positive. Where votes differ
    in fewer than two ways, the axes that are left are zero.
    """
    seen = ballots.seen | ballots.rejected
    votes = np.where(ballots.seen & ~ballots.rejected, ballots.votes, 0).astype(float)
    mean = votes.sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    away = np.where(seen, votes - mean, 0.0)
    axes = _axes(away)
    reach = np.sqrt(axes.shape[1] / np.maximum(seen.sum(axis=1), 1))
    one_alone = (1 - mean) * axes * np.sqrt(axes.shape[1])
    one_alone[:, ballots.rejected] = 0
    return Projection(away @ axes.T * reach[:, None], np.hypot(*one_alone))


def _axes(away: Floats) -> Floats:
    """The first two principal components (2, S) of centred votes (P, S)."""
    found = _of_statements(away) if len(away) >= away.shape[1] else _of_people(away)
    axes = np.zeros((AXES, away.shape[1]))
    axes[: len(found)] = found
    largest = np.abs(axes).argmax(axis=1)
    return axes * np.where(axes[range(AXES), largest] < 0, -1.0, 1.0)[:, None]


def _of_statements(away: Floats) -> Floats:
    """From products of statements (S, S), the smaller where people are more."""
    return _first_two(away.T @ away)[0]


def _of_people(away: Floats) -> Floats:
    """From products of people (P, P), the smaller where statements are more."""
    sides, spreads = _first_two(away @ away.T)
    return sides @ away / np.sqrt(spreads)[:, None]


def _first_two(products: Floats) -> tuple[Floats, Floats]:
    """The first two eigenvectors as rows, and their values; fewer where flat."""
    spreads, sides = np.linalg.eigh(products)
    spreads, sides = spreads[::-1][:AXES], sides[:, ::-1][:, :AXES]
    there = spreads > FLAT * max(spreads.max(initial=0.0), 1.0)
    return sides.T[there], spreads[there]
