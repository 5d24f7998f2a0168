"""What is said of who works with whom, on the terminal and on pages."""

from __future__ import annotations

from headwater.core.plan.look import Look
from headwater.core.plan.network import Network, Parts, Role
from headwater.reports.words import count


def network_line(network: Network) -> str:
    """How many organisations and pairs there are, and in how many actions."""
    if not network.ties:
        return "No action names both a lead and another partner yet."
    named = len({*network.leads, *network.partners})
    return (
        f"{count(named, 'organisation')} share actions. They make "
        f"{count(len(network.ties), 'pair')} of a lead and a partner that delivers, "
        "pays or leads too."
    )


def most_rests(look: Look, network: Network) -> str:
    """On whom most rests. Ask only where something rests on somebody."""
    first = network.resting[0]
    return (
        f"Most rests on {look.name(first.organisation)}: of "
        f"{count(len(network.actions), 'action')}, {len(first.alone.actions):,} have "
        "it alone as the one that leads, delivers or pays."
    )


def network_blanks(network: Network) -> list[str]:
    """What is not written down, so that a drawing is not taken for the whole."""
    every = count(len(network.actions), "action")
    said = (
        ("Nobody leads, as far as is written down,", network.without_lead),
        ("Who delivers is not written down for", network.delivery_not_said),
        ("Who pays is not written down, or not in full, for", network.payer_not_said),
    )
    return [f"{what} {len(ids):,} of {every}." for what, ids in said if ids]


def tie_line(parts: Parts) -> str:
    """'6 actions: delivers 5, pays for 2.'"""
    verbs = {Role.LEADS: "leads too", Role.DELIVERS: "delivers", Role.PAYS: "pays for"}
    said = [f"{verbs[role]} {len(getattr(parts, role)):,}" for role in parts.roles]
    return f"{count(len(parts.actions), 'action')}: {', '.join(said)}."
