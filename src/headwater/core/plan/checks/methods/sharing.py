"""M7: share relevant and appropriate information to manage risk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from headwater.core.plan.at_work import all_named, partners_of
from headwater.core.plan.checks.rule import (
    Found,
    ask,
    gap,
    has_rows,
    judge_action,
    rule,
    unclear,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Action, Agreement
from headwater.core.plan.truth import Truth, every, some, written
from headwater.core.plan.when import happened, in_words, passed
from headwater.core.time import DateState


@rule(
    "M701",
    finds=(
        "partners who manage risk together in an action, with no sharing agreement "
        "in force between them"
    ),
    wants="a sharing agreement wherever partners manage risk together",
    reads=(
        "actions.shares_risk_information",
        "actions.lead_organisations",
        "actions.accountable_organisation",
        "actions.delivery_organisations",
        "agreements.partners",
        "agreements.in_force",
        "agreements.ends",
    ),
    why=(
        "Sharing the right thing can save a life, and sharing without a lawful "
        "footing can cost one. Every partner of the action must be in one agreement."
    ),
    gap="no agreement that may be in force names them all, and the table is complete",
    ask="whether they share, who they are, or an agreement's partners or dates are "
    "blank; or rows are missing",
    fix="Make an agreement between all of them, or write its partners and dates.",
    many={
        Level.GAP: "{n} actions share risk information with no agreement in force.",
        Level.ASK: "{n} questions are open on agreements to share risk information.",
    },
    weight=3,
    applies=has_rows("actions"),
    tables=("actions",),
)
def sharing_without_agreement(look: Look) -> Iterator[Found]:
    covers = _Agreements(look)
    hidden = 0
    for action, live in look.weighed:
        hidden += action.shares_risk_information is None
        if action.shares_risk_information:
            yield from _shared(action, live, covers)
    yield from unclear(
        hidden,
        "1 action does not say whether partners share risk information.",
        "{n} actions do not say whether partners share risk information.",
    )


def _shared(action: Action, live: Truth, covers: _Agreements) -> Iterator[Found]:
    partners, told = partners_of(action), all_named(action)
    covered = covers.truth(partners) if len(partners) > 1 else told
    return judge_action(
        action,
        live,
        every(covered, told),
        gap=f"{action.action_id} shares risk information with no agreement in force "
        "between all its partners.",
        ask=f"{action.action_id} shares risk information; an agreement in force "
        "between all its partners is not shown.",
    )


class _Agreements:
    """Which partners have an agreement in force between them, all in one."""

    def __init__(self, look: Look) -> None:
        rows = look.plan.agreements
        self._firm = look.complete("agreements")
        self._blank = any(
            row.partners is None and _in_force(look, row) is not False for row in rows
        )
        self._force = [_in_force(look, row) for row in rows]
        self._of: dict[str, set[int]] = defaultdict(set)
        for index, row in enumerate(rows):
            for partner in row.partners or ():
                self._of[partner].add(index)
        self._known: dict[frozenset[str], Truth] = {}

    def truth(self, partners: frozenset[str]) -> Truth:
        """Is one agreement in force between all of them? No only if firm."""
        if partners not in self._known:
            self._known[partners] = self._find(partners)
        return self._known[partners]

    def _find(self, partners: frozenset[str]) -> Truth:
        shared = set.intersection(*(self._of.get(p, set()) for p in partners))
        found = some(self._force[index] for index in shared)
        if found:
            return True
        return False if found is False and self._firm and not self._blank else None


def _in_force(look: Look, row: Agreement) -> Truth:
    """A blank end could lie in the past: then we cannot tell."""
    ended = passed(row.ends, look.as_at)
    return every(
        happened(row.in_force, look.as_at), None if ended is None else not ended
    )


@rule(
    "M702",
    finds="a sharing agreement past its review date, or with no lawful basis recorded",
    wants="a lawful basis and a review to come in every agreement",
    reads=("agreements.review_due", "agreements.lawful_basis", "agreements.ends"),
    why=(
        "The law and the partners change. An agreement that nobody has looked at "
        "again may no longer protect the people it is about."
    ),
    gap="the review date has passed or is said to be none, or the lawful basis is said "
    "to be none",
    ask="the review date or the lawful basis is blank",
    fix="Review the agreement with those who advise on data protection; record both.",
    many={
        Level.GAP: "{n} sharing agreements need a review or a lawful basis.",
        Level.ASK: "{n} sharing agreements do not show a review date and lawful basis.",
    },
    weight=3,
    applies=has_rows("agreements"),
    tables=("agreements",),
)
def agreements_unreviewed(look: Look) -> Iterator[Found]:
    for row in look.plan.agreements:
        if not passed(row.ends, look.as_at):
            yield from _standing(look, row)


def _standing(look: Look, row: Agreement) -> Iterator[Found]:
    subject, name = f"agreements/{row.agreement_id}", row.agreement_id
    due, basis = row.review_due, written(row.lawful_basis)
    overdue = passed(due, look.as_at)
    if basis is False:
        yield gap(subject, f"{name} has no lawful basis recorded.")
    elif overdue and due is not None:
        yield gap(subject, f"{name} was due for review {in_words(due)}.")
    elif due is not None and due.state is DateState.NONE:
        yield gap(subject, f"{name} is never to be reviewed.")
    elif basis is None or overdue is None:
        yield ask(subject, f"{name} does not show its lawful basis and review date.")
