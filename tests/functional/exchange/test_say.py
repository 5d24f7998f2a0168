"""Many problems are said in a few lines, each with its place and what to do."""

from __future__ import annotations

from pathlib import Path

from handed import folder, read

from headwater.exchange.say import EXAMPLES, say_problems, say_remark
from headwater.exchange.sheet import Remark


def test_the_same_wrong_in_one_column_is_said_once(tmp_path: Path) -> None:
    rows = "".join(f"C{n},T,first{n}\n" for n in range(5))
    intake = read(folder(tmp_path, actions=f"action_id,title,tiers\n{rows}"))
    assert len(intake.problems) == 5
    (said,) = say_problems(intake.problems)
    assert said.count == 5
    assert len(said.examples) == EXAMPLES
    assert said.lines[:5] == (
        "actions.csv, tiers: Is not in the list prevention-tier (5 times).",
        "  row 2: first0",
        "  row 3: first1",
        "  row 4: first2",
        "  and 2 more",
    )
    assert "Use one from the list prevention-tier." in said.lines[5]


def test_one_problem_is_said_with_its_value_and_its_fix(tmp_path: Path) -> None:
    intake = read(folder(tmp_path, actions="action_id,title,start\nC1,T,soon\n"))
    (said,) = say_problems(intake.problems)
    assert said.lines[0].startswith("actions.csv, start: Not a date")
    assert said.lines[1] == "  row 2: soon"
    assert "leave it blank" in said.lines[2]


def test_what_differs_from_row_to_row_is_kept(tmp_path: Path) -> None:
    actions = "action_id,title\nC1,T\nC2,U\nC1,V\nC2,W\n"
    intake = read(folder(tmp_path, actions=actions))
    (said,) = say_problems(intake.problems)
    assert said.lines[:3] == (
        "actions.csv, action_id: Rows … and … have the same action_id (2 times).",
        "  row 4: C1 (Rows 2 and 4 have the same action_id)",
        "  row 5: C2 (Rows 3 and 5 have the same action_id)",
    )


def test_a_remark_is_one_line() -> None:
    remark = Remark("actions.csv", 3, "", "It was read.", "Look at it.")
    assert say_remark(remark) == "actions.csv, row 3: It was read. Look at it."
