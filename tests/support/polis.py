"""Finished Polis conversations of the reference data, read as a person would give them.

They are for tests only: words and votes of other people about other things.
"""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headwater.core.voice.groups import NOWHERE, Groups
from headwater.exchange.figures.opened import opened
from headwater.exchange.figures.problems import Remarks
from headwater.exchange.statements_in import read_statements
from headwater.exchange.votes_in import Conversation, Votes, conversation


FOLDER = Path(__file__).parents[3] / "shared/data/polis"
CONVERSATIONS = (
    "15-per-hour-seattle",
    "brexit-consensus",
    "london.youth.policing",
    "scoop-hivemind.taxes",
)


def polis(name: str, file: str) -> Path:
    """A file of a conversation; the test is skipped where it is not at hand."""
    path = FOLDER / name / file
    if not path.exists():
        pytest.skip(f"{name}/{file} of the reference data is not here")
    return path


@cache
def read(name: str) -> Conversation:
    remarks = Remarks()
    votes = Votes(opened(str(polis(name, "votes.csv"))), remarks)
    said = read_statements(opened(str(polis(name, "comments.csv"))), remarks)
    return conversation(votes, said, None)


@cache
def published_groups(name: str) -> Groups:
    """The group that was published for each person, in the order of `read`."""
    remarks = Remarks()
    people = Votes(opened(str(polis(name, "votes.csv"))), remarks).people
    with polis(name, "participants-votes.csv").open(encoding="utf-8") as file:
        of = {row["participant"]: row["group-id"] for row in csv.DictReader(file)}
    found = np.array([int(of.get(person) or NOWHERE) for person in people])
    return Groups(found, int(found.max()) + 1)


@cache
def reference(name: str) -> dict[str, Any]:
    return json.loads(polis(name, "reference.json").read_text(encoding="utf-8"))
