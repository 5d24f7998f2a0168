"""Cases of G201 and G202."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "G201": [
        Case(
            "held",
            "Primary actions address all four drivers.",
            """
            actions
            action_id | tiers   | drivers
            A1        | primary | misogyny; sexism
            A2        | primary | harmful-beliefs-about-gender; gender-inequality
            """,
        ),
        Case(
            "gap",
            "A secondary action names a driver; only primary ones count.",
            """
            actions
            action_id | tiers     | drivers
            A1        | primary   | misogyny; sexism; harmful-beliefs-about-gender
            A2        | secondary | gender-inequality

            meta
            table   | complete
            actions | yes
            """,
            ("gap driver/gender-inequality",),
        ),
        Case(
            "ask",
            "More actions may still be written down.",
            """
            actions
            action_id | tiers   | drivers
            A1        | primary | misogyny; sexism; harmful-beliefs-about-gender
            """,
            ("ask driver/gender-inequality",),
        ),
        Case(
            "blank",
            "A2 does not say which drivers it addresses.",
            """
            actions
            action_id | tiers   | drivers
            A1        | primary | misogyny; sexism; harmful-beliefs-about-gender
            A2        | primary |

            meta
            table   | complete
            actions | yes
            """,
            ("ask driver/gender-inequality",),
        ),
        Case(
            "complete",
            "A complete table whose one action says 'none' lacks every driver.",
            """
            actions
            action_id | tiers   | drivers
            A1        | primary | none

            meta
            table   | complete
            actions | yes
            """,
            (
                "gap driver/misogyny",
                "gap driver/sexism",
                "gap driver/harmful-beliefs-about-gender",
                "gap driver/gender-inequality",
            ),
        ),
    ],
    "G202": [
        Case(
            "held",
            "Early work on healthy relationships in schools and in sports clubs.",
            """
            actions
            action_id | tiers   | strategies          | settings       | life_stages
            A1        | primary | relationship-skills | primary-school | 5-10
            A2        | primary | relationship-skills | sport-leisure  | 5-10
            """,
        ),
        Case(
            "held",
            "What the action says of Child First counts, and so do 'all life stages'.",
            """
            actions
            action_id | tiers   | child_first           | settings                       | life_stages
            A1        | primary | healthy-relationships | primary-school; street-park | all
            """,
        ),
        Case(
            "gap",
            "The work in the community is for adults.",
            """
            actions
            action_id | tiers   | strategies          | child_first           | settings       | life_stages
            A1        | primary | relationship-skills | healthy-relationships | primary-school | 5-10
            A2        | primary | relationship-skills | none                  | sport-leisure  | 25-59

            meta
            table   | complete
            actions | yes
            """,
            ("gap setting/community",),
        ),
        Case(
            "ask",
            "Work in the community may still be written down.",
            """
            actions
            action_id | tiers   | strategies          | settings       | life_stages
            A1        | primary | relationship-skills | primary-school | 5-10
            """,
            ("ask setting/community",),
        ),
        Case(
            "blank",
            "A2 does not say where it happens.",
            """
            actions
            action_id | tiers   | strategies          | settings       | life_stages
            A1        | primary | relationship-skills | primary-school | 5-10
            A2        | primary | relationship-skills |                | 0-4

            meta
            table   | complete
            actions | yes
            """,
            ("ask setting/community",),
        ),
        Case(
            "complete",
            "Services in a school are not work on healthy relationships.",
            """
            actions
            action_id | tiers   | strategies | child_first  | settings       | life_stages
            A1        | primary | services   | knows-rights | primary-school | 5-10

            meta
            table   | complete
            actions | yes
            """,
            ("gap setting/education", "gap setting/community"),
        ),
    ],
}
