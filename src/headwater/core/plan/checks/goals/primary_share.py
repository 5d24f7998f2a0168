"""G1.a: more focus on primary prevention, seen as a share year by year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from headwater.core.plan.checks.rule import Found, ask, gap, has_rows, rule
from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Tranche
from headwater.core.plan.share import Share, rose, share
from headwater.core.plan.truth import Truth, has
from headwater.core.plan.years import PlanYear, first_and_latest, runs_in


@rule(
    "G104",
    finds="a share of actions, or of money, in primary prevention that does not rise",
    wants="a rising share of actions and money in primary prevention",
    reads=(
        "plan.start",
        "actions.tiers",
        "actions.start",
        "actions.end",
        "funding.amount",
        "funding.start",
        "funding.end",
        "funding.secured",
    ),
    why=(
        "The framework asks for more focus on stopping violence before it starts. "
        "That shows only when the share of the work, and of the money, grows."
    ),
    gap=(
        "the share is no higher in the latest plan year than in the first, however "
        "the blanks are filled, and the table is complete"
    ),
    ask=(
        "dates, tiers or amounts are blank, rows are missing, fewer than two plan "
        "years have begun, or a year has too few actions for a share"
    ),
    fix="Write the dates, tiers and money of each action, then plan more primary work.",
    many={
        Level.GAP: "Neither the share of actions nor of money in primary work rises.",
        Level.ASK: "It cannot be told yet whether the share of primary work rises.",
    },
    weight=2,
    tables=("actions",),
    applies=has_rows("actions"),
)
def primary_share_not_rising(look: Look) -> Iterator[Found]:
    years = first_and_latest(look.plan, look.as_at)
    if years is None:
        text = "Two plan years have not begun yet, so no change in share can be seen."
        yield ask("plan", text)
        return
    primary = look.tagged("tier", "primary")
    tiers = {a.action_id: has(a.tiers, primary) for a in look.plan.actions}
    counts = [_share_of_actions(look, tiers, year) for year in years]
    yield from _compare(look, "actions", counts, years)
    if look.plan.funding or not look.complete("funding"):
        money = [_share_of_money(look, tiers, year) for year in years]
        yield from _compare(look, "money", money, years)


def _share_of_actions(
    look: Look, tiers: dict[str, Truth], year: PlanYear
) -> Share | None:
    """By count, of the actions that run in the year; none on too small a base."""
    found = share(
        (runs_in(a.start, a.end, year), tiers[a.action_id], 1)
        for a in look.plan.actions
    )
    return found if found and found.whole >= look.limits.share_base else None


def _share_of_money(
    look: Look, tiers: dict[str, Truth], year: PlanYear
) -> Share | None:
    """By pounds agreed, spread evenly over the days of each tranche."""
    spent = [
        (tranche.secured, tiers.get(tranche.action), _spent_in(tranche, year))
        for tranche in look.plan.funding
        if tranche.secured is not False
    ]
    known = [(sure, tier, sum_) for sure, tier, sum_ in spent if sum_ is not None]
    return share(known) if len(known) == len(spent) else None


def _spent_in(tranche: Tranche, year: PlanYear) -> float | None:
    """Pounds that fall in the year; None where amount or dates are not known."""
    start = tranche.start.first if tranche.start else None
    end = tranche.end.last if tranche.end else None
    if tranche.amount is None or start is None or end is None or end < start:
        return None
    days = _days(max(start, year.first), min(end, year.last))
    return float(tranche.amount) * max(days, 0) / _days(start, end)


def _days(first: date, last: date) -> int:
    return (last - first).days + 1


def _compare(
    look: Look, what: str, shares: list[Share | None], years: tuple[PlanYear, PlanYear]
) -> Iterator[Found]:
    before, after = shares
    subject, table = f"share/{what}", {"money": "funding"}.get(what, what)
    risen = rose(before, after) if before and after else None
    if risen is None or before is None or after is None:
        text = f"too little is written down about {what} to see a share"
        yield ask(subject, f"Primary prevention: {text} in each plan year.")
    elif risen is False:
        told = " and ".join(
            f"{_figure(what, found)} in {year.label}"
            for found, year in zip((before, after), years, strict=True)
        )
        text = f"Primary prevention has {told}: its share does not rise"
        if look.complete(table):
            yield gap(subject, f"{text}.")
        else:
            yield ask(subject, f"{text} in what is written down.")


def _figure(what: str, found: Share) -> str:
    if what == "money":
        return f"£{found.part:,.0f} of £{found.whole:,.0f}"
    return f"{found.part:,.0f} of {found.whole:,.0f} actions"
