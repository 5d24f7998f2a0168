"""Cases of G101, G102, G103 and G105."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "G101": [
        Case(
            "held",
            "Each type in scope is named by an action.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking; fgm

            actions
            action_id | vawg_types
            A1        | stalking
            A2        | fgm
            """,
        ),
        Case(
            "gap",
            "No action names the type, and the author says that the table is complete.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking; fgm

            actions
            action_id | vawg_types
            A1        | stalking

            meta
            table   | complete
            actions | yes
            """,
            ("gap vawg-type/fgm",),
        ),
        Case(
            "gap",
            "The one action that named the type has ended.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking

            actions
            action_id | vawg_types | status
            A1        | stalking   | closed

            meta
            table   | complete
            actions | yes
            """,
            ("gap vawg-type/stalking",),
        ),
        Case(
            "ask",
            "The table is not complete: an action for the type may be missing.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking; fgm

            actions
            action_id | vawg_types
            A1        | stalking
            """,
            ("ask vawg-type/fgm",),
        ),
        Case(
            "ask",
            "It is not clear whether the one action for the type still runs.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking

            actions
            action_id | vawg_types | status
            A1        | stalking   | unknown

            meta
            table   | complete
            actions | yes
            """,
            ("ask vawg-type/stalking",),
        ),
        Case(
            "ask",
            "Nothing is written down: one question and not one for each type.",
            "",
            ("ask plan",),
        ),
        Case(
            "blank",
            "A2 does not say its types, so it may cover the missing one.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking; fgm

            actions
            action_id | vawg_types
            A1        | stalking
            A2        |

            meta
            table   | complete
            actions | yes
            """,
            ("ask vawg-type/fgm",),
        ),
        Case(
            "complete",
            "A complete table with no action at all lacks every type in scope.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking

            meta
            table   | complete
            actions | yes
            """,
            ("gap vawg-type/stalking",),
        ),
        Case(
            "note",
            "Only an action for all types covers it.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking

            actions
            action_id | vawg_types
            A1        | all
            """,
            ("note vawg-type/stalking",),
        ),
        Case(
            "held",
            "An action on a kind of domestic abuse covers domestic abuse.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | domestic-abuse

            actions
            action_id | vawg_types
            A1        | da-economic
            """,
        ),
    ],
    "G102": [
        Case(
            "held",
            "All three tiers have an action on the type; 'all types' counts too.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking

            actions
            action_id | vawg_types | tiers
            A1        | stalking   | primary; secondary
            A2        | all        | tertiary
            """,
        ),
        Case(
            "gap",
            "One finding for the type names every tier that is missing.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking

            actions
            action_id | vawg_types | tiers
            A1        | stalking   | primary

            meta
            table   | complete
            actions | yes
            """,
            ("gap vawg-type/stalking",),
        ),
        Case(
            "ask",
            "More actions may still be written down.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking

            actions
            action_id | vawg_types | tiers
            A1        | stalking   | primary
            """,
            ("ask vawg-type/stalking",),
        ),
        Case(
            "blank",
            "A2 is on the type and does not say its tiers.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking

            actions
            action_id | vawg_types | tiers
            A1        | stalking   | primary
            A2        | stalking   |

            meta
            table   | complete
            actions | yes
            """,
            ("ask vawg-type/stalking",),
        ),
        Case(
            "complete",
            "Completing the table turns the question into a gap: work that only "
            "enables is in none of the three tiers.",
            """
            plan
            plan_id | title | vawg_types_in_scope
            P       | Plan  | stalking

            actions
            action_id | vawg_types | tiers
            A1        | stalking   | system

            meta
            table   | complete
            actions | yes
            """,
            ("gap vawg-type/stalking",),
        ),
    ],
    "G103": [
        Case(
            "held",
            "There is action at home, in the street and online.",
            """
            actions
            action_id | settings
            A1        | home; street-park
            A2        | online
            """,
        ),
        Case(
            "gap",
            "No action works online, and no more actions are to come.",
            """
            actions
            action_id | settings
            A1        | home; street-park

            meta
            table   | complete
            actions | yes
            """,
            ("gap space/online",),
        ),
        Case(
            "ask",
            "No action online is written down, and the table is not complete.",
            """
            actions
            action_id | settings
            A1        | home; street-park
            """,
            ("ask space/online",),
        ),
        Case(
            "blank",
            "A2 does not say where it happens, so it may be online.",
            """
            actions
            action_id | settings
            A1        | home; street-park
            A2        |

            meta
            table   | complete
            actions | yes
            """,
            ("ask space/online",),
        ),
        Case(
            "complete",
            "'none' is an answer: this action happens in no place.",
            """
            actions
            action_id | settings
            A1        | none

            meta
            table   | complete
            actions | yes
            """,
            ("gap space/public", "gap space/private", "gap space/online"),
        ),
    ],
    "G105": [
        Case(
            "held",
            "Secondary and tertiary actions do all three.",
            """
            actions
            action_id | tiers     | responses
            A1        | secondary | identification; enforcement
            A2        | tertiary  | rehabilitation
            """,
        ),
        Case(
            "gap",
            "Rehabilitation is missing from a complete table.",
            """
            actions
            action_id | tiers     | responses
            A1        | secondary | identification; enforcement

            meta
            table   | complete
            actions | yes
            """,
            ("gap perpetrator-response/rehabilitation",),
        ),
        Case(
            "gap",
            "A primary action does not count: this is about where violence occurs.",
            """
            actions
            action_id | tiers     | responses
            A1        | secondary | identification; enforcement
            A2        | primary   | rehabilitation

            meta
            table   | complete
            actions | yes
            """,
            ("gap perpetrator-response/rehabilitation",),
        ),
        Case(
            "ask",
            "More actions may still be written down.",
            """
            actions
            action_id | tiers     | responses
            A1        | secondary | identification; rehabilitation
            """,
            ("ask perpetrator-response/enforcement",),
        ),
        Case(
            "blank",
            "A2 does not say what it does about harmful behaviour.",
            """
            actions
            action_id | tiers     | responses
            A1        | secondary | identification; rehabilitation
            A2        | tertiary  |

            meta
            table   | complete
            actions | yes
            """,
            ("ask perpetrator-response/enforcement",),
        ),
        Case(
            "complete",
            "An action that says 'none' does not do any of the three.",
            """
            actions
            action_id | tiers    | responses
            A1        | tertiary | none

            meta
            table   | complete
            actions | yes
            """,
            (
                "gap perpetrator-response/identification",
                "gap perpetrator-response/enforcement",
                "gap perpetrator-response/rehabilitation",
            ),
        ),
    ],
}
