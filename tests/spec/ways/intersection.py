"""Cases of W201 and W202."""

from __future__ import annotations

from spec_case import Case


SPECS: dict[str, list[Case]] = {
    "W201": [
        Case(
            "held",
            "Broken down by sex and race; or its source cannot be broken down.",
            """
            measures
            measure_id | breakdowns | breakdowns_possible
            M1         | sex; race  | sex; race; age
            M2         | none       | none
            """,
        ),
        Case(
            "gap",
            "Its source gives sex and age, and the measure stops at one of them or uses neither.",
            """
            measures
            measure_id | breakdowns | breakdowns_possible
            M1         | sex        | sex; age
            M2         | none       | sex; age
            """,
            ("gap measures/M1", "gap measures/M2"),
        ),
        Case(
            "ask",
            "It is broken down by sex only, and what its source could do is not known.",
            """
            measures
            measure_id | breakdowns | breakdowns_possible
            M1         | sex        |
            """,
            ("ask measures/M1",),
        ),
        Case(
            "blank",
            "Nothing is said of how it is broken down.",
            """
            measures
            measure_id | breakdowns | breakdowns_possible
            M1         |            |
            M2         |            | sex; age
            """,
            ("ask measures/M1", "ask measures/M2"),
        ),
    ],
    "W202": [
        Case(
            "held",
            "An action for all ages says how it meets specific needs; one for some ages is not asked.",
            """
            actions
            action_id | life_stages | audiences     | communities | specific_needs
            A1        | all         | public        | none        | Films with BSL and in five languages
            A2        | 25-59       | professionals | none        |
            """,
        ),
        Case(
            "gap",
            "It is for the public, and says that it does nothing for specific needs.",
            """
            actions
            action_id | life_stages | audiences | specific_needs
            A1        | 25-59       | public    | none
            """,
            ("gap actions/A1",),
        ),
        Case(
            "ask",
            "The same, but the action may be over.",
            """
            actions
            action_id | life_stages | audiences | specific_needs | status
            A1        | 25-59       | public    | none           | unknown
            """,
            ("ask actions/A1",),
        ),
        Case(
            "blank",
            "How it meets needs is blank. Another does not say who it is for.",
            """
            actions
            action_id | life_stages | audiences | specific_needs
            A1        | all         | public    |
            A2        |             |           |
            """,
            ("ask actions/A1", "ask plan"),
        ),
    ],
}
