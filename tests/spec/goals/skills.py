"""Cases of G701, G702 and G703."""

from __future__ import annotations

from spec_case import Case


_SECTORS = (
    "mayoral-body; vru; borough; nhs; education; cps-courts; probation; transport; "
    "vcs-specialist; vcs-by-and-for; business"
)
_TOPICS = "signs-of-victimisation; signs-of-perpetration; perpetrator-manipulation"

SPECS: dict[str, list[Case]] = {
    "G701": [
        Case(
            "held",
            "The action says what it needs.",
            """
            actions
            action_id | skills_needed
            A1        | Two trained facilitators
            """,
        ),
        Case(
            "gap",
            "'none' is written: no skills and no capacity.",
            """
            actions
            action_id | skills_needed
            A1        | none
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "'none' is written, and whether the action still runs is not clear.",
            """
            actions
            action_id | skills_needed | status
            A1        | none          |
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "The action does not say.",
            """
            actions
            action_id | skills_needed
            A1        |
            """,
            ("ask actions/A1",),
        ),
        Case(
            "complete",
            "Completing the table does not make a gap of a blank.",
            """
            actions
            action_id | skills_needed
            A1        |

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
    "G702": [
        Case(
            "held",
            "Every sector has training on all three; police through an organisation.",
            f"""
            organisations
            organisation_id | name         | sector
            met             | A police force | police-mps

            training
            training_id | sectors    | organisations | topics
            T1          | {_SECTORS} |               | {_TOPICS}
            T2          |            | met           | {_TOPICS}
            """,
        ),
        Case(
            "gap",
            "One finding for the sector names every topic that is missing.",
            f"""
            training
            training_id | sectors    | topics
            T1          | {_SECTORS} | {_TOPICS}
            T2          | police     | signs-of-victimisation

            meta
            table    | complete
            training | yes
            """,
            ("gap sector/police",),
        ),
        Case(
            "ask",
            "More training may still be written down.",
            f"""
            training
            training_id | sectors    | topics
            T1          | {_SECTORS} | {_TOPICS}
            """,
            ("ask sector/police",),
        ),
        Case(
            "blank",
            "T2 does not say what it is about.",
            f"""
            training
            training_id | sectors    | topics
            T1          | {_SECTORS} | {_TOPICS}
            T2          | police     |

            meta
            table    | complete
            training | yes
            """,
            ("ask sector/police",),
        ),
        Case(
            "complete",
            "A complete table without training is a gap in every sector.",
            """
            meta
            table    | complete
            training | yes
            """,
            ("gap sector/police", "gap sector/nhs", "gap sector/business"),
            only=False,
        ),
    ],
    "G703": [
        Case(
            "held",
            "The refresh date lies ahead.",
            """
            training
            training_id | refresh_due
            T1          | 2027-04
            """,
        ),
        Case(
            "gap",
            "The refresh date has passed.",
            """
            training
            training_id | refresh_due
            T1          | 2026-09
            """,
            ("gap training/T1",),
        ),
        Case(
            "held",
            "'2026' may still mean December.",
            """
            training
            training_id | refresh_due
            T1          | 2026
            """,
        ),
        Case(
            "ask",
            "The date is not settled.",
            """
            training
            training_id | refresh_due
            T1          | to be confirmed
            """,
            ("ask training/T1",),
        ),
        Case(
            "blank",
            "The date is not written down.",
            """
            training
            training_id | refresh_due
            T1          |
            """,
            ("ask training/T1",),
        ),
        Case(
            "complete",
            "Completing the table does not make a gap of a blank.",
            """
            training
            training_id | refresh_due
            T1          |

            meta
            table    | complete
            training | yes
            """,
            ("ask training/T1",),
        ),
        Case(
            "note",
            "'none' is written: it is never given again.",
            """
            training
            training_id | refresh_due
            T1          | none
            """,
            ("note training/T1",),
        ),
        Case(
            "not applicable",
            "The plan has no training, and says so.",
            """
            meta
            table    | complete
            training | yes
            """,
        ),
    ],
}
