"""Cases of G501, G502 and G503."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "G501": [
        Case(
            "held",
            "All four have an action; enforcement is a kind of accountability.",
            """
            actions
            action_id | responses
            A1        | deterrence; identification
            A2        | enforcement; rehabilitation
            """,
        ),
        Case(
            "gap",
            "No action deters, and the table is complete.",
            """
            actions
            action_id | responses
            A1        | identification; accountability; opportunity-to-change

            meta
            table   | complete
            actions | yes
            """,
            ("gap perpetrator-response/deterrence",),
        ),
        Case(
            "ask",
            "More actions may still be written down.",
            """
            actions
            action_id | responses
            A1        | identification; accountability; opportunity-to-change
            """,
            ("ask perpetrator-response/deterrence",),
        ),
        Case(
            "blank",
            "A2 does not say what it does about harmful behaviour.",
            """
            actions
            action_id | responses
            A1        | identification; accountability; opportunity-to-change
            A2        |

            meta
            table   | complete
            actions | yes
            """,
            ("ask perpetrator-response/deterrence",),
        ),
        Case(
            "complete",
            "Completing the table turns the question into a gap.",
            """
            actions
            action_id | responses
            A1        | deterrence; identification; accountability

            meta
            table   | complete
            actions | yes
            """,
            ("gap perpetrator-response/opportunity-to-change",),
        ),
    ],
    "G502": [
        Case(
            "held",
            "The programme says who keeps in touch with the victim-survivor.",
            """
            actions
            action_id | delivery_forms        | safety_contact
            A1        | perpetrator-programme | A support worker, every week
            """,
        ),
        Case(
            "held",
            "A linked service supports victims-survivors.",
            """
            actions
            action_id | delivery_forms        | audiences         | safety_contact
            A1        | perpetrator-programme | perpetrators      |
            A2        | advocacy              | victims-survivors |

            services
            service_id | actions
            S1         | A1; A2
            """,
        ),
        Case(
            "gap",
            "'none' is written: nobody keeps in touch.",
            """
            actions
            action_id | delivery_forms        | safety_contact
            A1        | perpetrator-programme | none
            """,
            ("gap actions/A1",),
        ),
        Case(
            "gap",
            "The linked service works with perpetrators only, so it does not count.",
            """
            actions
            action_id | delivery_forms        | audiences    | safety_contact
            A1        | perpetrator-programme | perpetrators | none

            services
            service_id | actions
            S1         | A1
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "It works with perpetrators and does not say what kind of work it is.",
            """
            actions
            action_id | delivery_forms | responses | audiences
            A1        |                |           | perpetrators
            A2        |                |           | public
            """,
            ("ask plan",),
        ),
        Case(
            "ask",
            "'none' is written, and whether the programme still runs is not clear.",
            """
            actions
            action_id | responses      | safety_contact | status
            A1        | rehabilitation | none           | unknown
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "A blank is a question, and the one to answer first.",
            """
            actions
            action_id | delivery_forms        | safety_contact
            A1        | perpetrator-programme |
            """,
            ("ask actions/A1",),
        ),
        Case(
            "complete",
            "Completing the tables does not make a gap of a blank.",
            """
            actions
            action_id | responses             | safety_contact
            A1        | opportunity-to-change |

            meta
            table    | complete
            actions  | yes
            services | yes
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
    "G503": [
        Case(
            "held",
            "A primary action works with men and boys.",
            """
            actions
            action_id | tiers   | audiences
            A1        | primary | men-and-boys
            """,
        ),
        Case(
            "gap",
            "Work with perpetrators after the event is not primary.",
            """
            actions
            action_id | tiers    | audiences
            A1        | primary  | public
            A2        | tertiary | perpetrators; men-and-boys

            meta
            table   | complete
            actions | yes
            """,
            ("gap audience/men-and-boys",),
        ),
        Case(
            "ask",
            "Such an action may still be written down.",
            """
            actions
            action_id | tiers   | audiences
            A1        | primary | public
            """,
            ("ask audience/men-and-boys",),
        ),
        Case(
            "blank",
            "A2 does not say who it works with.",
            """
            actions
            action_id | tiers   | audiences
            A1        | primary | public
            A2        | primary |

            meta
            table   | complete
            actions | yes
            """,
            ("ask audience/men-and-boys",),
        ),
        Case(
            "complete",
            "Completing the table turns the question into a gap.",
            """
            actions
            action_id | tiers   | audiences
            A1        | primary | children

            meta
            table   | complete
            actions | yes
            """,
            ("gap audience/men-and-boys",),
        ),
    ],
}
