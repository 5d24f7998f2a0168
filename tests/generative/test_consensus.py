"""Fair to small roles, whatever votes come."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.core.voice.ballots import AGREE, DISAGREE, PASS, UNSEEN, Ballots
from headwater.core.voice.consensus import Every, Spoken, State, by_role
from headwater.core.voice.groups import opinion_groups
from headwater.core.voice.shown import people_of, show, show_groups
from headwater.core.voice.stability import stability
from headwater.exchange.consensus_out import Result, result_as_json
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Remarks
from headwater.exchange.statements_in import read_roles
from headwater.exchange.votes_in import Votes, conversation


ROLES = 3
Made = tuple[np.ndarray, np.ndarray]


@st.composite
def spoken(draw: st.DrawFn) -> Made:
    """Votes (P, S) with roles that lean each their own way, and the role of each."""
    sizes = draw(st.lists(st.integers(1, 30), min_size=ROLES, max_size=ROLES))
    statements = draw(st.integers(1, 6))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    of = np.repeat(np.arange(ROLES), sizes)
    lean = chance.choice([0.02, 0.5, 0.98], size=(ROLES, statements))[of]
    votes = np.where(chance.uniform(size=lean.shape) < lean, AGREE, DISAGREE)
    votes[chance.uniform(size=lean.shape) < draw(st.sampled_from([0, 0.3]))] = PASS
    gaps = draw(st.sampled_from([0, 0.2, 0.8]))
    votes[chance.uniform(size=lean.shape) < gaps] = UNSEEN
    return votes.astype(np.int8), of


def ballots(votes: np.ndarray) -> Ballots:
    names = tuple(str(at) for at in range(votes.shape[1]))
    return Ballots(votes, names, np.zeros(votes.shape[1], dtype=bool))


def heard(votes: np.ndarray, of: np.ndarray) -> dict[int, Spoken]:
    return {one.statement: one for one in by_role(ballots(votes), of, ROLES)}


def with_more(made: Made, role: int, how_many: int, vote: int) -> Made:
    votes, of = made
    more = np.full((how_many, votes.shape[1]), vote, dtype=np.int8)
    return np.vstack([votes, more]), np.append(of, np.full(how_many, role))


@given(spoken(), st.integers(0, ROLES - 1), st.integers(2, 40))
def test_size_of_a_role_never_changes_its_weight(
    made: Made, role: int, times: int
) -> None:
    """A role that is many times as large says nothing more for others."""
    votes, of = made
    again = np.repeat(np.flatnonzero(of == role), times)
    before = heard(votes, of)
    large = np.vstack([votes, votes[again]]), np.append(of, of[again])
    for at, after in heard(*large).items():
        for other in set(range(ROLES)) - {role}:
            assert after.states[other] is before[at].states[other]
            assert after.lower[other] == before[at].lower[other]
        if any(
            before[at].states[o] is State.OPPOSED for o in range(ROLES) if o != role
        ):
            assert after.contested


@given(spoken(), st.permutations(range(ROLES)))
def test_no_role_comes_before_another(made: Made, order: list[int]) -> None:
    votes, of = made
    renamed = heard(votes, np.array(order)[of])
    for at, one in heard(votes, of).items():
        assert renamed[at].floor == one.floor
        assert renamed[at].every is one.every
        assert [renamed[at].states[new] for new in order] == list(one.states)


@given(spoken(), st.integers(0, ROLES - 1), st.integers(1, 500))
def test_unanimous_votes_of_one_role_never_help_what_another_opposes(
    made: Made, role: int, how_many: int
) -> None:
    before, after = heard(*made), heard(*with_more(made, role, how_many, AGREE))
    for at, one in before.items():
        against = [o for o in one.roles_that(State.OPPOSED) if o != role]
        if against:
            assert after[at].every is Every.NO
            assert set(against) <= set(after[at].roles_that(State.OPPOSED))
            assert after[at].floor <= min(one.lower[o] for o in against) < 0.5


@given(spoken(), st.integers(0, ROLES - 1), st.integers(1, 50))
def test_votes_against_never_help(made: Made, role: int, how_many: int) -> None:
    before, after = heard(*made), heard(*with_more(made, role, how_many, DISAGREE))
    for at, one in before.items():
        assert after[at].floor <= one.floor
        assert not (one.contested and not after[at].contested)
        if one.every is Every.NO:
            assert after[at].every is not Every.YES


@given(spoken(), st.randoms(use_true_random=False))
def test_order_of_people_and_statements_never_matters(made: Made, mix: object) -> None:
    votes, of = made
    people, statements = list(range(len(of))), list(range(votes.shape[1]))
    mix.shuffle(people), mix.shuffle(statements)  # type: ignore[attr-defined]
    mixed = heard(votes[people][:, statements], of[people])
    plain = heard(votes, of)
    for new, old in enumerate(statements):
        assert replace(mixed[new], statement=old) == plain[old]


@settings(max_examples=25)  # each reads files twice and groups people six times
@given(spoken(), st.randoms(use_true_random=False))
def test_order_of_lines_never_matters(made: Made, mix: object) -> None:
    """From the files to what is written, to the last byte."""
    votes, of = made
    lines = [
        f"p{person},s{at},{vote}"
        for (person, at), vote in np.ndenumerate(votes)
        if vote != UNSEEN
    ]
    roles = [f"p{person},role {role}" for person, role in enumerate(of)]
    if len({line.split(",")[0] for line in lines}) < 10:
        return
    plain = written(lines, roles)
    mix.shuffle(lines), mix.shuffle(roles)  # type: ignore[attr-defined]
    assert written(lines, roles) == plain


def written(lines: list[str], roles: list[str]) -> str:
    def file(*texts: str) -> Opened:
        return Opened("made.csv", "\n".join(texts).encode())

    remarks = Remarks()
    votes = Votes(file("voter-id,comment-id,vote", *lines), remarks)
    asked = conversation(
        votes, None, read_roles(file("voter-id,role", *roles), remarks)
    )
    made, groups = asked.ballots, opinion_groups(asked.ballots)
    stable = stability(made, groups, np.random.default_rng(1), 2)
    people, sizes = people_of(made, asked.role_of, len(asked.roles))
    shown = show(made, asked.role_of, asked.roles)
    told = show_groups(made, groups, stable)
    return result_as_json(Result(asked, people, sizes, shown, told))


@given(spoken())
def test_nothing_is_shown_about_fewer_than_ten(made: Made) -> None:
    votes, of = made
    if len(votes) < 10:
        return
    names = ("a", "b", "c")
    sizes = np.bincount(of, minlength=ROLES)
    seen = np.stack(
        [(votes[of == role] != UNSEEN).sum(axis=0) for role in range(ROLES)]
    )
    for one in show(ballots(votes), of, names):
        few = seen[:, one.statement] < 10
        assert bool(one.roles) == (not few.any())
        assert not one.few or (sizes >= 10).all()
        counts = (one.counts.votes, one.counts.agree, one.counts.disagree)
        assert all(number is None or number >= 10 for number in counts)
        assert all(number is None or number % 5 == 0 for number in counts)


@given(spoken())
def test_a_group_is_a_part_of_the_people(made: Made) -> None:
    votes, _ = made
    found = opinion_groups(ballots(votes))
    assert sum(found.sizes) == (found.of >= 0).sum()
    assert list(found.sizes) == sorted(found.sizes, reverse=True)
    assert all(found.sizes)
    assert json.dumps(found.silhouettes) == json.dumps(
        opinion_groups(ballots(votes)).silhouettes
    )
