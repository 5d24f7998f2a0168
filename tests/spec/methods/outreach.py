"""Cases of M401 and M402."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "M401": [
        Case(
            "held",
            "The one community of the area was listened to this spring.",
            """
            communities
            area      | community
            E09000001 | disabled

            engagements
            engagement_id | date    | communities
            E1            | 2026-04 | disabled
            """,
        ),
        Case(
            "gap",
            "Disabled people were last listened to two years ago; the next time is to come.",
            """
            communities
            area      | community
            E09000001 | disabled
            E09000001 | migrant

            engagements
            engagement_id | date    | communities
            E1            | 2024-04 | disabled
            E2            | 2026-04 | migrant
            E3            | 2027-01 | disabled

            meta
            table       | complete
            engagements | yes
            """,
            ("gap community/disabled",),
        ),
        Case(
            "ask",
            "'2025' may lie within the last 12 months, or before them.",
            """
            communities
            area      | community
            E09000001 | disabled

            engagements
            engagement_id | date | communities
            E1            | 2025 | disabled

            meta
            table       | complete
            engagements | yes
            """,
            ("ask community/disabled",),
        ),
        Case(
            "blank",
            "Who took part is blank, so it may have been anybody.",
            """
            communities
            area      | community
            E09000001 | disabled

            engagements
            engagement_id | date    | communities
            E1            | 2026-04 |

            meta
            table       | complete
            engagements | yes
            """,
            ("ask community/disabled",),
        ),
        Case(
            "complete",
            "Without a profile of the area, the communities of the framework are looked for.",
            """
            engagements
            engagement_id | date    | communities
            E1            | 2026-04 | migrant
            """,
            ("ask community/disabled",),
            only=False,
        ),
    ],
    "M402": [
        Case(
            "held",
            "It is said what changed. What is still to come is not asked about.",
            """
            engagements
            engagement_id | date    | what_changed
            E1            | 2026-04 | The helpline now opens at weekends
            E2            | 2027-01 |
            """,
        ),
        Case(
            "gap",
            "It is said that nothing changed.",
            """
            engagements
            engagement_id | date    | what_changed
            E1            | 2026-04 | none
            """,
            ("gap engagements/E1",),
        ),
        Case(
            "ask",
            "No engagement is written down, and rows may be missing.",
            "",
            ("ask plan",),
        ),
        Case(
            "blank",
            "What changed is not written down.",
            """
            engagements
            engagement_id | date    | what_changed
            E1            | 2026-04 |
            """,
            ("ask engagements/E1",),
        ),
    ],
}
