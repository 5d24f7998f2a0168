"""Cases of W301 to W304."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "W301": [
        Case(
            "held",
            "One action rests on rated evidence, the other will be evaluated.",
            """
            actions
            action_id | evaluation
            A1        | none
            A2        | A university compares schools

            evidence
            evidence_id | actions | rating
            E1          | A1      | 3
            """,
        ),
        Case(
            "gap",
            "No evaluation, and the evidence for it has no rating.",
            """
            actions
            action_id | evaluation
            A1        | none

            evidence
            evidence_id | actions | rating
            E1          | A1      | none

            meta
            table    | complete
            evidence | yes
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "No evaluation; evidence may still be written down.",
            """
            actions
            action_id | evaluation
            A1        | none
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "The evaluation is blank; or evidence does not say what it is for.",
            """
            actions
            action_id | evaluation
            A1        |
            A2        | none

            evidence
            evidence_id | actions | rating
            E1          |         | 3

            meta
            table    | complete
            evidence | yes
            """,
            ("ask actions/A1", "ask actions/A2"),
        ),
        Case(
            "complete",
            "The evidence table is complete and holds nothing for the action.",
            """
            actions
            action_id | evaluation
            A1        | none

            meta
            table    | complete
            evidence | yes
            """,
            ("gap actions/A1",),
        ),
    ],
    "W302": [
        Case(
            "held",
            "Reviewed within two years; or too young to be due.",
            """
            actions
            action_id | start   | last_reviewed
            A1        | 2020-04 | 2025-06
            A2        | 2026-04 |

            evidence
            evidence_id | date
            E1          | 2025
            """,
        ),
        Case(
            "gap",
            "The plan is reviewed every year. The action was last reviewed before that, and the evidence is older.",
            """
            plan
            plan_id | title | review_months
            P       | Plan  | 12

            actions
            action_id | start   | last_reviewed
            A1        | 2020-04 | 2025-06
            A2        | 2020-04 | none

            evidence
            evidence_id | date
            E1          | 2019
            """,
            ("gap actions/A1", "gap actions/A2", "gap evidence/E1"),
        ),
        Case(
            "ask",
            "2024 may lie within the last two years, or just before them.",
            """
            actions
            action_id | start   | last_reviewed
            A1        | 2020-04 | 2024
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "No date of review, and none on the evidence.",
            """
            actions
            action_id | start   | last_reviewed
            A1        | 2020-04 |
            A2        |         |

            evidence
            evidence_id | date
            E1          |
            """,
            ("ask actions/A1", "ask actions/A2", "ask evidence/E1"),
        ),
    ],
    "W303": [
        Case(
            "held",
            "One outcome rests on victims-survivors, the other on practitioners.",
            """
            outcomes
            outcome_id | informed_by
            O1         | victims-survivors
            O2         | practitioners; communities
            """,
        ),
        Case(
            "gap",
            "Only communities were heard; or nobody was.",
            """
            outcomes
            outcome_id | informed_by
            O1         | communities
            O2         | none
            """,
            ("gap outcomes/O1", "gap outcomes/O2"),
        ),
        Case(
            "ask",
            "No outcome is written down, and rows may be missing.",
            "",
            ("ask plan",),
        ),
        Case(
            "blank",
            "Whose voice it rests on is blank.",
            """
            outcomes
            outcome_id | informed_by
            O1         |
            """,
            ("ask outcomes/O1",),
        ),
    ],
    "W304": [
        Case(
            "held",
            "The action names the change that it should bring about.",
            """
            actions
            action_id | outcomes
            A1        | O1

            outcomes
            outcome_id | title
            O1         | Pupils step in when they see harm
            """,
        ),
        Case(
            "gap",
            "The action says that it has no outcome.",
            """
            actions
            action_id | outcomes
            A1        | none
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "It has no outcome, but it may be over.",
            """
            actions
            action_id | outcomes | status
            A1        | none     | unknown
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "The outcomes are not written down. The action that has ended is not asked about.",
            """
            actions
            action_id | outcomes | status
            A1        |          | planned
            A2        |          | closed
            """,
            ("ask actions/A1",),
        ),
        Case(
            "not applicable",
            "There is no action, and none is missing.",
            """
            meta
            table   | complete
            actions | yes
            """,
        ),
    ],
}
