"""Cases of G601, G602, G603, G604 and G901."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "G601": [
        Case(
            "held",
            "All seven facts are written. 'none' under cost means free.",
            """
            services
            service_id | languages       | bsl | easy_read | step_free | hours      | cost | self_referral
            S1         | English; Bengali | yes | yes       | yes       | 9 to 5     | none | yes
            """,
        ),
        Case(
            "gap",
            "'none' is written for opening hours.",
            """
            services
            service_id | languages | bsl | easy_read | step_free | hours | cost | self_referral
            S1         | English   | yes | yes       | yes       | none  | none | yes
            """,
            ("gap services/S1",),
        ),
        Case(
            "ask",
            "No service is written down: one question.",
            "",
            ("ask plan",),
        ),
        Case(
            "blank",
            "Blank facts are asked for together, in one finding for the service.",
            """
            services
            service_id | languages | hours  | cost | self_referral
            S1         | English   | 9 to 5 | none | yes
            """,
            ("ask services/S1",),
        ),
        Case(
            "complete",
            "Completing the table does not make a gap of a blank.",
            """
            services
            service_id | languages
            S1         | English

            meta
            table    | complete
            services | yes
            """,
            ("ask services/S1",),
        ),
        Case(
            "note",
            "All is written, and the service is not step-free.",
            """
            services
            service_id | languages | bsl | easy_read | step_free | hours  | cost | self_referral
            S1         | English   | no  | yes       | no        | 9 to 5 | none | yes
            """,
            ("note services/S1",),
        ),
        Case(
            "not applicable",
            "The plan has no services, and says so.",
            """
            meta
            table    | complete
            services | yes
            """,
        ),
    ],
    "G602": [
        Case(
            "held",
            "Each community of the area is named by an action.",
            """
            actions
            action_id | communities
            A1        | disabled; migrant

            communities
            area      | community
            E12000007 | disabled
            E12000007 | migrant
            """,
        ),
        Case(
            "gap",
            "No action names disabled people, and the table of actions is complete.",
            """
            actions
            action_id | communities
            A1        | migrant

            communities
            area      | community
            E12000007 | disabled
            E12000007 | migrant

            meta
            table   | complete
            actions | yes
            """,
            ("gap community/disabled",),
        ),
        Case(
            "ask",
            "An action for them may still be written down.",
            """
            actions
            action_id | communities
            A1        | migrant

            communities
            area      | community
            E12000007 | disabled
            E09000004 | disabled
            """,
            ("ask community/disabled",),
        ),
        Case(
            "blank",
            "A2 does not say whom it is shaped for.",
            """
            actions
            action_id | communities
            A1        | migrant
            A2        |

            communities
            area      | community
            E12000007 | disabled

            meta
            table   | complete
            actions | yes
            """,
            ("ask community/disabled",),
        ),
        Case(
            "complete",
            "'none' says that the action is shaped for no one in particular.",
            """
            actions
            action_id | communities
            A1        | none

            communities
            area      | community
            E12000007 | disabled

            meta
            table   | complete
            actions | yes
            """,
            ("gap community/disabled",),
        ),
        Case(
            "not applicable",
            "The area has no communities to name, and the plan says so.",
            """
            meta
            table       | complete
            communities | yes
            """,
        ),
    ],
    "G603": [
        Case(
            "held",
            "A service for disabled people is run by an organisation of theirs.",
            """
            organisations
            organisation_id | name       | led_by_and_for
            dpo             | Our Voices | disabled

            services
            service_id | organisation | communities
            S1         | dpo          | disabled
            """,
        ),
        Case(
            "gap",
            "No organisation is led by and for them, and the table is complete.",
            """
            organisations
            organisation_id | name | led_by_and_for
            org             | Help | none

            services
            service_id | organisation | communities
            S1         | org          | disabled

            meta
            table         | complete
            organisations | yes
            """,
            ("gap community/disabled",),
        ),
        Case(
            "ask",
            "One is led by and for them, and delivers nothing that is written down.",
            """
            organisations
            organisation_id | name       | led_by_and_for
            org             | Help       | none
            dpo             | Our Voices | disabled

            services
            service_id | organisation | communities
            S1         | org          | disabled

            meta
            table         | complete
            organisations | yes
            """,
            ("ask community/disabled",),
        ),
        Case(
            "ask",
            "No action or service says which communities it serves.",
            """
            organisations
            organisation_id | name | led_by_and_for
            org             | Help | none

            actions
            action_id | communities
            A1        |
            """,
            ("ask plan",),
        ),
        Case(
            "blank",
            "An organisation does not say whether it is led by and for anyone.",
            """
            organisations
            organisation_id | name | led_by_and_for
            org             | Help |

            actions
            action_id | delivery_organisations | communities
            A1        | org                    | disabled

            meta
            table         | complete
            organisations | yes
            """,
            ("ask community/disabled",),
        ),
        Case(
            "complete",
            "Completing the table of organisations turns the question into a gap.",
            """
            organisations
            organisation_id | name | led_by_and_for
            org             | Help | migrant

            actions
            action_id | delivery_organisations | communities
            A1        | org                    | disabled; migrant

            meta
            table         | complete
            organisations | yes
            """,
            ("gap community/disabled",),
        ),
        Case(
            "not applicable",
            "The plan has no actions and no services, and says so.",
            """
            meta
            table    | complete
            actions  | yes
            services | yes
            """,
        ),
    ],
    "G604": [
        Case(
            "held",
            "The service records the steps.",
            """
            services
            service_id | records_steps
            S1         | yes
            """,
        ),
        Case(
            "gap",
            "'no' is written.",
            """
            services
            service_id | records_steps
            S1         | no
            """,
            ("gap services/S1",),
        ),
        Case(
            "ask",
            "No service is written down: one question.",
            "",
            ("ask plan",),
        ),
        Case(
            "blank",
            "The service does not say.",
            """
            services
            service_id | records_steps
            S1         |
            """,
            ("ask services/S1",),
        ),
        Case(
            "complete",
            "Completing the table does not make a gap of a blank.",
            """
            services
            service_id | records_steps
            S1         |

            meta
            table    | complete
            services | yes
            """,
            ("ask services/S1",),
        ),
        Case(
            "not applicable",
            "The plan has no services, and says so.",
            """
            meta
            table    | complete
            services | yes
            """,
        ),
    ],
    "G901": [
        Case(
            "held",
            "The action for a community and the service both record one; an action "
            "for no one in particular needs none here.",
            """
            actions
            action_id | communities | equality_assessment
            A1        | disabled    | March 2026
            A2        | none        |

            services
            service_id | equality_assessment
            S1         | EIA 12
            """,
        ),
        Case(
            "gap",
            "'none' is written for the service.",
            """
            services
            service_id | equality_assessment
            S1         | none
            """,
            ("gap services/S1",),
        ),
        Case(
            "ask",
            "Two actions do not say which communities they are for: one question.",
            """
            actions
            action_id | communities
            A1        |
            A2        |
            """,
            ("ask plan",),
        ),
        Case(
            "blank",
            "The action for a community does not say.",
            """
            actions
            action_id | communities | equality_assessment
            A1        | disabled    |
            """,
            ("ask actions/A1",),
        ),
        Case(
            "complete",
            "Completing the tables does not make a gap of a blank.",
            """
            actions
            action_id | communities | equality_assessment
            A1        | disabled    |

            meta
            table    | complete
            actions  | yes
            services | yes
            """,
            ("ask actions/A1",),
        ),
        Case(
            "not applicable",
            "The plan has no actions and no services, and says so.",
            """
            meta
            table    | complete
            actions  | yes
            services | yes
            """,
        ),
    ],
}
