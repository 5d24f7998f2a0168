"""Cases of G104. A share needs twenty actions, so the tables are made here."""

from __future__ import annotations

from spec_case import Case


PLAN = """
plan
plan_id | title | start
P       | Plan  | 2025-04-01
"""
FIRST, SECOND = "2025-04 | 2026-03", "2026-04 | 2027-03"
COMPLETE = """
meta
table   | complete
actions | yes
funding | yes
"""


def _actions(*groups: tuple[int, str, str]) -> str:
    """Actions by how many, their tier, and their dates."""
    rows = [(tier, dates) for many, tier, dates in groups for _ in range(many)]
    lines = [f"A{i:<8} | {t:<9} | {d}" for i, (t, d) in enumerate(rows, start=1)]
    return "\n".join(["actions", "action_id | tiers     | start | end", *lines]) + "\n"


def _money(*tranches: tuple[str, str, str]) -> str:
    head = "action | tranche | amount | start | end | secured"
    lines = [f"{a} | {i} | {n} | {d} | yes" for i, (a, n, d) in enumerate(tranches)]
    return "\n".join(["funding", head, *lines]) + "\n"


# 5 of 20 in the first year; in the second 10 of 20, or 5 of 20.
RISES = _actions(
    (5, "primary", FIRST),
    (15, "tertiary", FIRST),
    (10, "primary", SECOND),
    (10, "tertiary", SECOND),
)
STAYS = _actions(
    (5, "primary", FIRST),
    (15, "tertiary", FIRST),
    (5, "primary", SECOND),
    (15, "tertiary", SECOND),
)
MORE_MONEY = _money(
    ("A1", "100", FIRST),
    ("A6", "900", FIRST),
    ("A21", "300", SECOND),
    ("A40", "700", SECOND),
)
SAME_MONEY = _money(
    ("A1", "100", FIRST),
    ("A6", "900", FIRST),
    ("A21", "100", SECOND),
    ("A40", "900", SECOND),
)

SPECS: dict[str, list[Case]] = {
    "G104": [
        Case(
            "held",
            "5 of 20 actions, then 10 of 20; £100 of £1,000, then £300.",
            PLAN + RISES + MORE_MONEY + COMPLETE,
        ),
        Case(
            "gap",
            "5 of 20 actions in both years: the share does not rise.",
            PLAN + STAYS + MORE_MONEY + COMPLETE,
            ("gap share/actions",),
        ),
        Case(
            "gap",
            "More actions, and no more of the money.",
            PLAN + RISES + SAME_MONEY + COMPLETE,
            ("gap share/money",),
        ),
        Case(
            "ask",
            "The same shares, and more rows may come.",
            PLAN + STAYS + SAME_MONEY,
            ("ask share/actions", "ask share/money"),
        ),
        Case(
            "ask",
            "Twelve actions are too few for a share.",
            PLAN + _actions((12, "primary", FIRST), (12, "primary", SECOND)) + COMPLETE,
            ("ask share/actions",),
        ),
        Case(
            "ask",
            "Only one plan year has begun.",
            PLAN + RISES + MORE_MONEY + COMPLETE,
            ("ask plan",),
            as_at="2025-11-01",
        ),
        Case(
            "blank",
            "Six actions of the second year do not say their tiers: with them the "
            "share may rise.",
            PLAN
            + _actions(
                (5, "primary", FIRST),
                (15, "tertiary", FIRST),
                (5, "primary", SECOND),
                (15, "tertiary", SECOND),
                (6, "", SECOND),
            )
            + MORE_MONEY
            + COMPLETE,
            ("ask share/actions",),
        ),
        Case(
            "blank",
            "An amount is blank, so no share of money can be seen.",
            PLAN
            + RISES
            + _money(("A1", "100", FIRST), ("A6", "", FIRST), ("A21", "9", SECOND))
            + COMPLETE,
            ("ask share/money",),
        ),
        Case(
            "complete",
            "A complete funding table without a row leaves the actions alone.",
            PLAN + RISES + COMPLETE,
        ),
        Case(
            "not applicable",
            "A complete table without an action has no share to look at.",
            PLAN + COMPLETE,
        ),
    ],
}
