"""Sentences that pages say about a plan."""

from __future__ import annotations

from collections import Counter

from headwater.app.selectors.held import Held
from headwater.app.selectors.partners import Partner
from headwater.app.words import BLANK, VERDICTS, heading, lowered, money
from headwater.core import place
from headwater.core.plan.checks.rule import Rule
from headwater.core.plan.findings import Level, Status
from headwater.core.plan.rows import Action, Tranche
from headwater.core.plan.tables import BY_NAME
from headwater.core.plan.verdicts import RuleResult
from headwater.core.time import PartialDate
from headwater.reports.network_words import (
    most_rests,
    network_blanks,
    network_line,
    tie_line,
)
from headwater.reports.words import completeness, contents, count


__all__ = [
    "completeness",
    "contents",
    "most_rests",
    "network_blanks",
    "network_line",
    "tie_line",
]


def verdict_counts(held: Held) -> str:
    """'Of 18 principles: 2 partly held, 16 cannot tell.' Never one number."""
    found = Counter(verdict.word.value for verdict in held.result.verdicts)
    said = [f"{found[word]} {word}" for word in VERDICTS if found[word]]
    return f"Of {len(held.result.verdicts)} principles: {', '.join(said)}."


def found_by(result: RuleResult) -> str:
    """What one check came to, in a sentence."""
    if result.status is Status.NOT_APPLICABLE:
        return "Nothing in this plan for it to look at."
    levels = Counter(finding.level for finding in result.findings)
    if not levels:
        return "It found nothing to say."
    names = {
        Level.GAP: count(levels[Level.GAP], "gap"),
        Level.ASK: f"{count(levels[Level.ASK], 'thing')} to ask",
        Level.NOTE: f"{count(levels[Level.NOTE], 'thing')} to note",
    }
    return f"It found {' and '.join(names[level] for level in Level if levels[level])}."


def columns_read(rule: Rule) -> list[str]:
    """'Actions: VAWG types' for actions.vawg_types."""
    return [_column(name) for name in rule.reads]


def _column(name: str) -> str:
    table, _, column = name.partition(".")
    if table not in BY_NAME:
        return name
    title = BY_NAME[table].title
    if not column:
        return title
    return f"{title}: {lowered(heading(BY_NAME[table].column(column)))}"


def action_line(held: Held, action: Action) -> str:
    """Who leads an action, where it has got to, and when."""
    lead = _lead(held, action.lead_organisations)
    status = held.look.label("action-status", action.status) if action.status else BLANK
    return f"{lead}. Status: {status.lower()}. {_dates(action.start, action.end)}."


def _lead(held: Held, keys: tuple[str, ...] | None) -> str:
    """A blank is not 'none': somebody has said that there is no lead."""
    if keys is None:
        return "No lead written down"
    return (
        f"Led by {', '.join(map(held.look.name, keys))}" if keys else "It has no lead"
    )


def _dates(start: PartialDate | None, end: PartialDate | None) -> str:
    if start is None and end is None:
        return "No dates written down"
    first = start.text if start else "Start not written down"
    last = end.text if end else "end not written down"
    return f"{first} to {last}"


def tranche_line(held: Held, tranche: Tranche) -> str:
    """How much, from whom, and when; what is blank is said to be blank."""
    amount = "amount not written down"
    if tranche.amount is not None:
        amount = money(tranche.amount)
    funder = "funder not written down"
    if tranche.funder is not None:
        name = held.look.name(tranche.funder) if tranche.funder else "no funder"
        funder = f"from {name}"
    dates = lowered(_dates(tranche.start, tranche.end))
    return f"{amount}, {funder}, {dates}."


def partner_line(partner: Partner) -> str:
    """'Leads 3 actions, pays for 2.'"""
    did = (
        ("leads", partner.leads),
        ("delivers", partner.delivers),
        ("pays for", partner.funds),
    )
    said = [f"{verb} {count(len(rows), 'action')}" for verb, rows in did if rows]
    text = ", ".join(said)
    return f"{text[0].upper()}{text[1:]}." if text else "No action names it."


def place_source(held: Held) -> str:
    """Where the names of this plan's places come from."""
    return place.source(held.plan.about.area or ())
