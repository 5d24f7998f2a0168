"""Cases of M201 and M202."""

from __future__ import annotations

from spec_case import Case


EVERYWHERE = (
    "home; online; primary-school; secondary-school; pru-alternative-provision; "
    "college-university; workplace; transport; night-time-venue; street-park; "
    "sport-leisure; health; housing-refuge; faith-community; custody-probation; "
    "court; care-supported-living"
)

CARRIERS = """
            organisations
            organisation_id | sector
            school          | education
            academy         | education
            clinic          | nhs-gp
"""

COMPLETE = """
            meta
            table    | complete
            messages | yes
"""

SPECS: dict[str, list[Case]] = {
    "M201": [
        Case(
            "held",
            "The message is met everywhere, carried by a school and, through a poster, by a clinic.",
            CARRIERS
            + f"""
            messages
            message_id | kind     | carries | carried_by | settings
            T1         | agreed   |         | school     | {EVERYWHERE}; police-estate
            T2         | material | T1      | clinic     | health-gp
            """
            + COMPLETE,
        ),
        Case(
            "gap",
            "No message is met in police buildings, and one sector alone carries it.",
            CARRIERS
            + f"""
            messages
            message_id | kind   | carried_by      | settings
            T1         | agreed | school; academy | {EVERYWHERE}
            """
            + COMPLETE,
            ("gap setting/police-estate", "gap messages/T1"),
        ),
        Case(
            "ask",
            "The same, but messages may be missing.",
            CARRIERS
            + f"""
            messages
            message_id | kind   | carried_by | settings
            T1         | agreed | school     | {EVERYWHERE}
            """,
            ("ask setting/police-estate", "ask messages/T1"),
        ),
        Case(
            "blank",
            "Where people meet the poster is blank, and which message it carries.",
            CARRIERS
            + f"""
            messages
            message_id | kind     | carries | carried_by | settings
            T1         | agreed   |         | school     | {EVERYWHERE}
            T2         | material |         | clinic     |
            """
            + COMPLETE,
            ("ask setting/police-estate", "ask messages/T1"),
        ),
        Case(
            "complete",
            "Nothing is written down: one question, and not one for each setting.",
            "",
            ("ask plan",),
        ),
    ],
    "M202": [
        Case(
            "held",
            "The poster says what the agreed message must say.",
            """
            messages
            message_id | kind     | wording                                | carries | must_say          | must_not_say
            T1         | agreed   | Violence is never your fault.          |         | never your fault  | avoid walking alone
            T2         | material | It is never your fault. Call us today. | T1      |                   |
            """,
        ),
        Case(
            "gap",
            "One poster says what it must not say, the other leaves out what it must say.",
            """
            messages
            message_id | kind     | wording                                | carries | must_say          | must_not_say
            T1         | agreed   | Violence is never your fault.          |         | never your fault  | avoid walking alone
            T2         | material | Never your fault. Avoid walking alone! | T1      |                   |
            T3         | material | Call us today.                         | T1      |                   |
            """,
            ("gap messages/T2", "gap messages/T3"),
        ),
        Case(
            "ask",
            "The wording says that the person harmed made the risk.",
            """
            messages
            message_id | kind     | wording                                          | carries
            T1         | material | Think of women who put themselves at risk.       | none
            """,
            ("ask messages/T1",),
        ),
        Case(
            "note",
            "A word that is often better said another way.",
            """
            messages
            message_id | kind     | wording                           | carries
            T1         | material | Are you in an abusive relationship? | none
            """,
            ("note messages/T1",),
        ),
        Case(
            "blank",
            "The poster does not say which agreed message binds its words.",
            """
            messages
            message_id | kind     | wording                       | carries | must_say
            T1         | agreed   | Violence is never your fault. |         | never your fault
            T2         | material | Call us today.                |         |
            """,
            ("ask messages/T2",),
        ),
        Case(
            "not applicable",
            "There is no message, and none is missing.",
            COMPLETE,
        ),
    ],
}
