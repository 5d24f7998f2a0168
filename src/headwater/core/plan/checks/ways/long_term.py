"""W4: a long-term approach, with longer-term and collaborative funding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from headwater.core.plan.checks.rule import (
    Found,
    ask,
    gap,
    has_rows,
    judge,
    judge_action,
    lacks,
    rule,
    unclear,
)
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.money import (
    Loose,
    MeanLength,
    agreed_or_open,
    in_pounds,
    last_end,
    lasts,
    loose_money,
    mean_length,
    pot,
)
from headwater.core.plan.rows import Action, Tranche
from headwater.core.plan.truth import Truth, some
from headwater.core.plan.when import endless, in_words
from headwater.core.time import PartialDate, add_months


@rule(
    "W401",
    finds="a plan that runs for less than the framework's 10 years",
    wants="a plan that looks at least 10 years ahead",
    reads=("plan.start", "plan.end"),
    why="Attitudes change over a generation, not within one funding round.",
    gap="the plan's dates surely lie less than that apart",
    ask="the start or the end is blank, or too broad to tell",
    fix="Write when the plan starts and ends, and plan for 10 to 15 years.",
    weight=2,
)
def short_plan(look: Look) -> Iterator[Found]:
    about, years = look.plan.about, look.limits.horizon_years
    yield from judge(
        "plan",
        _spans(about.start, about.end, years),
        gap=f"The plan runs for less than {years} years.",
        ask=f"Whether the plan runs for {years} years cannot be told from its dates.",
    )


def _spans(start: PartialDate | None, end: PartialDate | None, years: int) -> Truth:
    """Does it run for so many years? 'Ongoing' does."""
    if endless(end):
        return True
    if start is None or end is None:
        return None
    if _reaches(start.last, end.first, years):
        return True
    return None if _reaches(start.first, end.last, years) is not False else False


def _reaches(start: date | None, end: date | None, years: int) -> Truth:
    if start is None or end is None:
        return None
    return end >= add_months(start, 12 * years) - timedelta(days=1)


@rule(
    "W402",
    finds=(
        "a funding cliff: money that ends before its action does, or within 12 "
        "months with nothing after it"
    ),
    wants="money that lasts as long as the action",
    reads=(
        "funding.end",
        "funding.secured",
        "funding.also_pays_for",
        "actions.end",
        "actions.status",
    ),
    why=(
        "When money runs out first, people lose support and staff leave. Money said "
        "not to be agreed does not count; shared money does. An action without an "
        "end needs money for the next 12 months."
    ),
    gap="all of the action's money surely ends first, no blank row could be more "
    "money for it, and the funding table is complete",
    ask="an end is blank, or rows could still be added; or actions have no money "
    "written down",
    fix="Write down the money that follows, agree it, or plan how the action ends.",
    many={
        Level.GAP: "{n} actions outlast their money.",
        Level.ASK: "{n} questions are open on whether money outlasts its action.",
    },
    weight=2,
    applies=has_rows("funding"),
    tables=("funding",),
)
def funding_cliffs(look: Look) -> Iterator[Found]:
    until = add_months(look.as_at, look.limits.cliff_months)
    loose = loose_money(look.plan.funding)
    unfunded = 0
    for action, live in look.weighed:
        tranches = look.tranches_of.get(action.action_id)
        if tranches:
            yield from _cliff(look, action, live, tranches, until, loose)
        else:
            unfunded += 1
    if not look.complete("funding"):
        yield from unclear(
            unfunded,
            "1 action has no money written down, so a cliff cannot be seen.",
            "{n} actions have no money written down, so a cliff cannot be seen.",
        )


def _cliff(
    look: Look,
    action: Action,
    live: Truth,
    tranches: list[Tranche],
    until: date,
    loose: Loose,
) -> Iterator[Found]:
    counted = agreed_or_open(tranches)
    answer = lasts(counted, action.end, until)
    if answer:
        return
    said = _cliff_words(action, counted, answer)
    firm = look.complete("funding") and not _may_be_more(action, until, loose)
    yield from judge_action(
        action,
        live,
        answer if answer is not False or firm else None,
        gap=f"{said}.",
        ask=f"{said}; more may not be written down." if answer is False else f"{said}.",
    )


def _may_be_more(action: Action, until: date, loose: Loose) -> bool:
    """Could money with a blank `also_pays_for` reach this action's end?"""
    needed = until if endless(action.end) else (action.end and action.end.first)
    return loose.until >= (needed or date.min)


def _cliff_words(action: Action, counted: list[Tranche], answer: Truth) -> str:
    name, money = action.action_id, last_end(counted)
    if not counted:
        return f"None of the money for {name} is agreed"
    if answer is None and (action.end is None or not action.end.settled):
        return f"{name} does not say when it ends"
    if answer is None and any(t.end is None or not t.end.settled for t in counted):
        return f"{name} does not say when all of its money ends"
    money_ends = in_words(money) if money else "on an unclear date"
    if action.end is None or endless(action.end):
        return f"{name} goes on, and its money ends {money_ends}"
    return f"{name} ends {in_words(action.end)}, and its money {money_ends}"


@rule(
    "W403",
    finds="money that lasts under three years on average",
    wants="funding for three years or more on average",
    reads=("funding.amount", "funding.start", "funding.end"),
    why=(
        "Short money goes on bids and new staff. Every pound counts, so that large "
        "sums weigh more; each tranche counts once and as long as its dates allow. "
        "Money of actions that have ended is left out."
    ),
    gap="every tranche has an amount and dates, the mean is under the framework's "
    "limit, and the table is complete",
    ask="amounts or dates are missing; or the mean is under the limit and rows could "
    "be added",
    fix="Agree longer funding, or write the amounts and dates that are missing.",
    weight=2,
    applies=has_rows("funding"),
    tables=("funding",),
)
def short_funding(look: Look) -> Iterator[Found]:
    lived = {action.action_id: live for action, live in look.weighed}
    tranches = [t for t in look.plan.funding if t.action in lived]
    mean, least = mean_length(tranches), look.limits.funding_years
    if not mean.of:
        return
    years = mean.years
    if years is None:
        yield ask("plan", f"No tranche has both an amount and dates, of {mean.of:,}.")
    elif mean.used < mean.of:
        yield ask("plan", f"{_parts(mean, years)} The others lack amounts or dates.")
    elif years < Decimal(str(least)):
        firm = look.complete("funding") and all(lived[t.action] for t in tranches)
        text = f"{_parts(mean, years)} The least to aim for is {least:g} years."
        yield (gap if firm else ask)("plan", text)


def _tranches(count: int) -> str:
    return "1 tranche" if count == 1 else f"{count:,} tranches"


def _parts(mean: MeanLength, years: Decimal) -> str:
    return (
        f"A pound lasts {years:.1f} years on average: {in_pounds(mean.pounds)} in "
        f"{mean.used:,} of {_tranches(mean.of)}."
    )


@rule(
    "W404",
    finds="no collaborative funding: no action has more than one funder",
    wants="an action that several funders pay for together",
    reads=("funding.funder", "funding.action", "funding.also_pays_for"),
    why="Partners who pay together plan together, and the work rests on no one purse.",
    gap="every action surely has one funder or none, and the table is complete",
    ask="a funder is blank, or rows are missing",
    fix="Write down every funder of each action, or agree joint funding.",
    tables=("funding",),
)
def no_joint_funding(look: Look) -> Iterator[Found]:
    joint = some(
        _joint(look.tranches_of.get(action.action_id, ()), live)
        for action, live in look.weighed
    )
    yield from lacks(
        look,
        "plan",
        None if joint is False and _may_be_shared(look) else joint,
        "funding",
        gap="No action is paid for by more than one funder.",
        ask="No action with more than one funder is written down yet.",
    )


def _joint(tranches: list[Tranche] | tuple[()], live: Truth) -> Truth:
    """Do several funders pay? A blank funder may be another."""
    funders = {tranche.funder for tranche in tranches} - {""}
    if len(funders) < 2:
        return None if None in funders and len(tranches) > 1 else False
    return None if None in funders and len(funders) == 2 else live


def _may_be_shared(look: Look) -> bool:
    """Could a blank `also_pays_for` bring an action a second funder?"""
    funding = look.plan.funding
    named = {tranche.funder for tranche in funding if tranche.funder}
    unnamed = sum(tranche.funder is None for tranche in funding)
    several = len(named) + unnamed > 1
    return several and any(tranche.also_pays_for is None for tranche in funding)


@rule(
    "W405",
    finds="needed resources that are not estimated, or larger than those secured",
    wants="resources estimated and secured for every action",
    reads=(
        "actions.resources_needed",
        "funding.amount",
        "funding.secured",
        "funding.also_pays_for",
    ),
    why="A plan whose cost nobody has worked out cannot be paid for.",
    gap="the need is written down, all money that could be for it comes to less, and "
    "the funding table is complete",
    ask="the need, an amount, or whether it is secured is blank; or rows are missing",
    fix="Estimate what the action needs over its life; write 0 if it needs no money.",
    many={
        Level.GAP: "{n} actions need more money than is secured.",
        Level.ASK: "{n} actions do not show what they need and that it is secured.",
    },
    applies=has_rows("actions"),
    tables=("actions",),
)
def resources_not_secured(look: Look) -> Iterator[Found]:
    loose = loose_money(look.plan.funding).pounds
    for action, live in look.weighed:
        tranches = look.tranches_of.get(action.action_id, [])
        yield from _resources(look, action, live, tranches, loose)


def _resources(
    look: Look,
    action: Action,
    live: Truth,
    tranches: list[Tranche],
    loose: Decimal | None,
) -> Iterator[Found]:
    name, needed = action.action_id, action.resources_needed
    if needed is None:
        blank = f"{name} does not say what resources it needs."
        yield from judge_action(action, live, None, gap="", ask=blank)
        return
    money = pot(tranches)
    if money.sure >= needed:
        return
    most = money.most if look.complete("funding") else None
    could = None if most is None or loose is None else most + loose - money.loose
    need = f"{name} needs {in_pounds(needed)}"
    yield from judge_action(
        action,
        live,
        False if could is not None and could < needed else None,
        gap=f"{need}, and at most {in_pounds(most or Decimal(0))} is secured.",
        ask=f"{need}; {in_pounds(money.sure)} for it alone is said to be secured.",
    )
