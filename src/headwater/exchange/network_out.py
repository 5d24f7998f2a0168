"""Who works with whom, as CSV (a line for each pair) or JSON (all of it)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from headwater.core.plan.look import Look
from headwater.core.plan.network import Network, Parts, Tie
from headwater.exchange.tables_out import Value, listed, table_as_csv, table_as_json


SHAPE = "headwater-network/1"
COLUMNS = (
    "lead",
    "lead_name",
    "partner",
    "partner_name",
    "actions",
    "delivers",
    "pays",
    "leads",
    "action_ids",
)


def network_as_csv(look: Look, network: Network) -> str:
    """One line for each pair of a lead and a partner, with how many actions."""
    lines = _lines(look, network)
    return table_as_csv(look.plan, look.as_at, COLUMNS, lines)


def _lines(look: Look, network: Network) -> Iterator[tuple[Value, ...]]:
    for tie in network.ties:
        parts = tie.parts
        yield (
            *_names(look, tie),
            len(parts.actions),
            len(parts.delivers),
            len(parts.pays),
            len(parts.leads),
            listed(parts.actions),
        )


def _names(look: Look, tie: Tie) -> tuple[str, ...]:
    return tie.lead, look.name(tie.lead), tie.partner, look.name(tie.partner)


def network_as_json(look: Look, network: Network) -> str:
    """Pairs, what rests on one partner, and what is not written down, by ids."""
    body = {
        "actions": list(network.actions),
        "without_lead": list(network.without_lead),
        "delivery_not_said": list(network.delivery_not_said),
        "payer_not_said": list(network.payer_not_said),
        "pairs": [
            {"lead": tie.lead, "partner": tie.partner, **_parts(tie.parts)}
            for tie in network.ties
        ],
        "resting_on_one": [
            {"organisation": each.organisation, **_parts(each.alone)}
            for each in network.resting
        ],
    }
    return table_as_json(look.plan, look.as_at, SHAPE, body)


def _parts(parts: Parts) -> dict[str, Any]:
    return {
        "delivers": list(parts.delivers),
        "pays": list(parts.pays),
        "leads": list(parts.leads),
    }
