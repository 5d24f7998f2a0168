"""Cases of P002, P003, P004 and P013."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "P002": [
        Case(
            "held",
            "Dates in their order; the same year is in order.",
            """
            services
            service_id | trauma_assessment | trauma_assessment_expires
            S1         | 2025-06           | 2025

            training
            training_id | date    | refresh_due
            T1          | 2025-06 | 2027-06
            """,
        ),
        Case(
            "gap",
            "It runs out before it was made; the review is due before the agreement is in force.",
            """
            services
            service_id | trauma_assessment | trauma_assessment_expires
            S1         | 2025-06           | 2024

            agreements
            agreement_id | in_force | review_due
            G1           | 2025-06  | 2024-06
            """,
            ("gap services/S1", "gap agreements/G1"),
        ),
        Case(
            "blank",
            "One of the two dates is blank, or has no end.",
            """
            services
            service_id | trauma_assessment | trauma_assessment_expires
            S1         |                   | 2024
            S2         | 2025-06           | none
            """,
        ),
    ],
    "P003": [
        Case(
            "held",
            "Active, and its end lies ahead; closed, and its end has passed.",
            """
            actions
            action_id | status | end
            A1        | active | 2027-03
            A2        | closed | 2025-03
            A3        | active | 2026
            """,
        ),
        Case(
            "gap",
            "Active, and it ended in March.",
            """
            actions
            action_id | status | end
            A1        | active | 2026-03
            """,
            ("gap actions/A1",),
        ),
        Case(
            "blank",
            "The end is blank.",
            """
            actions
            action_id | status | end
            A1        | active |
            """,
        ),
    ],
    "P004": [
        Case(
            "held",
            "Closed, and its end has passed, or could have.",
            """
            actions
            action_id | status | end
            A1        | closed | 2026-03
            A2        | closed | 2026
            """,
        ),
        Case(
            "gap",
            "Closed, and its end lies ahead.",
            """
            actions
            action_id | status | end
            A1        | closed | 2028-03
            """,
            ("gap actions/A1",),
        ),
        Case(
            "blank",
            "The end is blank.",
            """
            actions
            action_id | status | end
            A1        | closed |
            """,
        ),
    ],
    "P013": [
        Case(
            "held",
            "Accepted until next year; or with no date to look at it again.",
            """
            accepted
            rule | subject    | accepted_by | why                 | until
            W402 | actions/A1 | Chair       | A bid is under way  | 2027-06
            W402 | actions/A2 | Chair       | It ends early       | none
            """,
        ),
        Case(
            "gap",
            "The time for which it was accepted has passed; and there is no rule W999.",
            """
            accepted
            rule | subject    | accepted_by | why                | until
            W402 | actions/A1 | Chair       | A bid is under way | 2026-06
            W999 | plan       | Chair       | It is known        | 2027-06
            """,
            ("gap accepted/W402 / actions/A1", "gap accepted/W999 / plan"),
        ),
        Case(
            "blank",
            "Until when it is accepted is blank.",
            """
            accepted
            rule | subject    | accepted_by | why                | until
            W402 | actions/A1 | Chair       | A bid is under way |
            """,
        ),
    ],
}
