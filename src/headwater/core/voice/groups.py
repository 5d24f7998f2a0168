"""Groups of people who vote alike, by the formulas that Polis has published.

Two levels: many small base clusters of people, then a few groups of those, with as many
groups as stand apart best. Nothing is left to chance: the start is fixed, and two runs
give the same to the last digit. Whether the groups would be found again is another
question: see `stability`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from headwater.core.voice.ballots import Ballots, Bools, Floats
from headwater.core.voice.clusters import (
    Labels,
    distances,
    distinct,
    k_means,
    silhouette,
)
from headwater.core.voice.projection import project


LEAST_VOTES = 7  # a person with fewer is not placed
LEAST_PEOPLE = 15  # or the most active, up to so many
BASES, BASE_ROUNDS = 100, 100
MOST_GROUPS, GROUP_ROUNDS = 5, 20
BASES_A_GROUP = 12  # so many base clusters allow one group more
NOWHERE = -1


@dataclass(frozen=True, eq=False, slots=True)
class Groups:
    """Who is in which group: `of` (P,) is 0 to K - 1, or NOWHERE for those not placed.

    Groups are numbered by size, the largest first. `silhouettes` gives, for each number
    of groups that was tried, how well they stand apart.
    """

    of: Labels
    number: int
    silhouettes: tuple[tuple[int, float], ...] = ()

    @property
    def sizes(self) -> tuple[int, ...]:
        found = np.bincount(self.of[self.of != NOWHERE], minlength=self.number)
        return tuple(int(size) for size in found)

    def people(self, group: int) -> Bools:
        """(P,): who is in this group."""
        return np.asarray(self.of == group)


def opinion_groups(ballots: Ballots) -> Groups:
    """The groups of people who vote alike; none where all votes are the same.

    People stand in the order in which they first voted; it decides where the search
    starts, and nothing else.
    """
    placed = _counted(ballots)
    of = np.full(len(ballots.votes), NOWHERE, dtype=np.intp)
    if not placed.any():
        return Groups(of, 0)
    points = project(ballots).people[placed]
    labels, tried = _two_levels(points)
    if tried:
        of[placed] = _by_size(labels)
    return Groups(of, int(of.max()) + 1, tried)


def _counted(ballots: Ballots) -> Bools:
    """Those with enough votes; the most active where they are few."""
    votes = ballots.seen.sum(axis=1)
    enough = votes >= min(LEAST_VOTES, len(ballots.statements))
    if enough.sum() < LEAST_PEOPLE:
        enough[np.argsort(-votes, kind="stable")[:LEAST_PEOPLE]] = True
    return np.asarray(enough & (votes > 0))


def _two_levels(points: Floats) -> tuple[Labels, tuple[tuple[int, float], ...]]:
    ones = np.ones(len(points))
    centres, base = k_means(points, ones, distinct(points, BASES), BASE_ROUNDS)
    sizes = np.bincount(base).astype(float)
    apart, best, found = distances(centres, centres), -np.inf, base
    tried = []
    for k in range(2, min(MOST_GROUPS, 2 + len(centres) // BASES_A_GROUP) + 1):
        start = distinct(centres, k)
        if len(start) < k:
            break
        _, labels = k_means(centres, sizes, start, GROUP_ROUNDS)
        score = silhouette(apart, labels)
        tried.append((k, score))
        if score > best:
            best, found = score, labels[base]
    return found, tuple(tried)


def _by_size(labels: Labels) -> Labels:
    """Numbered by size; of two of one size, the one that comes first."""
    _, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    return np.argsort(order)[labels]
