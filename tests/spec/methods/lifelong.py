"""Cases of M601 and M602."""

from __future__ import annotations

from spec_case import Case


MOST_STAGES = "0-4; 5-10; 11-15; 16-17; 18-24; 25-59; 60-74; 75-plus"

COMPLETE = """
            meta
            table   | complete
            actions | yes
"""

SPECS: dict[str, list[Case]] = {
    "M601": [
        Case(
            "held",
            "From pregnancy to older adulthood, each stage is named.",
            f"""
            actions
            action_id | life_stages
            A1        | {MOST_STAGES}
            A2        | pregnancy-perinatal
            """,
        ),
        Case(
            "gap",
            "The only action in pregnancy has ended, and all rows are there.",
            f"""
            actions
            action_id | life_stages         | status
            A1        | {MOST_STAGES}       | active
            A2        | pregnancy-perinatal | closed
            """
            + COMPLETE,
            ("gap life-stage/pregnancy-perinatal",),
        ),
        Case(
            "ask",
            "Whether the only action in pregnancy still runs is not known.",
            f"""
            actions
            action_id | life_stages         | status
            A1        | {MOST_STAGES}       | active
            A2        | pregnancy-perinatal | unknown
            """
            + COMPLETE,
            ("ask life-stage/pregnancy-perinatal",),
        ),
        Case(
            "note",
            "Pregnancy is reached only by an action for all life stages.",
            f"""
            actions
            action_id | life_stages
            A1        | {MOST_STAGES}
            A2        | all
            """,
            ("note life-stage/pregnancy-perinatal",),
        ),
        Case(
            "blank",
            "The life stages of the second action are blank.",
            f"""
            actions
            action_id | life_stages
            A1        | {MOST_STAGES}
            A2        |
            """
            + COMPLETE,
            ("ask life-stage/pregnancy-perinatal",),
        ),
        Case(
            "complete",
            "An action for pregnancy may be missing.",
            f"""
            actions
            action_id | life_stages
            A1        | {MOST_STAGES}
            """,
            ("ask life-stage/pregnancy-perinatal",),
        ),
    ],
    "M602": [
        Case(
            "held",
            "An action designs safer routes.",
            """
            actions
            action_id | delivery_forms
            A1        | environment-design
            """,
        ),
        Case(
            "gap",
            "No action does so, and all rows are there.",
            """
            actions
            action_id | delivery_forms | strategies
            A1        | curriculum     | relationship-skills
            """
            + COMPLETE,
            ("gap plan",),
        ),
        Case(
            "ask",
            "No action does so yet; rows may be missing.",
            """
            actions
            action_id | delivery_forms | strategies
            A1        | curriculum     | relationship-skills
            """,
            ("ask plan",),
        ),
        Case(
            "blank",
            "How the second action works is blank.",
            """
            actions
            action_id | delivery_forms | strategies
            A1        | curriculum     | relationship-skills
            A2        |                |
            """
            + COMPLETE,
            ("ask plan",),
        ),
    ],
}
