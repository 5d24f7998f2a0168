"""The same thing written twice, and money that must not be added twice."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.plan.checks.rule import Found, ask, gap, note, rule
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.money import in_pounds
from headwater.core.plan.rows import Action, Tranche
from headwater.core.plan.when import in_words


@rule(
    "P005",
    finds="two actions with the same title and the same lead",
    wants="each action once",
    reads=("actions.title", "actions.lead_organisations"),
    why="An action written twice counts twice, and its money too.",
    note="title and lead are the same as those of an earlier row",
    fix="Join the two rows, or give them titles that tell them apart.",
    many={Level.NOTE: "{n} actions look like another one."},
)
def twin_actions(look: Look) -> Iterator[Found]:
    seen: dict[tuple[str, frozenset[str]], Action] = {}
    for row in look.plan.actions:
        if not row.lead_organisations:
            continue
        title = " ".join(row.title.casefold().split())
        first = seen.setdefault((title, frozenset(row.lead_organisations)), row)
        if first is not row:
            yield note(
                f"actions/{row.action_id}",
                f"{row.action_id} has the title and lead of {first.action_id}: are "
                "they one?",
            )


def _subject(row: Tranche) -> str:
    return f"funding/{row.action} / {row.tranche}"


@rule(
    "P006",
    finds="two tranches for different actions that look like the same money",
    wants="each pound once",
    reads=(
        "funding.funder",
        "funding.amount",
        "funding.start",
        "funding.end",
        "funding.also_pays_for",
    ),
    why="Money that is counted twice makes a plan look better paid for than it is.",
    ask="funder, amount and dates are those of another action's tranche, and whether "
    "the money is shared is blank",
    fix="If it is one pot, keep one row and name the other action in it. If not, "
    "write none under 'Also pays for'.",
    many={Level.ASK: "{n} tranches look like money that is written down already."},
)
def twin_money(look: Look) -> Iterator[Found]:
    seen: dict[tuple[object, ...], Tranche] = {}
    for row in look.plan.funding:
        if not (row.funder and row.amount and row.start and row.end):
            continue
        key = (row.funder, row.amount, row.start.text, row.end.text)
        first = seen.setdefault(key, row)
        if first.action != row.action and None in (
            first.also_pays_for,
            row.also_pays_for,
        ):
            yield ask(
                _subject(row),
                f"{row.action} and {first.action} each have {in_pounds(row.amount)} "
                "from one funder for the same time: is it the same money?",
            )


@rule(
    "P007",
    finds="money that pays for several actions",
    wants="shared money counted once",
    reads=("funding.also_pays_for",),
    why="Adding up the money of each action would count it more than once.",
    note="the tranche names other actions that it pays for",
    fix="Nothing to mend: do not add the money of these actions together.",
    many={Level.NOTE: "{n} tranches pay for several actions: count each once."},
)
def shared_money(look: Look) -> Iterator[Found]:
    for row in look.plan.funding:
        others = [a for a in row.also_pays_for or () if a != row.action]
        if others:
            yield note(
                _subject(row),
                f"One tranche pays for {row.action}, {', '.join(others)}: count it "
                "once.",
            )


@rule(
    "P008",
    finds="an amount that an action needs, with no tranche for it",
    wants="a tranche behind every amount",
    reads=("actions.resources_needed", "funding.action", "funding.also_pays_for"),
    why="An amount without a funder and dates cannot be followed or checked.",
    gap="no tranche pays for the action, no blank row could, and the funding table is "
    "complete",
    ask="rows could be added, or 'also pays for' is blank in some",
    fix="Add the tranches: who pays, how much, from when to when.",
    many={
        Level.GAP: "{n} actions need money and have no tranche.",
        Level.ASK: "{n} actions need money and have no tranche written down yet.",
    },
)
def amounts_without_tranche(look: Look) -> Iterator[Found]:
    blank = any(t.also_pays_for is None for t in look.plan.funding)
    firm = look.complete("funding") and not blank
    for row, live in look.weighed:
        if row.resources_needed and not look.tranches_of.get(row.action_id):
            yield (gap if firm and live else ask)(
                f"actions/{row.action_id}",
                f"{row.action_id} needs {in_pounds(row.resources_needed)} and has no "
                "tranche written down.",
            )


@rule(
    "P009",
    finds="a tranche that lies outside its action's dates",
    wants="money in the time of its action",
    reads=("funding.start", "funding.end", "actions.start", "actions.end"),
    why="It may be an earlier round of money, or one of the dates may be wrong.",
    note="the money surely ends before the action starts, or starts after it ends",
    fix="Check the dates of both rows.",
    many={Level.NOTE: "{n} tranches lie outside the dates of their action."},
)
def money_out_of_time(look: Look) -> Iterator[Found]:
    actions = {action.action_id: action for action in look.plan.actions}
    for row in look.plan.funding:
        action = actions.get(row.action)
        text = action and _outside(row, action)
        if text:
            yield note(_subject(row), text)


def _outside(row: Tranche, action: Action) -> str:
    starts = action.start.first if action.start else None
    ends = action.end.last if action.end else None
    if starts and row.end and row.end.surely_before(starts):
        return f"{_name(row)} ends {in_words(row.end)}, before the action starts."
    if ends and row.start and row.start.surely_after(ends):
        return f"{_name(row)} starts {in_words(row.start)}, after the action ends."
    return ""


def _name(row: Tranche) -> str:
    return f"Tranche '{row.tranche}' of {row.action}"
