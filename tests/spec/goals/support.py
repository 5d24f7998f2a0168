"""Cases of G401 and G402."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "G401": [
        Case(
            "held",
            "Actions and services together support victims-survivors of every age.",
            """
            actions
            action_id | audiences         | life_stages
            A1        | victims-survivors | 0-4; 5-10; 11-15; 16-17

            services
            service_id | life_stages
            S1         | pregnancy-perinatal; 18-24; 25-59; 60-74; 75-plus
            """,
        ),
        Case(
            "gap",
            "Nothing supports the youngest, and both tables are complete.",
            """
            actions
            action_id | audiences         | life_stages
            A1        | victims-survivors | 5-10; 11-15; 16-17
            A2        | public            | 0-4

            services
            service_id | life_stages
            S1         | pregnancy-perinatal; 18-24; 25-59; 60-74; 75-plus

            meta
            table    | complete
            actions  | yes
            services | yes
            """,
            ("gap life-stage/0-4",),
        ),
        Case(
            "gap",
            "A service that belongs to work with perpetrators is not support.",
            """
            actions
            action_id | audiences         | life_stages
            A1        | victims-survivors | pregnancy-perinatal; 0-4; 5-10; 11-15; 16-17; 18-24; 25-59; 60-74
            A2        | perpetrators      | 75-plus

            services
            service_id | actions | life_stages
            S1         | A2      | 75-plus

            meta
            table    | complete
            actions  | yes
            services | yes
            """,
            ("gap life-stage/75-plus",),
        ),
        Case(
            "ask",
            "The services table is not complete, so the missing age may be there.",
            """
            actions
            action_id | audiences         | life_stages
            A1        | victims-survivors | 5-10; 11-15; 16-17

            services
            service_id | life_stages
            S1         | pregnancy-perinatal; 18-24; 25-59; 60-74; 75-plus

            meta
            table   | complete
            actions | yes
            """,
            ("ask life-stage/0-4",),
        ),
        Case(
            "blank",
            "A service does not say which ages it is for.",
            """
            actions
            action_id | audiences         | life_stages
            A1        | victims-survivors | 5-10; 11-15; 16-17; 18-24; 25-59; 60-74; 75-plus

            services
            service_id | life_stages
            S1         |
            S2         | pregnancy-perinatal

            meta
            table    | complete
            actions  | yes
            services | yes
            """,
            ("ask life-stage/0-4",),
        ),
        Case(
            "complete",
            "A service for all life stages holds whatever the actions say.",
            """
            services
            service_id | life_stages
            S1         | all

            meta
            table    | complete
            actions  | yes
            services | yes
            """,
        ),
    ],
    "G402": [
        Case(
            "held",
            "A measure of harm reduced is linked, here through an outcome.",
            """
            actions
            action_id | audiences         | outcomes
            A1        | victims-survivors | O1

            outcomes
            outcome_id | title
            O1         | People are safer

            measures
            measure_id | outcomes | shows
            M1         | O1       | harm-reduced
            """,
        ),
        Case(
            "gap",
            "The action counts only its own activity, and no measures are to come.",
            """
            actions
            action_id | audiences         | outcomes
            A1        | victims-survivors | none

            measures
            measure_id | actions | shows
            M1         | A1      | activity

            meta
            table    | complete
            measures | yes
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "A measure may still be written down.",
            """
            actions
            action_id | audiences         | outcomes
            A1        | victims-survivors | none
            A2        | professionals     |
            """,
            ("ask actions/A1",),
        ),
        Case(
            "ask",
            "An action does not say who it works with, so it may be support.",
            """
            actions
            action_id | audiences
            A1        |
            """,
            ("ask plan",),
        ),
        Case(
            "blank",
            "The action's measure does not say what it shows.",
            """
            actions
            action_id | audiences         | outcomes
            A1        | victims-survivors | none

            measures
            measure_id | actions | shows
            M1         | A1      |

            meta
            table    | complete
            measures | yes
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "A measure of harm does not say what it is for: it may be this action.",
            """
            actions
            action_id | audiences         | outcomes
            A1        | victims-survivors | none

            measures
            measure_id | shows
            M1         | re-victimisation

            meta
            table    | complete
            measures | yes
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "The action's outcomes are blank, and an outcome has such a measure.",
            """
            actions
            action_id | audiences         | outcomes
            A1        | victims-survivors |

            outcomes
            outcome_id | title
            O1         | People are safer

            measures
            measure_id | outcomes | shows
            M1         | O1       | re-victimisation

            meta
            table    | complete
            measures | yes
            """,
            ("ask actions/A1",),
        ),
        Case(
            "complete",
            "Completing the measures table turns the question into a gap.",
            """
            actions
            action_id | audiences
            A1        | victims-survivors

            meta
            table    | complete
            measures | yes
            """,
            ("gap actions/A1",),
        ),
        Case(
            "not applicable",
            "The plan has no action at all, and says so.",
            """
            meta
            table   | complete
            actions | yes
            """,
        ),
    ],
}
