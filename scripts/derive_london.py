"""Write the London sample in the package from the compiled commitments.

    python scripts/derive_london.py

Reads ../shared/data/london-commitments and writes one CSV for each table of a
plan into the package. What changes on the way is listed in the SOURCES.md that
stands beside the files. Run it again after the commitments change.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from headwater.core.plan.tables import BY_NAME
from headwater.engines.samples.figure_sets import figure_sets


ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT.parent / "shared" / "data" / "london-commitments"
TARGET = ROOT / "src" / "headwater" / "exchange" / "samples" / "london"

COMPILED = "2026-11"
LICENCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0"
)
NOTICE = (
    "A sample compiled from published facts. Findings describe the sample, "
    "not London or any organisation."
)
ORGANISATIONS = {
    "Mayor's Office for Policing and Crime (MOPAC)": "mopac",
    "Mayor of London": "mayor-of-london",
    "Greater London Authority": "gla",
    "London's Violence Reduction Unit (VRU)": "vru",
    "Metropolitan Police Service": "met-police",
    "British Transport Police": "british-transport-police",
    "City of London Police": "city-of-london-police",
    "Transport for London": "tfl",
    "Rail Delivery Group": "rail-delivery-group",
    "London Borough of Bexley": "bexley",
    "Bexley Community Safety Partnership": "bexley-csp",
    "London Borough of Havering": "havering",
    "London Councils": "london-councils",
    "London boroughs": "london-boroughs",
    "Department for Education": "dfe",
    "Home Office": "home-office",
    "Ministry of Justice": "moj",
    "Ministry of Housing, Communities and Local Government": "mhclg",
    "UK government": "uk-government",
    "Philanthropic and other partners (unnamed)": "philanthropic-partners",
    "councils in England": "councils-in-england",
    "NHS England": "nhs-england",
    "King's College Hospital NHS Foundation Trust": "kings-college-hospital",
    "Tender Education and Arts": "tender",
    "nurtureuk": "nurtureuk",
    "Suzy Lamplugh Trust": "suzy-lamplugh-trust",
    "Barnardo's (National FGM Centre)": "barnardos-fgm-centre",
    "London Community Foundation": "london-community-foundation",
    "London Rape Crisis Centres (four)": "london-rape-crisis-centres",
    "SurvivorsUK": "survivorsuk",
    "Women and Girls Network": "women-and-girls-network",
    "Galop": "galop",
    "Safer Business Network": "safer-business-network",
    "Safer Spaces Now CIC": "safer-spaces-now",
    "safe accommodation providers": "safe-accommodation-providers",
    "Each signatory of the Women's Night Safety Charter": "charter-signatories",
    "employers that sign up": "employers",
}
OTHER_NAMES = {
    "mopac": "MOPAC; Mayor's Office for Policing and Crime",
    "vru": "VRU; London's Violence Reduction Unit",
}
COMMUNITIES = {
    "Black and minoritised": "black-and-minoritised",
    "LGBT+": "lgbt-plus",
    "male victims": "male-victims-survivors",
}
# Its note names the community, and its sector says 'led by and for'.
LED_BY_AND_FOR = {"galop": "lgbt-plus"}
# What sort of number each indicator is: our reading of its name and its parts. The
# others are shares.
COUNTS = {"I05", "I06", "I21"}
RATES = {"I15", "I17", "I22", "I23", "I24", "I26", "I37"}
MEANS = {"I14", "I36", "I42", "I47"}
# How things stand on a day; I05 adds three years up at every year; the others say
# what happened in a period.
STOCKS = {"I09", "I10", "I11", "I12", "I16", "I19", "I20", "I33", "I37"}
STOCKS |= {"I48", "I49", "I50", "I51", "I55", "I56"}
ROLLING = {"I05"}
ONS, MOPAC = "Office for National Statistics", "Mayor's Office for Policing and Crime"
# Who could supply the figures, by the source that the compilers name.
SUPPLIERS = {
    "ONS Crime Survey for England and Wales (CSEW), combined measure": ONS,
    "ONS CSEW": ONS,
    "ONS Opinions and Lifestyle Survey": ONS,
    "ONS Opinions and Lifestyle Survey; MOPAC Public Attitude Survey": (
        f"{ONS}; {MOPAC}"
    ),
    "Home Office Homicide Index": "Home Office",
    "Home Office crime outcomes": "Home Office",
    "Metropolitan Police Service; Home Office": "Metropolitan Police Service",
    "National policing domestic homicide project": "National policing project",
    "Youth Endowment Fund survey": "Youth Endowment Fund",
    "None for London: needs a new survey": "Nobody yet: a survey must be commissioned",
    "Programme returns": "Each programme",
    "Evaluation of each programme": "Each programme's evaluator",
    "Safety charter returns": "Charter signatories",
    "Transport for London and British Transport Police": (
        "Transport for London; British Transport Police"
    ),
    "Transport for London survey": "Transport for London",
    "Partner returns": "Each partner",
    "Derived from police records and ONS CSEW": f"Metropolitan Police Service; {ONS}",
    "MARAC": "MARAC coordinators",
    "MARAC and census": "MARAC coordinators",
    "MARAC and IDVA services": "MARAC coordinators; IDVA services",
    "Derived from MARAC and workforce returns": "MARAC coordinators; IDVA services",
    "MHCLG safe accommodation return": "Greater London Authority",
    "MOPAC Public Attitude Survey": MOPAC,
    "Providers": "Each provider",
    "Perpetrator programmes": "Each programme",
    "Survey": "Nobody yet: no survey in London is known",
    "Derived, years pooled": "Greater London Authority; each provider",
    "Register of decisions": f"{MOPAC}; Greater London Authority",
    "Finance returns": "Each partner",
    "This workbench": "This workbench",
}
ALSO_PAYS_FOR = {"C65": "C66; C67"}  # the 20 million covers C65 to C67
BEFORE_THE_ACTION = {"C07"}  # its dated tranches come before its decision

Cells = dict[str, str]


def read(name: str) -> list[Cells]:
    with (SOURCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name: str, rows: list[Cells]) -> None:
    """One table, with the columns that hold something, in the declared order."""
    declared = [column.name for column in BY_NAME[name].columns]
    used = [name for name in declared if any(row.get(name) for row in rows)]
    with (TARGET / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, used, extrasaction="raise", lineterminator="\n")
        out.writeheader()
        out.writerows({k: v for k, v in row.items() if k in used} for row in rows)
    print(f"{name}: {len(rows)} rows, {len(used)} columns")


def several(text: str, names: Mapping[str, str] | None = None) -> str:
    """A list as we write it; `names` turns each entry into our own id."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    return "; ".join(names[part] if names else part for part in parts)


def sentences(*parts: str) -> str:
    return " ".join(p if p.endswith(".") else f"{p}." for p in parts if p)


def organisation(row: Cells) -> Cells:
    ours = ORGANISATIONS[row["organisation"]]
    return {
        "organisation_id": ours,
        "name": row["organisation"],
        "other_names": OTHER_NAMES.get(ours, ""),
        "sector": row["sector"],
        "geography": row["geography"],
        "led_by_and_for": LED_BY_AND_FOR.get(ours, ""),
        "note": sentences(row["note"]),
    }


def action(row: Cells) -> Cells:
    title, ref = row["source_title"], row["source_ref"]
    return {
        "action_id": row["action_id"],
        "title": row["title"],
        "lead_organisations": ORGANISATIONS[row["lead_organisation"]],
        "delivery_organisations": several(row["delivery_organisations"], ORGANISATIONS),
        "status": row["status"],
        "start": row["start_date"],
        "end": row["end_date"],
        "tiers": several(row["tiers"]),
        "vawg_types": several(row["vawg_types"]),
        "life_stages": several(row["life_stages"]),
        "settings": several(row["settings"]),
        "audiences": several(row["audiences"]),
        "communities": several(row["communities"], COMMUNITIES),
        "geography": several(row["geography"]),
        "principles": several(row["principles"]),
        "source": f"{title} ({ref})" if title else ref,
        "source_checked": COMPILED if row["checked_again"] == "yes" else "",
        "note": sentences(money(row), row["notes"]),
    }


def money(row: Cells) -> str:
    return f"Money: {row['amount_note']}" if row["amount_note"] else ""


def tranche(row: Cells, decided: set[str]) -> Cells:
    return {
        "action": row["action_id"],
        "tranche": row["tranche"],
        "funder": ORGANISATIONS[row["funder"]] if row["funder"] else "",
        "amount": row["amount_gbp"],
        "start": row["start"],
        "end": row["end"],
        "secured": "yes" if row["action_id"] in decided else "",
        "also_pays_for": ALSO_PAYS_FOR.get(row["action_id"], ""),
        "note": sentences(row["note"]),
    }


def figures_of(indicator: str) -> str:
    """The sets of figures in the package that stand for an indicator."""
    found = [
        code
        for code, each in figure_sets().items()
        if each.stands("london-sample", indicator)
    ]
    return "; ".join(found) or "none"


def measure(row: Cells) -> Cells:
    # The compilers leave it empty for counts and medians, which have none.
    without = "" if row["unit_of_count"] == "rate difference" else "none"
    occasional = row["frequency"] == "occasional"
    return {
        "measure_id": row["indicator_id"],
        "name": row["name"],
        "principles": several(row["principles"]),
        "numerator": row["numerator"],
        "denominator": row["denominator"] or without,
        "unit_of_count": row["unit_of_count"],
        "kind": kind(row["indicator_id"]),
        "flow": flow(row["indicator_id"]),
        "source": row["source"],
        "frequency": "" if occasional else row["frequency"],
        "geography_level": row["geography"],
        "horizon": row["horizon"],
        "direction": row["direction"],
        "supplier": SUPPLIERS.get(row["source"], row["source"]),
        "figures": figures_of(row["indicator_id"]),
        "definition_version": "1",
        "definition_from": COMPILED,
        "definition_until": "none",
        "caveat": row["caveat"],
        "note": "Figures come now and then, not regularly." if occasional else "",
    }


def kind(indicator: str) -> str:
    named = {"count": COUNTS, "rate": RATES, "mean": MEANS}
    return next((k for k, codes in named.items() if indicator in codes), "proportion")


def flow(indicator: str) -> str:
    if indicator in STOCKS:
        return "stock"
    return "rolling" if indicator in ROLLING else "flow"


def about() -> Cells:
    return {
        "plan_id": "london-sample",
        "title": "London commitments: a sample",
        "framework": "london",
        "area": "E12000007",
        "as_at": "2026-11-01",
        "summary": (
            "71 published commitments on preventing violence against women and "
            "girls in London, put into one table to try a plan checker on. "
            "It is not an official plan, and no public body has agreed this list. "
            "The compilers coded it; somebody else may code it differently."
        ),
        "notice": NOTICE,
        "licence": LICENCE,
    }


def meta() -> list[Cells]:
    return [
        {
            "table": name,
            "complete": "no",
            "filled_in_by": "Headwater's compilers",
            "as_at": COMPILED,
            "licence": LICENCE,
        }
        for name in BY_NAME
        if name not in ("accepted", "meta")
    ]


def hold(actions: list[Cells], funding: list[Cells], bodies: list[Cells]) -> None:
    """What we leave out must follow from what we keep; stop where it does not."""
    sector = {row["organisation"]: row["sector"] for row in bodies}
    for row in actions:
        tranches = [t for t in funding if t["action_id"] == row["action_id"]]
        total = sum(Decimal(t["amount_gbp"] or 0) for t in tranches)
        same = total == Decimal(row["amount_gbp"] or 0)
        if not same and row["action_id"] not in BEFORE_THE_ACTION:
            sys.exit(f"{row['action_id']}: tranches do not add up to its amount")
        if row["lead_sector"] != sector[row["lead_organisation"]]:
            sys.exit(f"{row['action_id']}: the sector is not that of its lead")
        if row["confidence"] != "read":
            sys.exit(f"{row['action_id']}: its source was not read; keep that")


def decided(actions: Iterable[Cells]) -> set[str]:
    """Actions whose source is a numbered decision that agrees the money."""
    marks = ("MOPAC decision", "GLA decision")
    return {row["action_id"] for row in actions if row["source_ref"].startswith(marks)}


def main() -> None:
    if not SOURCE.is_dir():
        sys.exit("The compiled commitments are not beside this repository.")
    actions, funding, bodies = read("actions"), read("funding"), read("organisations")
    hold(actions, funding, bodies)
    TARGET.mkdir(parents=True, exist_ok=True)
    write("plan", [about()])
    write("organisations", [organisation(row) for row in bodies])
    write("actions", [action(row) for row in actions])
    agreed = decided(actions)
    write("funding", [tranche(row, agreed) for row in funding])
    write("measures", [measure(row) for row in read("measures")])
    write("meta", meta())


if __name__ == "__main__":
    main()
