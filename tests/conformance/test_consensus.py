"""Consensus and opinion groups against figures of real conversations."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from polis import CONVERSATIONS, polis, published_groups, read, reference

from headwater.cli import main
from headwater.core.voice.apart import Side, common_ground, group_informed, sets_apart
from headwater.core.voice.groups import opinion_groups
from headwater.core.voice.stability import STABLE, agreement, stability


WITHIN = 1e-11  # the reference is printed to 12 decimals
DECIMALS = 1e-6  # scores, p and z of the reference have six
each = pytest.mark.parametrize("name", CONVERSATIONS)
# Mean agreement of 40 resamples, in the reference; each draw differs a little.
MEASURED = dict(zip(CONVERSATIONS, (0.54, 0.67, 0.51, 0.86), strict=True))


def known(name: str) -> dict:
    return reference(name)["computed_from_published_groups"]


@each
def test_every_consensus_value(name: str) -> None:
    ballots = read(name).ballots
    found = group_informed(ballots, published_groups(name))
    mine = dict(zip(ballots.statements, found, strict=True))
    theirs = known(name)["group_informed_consensus"]
    unseen = {
        ballots.statements[at] for at in np.flatnonzero(~ballots.seen.any(axis=0))
    }
    assert mine.keys() - theirs.keys() <= unseen  # the reference lists those with votes
    assert max(abs(mine[one] - value) for one, value in theirs.items()) < WITHIN


@each
@pytest.mark.parametrize("side", Side)
def test_consensus_list(name: str, side: Side) -> None:
    ballots = read(name).ballots
    theirs = known(name)["consensus"][side.value]
    found = common_ground(ballots, side)
    ids = [ballots.statements[one.statement] for one in found]
    assert ids == [str(one["statement"]) for one in theirs]
    for mine, their in zip(found, theirs, strict=True):
        assert mine.p == pytest.approx(their["p"], abs=DECIMALS)
        assert mine.z == pytest.approx(their["z"], abs=DECIMALS)


@each
def test_statements_that_set_groups_apart(name: str) -> None:
    ballots, groups = read(name).ballots, published_groups(name)
    listed = known(name)["representative_top5_significant"]
    assert len(listed) == groups.number
    for group, theirs in listed.items():
        found = sets_apart(ballots, groups, int(group))
        mine = [(ballots.statements[one.statement], one.side.value) for one in found]
        assert mine == [(str(one["statement"]), one["direction"]) for one in theirs]
        for ours, their in zip(found, theirs, strict=True):
            assert ours.score == pytest.approx(their["score"], abs=DECIMALS)


@each
def test_groups_at_least_as_close_as_the_reference(name: str) -> None:
    found = opinion_groups(read(name).ballots)
    published, baseline = published_groups(name), reference(name)["regrouping_baseline"]
    assert round(agreement(published, found), 3) >= baseline["adjusted_rand"]
    both = (published.of >= 0) & (found.of >= 0)
    assert both.sum() >= baseline["voters_compared"]


@each
def test_groups_are_called_stable_where_they_are(name: str) -> None:
    ballots = read(name).ballots
    found = stability(ballots, opinion_groups(ballots), np.random.default_rng(20))
    assert found == pytest.approx(MEASURED[name], abs=0.08)
    assert (found >= STABLE) == (MEASURED[name] >= STABLE)


def said(capture: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["consensus", *words, "--format", "json"]) == 0
    return capture.readouterr().out


@each
def test_two_runs_are_the_same_to_the_last_byte(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (str(polis(name, "votes.csv")), "--statements")
    words += (str(polis(name, "comments.csv")),)
    assert said(capsys, *words) == said(capsys, *words)


def test_two_processes_say_the_same_to_the_last_byte() -> None:
    words = ["consensus", str(polis("london.youth.policing", "votes.csv"))]
    first, second = (
        subprocess.run(
            [sys.executable, "-m", "headwater", *words, "--format", "json"],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    )
    assert first == second


def test_order_of_lines_does_not_matter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = polis("brexit-consensus", "votes.csv")
    heading, *votes = given.read_text(encoding="utf-8").splitlines()
    np.random.default_rng(4).shuffle(votes)
    mixed = tmp_path / "votes.csv"
    mixed.write_text("\n".join((heading, *votes)), encoding="utf-8")
    assert said(capsys, str(mixed)) == said(capsys, str(given))
