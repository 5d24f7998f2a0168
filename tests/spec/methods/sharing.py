"""Cases of M701 and M702."""

from __future__ import annotations

from spec_case import Case


PARTNERS = """
            organisations
            organisation_id
            police
            nhs
            refuge
"""

COMPLETE = """
            meta
            table      | complete
            agreements | yes
"""

SPECS: dict[str, list[Case]] = {
    "M701": [
        Case(
            "held",
            "All three partners are in one agreement in force. The second action shares nothing.",
            PARTNERS
            + """
            actions
            action_id | lead_organisations | delivery_organisations | shares_risk_information
            A1        | police             | nhs; refuge            | yes
            A2        | police             | nhs                    | no

            agreements
            agreement_id | partners            | in_force | ends
            G1           | police; nhs; refuge | 2025-04  | ongoing
            """,
        ),
        Case(
            "gap",
            "The refuge is in no agreement with the police; or the agreement has ended.",
            PARTNERS
            + """
            actions
            action_id | lead_organisations | delivery_organisations | shares_risk_information
            A1        | police             | refuge                 | yes
            A2        | nhs                | refuge                 | yes

            agreements
            agreement_id | partners    | in_force | ends
            G1           | police; nhs | 2025-04  | none
            G2           | nhs; refuge | 2020-04  | 2025-03
            """
            + COMPLETE,
            ("gap actions/A1", "gap actions/A2"),
        ),
        Case(
            "gap",
            "Two agreements with two partners each are not one agreement between three.",
            PARTNERS
            + """
            actions
            action_id | lead_organisations | delivery_organisations | shares_risk_information
            A1        | police             | nhs; refuge            | yes

            agreements
            agreement_id | partners       | in_force | ends
            G1           | police; nhs    | 2025-04  | none
            G2           | police; refuge | 2025-04  | none
            """
            + COMPLETE,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "No agreement is written down; rows may be missing. Actions that have ended are not asked about.",
            PARTNERS
            + """
            actions
            action_id | lead_organisations | delivery_organisations | shares_risk_information | status
            A1        | police             | refuge                 | yes                     | active
            A2        | police             | refuge                 | yes                     | closed
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "Whether they share is blank; or who delivers; or when the agreement came into force or ends.",
            PARTNERS
            + """
            actions
            action_id | lead_organisations | delivery_organisations | shares_risk_information
            A1        | police             | nhs                    |
            A2        | police; nhs        |                        | yes
            A3        | police             | refuge                 | yes

            agreements
            agreement_id | partners       | in_force | ends
            G1           | police; nhs    | 2025-04  | none
            G2           | police; refuge | 2025-04  |
            """
            + COMPLETE,
            ("ask plan", "ask actions/A2", "ask actions/A3"),
        ),
        Case(
            "blank",
            "An agreement in force does not say who is in it.",
            PARTNERS
            + """
            actions
            action_id | lead_organisations | delivery_organisations | shares_risk_information
            A1        | police             | refuge                 | yes

            agreements
            agreement_id | partners | in_force | ends
            G1           |          | 2025-04  | none
            """
            + COMPLETE,
            ("ask actions/A1",),
        ),
        Case(
            "complete",
            "There is no agreement, and none is missing.",
            PARTNERS
            + """
            actions
            action_id | lead_organisations | delivery_organisations | shares_risk_information
            A1        | police             | refuge                 | yes
            """
            + COMPLETE,
            ("gap actions/A1",),
        ),
    ],
    "M702": [
        Case(
            "held",
            "A lawful basis and a review to come. The agreement that has ended is not asked about.",
            """
            agreements
            agreement_id | lawful_basis | review_due | ends
            G1           | Public task  | 2027-04    | ongoing
            G2           | none         | 2020-04    | 2021-03
            """,
        ),
        Case(
            "gap",
            "The review is overdue; or there is no lawful basis; or no review is to come.",
            """
            agreements
            agreement_id | lawful_basis | review_due
            G1           | Public task  | 2026-04
            G2           | none         | 2027-04
            G3           | Public task  | none
            """,
            ("gap agreements/G1", "gap agreements/G2", "gap agreements/G3"),
        ),
        Case(
            "ask",
            "No agreement is written down, and rows may be missing.",
            "",
            ("ask plan",),
        ),
        Case(
            "blank",
            "The lawful basis is blank, or the date of the review.",
            """
            agreements
            agreement_id | lawful_basis | review_due
            G1           |              | 2027-04
            G2           | Public task  |
            """,
            ("ask agreements/G1", "ask agreements/G2"),
        ),
        Case(
            "not applicable",
            "There is no agreement, and none is missing.",
            COMPLETE,
        ),
    ],
}
