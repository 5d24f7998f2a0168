"""Every other table of a plan: partners, people, outcomes, figures, words, lessons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from headwater.core.plan.columns import Table
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.exchange.northbank import figures
from headwater.exchange.northbank.effects import measured_by
from headwater.exchange.northbank.source import (
    AS_AT,
    CITY,
    Cells,
    Place,
    Tables,
    city,
    source,
)
from headwater.exchange.northbank.works import chance, outcome_id, tasks


LICENCE = "Apache-2.0, as a part of Headwater"

# When new figures are due, by how often they come.
DUE = {
    "monthly": "2026-12-15",
    "quarterly": "2027-01-31",
    "termly": "2027-01-31",
    "half-yearly": "2027-03-31",
    "yearly": "2027-04-30",
    "longer": "2028-09-30",
}
# Things that have no sex, age or race.
NOT_PEOPLE = frozenset({"places", "orders", "services", "returns", "pounds", "lessons"})
# Targets: by which way is better, and how far of the way by when.
TOWARDS = {"higher": 1, "lower": -1}
WAY = ((2028, 0.10), (2031, 0.20), (2034, 0.30))
MOST = 95.0  # out of 100; nothing reaches everybody
CHANGE = "A signal in two rounds of figures, and the survivors' panel sees it too."
UNJUDGED = "None by itself: it can be good or bad, and is read beside other figures."
# Out of 100 people; invented.
SHARES = {
    "black-and-minoritised": 31.0,
    "lgbt-plus": 5.2,
    "disabled": 16.8,
    "migrant": 12.4,
    "male-victims-survivors": 1.3,
}


def plan(place: Place) -> list[Cells]:
    row = {
        "plan_id": place.plan_id,
        "title": f"{place.name}'s prevention plan",
        "framework": "london",
        "parent": "" if place.in_city else CITY,
        "area": place.area,
        "lead": place.partners("council"),
        "start": "2022-04-01",
        "end": "2034-03-31",
        "review_months": "24",
        "next_review": "2027-04",
        "as_at": AS_AT.isoformat(),
        "summary": place.summary,
        "notice": source("partners")["notice"],
        "licence": LICENCE,
    }
    return [row]


def _columns(table: str, row: dict[str, Any]) -> Cells:
    """What a row of a file says for the columns of a table."""
    names = {column.name for column in BY_NAME[table].columns}
    return {name: str(text) for name, text in row.items() if name in names}


def outcomes(place: Place) -> list[Cells]:
    rows = []
    for key, row in source("learning")["outcomes"].items():
        name, where = outcome_id(place, key), "" if place.in_city else f", {place.name}"
        if name.startswith("O"):
            cells = _columns("outcomes", row) | {"outcome_id": name}
            rows.append(cells | {"title": f"{row['title']}{where}"})
    return rows


def measures(place: Place) -> list[Cells]:
    random = chance(place, "measures")
    principles = {k: o["principles"] for k, o in source("learning")["outcomes"].items()}
    rows = []
    for number, row in enumerate(source("learning")["measures"], start=1):
        base = float(row["baseline"]) * random.uniform(0.85, 1.15)
        rows.append(
            _measure(place, number, row, base)
            | {"principles": principles[row["outcome"]]}
        )
    return [*rows, *_with_figures(len(rows) + 1)] if place.in_city else rows


def _measure(place: Place, number: int, row: dict[str, Any], base: float) -> Cells:
    split = "none" if row["unit_of_count"] in NOT_PEOPLE else "sex; age; disability"
    return {
        **_columns("measures", row),
        **_defined(place, row, base),
        "measure_id": f"M{number:02}",
        "outcomes": outcome_id(place, row["outcome"]),
        "actions": "none",
        "source": "Invented figures",
        "owner": place.partners(row["owner"]),
        "geography_level": "region" if place.in_city else "borough",
        "baseline": f"{base:.1f}",
        "baseline_date": "2022-04-01",
        "breakdowns": split,
        "breakdowns_possible": split,
        "latest_figures": "2026-09-30",
        "figures_due": DUE[row["frequency"]],
        "caveat": row.get("caveat", "Invented, like every figure of Northbank."),
    }


def _with_figures(number: int) -> Iterator[Cells]:
    """The city's measures that have monthly figures for each neighbourhood."""
    for at, row in enumerate(source("learning")["measures_with_figures"], start=number):
        key = f"M{at:02}"
        base = figures.in_year(key, "2021-04", "2022-03")
        yield _measure(city(), at, row, base) | {
            "principles": row["principles"],
            "actions": "; ".join(measured_by(key)),
            "geography_level": "neighbourhood",
            "figures": figures.measures()[key],
            "baseline": f"{base}",
            "targets": row["targets"],
        }


def _defined(place: Place, row: dict[str, Any], base: float) -> Cells:
    """What completes the definition of a measure; all of it invented."""
    aim = TOWARDS.get(row["direction"], 0)
    aims = [f"{year}-03: {min(MOST, base + aim * way * base):.1f}" for year, way in WAY]
    return {
        "kind": row.get("kind", "proportion"),
        "flow": row.get("flow", "flow"),
        "baseline_note": "Invented, for the year to March 2022.",
        "targets": "; ".join(aims) if aim else "none",
        "change_means": CHANGE if aim else UNJUDGED,
        "supplier": place.say(_listed(place)[place.partners(row["owner"])]["name"]),
        "figures": "none",
        "definition_version": "1",
        "definition_from": "2022-04-01",
        "definition_until": "none",
    }


def messages(place: Place) -> list[Cells]:
    """The city agrees messages; a district's material carries the city's."""
    learning = source("learning")
    above = "" if place.in_city else f"{CITY}/"
    rows = []
    for number, row in enumerate(learning["agreed"], start=1):
        own = {"kind": "agreed", "carries": "none", "message_id": f"A{number}"}
        below = {"kind": "material", "carries": f"{above}A{number}"}
        below["message_id"] = f"B{number}"
        rows.append(_message(place, row) | (own if place.in_city else below))
    for number, row in enumerate(learning["pieces"], start=len(rows) + 1):
        carries = {"carries": f"{above}A{row['of']}", "message_id": f"B{number}"}
        rows.append(_message(place, row) | {"kind": "material"} | carries)
    return rows


def _message(place: Place, row: dict[str, Any]) -> Cells:
    return _columns("messages", row) | {
        "carried_by": place.partners(row["carried_by"]),
        "owner": place.partners(row.get("owner", "mayor")),
        "must_say": row.get("must_say", "none"),
        "must_not_say": row.get("must_not_say", "none"),
        "review_due": "2027-06",
    }


def _of_theme(place: Place, theme: str) -> str:
    found = [t.action_id for t in tasks(place) if t.work["theme"] == theme]
    return "; ".join(found) or "none"


def services(place: Place) -> list[Cells]:
    return [
        {
            **_columns("services", row),
            "service_id": f"S{number}",
            "name": place.say(row["name"]),
            "organisation": place.partners(row["organisation"]),
            "actions": _of_theme(place, row["theme"]),
            **dict.fromkeys(("bsl", "easy_read", "step_free"), "yes"),
            **dict.fromkeys(("self_referral", "records_steps"), "yes"),
            "cost": "none",
            "trauma_assessment": "2025-10",
            "trauma_assessment_expires": "2028-10",
            "equality_assessment": "Done in 2025",
        }
        for number, row in enumerate(source("services")["services"], start=1)
    ]


def engagements(place: Place) -> list[Cells]:
    return [
        {
            **_columns("engagements", row),
            "engagement_id": f"G{number}",
            "title": place.say(row["title"]),
            "date": row["month"],
            "organisation": place.partners(row["organisation"]),
            "places": place.area,
            "actions": _of_theme(place, "communities"),
        }
        for number, row in enumerate(source("learning")["engagements"], start=1)
    ]


def training(place: Place) -> list[Cells]:
    random = chance(place, "training")
    return [
        {
            **_columns("training", row),
            "training_id": f"T{number}",
            "organisations": place.partners("council; police; hospitals"),
            "date": f"2026-0{number}",
            "refresh_due": f"2028-0{number}",
            "people_trained": str(random.randint(40, 900)),
        }
        for number, row in enumerate(source("services")["training"], start=1)
    ]


def agreements(place: Place) -> list[Cells]:
    return [
        {
            **_columns("agreements", row),
            "agreement_id": f"R{number}",
            "title": place.say(row["title"]),
            "partners": place.partners(row["partners"]),
            "in_force": "2024-04-01",
            "review_due": "2027-04-01",
            "ends": "none",
        }
        for number, row in enumerate(source("services")["agreements"], start=1)
    ]


def evidence(place: Place) -> list[Cells]:
    return [
        {
            **_columns("evidence", row),
            "evidence_id": f"V{number}",
            "source": "Invented for Northbank; no such paper exists",
            "actions": _of_theme(place, row["theme"]),
            "date": f"2025-{number + 2:02}",
        }
        for number, row in enumerate(source("learning")["evidence"], start=1)
    ]


def communities(place: Place) -> list[Cells]:
    random = chance(place, "communities")
    rows = []
    for community, usual in SHARES.items():
        share = usual * random.uniform(0.6, 1.4)
        rows.append(
            {
                "area": place.area,
                "community": community,
                "population": f"{round(place.people * share / 100, -1):.0f}",
                "share": f"{share:.1f}",
                "source": "Invented profile",
                "as_at": "2025",
            }
        )
    return rows


def organisations(place: Place, tables: Tables) -> list[Cells]:
    """Every partner that the other tables name, in the order of the file."""
    named = set(_named(tables))
    return [_partner(place, k, row) for k, row in _listed(place).items() if k in named]


def _listed(place: Place) -> dict[str, dict[str, str]]:
    """The city's partners, and those that each district has for itself."""
    own = source("partners")["own"].items()
    found: dict[str, dict[str, str]] = source("partners")["partners"]
    return found | {f"{place.plan_id}-{name}": row for name, row in own}


def _named(tables: Tables) -> Iterable[str]:
    for name, rows in tables.items():
        for column in _naming_partners(BY_NAME[name]):
            for row in rows:
                yield from row.get(column, "").split("; ")


def _naming_partners(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.table == "organisations"]


def _partner(place: Place, key: str, row: dict[str, str]) -> Cells:
    own = key.startswith(f"{place.plan_id}-")
    return {
        "organisation_id": key,
        "name": place.say(row["name"]),
        "other_names": row.get("other", ""),
        "sector": row["sector"],
        "geography": place.area if own else "NB0000000",
        "led_by_and_for": row.get("for", "none"),
        "signed_up": "2022-03",
        "senior_lead": row["post"],
    }


def meta(place: Place) -> list[Cells]:
    return [
        {
            "table": table.name,
            "complete": "yes",
            "filled_in_by": f"{place.name} plan team (invented)",
            "as_at": "2026-10",
            "licence": LICENCE,
        }
        for table in TABLES
        if table.name not in ("accepted", "meta")
    ]
