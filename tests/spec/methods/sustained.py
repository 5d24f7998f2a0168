"""Cases of M101 to M103."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "M101": [
        Case(
            "held",
            "A school programme says its dose; work on street lights has none to say.",
            """
            actions
            action_id | delivery_forms     | dose_sessions | dose_weeks
            A1        | curriculum         | 10            | 12
            A2        | environment-design |               |
            """,
        ),
        Case(
            "gap",
            "A programme is planned with no session.",
            """
            actions
            action_id | delivery_forms | dose_sessions | dose_weeks
            A1        | curriculum     | 0             | 12
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "It has no session, but it may be over.",
            """
            actions
            action_id | delivery_forms | dose_sessions | dose_weeks | status
            A1        | curriculum     | 0             | 12         | unknown
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "The weeks are blank. Two more actions do not say what kind of work they are: one question.",
            """
            actions
            action_id | delivery_forms | dose_sessions | dose_weeks
            A1        | bystander      | 4             |
            A2        |                |               |
            A3        |                |               |
            """,
            ("ask actions/A1", "ask plan"),
        ),
    ],
    "M102": [
        Case(
            "held",
            "The dose is that of its evidence; of two pieces, the smaller is enough.",
            """
            actions
            action_id | delivery_forms | dose_sessions | dose_weeks
            A1        | curriculum     | 8             | 10

            evidence
            evidence_id | actions | dose_sessions | dose_weeks
            E1          | A1      | 10            | 12
            E2          | A1      | 8             | 10
            """,
        ),
        Case(
            "gap",
            "A one-off session; and half the sessions that the evidence used.",
            """
            actions
            action_id | delivery_forms | dose_sessions | dose_weeks
            A1        | curriculum     | 1             | 1
            A2        | curriculum     | 5             | 12

            evidence
            evidence_id | actions | dose_sessions | dose_weeks
            E1          | A2      | 10            | 12

            meta
            table    | complete
            evidence | yes
            """,
            ("gap actions/A1", "gap actions/A2"),
        ),
        Case(
            "ask",
            "Fewer sessions than its evidence used; other evidence may be missing.",
            """
            actions
            action_id | delivery_forms | dose_sessions | dose_weeks
            A1        | curriculum     | 5             | 12

            evidence
            evidence_id | actions | dose_sessions | dose_weeks
            E1          | A1      | 10            | 12
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "The planned dose is blank, or that of the evidence is, or the kind of work.",
            """
            actions
            action_id | delivery_forms | dose_sessions | dose_weeks
            A1        | curriculum     |               |
            A2        | curriculum     | 5             | 12
            A3        |                |               |

            evidence
            evidence_id | actions | dose_sessions | dose_weeks
            E1          | A2      |               |

            meta
            table    | complete
            evidence | yes
            """,
            ("ask actions/A1", "ask actions/A2", "ask plan"),
        ),
    ],
    "M103": [
        Case(
            "held",
            "A measure for each horizon.",
            """
            outcomes
            outcome_id
            O1

            measures
            measure_id | outcomes | horizon
            M1         | O1       | short
            M2         | O1       | medium
            M3         | O1       | long
            """,
        ),
        Case(
            "gap",
            "Only the short term is measured, and all measures are there.",
            """
            outcomes
            outcome_id
            O1

            measures
            measure_id | outcomes | horizon
            M1         | O1       | short

            meta
            table    | complete
            measures | yes
            """,
            ("gap outcomes/O1",),
        ),
        Case(
            "ask",
            "Only the short term is measured so far.",
            """
            outcomes
            outcome_id
            O1

            measures
            measure_id | outcomes | horizon
            M1         | O1       | short
            """,
            ("ask outcomes/O1",),
        ),
        Case(
            "blank",
            "A horizon is blank; it may be the long term.",
            """
            outcomes
            outcome_id
            O1

            measures
            measure_id | outcomes | horizon
            M1         | O1       | short
            M2         | O1       | medium
            M3         | O1       |

            meta
            table    | complete
            measures | yes
            """,
            ("ask outcomes/O1",),
        ),
        Case(
            "blank",
            "A measure does not say which outcome it is for.",
            """
            outcomes
            outcome_id
            O1

            measures
            measure_id | outcomes | horizon
            M1         |          | long

            meta
            table    | complete
            measures | yes
            """,
            ("ask outcomes/O1",),
        ),
    ],
}
