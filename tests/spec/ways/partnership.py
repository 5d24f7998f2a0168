"""Cases of W101 to W105."""

from __future__ import annotations

from spec_case import Case


def _led(*counts: tuple[str, int]) -> str:
    """Actions by the dozen: how many each organisation leads."""
    leads = [lead for lead, count in counts for _ in range(count)]
    rows = "\n".join(f"A{i} | {lead}" for i, lead in enumerate(leads, start=1))
    return f"""
            organisations
            organisation_id
            North
            South
            East

            actions
            action_id | lead_organisations
{rows}
"""


MANY_LEADS = _led(("North", 7), ("South", 7), ("East", 7))
ONE_LEADS = _led(("North", 12), ("South", 5), ("East", 4))

COMPLETE = """
            meta
            table   | complete
            actions | yes
"""

SECTORS = """
            organisations
            organisation_id | sector
            hall            | mayoral-body
            vru             | vru
            police          | police-mps
            borough         | borough-children
            nhs             | nhs
            school          | education
            courts          | cps-courts
            probation       | probation
            transport       | transport
            refuge          | vcs-specialist
            sisters         | vcs-by-and-for
            shops           | business
"""

SPECS: dict[str, list[Case]] = {
    "W101": [
        Case(
            "held",
            "Every expected sector leads or delivers; the children's services of a borough stand for the borough.",
            SECTORS
            + """
            actions
            action_id | lead_organisations | delivery_organisations
            A1        | hall; vru; police  | borough; nhs; school; courts
            A2        | probation          | transport; refuge; sisters; shops
            """,
        ),
        Case(
            "gap",
            "Nobody from business has a part, and all rows are there.",
            SECTORS
            + """
            actions
            action_id | lead_organisations | delivery_organisations
            A1        | hall; vru; police  | borough; nhs; school; courts
            A2        | probation          | transport; refuge; sisters
            """
            + COMPLETE,
            ("gap sector/business",),
        ),
        Case(
            "ask",
            "The one action of business may be over: its status is not known.",
            SECTORS
            + """
            actions
            action_id | lead_organisations | delivery_organisations                      | status
            A1        | hall; vru; police  | borough; nhs; school; courts                | active
            A2        | probation          | transport; refuge; sisters                  | active
            A3        | shops              | shops                                       | unknown
            """
            + COMPLETE,
            ("ask sector/business",),
        ),
        Case(
            "blank",
            "Who delivers the second action is blank: it may be business.",
            SECTORS
            + """
            actions
            action_id | lead_organisations                              | delivery_organisations
            A1        | hall; vru; police                               | borough; nhs; school; courts
            A2        | probation; transport; refuge; sisters           |
            """
            + COMPLETE,
            ("ask sector/business",),
        ),
        Case(
            "complete",
            "Rows may be missing, so the sector is asked about.",
            SECTORS
            + """
            actions
            action_id | lead_organisations | delivery_organisations
            A1        | hall; vru; police  | borough; nhs; school; courts
            A2        | probation          | transport; refuge; sisters
            """,
            ("ask sector/business",),
        ),
        Case(
            "complete",
            "Nothing is written down: one question, and not one for each sector.",
            "",
            ("ask plan",),
        ),
    ],
    "W102": [
        Case(
            "held",
            "The lead has signed up and names its senior lead. The funder has no part in an action and is not asked.",
            """
            organisations
            organisation_id | signed_up | senior_lead
            North           | 2025-04   | Director of public health
            bank            |           |

            actions
            action_id | lead_organisations
            A1        | North
            """,
        ),
        Case(
            "gap",
            "One partner says that it has not signed up; the other will, next year.",
            """
            organisations
            organisation_id | signed_up | senior_lead
            North           | none      | Director of public health
            South           | 2027-04   | Head of housing

            actions
            action_id | lead_organisations | delivery_organisations
            A1        | North              | South
            """,
            ("gap organisations/North", "gap organisations/South"),
        ),
        Case(
            "ask",
            "It has no senior lead, but its only action may be over.",
            """
            organisations
            organisation_id | signed_up | senior_lead
            North           | 2025-04   | none

            actions
            action_id | lead_organisations | status
            A1        | North              | unknown
            """,
            ("ask organisations/North",),
        ),
        Case(
            "blank",
            "Neither the sign-up nor the senior lead is written down.",
            """
            organisations
            organisation_id | signed_up | senior_lead
            North           |           |

            actions
            action_id | accountable_organisation
            A1        | North
            """,
            ("ask organisations/North",),
        ),
    ],
    "W103": [
        Case(
            "held",
            "One leads; where two lead, one answers for it.",
            """
            organisations
            organisation_id
            North
            South

            actions
            action_id | lead_organisations | accountable_organisation
            A1        | North              |
            A2        | North; South       | South
            """,
        ),
        Case(
            "gap",
            "One action says that nobody leads it, the other that nobody answers for it.",
            """
            organisations
            organisation_id
            North
            South

            actions
            action_id | lead_organisations | accountable_organisation
            A1        | none               |
            A2        | North; South       | none
            """,
            ("gap actions/A1", "gap actions/A2"),
        ),
        Case(
            "ask",
            "Nobody leads it, but it may be over. The one that has ended is not asked about.",
            """
            actions
            action_id | lead_organisations | status
            A1        | none               | unknown
            A2        | none               | closed
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "The lead is blank; or two lead, and who answers for it is blank.",
            """
            organisations
            organisation_id
            North
            South

            actions
            action_id | lead_organisations | accountable_organisation
            A1        |                    |
            A2        | North; South       |
            """,
            ("ask actions/A1", "ask actions/A2"),
        ),
        Case(
            "not applicable",
            "There is no action, and none is missing.",
            COMPLETE,
        ),
    ],
    "W104": [
        Case(
            "held",
            "Three partners lead seven actions each.",
            MANY_LEADS + COMPLETE,
        ),
        Case(
            "gap",
            "One partner leads 12 of 21 actions, and all rows are there.",
            ONE_LEADS + COMPLETE,
            ("gap organisations/North",),
        ),
        Case(
            "ask",
            "The same, but rows may be missing.",
            ONE_LEADS,
            ("ask organisations/North",),
        ),
        Case(
            "blank",
            "Most actions do not name a lead, so no share is worked out.",
            _led(("North", 6), ("", 15)) + COMPLETE,
            ("ask plan",),
        ),
        Case(
            "blank",
            "North leads 10 of the 22 that name a lead; were others to lead the 18 that are blank, it would be 10 of 40.",
            _led(("North", 10), ("South", 6), ("East", 6), ("", 18)) + COMPLETE,
            ("ask organisations/North",),
        ),
        Case(
            "not applicable",
            "Fewer than 20 actions: a share would say little.",
            _led(("North", 9)),
        ),
    ],
    "W105": [
        Case(
            "held",
            "Work with children at school says how it deals with harm there; work at home, and with adults, is not asked.",
            """
            actions
            action_id | life_stages | audiences | settings         | contextual_safeguarding
            A1        | 11-15       | children  | secondary-school | Staff map where pupils feel unsafe
            A2        | 0-4         | children  | home             |
            A3        | 25-59       | public    | transport        |
            """,
        ),
        Case(
            "gap",
            "Work with children online says that it has no contextual safeguarding.",
            """
            actions
            action_id | life_stages | settings | contextual_safeguarding
            A1        | 11-15       | online   | none
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "The same, but the action may be over.",
            """
            actions
            action_id | life_stages | settings | contextual_safeguarding | status
            A1        | 11-15       | online   | none                    | unknown
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "The cell is blank on one action. On two more it is not clear whether children are there: one question for both.",
            """
            actions
            action_id | life_stages | audiences | settings | contextual_safeguarding
            A1        | 16-17       | children  | transport |
            A2        |             |           | transport |
            A3        | 11-15       | children  |           |
            """,
            ("ask actions/A1", "ask plan"),
        ),
    ],
}
