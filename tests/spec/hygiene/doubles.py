"""Cases of P005 to P009."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "P005": [
        Case(
            "held",
            "The same title, and another lead.",
            """
            organisations
            organisation_id
            North
            South

            actions
            action_id | title            | lead_organisations
            A1        | Bystander course | North
            A2        | Bystander course | South
            """,
        ),
        Case(
            "note",
            "The same title and lead, but for capitals and spaces.",
            """
            organisations
            organisation_id
            North

            actions
            action_id | title             | lead_organisations
            A1        | Bystander course  | North
            A2        | bystander  Course | North
            """,
            ("note actions/A2",),
        ),
        Case(
            "blank",
            "The leads are blank: they may be two.",
            """
            actions
            action_id | title            | lead_organisations
            A1        | Bystander course |
            A2        | Bystander course |
            """,
        ),
    ],
    "P006": [
        Case(
            "held",
            "The second tranche says that it is shared with nobody, and so does the first.",
            """
            organisations
            organisation_id
            North

            actions
            action_id
            A1
            A2

            funding
            action | tranche | funder | amount | start   | end     | also_pays_for
            A1     | One     | North  | 50,000 | 2026-04 | 2027-03 | none
            A2     | One     | North  | 50,000 | 2026-04 | 2027-03 | none
            """,
        ),
        Case(
            "ask",
            "Funder, amount and dates are the same for two actions.",
            """
            organisations
            organisation_id
            North

            actions
            action_id
            A1
            A2

            funding
            action | tranche | funder | amount | start   | end
            A1     | One     | North  | 50,000 | 2026-04 | 2027-03
            A2     | Grant   | North  | 50,000 | 2026-04 | 2027-03
            """,
            ("ask funding/A2 / Grant",),
        ),
        Case(
            "blank",
            "The amounts are blank, so they are not compared.",
            """
            organisations
            organisation_id
            North

            actions
            action_id
            A1
            A2

            funding
            action | tranche | funder | amount | start   | end
            A1     | One     | North  |        | 2026-04 | 2027-03
            A2     | One     | North  |        | 2026-04 | 2027-03
            """,
        ),
    ],
    "P007": [
        Case(
            "held",
            "Each tranche pays for one action.",
            """
            actions
            action_id
            A1

            funding
            action | tranche | also_pays_for
            A1     | One     | none
            """,
        ),
        Case(
            "note",
            "One pot for two actions: adding up both would count it twice.",
            """
            actions
            action_id
            A1
            A2

            funding
            action | tranche | also_pays_for
            A1     | Pot     | A2
            """,
            ("note funding/A1 / Pot",),
        ),
        Case(
            "blank",
            "Whether it is shared is blank.",
            """
            actions
            action_id
            A1

            funding
            action | tranche | also_pays_for
            A1     | One     |
            """,
        ),
    ],
    "P008": [
        Case(
            "held",
            "What is needed has a tranche of its own, or a share of another.",
            """
            actions
            action_id | resources_needed
            A1        | 50,000
            A2        | 20,000
            A3        | 0

            funding
            action | tranche | also_pays_for
            A1     | One     | A2
            """,
        ),
        Case(
            "gap",
            "It needs £50,000, and the complete table has no tranche for it.",
            """
            actions
            action_id | resources_needed
            A1        | 50,000

            meta
            table   | complete
            funding | yes
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "A tranche may be missing.",
            """
            actions
            action_id | resources_needed
            A1        | 50,000
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "Whether the money of A2 also pays for A1 is blank. What A2 needs is blank too, and is not asked here.",
            """
            actions
            action_id | resources_needed
            A1        | 50,000
            A2        |

            funding
            action | tranche | also_pays_for
            A2     | One     |

            meta
            table   | complete
            funding | yes
            """,
            ("ask actions/A1",),
        ),
    ],
    "P009": [
        Case(
            "held",
            "The money lies within the time of the action.",
            """
            actions
            action_id | start   | end
            A1        | 2025-04 | 2028-03

            funding
            action | tranche | start   | end
            A1     | 2026/27 | 2026-04 | 2027-03
            """,
        ),
        Case(
            "note",
            "One tranche ends before the action starts, another starts after it ends.",
            """
            actions
            action_id | start   | end
            A1        | 2025-04 | 2028-03

            funding
            action | tranche | start   | end
            A1     | Before  | 2023-04 | 2024-03
            A1     | After   | 2028-04 | 2029-03
            """,
            ("note funding/A1 / Before", "note funding/A1 / After"),
        ),
        Case(
            "blank",
            "The dates of the action are blank.",
            """
            actions
            action_id | start | end
            A1        |       |

            funding
            action | tranche | start   | end
            A1     | Before  | 2023-04 | 2024-03
            """,
        ),
    ],
}
