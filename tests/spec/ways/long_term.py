"""Cases of W401 to W405."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "W401": [
        Case(
            "held",
            "Ten years to the day.",
            """
            plan
            plan_id | title | start      | end
            P       | Plan  | 2026-04-01 | 2036-03-31
            """,
        ),
        Case(
            "held",
            "A plan without an end.",
            """
            plan
            plan_id | title | start | end
            P       | Plan  | 2026  | ongoing
            """,
        ),
        Case(
            "gap",
            "Three years, however the dates are read.",
            """
            plan
            plan_id | title | start   | end
            P       | Plan  | 2025-04 | 2028-03
            """,
            ("gap plan",),
        ),
        Case(
            "ask",
            "2026 to 2036 may be nine years, or nearly eleven.",
            """
            plan
            plan_id | title | start | end
            P       | Plan  | 2026  | 2036
            """,
            ("ask plan",),
        ),
        Case(
            "blank",
            "The end is not written down.",
            """
            plan
            plan_id | title | start | end
            P       | Plan  | 2026  |
            """,
            ("ask plan",),
        ),
    ],
    "W402": [
        Case(
            "held",
            "Money up to the end; or, without an end, for more than the next 12 months.",
            """
            actions
            action_id | end     | status
            A1        | 2027-03 | active
            A2        | ongoing | active

            funding
            action | tranche | end
            A1     | 2026/27 | 2027-03
            A2     | 2026-28 | 2028-03
            """,
        ),
        Case(
            "held",
            "The money of another action also pays for this one.",
            """
            actions
            action_id | end
            A1        | 2029-03
            A2        | 2029-03

            funding
            action | tranche | end     | also_pays_for
            A1     | Pot     | 2029-03 | A2
            A2     | Start   | 2027-03 | none

            meta
            table   | complete
            funding | yes
            """,
        ),
        Case(
            "gap",
            "The money ends two years before the action does, and no more is to come.",
            """
            actions
            action_id | end
            A1        | 2029-03

            funding
            action | tranche | end
            A1     | 2025/26 | 2026-03
            A1     | 2026/27 | 2027-03

            meta
            table   | complete
            funding | yes
            """,
            ("gap actions/A1",),
        ),
        Case(
            "gap",
            "The action goes on, and its money ends within 12 months with nothing after it that is agreed.",
            """
            actions
            action_id | end
            A1        | ongoing

            funding
            action | tranche | end     | secured
            A1     | 2026/27 | 2027-03 | yes
            A1     | 2027/28 | 2028-03 | no

            meta
            table   | complete
            funding | yes
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "More money may not be written down yet. The action without money gets one question.",
            """
            actions
            action_id | end
            A1        | 2029-03
            A2        | 2029-03

            funding
            action | tranche | end
            A1     | 2026/27 | 2027-03
            """,
            ("ask actions/A1", "ask plan"),
        ),
        Case(
            "blank",
            "When the money ends is blank; or when the action does; or whether the long money of A1 also pays for A4.",
            """
            actions
            action_id | end
            A1        | 2029-03
            A2        | 2029-03
            A3        |
            A4        | 2029-03

            funding
            action | tranche | end     | also_pays_for
            A1     | Long    | 2029-03 |
            A2     | One     |         | none
            A3     | One     | 2029-03 | none
            A4     | One     | 2027-03 | none

            meta
            table   | complete
            funding | yes
            """,
            ("ask actions/A2", "ask actions/A3", "ask actions/A4"),
        ),
        Case(
            "complete",
            "Nothing is written down under funding.",
            """
            actions
            action_id | end
            A1        | 2029-03
            """,
            ("ask plan",),
        ),
    ],
    "W403": [
        Case(
            "held",
            "The large sum runs for five years, the small one for one.",
            """
            actions
            action_id
            A1

            funding
            action | tranche | amount  | start   | end
            A1     | Main    | 900,000 | 2025-04 | 2030-03
            A1     | Extra   | 100,000 | 2025-04 | 2026-03
            """,
        ),
        Case(
            "gap",
            "The same two lengths, the other way round: a pound lasts 1.4 years.",
            """
            actions
            action_id
            A1

            funding
            action | tranche | amount  | start   | end
            A1     | Main    | 100,000 | 2025-04 | 2030-03
            A1     | Extra   | 900,000 | 2025-04 | 2026-03

            meta
            table   | complete
            funding | yes
            """,
            ("gap plan",),
        ),
        Case(
            "ask",
            "Short money, but rows may be missing. Money of an action that has ended does not count.",
            """
            actions
            action_id | status
            A1        | active
            A2        | closed

            funding
            action | tranche | amount  | start   | end
            A1     | One     | 900,000 | 2025-04 | 2026-03
            A2     | Old     | 900,000 | 2010-04 | 2020-03
            """,
            ("ask plan",),
        ),
        Case(
            "blank",
            "One of two tranches has no amount: the figure is shown with its parts, and is asked about.",
            """
            actions
            action_id
            A1

            funding
            action | tranche | amount  | start   | end
            A1     | One     | 900,000 | 2025-04 | 2026-03
            A1     | Two     |         | 2026-04 | 2036-03

            meta
            table   | complete
            funding | yes
            """,
            ("ask plan",),
        ),
        Case(
            "blank",
            "No tranche has an amount.",
            """
            actions
            action_id
            A1

            funding
            action | tranche | amount | start   | end
            A1     | One     |        | 2025-04 | 2026-03
            """,
            ("ask plan",),
        ),
    ],
    "W404": [
        Case(
            "held",
            "Two partners pay for one action together.",
            """
            organisations
            organisation_id
            north
            south

            actions
            action_id
            A1

            funding
            action | tranche | funder
            A1     | One     | north
            A1     | Two     | south
            """,
        ),
        Case(
            "gap",
            "Money that is said to pay for its own action too is no second purse.",
            """
            organisations
            organisation_id
            north

            actions
            action_id
            A1

            funding
            action | tranche | funder | also_pays_for
            A1     | One     |        | A1

            meta
            table   | complete
            funding | yes
            """,
            ("gap plan",),
        ),
        Case(
            "gap",
            "Each action has one funder, and no money is shared.",
            """
            organisations
            organisation_id
            north
            south

            actions
            action_id
            A1
            A2

            funding
            action | tranche | funder | also_pays_for
            A1     | One     | north  | none
            A2     | One     | south  | none

            meta
            table   | complete
            funding | yes
            """,
            ("gap plan",),
        ),
        Case(
            "ask",
            "One funder so far; rows may be missing.",
            """
            organisations
            organisation_id
            north

            actions
            action_id
            A1

            funding
            action | tranche | funder
            A1     | One     | north
            """,
            ("ask plan",),
        ),
        Case(
            "blank",
            "Who pays the second tranche is blank: it may be another funder.",
            """
            organisations
            organisation_id
            north

            actions
            action_id
            A1

            funding
            action | tranche | funder
            A1     | One     | north
            A1     | Two     |

            meta
            table   | complete
            funding | yes
            """,
            ("ask plan",),
        ),
        Case(
            "complete",
            "All money is there, and one funder pays for all of it.",
            """
            organisations
            organisation_id
            north

            actions
            action_id
            A1

            funding
            action | tranche | funder
            A1     | One     | north

            meta
            table   | complete
            funding | yes
            """,
            ("gap plan",),
        ),
    ],
    "W405": [
        Case(
            "held",
            "What is needed is secured; or the action needs no money.",
            """
            actions
            action_id | resources_needed
            A1        | 200,000
            A2        | 0

            funding
            action | tranche | amount  | secured
            A1     | One     | 150,000 | yes
            A1     | Two     | 50,000  | yes
            """,
        ),
        Case(
            "gap",
            "Of £200,000 that it needs, £150,000 is secured and the rest is not agreed.",
            """
            actions
            action_id | resources_needed
            A1        | 200,000

            funding
            action | tranche | amount  | secured
            A1     | One     | 150,000 | yes
            A1     | Two     | 50,000  | no

            meta
            table   | complete
            funding | yes
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "It needs more than is written down; tranches may be missing.",
            """
            actions
            action_id | resources_needed
            A1        | 200,000

            funding
            action | tranche | amount  | secured
            A1     | One     | 150,000 | yes
            """,
            ("ask actions/A1",),
        ),
        Case(
            "ask",
            "The pot would be enough for A2 alone, but it pays for A1 too.",
            """
            actions
            action_id | resources_needed
            A1        | 100,000
            A2        | 200,000

            funding
            action | tranche | amount  | secured | also_pays_for
            A1     | Own     | 100,000 | yes     | none
            A1     | Pot     | 200,000 | yes     | A2
            """,
            ("ask actions/A2",),
        ),
        Case(
            "blank",
            "The need is blank; or whether the money is agreed; or an amount.",
            """
            actions
            action_id | resources_needed
            A1        |
            A2        | 100,000
            A3        | 100,000

            funding
            action | tranche | amount  | secured | also_pays_for
            A2     | One     | 100,000 |         | none
            A3     | One     |         | yes     | none

            meta
            table   | complete
            funding | yes
            """,
            ("ask actions/A1", "ask actions/A2", "ask actions/A3"),
        ),
    ],
}
