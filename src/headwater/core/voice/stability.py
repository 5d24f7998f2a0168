"""Would the same groups be found again, had some other people taken part?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from headwater.core.voice.ballots import Ballots
from headwater.core.voice.clusters import Labels
from headwater.core.voice.groups import NOWHERE, Groups, opinion_groups


RESAMPLES = 40
STABLE = 0.7  # below it no group is named: see docs of the command


def adjusted_rand(one: Labels, other: Labels) -> float:
    """How alike two groupings of the same N people are: 1 the same, 0 as by chance.

    Both are labels (N,) of 0 and more. 1 where both put everybody together, or
    everybody alone. Source: Hubert and Arabie 1985.
    """
    table = np.zeros((one.max(initial=0) + 1, other.max(initial=0) + 1))
    np.add.at(table, (one, other), 1)
    together, first, second, every = (
        float((n * (n - 1) / 2).sum())
        for n in (table, table.sum(axis=1), table.sum(axis=0), table.sum())
    )
    by_chance = first * second / every if every else 0.0
    most = (first + second) / 2
    return 1.0 if most == by_chance else (together - by_chance) / (most - by_chance)


def agreement(one: Groups, other: Groups) -> float:
    """The adjusted Rand index over those whom both have placed."""
    both = (one.of != NOWHERE) & (other.of != NOWHERE)
    return adjusted_rand(one.of[both], other.of[both])


def stability(
    ballots: Ballots,
    groups: Groups,
    chance: np.random.Generator,
    resamples: int = RESAMPLES,
    step: Callable[[], None] = lambda: None,
) -> float:
    """The mean agreement of `groups` with groups found among resampled people.

    Each time as many people are drawn as there are, with replacement, and each that was
    drawn is kept once. 1 is the same every time; 0 no more than chance. 0 where there
    are no groups. `step` is called after each.
    """
    if not groups.number:
        return 0.0
    people, found = len(ballots.votes), []
    for _ in range(resamples):
        drawn = np.unique(chance.integers(people, size=people))
        again = opinion_groups(
            Ballots(ballots.votes[drawn], ballots.statements, ballots.rejected)
        )
        found.append(agreement(Groups(groups.of[drawn], groups.number), again))
        step()
    return float(np.mean(found))
