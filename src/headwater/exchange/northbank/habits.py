"""What each plan leaves out, leaves open or gets wrong: its story, line by line."""

from __future__ import annotations

from headwater.exchange.northbank.changes import (
    Habit,
    accepts,
    also,
    blank,
    filled,
    first_rows,
    has,
    loses,
    not_complete,
    only,
    says,
    takes_out,
)
from headwater.exchange.northbank.source import Cells, Tables


def _primary(row: Cells) -> bool:
    return "primary" in row["tiers"]


def _from_the_start(row: Cells) -> bool:
    return row["start"].startswith("2022")


def _written_twice(tables: Tables) -> None:
    """One action stands in the list under two numbers."""
    first, second = tables["actions"][4:6]
    second["title"] = first["title"]
    second["lead_organisations"] = first["lead_organisations"]


def _one_sum_twice(tables: Tables) -> None:
    """Two actions with what looks like one sum of money."""
    first = tables["funding"][0]
    second = next(r for r in tables["funding"] if r["action"] != first["action"])
    for column in ("funder", "amount", "start", "end"):
        second[column] = first[column]


# The city's plan is whole and in use. Some things are late, and some go on for longer
# than their money.
CITY: tuple[Habit, ...] = (
    says("actions", "end", "2034-03-31", each=9, where=has("end", "ongoing")),
    says("actions", "end", "2026-03-31", each=40, where=has("status", "active")),
    accepts(
        "W402",
        has("end", "2034-03-31"),
        until="2027-06-30",
        why="The next five years of money are decided in spring 2027.",
    ),
    accepts(
        "P003",
        has("end", "2026-03-31"),
        until="2026-06-30",
        why="A new end is agreed and will be written down by June.",
    ),
    says("measures", "latest_figures", "2026-03-31", each=8),
    says("measures", "figures_due", "2026-07-31", each=8),
    says("engagements", "what_changed", "none", each=7),
    blank("actions", "evaluation", "skills_needed", each=23),
    also(
        "organisations",
        organisation_id="lamplighters",
        name="Ferrygate Lamplighters",
        sector="vcs-generic",
        signed_up="2024-05",
        senior_lead="Chair",
    ),
    also(
        "funding",
        action="N01",
        tranche="2019 to 2021, pilot",
        funder="mayor",
        amount="40000",
        start="2019-04-01",
        end="2021-03-31",
        secured="yes",
        also_pays_for="none",
    ),
    not_complete("training", "agreements"),
)

# Quillmoor mends what it finds: nothing is left out.
QUILLMOOR: tuple[Habit, ...] = ()

# Saltmarrow answers harm well, and does little before it starts.
SALTMARROW: tuple[Habit, ...] = (
    takes_out("actions", "vawg_types", "all", instead="domestic-abuse; stalking"),
    takes_out("actions", "settings", "online", instead="home"),
    takes_out("actions", "settings", "faith-community", instead="home", where=_primary),
    takes_out("actions", "life_stages", "all", instead="18-24; 25-59; 60-74"),
    takes_out("actions", "life_stages", "0-4", "75-plus", instead="25-59"),
    takes_out("services", "life_stages", "0-4", "75-plus"),
    takes_out("actions", "audiences", "men-and-boys", instead="public", where=_primary),
    takes_out("actions", "drivers", "misogyny"),
    takes_out("actions", "communities", "lgbt-plus"),
    takes_out("actions", "delivery_forms", "environment-design", instead="campaign"),
    takes_out("actions", "strategies", "environments-safe", instead="services"),
    says("actions", "start", "2022-04-01", where=_primary),
    says("actions", "status", "active", where=has("status", "planned")),
    says("actions", "end", "2025-03-31", each=4, where=_primary),
    says("actions", "status", "closed", where=has("end", "2025-03-31")),
    says("actions", "geography", "NB0000009", each=30),
    says("services", "bsl", "no", each=2),
    blank("actions", "evaluation", each=12),
    not_complete("training", "messages"),
)


def _one_year_of_money(tables: Tables) -> None:
    """One tranche for each action, for this year alone; every eighth has none."""
    first: dict[str, Cells] = {}
    for row in tables["funding"]:
        if row["also_pays_for"] == "none":
            first.setdefault(row["action"], row)
    for row in first.values():
        years = int(row["end"][:4]) - int(row["start"][:4])
        row["amount"] = f"{round(int(row['amount']) / years, -2):.0f}"
        row["tranche"] = f"2026 to 2027, {row['funder']}"
        row["start"], row["end"] = "2026-04-01", "2027-03-31"
    tables["funding"] = [r for n, r in enumerate(first.values()) if n % 8 != 5]


# Larkwharf lives from one grant to the next.
LARKWHARF: tuple[Habit, ...] = (
    _one_year_of_money,
    says("plan", "end", "2028-03-31"),
    says("actions", "evaluation", "none", each=3),
    says("actions", "last_reviewed", "2023-05-15", each=5, where=_from_the_start),
    says("actions", "dose_sessions", "1", each=6, where=filled("dose_sessions")),
    says("actions", "dose_sessions", "0", each=20, where=filled("dose_sessions")),
    takes_out("actions", "life_stages", "75-plus", instead="60-74"),
    blank("measures", "baseline", each=5),
    blank("services", "trauma_assessment", each=3),
    not_complete("services", "communities"),
)

# Thornmantle's plan was written in an office.
THORNMANTLE: tuple[Habit, ...] = (
    says("actions", "shaped_by", "practitioners"),
    says("actions", "child_first", "none", each=3, where=filled("child_first")),
    says(
        "actions",
        "contextual_safeguarding",
        "none",
        each=4,
        where=filled("contextual_safeguarding"),
    ),
    says("actions", "safety_contact", "none", where=filled("safety_contact")),
    says("actions", "specific_needs", "none", each=2, where=has("audiences", "public")),
    says("actions", "equality_assessment", "none", each=4),
    says("services", "hours", "none", each=4),
    says("services", "records_steps", "no", each=2),
    says("services", "trauma_assessment_expires", "2026-03", each=2),
    says("agreements", "ends", "2025-03-31", each=2),
    says("agreements", "review_due", "2026-04-01"),
    says("organisations", "led_by_and_for", "none", where=has("name", "Plainspoken")),
    says("engagements", "date", "2025-03", each=3),
    says("engagements", "what_changed", "none", each=2),
    says("outcomes", "informed_by", "children-young-people", each=3),
    says("outcomes", "voice_beside", "none", each=2),
    says(
        "messages",
        "wording",
        "Leaving an abusive relationship takes time. You will be listened to.",
        where=has("message_id", "B6"),
    ),
    not_complete("funding", "evidence"),
)

# In Ebbwick the council does nearly all of it, and little is measured.
EBBWICK: tuple[Habit, ...] = (
    says("actions", "lead_organisations", "ebbwick-council", each=2),
    says("actions", "accountable_organisation", "ebbwick-council", each=2),
    says(
        "actions",
        "lead_organisations",
        "none",
        each=18,
        where=filled("lead_organisations"),
    ),
    takes_out("actions", "delivery_organisations", "courts"),
    takes_out(
        "actions", "responses", "deterrence", "rehabilitation", "opportunity-to-change"
    ),
    says("actions", "skills_needed", "none", each=6),
    says("actions", "outcomes", "none", each=7),
    says("actions", "outcomes", "northbank/O9", each=40, where=has("outcomes", "O5")),
    says("actions", "status", "closed", each=40, where=has("end", "2030-03-31")),
    says("organisations", "signed_up", "none", each=6),
    says("organisations", "senior_lead", "none", each=9),
    takes_out("training", "sectors", "transport", "business"),
    says("training", "refresh_due", "none", each=3),
    says("training", "refresh_due", "2025-12", where=has("training_id", "T2")),
    says(
        "measures",
        "shows",
        "activity",
        where=has("shows", "harm-reduced", "re-victimisation"),
    ),
    says("measures", "horizon", "short", each=3, where=has("horizon", "long")),
    says("measures", "breakdowns", "age", each=4, where=has("breakdowns", "sex")),
    says("measures", "owner", "none", each=6),
    says("measures", "figures_due", "2026-07-31", each=5),
    says("measures", "latest_figures", "2026-01-31", each=5),
    takes_out("messages", "settings", "court", "workplace"),
    says(
        "messages", "wording", "Be kind to one another.", where=has("message_id", "B3")
    ),
    _written_twice,
    not_complete("agreements", "communities"),
)

# Pennerby has a list of actions, and has begun the rest.
PENNERBY: tuple[Habit, ...] = (
    blank("plan", "end", "review_months"),
    only("actions", "action_id", "title", "lead_organisations", "status", "start"),
    blank("actions", "lead_organisations", each=2),
    says("actions", "resources_needed", "25000", each=6),
    loses("funding", lambda row: row["action"] > "P08"),
    says("funding", "funder", "pennerby-council"),
    _one_sum_twice,
    only("funding", "action", "tranche", "funder", "amount", "start", "end"),
    blank("funding", "amount", "end", each=4, where=lambda row: row["action"] > "P04"),
    only("organisations", "organisation_id", "name", "sector"),
    only("outcomes", "outcome_id", "title"),
    first_rows("measures", 6),
    only("measures", "measure_id", "name", "source"),
    first_rows("messages", 3),
    only("messages", "message_id", "kind", "wording"),
    says("messages", "wording", "Plan your night, and watch your drink.", each=3),
    first_rows("services", 2),
    only("services", "service_id", "name", "organisation"),
    first_rows("engagements", 2),
    only("engagements", "engagement_id", "title", "organisation"),
    first_rows("training", 2),
    only("training", "training_id", "title"),
    first_rows("agreements", 1),
    only("agreements", "agreement_id", "title", "partners"),
    first_rows("evidence", 2),
    only("evidence", "evidence_id", "title"),
    blank("meta", "complete"),
)

HABITS: dict[str, tuple[Habit, ...]] = {
    "northbank": CITY,
    "quillmoor": QUILLMOOR,
    "saltmarrow": SALTMARROW,
    "pennerby": PENNERBY,
    "larkwharf": LARKWHARF,
    "thornmantle": THORNMANTLE,
    "ebbwick": EBBWICK,
}
