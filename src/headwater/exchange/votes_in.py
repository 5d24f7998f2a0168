"""Votes, statements and declared roles from files, put together as a conversation.

What is wrong is said with its line and never with the id of a person. The order of
lines never matters: people stand in the order of their first vote where votes have a
time, else in that of their ids, and statements in that of their ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from headwater.core.voice.ballots import UNSEEN, Ballots
from headwater.core.voice.consensus import NO_ROLE
from headwater.errors import UserError
from headwater.exchange.figures.opened import Opened
from headwater.exchange.figures.problems import Problems, Remarks, place
from headwater.exchange.figures.table import Record, Table, read_table
from headwater.exchange.statements_in import (
    PEOPLE,
    STATEMENTS,
    Roles,
    Statements,
    id_of,
    in_order,
)


VOTES_NEEDED = "Headings are voter-id, comment-id and vote, and perhaps timestamp."
READ = "Votes are read as 1, 0 and -1, or agree, pass and disagree."
VOTES = {
    "1": 1,
    "+1": 1,
    "1.0": 1,
    "agree": 1,
    "0": 0,
    "0.0": 0,
    "pass": 0,
    "-1": -1,
    "-1.0": -1,
    "disagree": -1,
}
MOST_CELLS = 20_000_000  # people x statements: 10,000 people and 2,000 statements
OTHERS = (  # columns of other files of an export, and what those files are
    ("comment-body", "This is a file of statements.", "Give it with --statements."),
    (
        "group-id",
        "This is a file with a line for each person.",
        "Give the file of votes, with a line for each vote.",
    ),
    ("role", "This is a file of roles.", "Give it with --roles."),
)


@dataclass(frozen=True, eq=False, slots=True)
class Conversation:
    """The ballots of P people; `role_of` (P,) as `consensus.by_role` takes it.

    `texts` are the words of statements by id; none without a file of statements.
    """

    ballots: Ballots
    roles: tuple[str, ...]
    role_of: NDArray[np.intp]
    texts: Mapping[str, str]


@dataclass(slots=True)
class _Cast:
    """The last vote of a person on a statement: when, what, and its line.

    `clash` is the line of another vote at the same time, where that is something else.
    """

    when: float
    vote: int
    line: int
    clash: int = 0


class Votes:
    """Votes by person and statement, and when each person first voted."""

    def __init__(self, given: Opened, remarks: Remarks) -> None:
        self.name, self.remarks = given.name, remarks
        self.cast: dict[tuple[str, str], _Cast] = {}
        self.first: dict[str, float] = {}
        self.lines: dict[str, int] = {}  # where a statement first stands
        self._again = 0
        self._read(read_table(given, remarks))

    def _read(self, table: Table) -> None:
        _refuse_other(table)
        self._problems = Problems(self.name)
        at = tuple(
            table.needed(VOTES_NEEDED, *names)
            for names in (PEOPLE, STATEMENTS, ("vote",))
        )
        when = table.column("timestamp")
        for record in table.records:
            self._take(record, at, when)
        if not self.cast and not self._problems.found:
            self._problems.add("There are headings and no votes.", VOTES_NEEDED)
        self._refuse_clashes()
        self._problems.raise_any()
        self._say_again()

    def _take(self, record: Record, at: tuple[int, ...], when_at: int | None) -> None:
        person, statement = (id_of(record.cells[place]) for place in at[:2])
        vote = VOTES.get(record.cells[at[2]].strip().casefold())
        when = 0.0 if when_at is None else _time(record.cells[when_at])
        if person is None or statement is None:
            what = "The voter or the statement is blank, or longer than an id."
            self._problems.add(what, VOTES_NEEDED, record.line)
        elif vote is None:
            what = "This is not a vote that we can read."
            self._problems.add(what, READ, record.line, "vote")
        elif when is None:
            what, fix = "This is not a time.", "Give milliseconds, or 2026-11-01T09:30."
            self._problems.add(what, fix, record.line, "timestamp")
        else:
            self._keep(person, statement, _Cast(when, vote, record.line))

    def _keep(self, person: str, statement: str, new: _Cast) -> None:
        """The last vote counts; of two at one time nobody can say which is last."""
        self.first[person] = min(new.when, self.first.get(person, new.when))
        self.lines.setdefault(statement, new.line)
        old = self.cast.setdefault((person, statement), new)
        if old is new:
            return
        self._again += 1
        if new.when > old.when:
            self.cast[person, statement] = new
        elif new.when == old.when and new.vote != old.vote:
            old.clash = new.line

    def _refuse_clashes(self) -> None:
        for cast in self.cast.values():
            if cast.clash:
                self._problems.add(
                    "One person voted twice on this statement, each time something "
                    f"else; the first vote is in line {cast.line:,}.",
                    "Keep the last vote of each person, or give the time of each in a "
                    "column called timestamp.",
                    cast.clash,
                )

    def _say_again(self) -> None:
        if self._again:
            votes = "1 vote was" if self._again == 1 else f"{self._again:,} votes were"
            says = f"{self.name}: {votes} cast again; the last of each person counts."
            self.remarks.add("again", says)

    @property
    def people(self) -> list[str]:
        """In the order of their first vote, and of their ids."""
        return sorted(self.first, key=lambda p: (self.first[p], in_order(p)))


def conversation(
    votes: Votes, statements: Statements | None, roles: Roles | None
) -> Conversation:
    """Put together what was read. Statements without a vote stand there unseen.

    Raises UserError for votes on statements that are not in the file of statements,
    for roles of which nobody voted, and for more people and statements than we take.
    """
    if statements is not None:
        _refuse_unknown(votes, statements)
    people = votes.people
    known = statements.texts if statements is not None else votes.lines
    ids = tuple(sorted(known, key=in_order))
    _refuse_size(votes.name, len(people), len(ids))
    rejected = statements.rejected if statements is not None else frozenset[str]()
    ballots = Ballots(
        _matrix(votes, people, ids), ids, np.array([one in rejected for one in ids])
    )
    names, role_of = _roles(votes, people, roles)
    texts = statements.texts if statements is not None else {}
    return Conversation(ballots, names, role_of, texts)


def _matrix(votes: Votes, people: list[str], ids: tuple[str, ...]) -> NDArray[np.int8]:
    matrix = np.full((len(people), len(ids)), UNSEEN, dtype=np.int8)
    row = {person: at for at, person in enumerate(people)}
    column = {one: at for at, one in enumerate(ids)}
    for (person, one), cast in votes.cast.items():
        matrix[row[person], column[one]] = cast.vote
    return matrix


def _roles(
    votes: Votes, people: list[str], roles: Roles | None
) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    if roles is None:
        return (), np.full(len(people), NO_ROLE, dtype=np.intp)
    at = {role: number for number, role in enumerate(roles.names)}
    of = [at[roles.of[p]] if p in roles.of else NO_ROLE for p in people]
    role_of = np.array(of, dtype=np.intp)
    without = int((role_of == NO_ROLE).sum())
    if without == len(people):
        raise UserError(
            "Nobody in it is among those who voted.",
            where=place(roles.name),
            fix=f"Use the ids of {votes.name} in the column voter-id.",
        )
    if without:
        are = "1 person who voted has" if without == 1 else f"{without:,} voters have"
        says = f"{roles.name}: {are} no role; they count among everybody only."
        votes.remarks.add("no role", says)
    return roles.names, role_of


def _refuse_unknown(votes: Votes, statements: Statements) -> None:
    problems = Problems(votes.name)
    for one, line in votes.lines.items():
        if one not in statements.texts:
            problems.add(
                f"There is no such statement in {statements.name}.",
                "Give the statements of the same conversation, all of them.",
                line,
                "comment-id",
            )
    problems.raise_any()


def _refuse_size(name: str, people: int, statements: int) -> None:
    if people * statements > MOST_CELLS:
        raise UserError(
            f"{people:,} people and {statements:,} statements are more than we can "
            "lay side by side.",
            where=place(name),
            fix="Look at one conversation at a time.",
        )


def _refuse_other(table: Table) -> None:
    """Another file of an export, handed over for that of the votes."""
    has = {heading.strip().casefold() for heading in table.headings}
    for column, what, fix in OTHERS:
        if column in has and "vote" not in has:
            raise UserError(what, where=place(table.name, 1), fix=fix)


def _time(text: str) -> float | None:
    """Milliseconds, or a date and time; without a zone it is taken for UTC."""
    plain = text.strip()
    if plain.isascii() and plain.isdigit() and len(plain) < 16:
        return float(plain)
    try:
        when = datetime.fromisoformat(plain)
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() * 1000
