"""Cases of M501 to M504."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "M501": [
        Case(
            "held",
            "A measure names one action, and the outcome of the other.",
            """
            outcomes
            outcome_id
            O1

            actions
            action_id | outcomes
            A1        |
            A2        | O1

            measures
            measure_id | actions | outcomes
            M1         | A1      | O1
            """,
        ),
        Case(
            "gap",
            "All measures are there, and none is for the second action.",
            """
            actions
            action_id | outcomes
            A1        | none
            A2        | none

            measures
            measure_id | actions
            M1         | A1

            meta
            table    | complete
            measures | yes
            """,
            ("gap actions/A2",),
        ),
        Case(
            "ask",
            "The measure may be missing. The action that has ended is not asked about.",
            """
            actions
            action_id | status
            A1        | active
            A2        | closed
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "The measure does not say what it is for.",
            """
            actions
            action_id | outcomes
            A1        | none

            measures
            measure_id | actions | outcomes
            M1         |         |

            meta
            table    | complete
            measures | yes
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "The action may have an outcome that is measured.",
            """
            outcomes
            outcome_id
            O1

            actions
            action_id | outcomes
            A1        |

            measures
            measure_id | actions | outcomes
            M1         | none    | O1

            meta
            table    | complete
            measures | yes
            """,
            ("ask actions/A1",),
        ),
        Case(
            "complete",
            "There is no measure, and none is missing.",
            """
            actions
            action_id | outcomes
            A1        | none

            meta
            table    | complete
            measures | yes
            """,
            ("gap actions/A1",),
        ),
    ],
    "M502": [
        Case(
            "held",
            "All four are written down. A baseline of zero is a baseline.",
            """
            organisations
            organisation_id
            North

            measures
            measure_id | baseline | owner | direction | frequency
            M1         | 0        | North | ambiguous | yearly
            """,
        ),
        Case(
            "gap",
            "Nobody owns it.",
            """
            measures
            measure_id | baseline | owner | direction | frequency
            M1         | 12.5     | none  | lower     | yearly
            """,
            ("gap measures/M1",),
        ),
        Case(
            "ask",
            "No measure is written down, and rows may be missing.",
            "",
            ("ask plan",),
        ),
        Case(
            "blank",
            "The baseline and the owner are not written down.",
            """
            measures
            measure_id | baseline | owner | direction | frequency
            M1         |          |       | lower     | yearly
            """,
            ("ask measures/M1",),
        ),
    ],
    "M503": [
        Case(
            "held",
            "Not due yet; came on time; or no more are to come.",
            """
            measures
            measure_id | latest_figures | figures_due
            M1         | 2025-03        | 2027-03
            M2         | 2026-03        | 2026-03
            M3         | 2020           | none
            """,
        ),
        Case(
            "gap",
            "Due in March, and the latest are a year older; or none ever came.",
            """
            measures
            measure_id | latest_figures | figures_due
            M1         | 2025-03        | 2026-03
            M2         | none           | 2026-03
            """,
            ("gap measures/M1", "gap measures/M2"),
        ),
        Case(
            "ask",
            "No measure is written down, and rows may be missing.",
            "",
            ("ask plan",),
        ),
        Case(
            "blank",
            "When they are due is blank; or they were due, and when they came is blank.",
            """
            measures
            measure_id | latest_figures | figures_due
            M1         | 2025-03        |
            M2         |                | 2026-03
            """,
            ("ask measures/M1", "ask measures/M2"),
        ),
    ],
    "M504": [
        Case(
            "held",
            "Victims-survivors are asked every year what the numbers leave out.",
            """
            outcomes
            outcome_id | voice_beside
            O1         | A panel of victims-survivors reads the figures each year
            """,
        ),
        Case(
            "gap",
            "It is said that nobody is heard beside the numbers.",
            """
            outcomes
            outcome_id | voice_beside
            O1         | none
            """,
            ("gap outcomes/O1",),
        ),
        Case(
            "ask",
            "No outcome is written down, and rows may be missing.",
            "",
            ("ask plan",),
        ),
        Case(
            "blank",
            "How voices are heard is not written down.",
            """
            outcomes
            outcome_id | voice_beside
            O1         |
            """,
            ("ask outcomes/O1",),
        ),
    ],
}
