"""Which changes in recording touch which figures."""

from __future__ import annotations

import pytest

from headwater.core.measures.register import (
    BadRegister,
    changes_touching,
    load_register,
    read_changes,
)


REGISTER = load_register()
LONDON, CAMDEN, CITY, MANCHESTER = "E12000007", "E09000007", "E09000001", "E08000003"


def months(offences: list[str], area: str = LONDON, *span: str) -> list[str]:
    return [c.month for c in changes_touching(REGISTER, offences, area, *span)]


def test_every_entry_says_what_it_must() -> None:
    assert len(REGISTER.changes) == 12
    for change in REGISTER.changes:
        said = (change.what, change.expected, change.source, change.checked)
        assert all(said), change.code
        assert not change.added_by


def test_entries_name_offences_that_are_known() -> None:
    known = {*REGISTER.part_of, "all"}
    assert {o for c in REGISTER.changes for o in c.offences} <= known
    assert {w for wholes in REGISTER.part_of.values() for w in wholes} <= known


def test_the_new_system_of_the_met_touches_every_offence_in_london() -> None:
    for offence in REGISTER.part_of:
        assert months([offence], CAMDEN, "2023-06", "2025-01")[-1] == "2024-02"


def test_the_new_system_of_the_met_touches_no_other_force() -> None:
    assert "2024-02" not in months(["rape"], CITY)
    assert "2024-02" not in months(["rape"], MANCHESTER)
    assert "2014-11" in months(["rape"], MANCHESTER)


def test_a_change_to_a_whole_touches_its_parts() -> None:
    assert "2014-11" in months(["rape"])
    assert "2014-11" in months(["violence with injury"])
    assert "2023-05" in months(["public fear, alarm or distress"])


def test_a_change_to_one_part_touches_no_other() -> None:
    assert "2020-04" in months(["stalking"])
    assert "2020-04" not in months(["rape"])


@pytest.mark.parametrize(
    ("first", "last", "touches"),
    [
        ("2024-01", "2024-02", True),
        ("2024-02", "2025-01", False),  # nothing of it lies before
        ("2020-01", "2024-01", False),
        ("", "", True),
    ],
)
def test_a_change_touches_figures_on_both_sides(first, last, touches) -> None:
    assert ("2024-02" in months(["rape"], LONDON, first, last)) is touches


def test_what_is_not_recorded_crime_is_never_touched() -> None:
    assert months([]) == []


def test_an_inspection_moves_nothing_at_once() -> None:
    assert [c.month for c in REGISTER.changes if not c.step] == ["2018-07"]


def test_what_is_still_to_be_confirmed_is_in_doubt() -> None:
    doubted = [c.month for c in REGISTER.changes if c.in_doubt]
    assert doubted == ["2020-03", "2023-05", "2024-01"]


def test_a_partnership_adds_its_own() -> None:
    rows = {
        "marac-2022": {"month": "2022-04", "what": "New form", "offences": ["marac"]}
    }
    more = REGISTER.with_more(read_changes(rows, "northbank"))
    (found,) = changes_touching(more, ["marac"], "NB0000001")[-1:]
    assert (found.code, found.added_by) == ("marac-2022", "northbank")
    assert [c.month for c in more.changes] == sorted(c.month for c in more.changes)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"month": "2022-13", "what": "w", "offences": ["o"]}, "not a month"),
        ({"month": "2022-12", "what": "w"}, "does not say its offences"),
        (
            {"month": "2022-12", "what": "w", "offences": ["o"], "when": 1},
            "'when' is not a key",
        ),
    ],
)
def test_a_bad_entry_is_named(row, says) -> None:
    with pytest.raises(BadRegister, match=f"^mine: .*{says}"):
        list(read_changes({"mine": row}))


def test_a_code_stands_once() -> None:
    twice = read_changes(
        {"2024-02": {"month": "2022-04", "what": "w", "offences": ["o"]}}
    )
    with pytest.raises(BadRegister, match="a code stands twice"):
        REGISTER.with_more(twice)
