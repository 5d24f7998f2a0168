"""Limits, states and words of declared roles; clusters and their agreement by hand."""

from __future__ import annotations

import numpy as np
import pytest

from headwater.core.voice.ballots import UNSEEN, Ballots
from headwater.core.voice.clusters import k_means, silhouette
from headwater.core.voice.consensus import Every, Spoken, State, by_role, lower_limit
from headwater.core.voice.groups import NOWHERE, Groups, opinion_groups
from headwater.core.voice.projection import project
from headwater.core.voice.shown import show_groups
from headwater.core.voice.stability import adjusted_rand, agreement, stability
from headwater.errors import InternalError


def ballots(rows: list[list[int]], rejected: tuple[int, ...] = ()) -> Ballots:
    votes = np.array(rows, dtype=np.int8)
    out = np.isin(np.arange(votes.shape[1]), rejected)
    return Ballots(votes, tuple(map(str, range(votes.shape[1]))), out)


def one_role(*votes: int) -> State:
    made = ballots([[vote] for vote in votes])
    (found,) = by_role(made, np.zeros(len(votes), dtype=np.intp), 1)
    return found.states[0]


def camps(each: int = 20, statements: int = 8) -> Ballots:
    """Two camps that vote the other way about, with a slip for each person."""
    rows = []
    for person in range(2 * each):
        row = [1 if person % 2 else -1] * statements
        row[person % statements] = 0
        rows.append(row)
    return ballots(rows)


def test_lower_limits_as_published() -> None:
    limits = lower_limit(np.array([2, 3, 0]), np.array([2, 3, 0]))
    assert limits.round(2).tolist() == [0.46, 0.56, 0.10]


def test_states() -> None:
    assert one_role(1, 1) is State.NOT_HEARD
    assert one_role(1, 1, 1) is State.SUPPORTED
    assert one_role(-1, -1, -1) is State.OPPOSED
    assert one_role(0, 0, 0, 0) is State.UNCLEAR
    assert one_role(1, 1, -1, -1) is State.UNCLEAR
    assert one_role(1, 1, UNSEEN, UNSEEN, UNSEEN) is State.NOT_HEARD


@pytest.mark.parametrize(
    ("states", "every"),
    [
        ((State.SUPPORTED, State.SUPPORTED), Every.YES),
        ((State.SUPPORTED, State.UNCLEAR), Every.NO),
        ((State.OPPOSED, State.NOT_HEARD), Every.NO),
        ((State.UNCLEAR, State.NOT_HEARD), Every.NOT_HEARD),
    ],
)
def test_supported_by_every_role(states: tuple[State, ...], every: Every) -> None:
    assert Spoken(0, states, (0.5, 0.5), (9, 9), 0.5).every is every


def test_ranked_by_the_role_that_agrees_least() -> None:
    small, large = [[1, 0], [1, 0], [1, 1], [1, 1], [1, -1]], [[0, 1]] * 50
    made = ballots(small + large)
    of = np.repeat([0, 1], [5, 50])
    first, second = by_role(made, of, 2)
    assert (first.statement, second.statement) == (1, 0)
    assert first.floor == first.lower[0] < first.lower[1]


def test_a_role_that_does_not_exist_is_our_fault() -> None:
    with pytest.raises(InternalError):
        by_role(ballots([[1]]), np.array([1]), 1)
    with pytest.raises(InternalError):
        ballots([[7]])


def test_two_camps_are_found_and_stable() -> None:
    made = camps()
    found = opinion_groups(made)
    assert found.sizes == (20, 20)
    assert len(set(found.of[::2])) == len(set(found.of[1::2])) == 1
    stable = stability(made, found, np.random.default_rng(1), 10)
    assert stable == 1.0
    shown = show_groups(made, found, stable)
    assert [group.people for group in shown.groups] == [20, 20]
    assert shown.groups[0].apart
    assert set(shown.together) == set(range(8))


def test_groups_that_may_not_be_shown() -> None:
    made, small = camps(), camps(each=6)
    assert show_groups(made, opinion_groups(made), 0.69).why_none == "No stable groups."
    told = show_groups(small, opinion_groups(small), 1.0)
    assert "fewer than ten people" in told.why_none
    assert not told.groups
    assert not told.together


def test_no_groups_where_everybody_votes_the_same() -> None:
    same = ballots([[1, -1, 0]] * 30)
    found = opinion_groups(same)
    assert found.number == 0
    assert stability(same, found, np.random.default_rng(1)) == 0.0
    assert "much alike" in show_groups(same, found, 0.0).why_none


def test_people_with_few_votes_are_not_placed() -> None:
    rows = [[1, -1] * 5 for _ in range(20)] + [[-1, 1] * 5 for _ in range(20)]
    rows.append([1] + [UNSEEN] * 9)
    assert opinion_groups(ballots(rows)).of[-1] == NOWHERE


def test_rejected_statement_moves_nobody() -> None:
    rows = camps().votes.tolist()
    for at, row in enumerate(rows):
        row.append(1 if at % 3 else -1)
    first = project(ballots(rows, rejected=(8,)))
    other = [[*row[:8], -row[8]] for row in rows]
    again = project(ballots(other, rejected=(8,)))
    assert np.array_equal(first.people, again.people)
    assert first.extremity[8] == 0 < first.extremity[0]


def test_few_people_and_many_statements_are_placed_alike() -> None:
    chance = np.random.default_rng(2)
    votes = chance.choice([-1, 0, 1], size=(12, 12)).astype(np.int8)
    wide = Ballots(votes, tuple("abcdefghijkl"), np.zeros(12, dtype=bool))
    long = Ballots(np.vstack([votes, votes]), wide.statements, wide.rejected)
    more = Ballots(votes[:, :11], wide.statements[:11], wide.rejected[:11])
    few = Ballots(votes[:10, :11], wide.statements[:11], wide.rejected[:11])
    assert project(long).people[:12] == pytest.approx(project(wide).people)
    for made in (more, few):
        spread = project(made).people.T @ project(made).people
        assert spread[0, 1] == pytest.approx(0, abs=1e-9)
        assert spread[0, 0] >= spread[1, 1] > 0


def test_clusters_by_hand() -> None:
    points = np.array([[0.0, 0], [0, 2], [10, 0], [10, 2]])
    weights = np.array([1.0, 3, 1, 1])
    centres, labels = k_means(points, weights, points[[0, 2]], 20)
    assert labels.tolist() == [0, 0, 1, 1]
    assert centres.tolist() == [[0, 1.5], [10, 1]]
    apart = np.hypot(*(points[:, None] - points).transpose(2, 0, 1))
    other = (10 + np.hypot(10, 2)) / 2
    assert silhouette(apart, labels) == pytest.approx((other - 2) / other)


def test_cluster_that_loses_its_points_is_dropped() -> None:
    points = np.array([[0.0, 0], [1, 0]])
    start = np.array([[0.5, 0], [90, 90]])
    centres, labels = k_means(points, np.ones(2), start, 5)
    assert centres.tolist() == [[0.5, 0]]
    assert labels.tolist() == [0, 0]


def test_adjusted_rand_by_hand() -> None:
    one, other = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])
    assert adjusted_rand(one, other) == pytest.approx(0.24242424242424243)
    assert adjusted_rand(one, 1 - one) == 1.0
    assert adjusted_rand(one * 0, one * 0) == 1.0


def test_agreement_is_over_those_whom_both_have_placed() -> None:
    one = Groups(np.array([0, 0, 1, 1, NOWHERE]), 2)
    other = Groups(np.array([1, 1, 0, 0, 0]), 2)
    assert agreement(one, other) == 1.0
