"""Cases of P001, P010, P011 and P012."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "P001": [
        Case(
            "held",
            "Every code is in its list.",
            """
            actions
            action_id | vawg_types | tiers
            A1        | stalking   | primary
            """,
        ),
        Case(
            "blank",
            "A blank is no unknown code, and 'none' is not one either.",
            """
            actions
            action_id | vawg_types | communities
            A1        |            | none
            """,
        ),
    ],
    "P010": [
        Case(
            "held",
            "The lead has a row of its own.",
            """
            organisations
            organisation_id
            North

            actions
            action_id | lead_organisations
            A1        | North
            """,
        ),
        Case(
            "blank",
            "A blank names nothing.",
            """
            actions
            action_id | lead_organisations | delivery_organisations
            A1        |                    | none
            """,
        ),
    ],
    "P011": [
        Case(
            "held",
            "One leads, one pays, one looks after a measure.",
            """
            organisations
            organisation_id
            North
            South
            East

            actions
            action_id | lead_organisations
            A1        | North

            funding
            action | tranche | funder
            A1     | One     | South

            measures
            measure_id | owner
            M1         | East
            """,
        ),
        Case(
            "note",
            "Nothing in the plan names South.",
            """
            organisations
            organisation_id
            North
            South

            actions
            action_id | lead_organisations
            A1        | North
            """,
            ("note organisations/South",),
        ),
        Case(
            "blank",
            "The lead is blank. Worth knowing, and no gap.",
            """
            organisations
            organisation_id
            North

            actions
            action_id | lead_organisations
            A1        |
            """,
            ("note organisations/North",),
        ),
    ],
    "P012": [
        Case(
            "held",
            "Barking and Dagenham, and London as a whole.",
            """
            actions
            action_id | geography
            A1        | E09000002; E12000007
            """,
        ),
        Case(
            "note",
            "A code that is not among the areas that come with Headwater.",
            """
            actions
            action_id | geography
            A1        | E09000002; E09000099
            """,
            ("note actions/A1",),
        ),
        Case(
            "blank",
            "Where it reaches is blank.",
            """
            actions
            action_id | geography
            A1        |
            """,
        ),
    ],
}
