"""What a conversation came to, as JSON and CSV: only what may be shown of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from headwater.core.voice.said import sentence
from headwater.core.voice.shown import RULE, GroupsShown, RoleView, Shown
from headwater.exchange.figures.rows_out import Row, as_json, rows_as_csv
from headwater.exchange.formula_safe import guard
from headwater.exchange.votes_in import Conversation


SHAPE = "headwater-consensus/1"
HIDDEN = (
    "A role has fewer than ten people, so no figure by role is shown: only whether "
    "every role supports a statement."
)
FEW = (
    "Where a role has fewer than ten votes on a statement, no role's view of it is "
    "shown."
)
NO_ROLES = (
    "No roles were declared, so nobody can tell whether a small group was outvoted."
)
ROUNDED = "Counts are to the nearest five, and none is about fewer than ten people."


@dataclass(frozen=True, eq=False, slots=True)
class Result:
    """A conversation and what may be shown of it.

    `people` are all who voted and `sizes` those of each role, rounded; a size is None
    where sizes may not be shown.
    """

    conversation: Conversation
    people: int
    sizes: tuple[int | None, ...]
    shown: tuple[Shown, ...]
    groups: GroupsShown

    @property
    def hidden(self) -> bool:
        """Is a role too small for any figure by role?"""
        return None in self.sizes

    def id_of(self, position: int) -> str:
        return self.conversation.ballots.statements[position]

    def text_of(self, position: int) -> str:
        return self.conversation.texts.get(self.id_of(position), "")

    def notes(self) -> list[str]:
        """What a reader must know of all the figures."""
        found = [ROUNDED]
        if not self.conversation.roles:
            found.append(NO_ROLES)
        elif self.hidden:
            found.append(HIDDEN)
        elif any(shown.few for shown in self.shown):
            found.append(FEW)
        return found


def result_as_json(result: Result) -> str:
    """Everything that may be shown; what is withheld is null."""
    names = result.conversation.roles
    return as_json(
        SHAPE,
        {
            "rule": RULE.source,
            "notes": result.notes(),
            "people": result.people,
            "roles": [
                {"role": role, "people": people}
                for role, people in zip(names, result.sizes, strict=True)
            ],
            "statements": [_statement(result, shown) for shown in result.shown],
            "groups": _groups(result),
        },
    )


def result_as_csv(result: Result) -> str:
    """A line for each statement, with a state and a lower limit for each role."""
    names = result.conversation.roles
    columns = (
        *("statement", "text", "supported_by_every_role", "contested_by", "says"),
        *(
            "votes",
            "agree",
            "disagree",
            "majority_of_everybody",
            "group_informed_percent",
        ),
        *(
            f"{role}: {what}"
            for role in names
            for what in ("state", "lower percent", "votes")
        ),
    )
    rows = ([*_line(result, s), *_by_role(names, s)] for s in result.shown)
    return rows_as_csv(
        tuple(guard(column) for column in columns), (tuple(row) for row in rows)
    )


def _line(result: Result, shown: Shown) -> list[Any]:
    return [
        result.id_of(shown.statement),
        result.text_of(shown.statement),
        shown.every.value if shown.every else None,
        "; ".join(shown.contested_by),
        sentence(shown),
        shown.counts.votes,
        shown.counts.agree,
        shown.counts.disagree,
        shown.majority.value if shown.majority else None,
        result.groups.together.get(shown.statement),
    ]


def _by_role(names: Sequence[str], shown: Shown) -> list[Any]:
    if not shown.roles:
        return [None] * (3 * len(names))
    views = shown.roles
    return [cell for v in views for cell in (v.state.value, v.lower, v.votes)]


def _statement(result: Result, shown: Shown) -> dict[str, Any]:
    return {
        "statement": result.id_of(shown.statement),
        "text": result.text_of(shown.statement) or None,
        "contested_by": list(shown.contested_by),
        "supported_by_every_role": shown.every.value if shown.every else None,
        "says": sentence(shown),
        "votes": shown.counts.votes,
        "agree": shown.counts.agree,
        "disagree": shown.counts.disagree,
        "majority_of_everybody": shown.majority.value if shown.majority else None,
        "by_role": [_view(view) for view in shown.roles] or None,
        "fewer_than_ten_votes_of": list(shown.few),
        "group_informed_percent": result.groups.together.get(shown.statement),
    }


def _view(view: RoleView) -> Row:
    return {
        "role": view.role,
        "state": view.state.value,
        "lower_percent": view.lower,
        "votes": view.votes,
    }


def _groups(result: Result) -> dict[str, Any]:
    groups = result.groups
    return {
        "stability": groups.stability,
        "why_none": groups.why_none or None,
        "groups": [
            {
                "people": group.people,
                "set_apart_by": [
                    {"statement": result.id_of(one.statement), "side": one.side.value}
                    for one in group.apart
                ],
            }
            for group in groups.groups
        ],
    }
