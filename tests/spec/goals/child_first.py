"""Cases of G301, G302 and G303."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "G301": [
        Case(
            "held",
            "The action for children says how it is Child First; the other is for "
            "adults.",
            """
            actions
            action_id | life_stages | child_first
            A1        | 11-15       | knows-rights; seeks-support
            A2        | 25-59       |
            """,
        ),
        Case(
            "held",
            "An action for all life stages is not asked: it is for everyone.",
            """
            actions
            action_id | life_stages | child_first
            A1        | all         |
            """,
        ),
        Case(
            "gap",
            "'none' is written: no part of it is Child First.",
            """
            actions
            action_id | life_stages | child_first
            A1        | 11-15       | none
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "'none' is written, and whether the action still runs is not clear.",
            """
            actions
            action_id | life_stages | child_first | status
            A1        | 11-15       | none        | unknown
            """,
            ("ask actions/A1",),
        ),
        Case(
            "ask",
            "Two actions do not say which ages they reach: one question, not two.",
            """
            actions
            action_id | life_stages | child_first
            A1        |             | none
            A2        |             |
            """,
            ("ask plan",),
        ),
        Case(
            "blank",
            "A blank is a question, even in a complete table.",
            """
            actions
            action_id | life_stages | child_first
            A1        | 11-15       |

            meta
            table   | complete
            actions | yes
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "Ages are blank, and children are named among the people it works with.",
            """
            actions
            action_id | life_stages | audiences | child_first
            A1        |             | children  |
            """,
            ("ask actions/A1",),
        ),
        Case(
            "complete",
            "An action that has ended is left alone.",
            """
            actions
            action_id | life_stages | child_first | status
            A1        | 11-15       | none        | closed

            meta
            table   | complete
            actions | yes
            """,
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
    "G302": [
        Case(
            "held",
            "Primary actions reach every stage of childhood.",
            """
            actions
            action_id | tiers   | life_stages
            A1        | primary | 0-4; 5-10
            A2        | primary | 11-15; 16-17
            """,
        ),
        Case(
            "held",
            "An action for all life stages reaches each of them.",
            """
            actions
            action_id | tiers   | life_stages
            A1        | primary | all
            """,
        ),
        Case(
            "gap",
            "No primary action reaches the youngest, and the table is complete.",
            """
            actions
            action_id | tiers    | life_stages
            A1        | primary  | 5-10; 11-15; 16-17
            A2        | tertiary | 0-4

            meta
            table   | complete
            actions | yes
            """,
            ("gap life-stage/0-4",),
        ),
        Case(
            "ask",
            "More actions may still be written down.",
            """
            actions
            action_id | tiers   | life_stages
            A1        | primary | 5-10; 11-15; 16-17
            """,
            ("ask life-stage/0-4",),
        ),
        Case(
            "blank",
            "A2 is for the youngest and does not say its tier.",
            """
            actions
            action_id | tiers   | life_stages
            A1        | primary | 5-10; 11-15; 16-17
            A2        |         | 0-4

            meta
            table   | complete
            actions | yes
            """,
            ("ask life-stage/0-4",),
        ),
        Case(
            "complete",
            "Completing the table turns the question into a gap.",
            """
            actions
            action_id | tiers   | life_stages
            A1        | primary | 0-4; 5-10; 11-15

            meta
            table   | complete
            actions | yes
            """,
            ("gap life-stage/16-17",),
        ),
    ],
    "G303": [
        Case(
            "held",
            "Children shaped the action that is for them.",
            """
            actions
            action_id | life_stages | shaped_by
            A1        | 11-15       | children-young-people; practitioners
            """,
        ),
        Case(
            "gap",
            "Only practitioners shaped it.",
            """
            actions
            action_id | life_stages | shaped_by
            A1        | 11-15       | practitioners
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "It is not clear whether the action still runs.",
            """
            actions
            action_id | life_stages | shaped_by | status
            A1        | 11-15       | none      |
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "Who shaped it is not written down.",
            """
            actions
            action_id | life_stages | shaped_by
            A1        | 11-15       |
            """,
            ("ask actions/A1",),
        ),
        Case(
            "complete",
            "Completing the table does not make a gap of a blank.",
            """
            actions
            action_id | audiences | shaped_by
            A1        | children  |

            meta
            table   | complete
            actions | yes
            """,
            ("ask actions/A1",),
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
