"""Counts that a workspace holds: read whole, or refused with the place to look."""

from __future__ import annotations

from pathlib import Path

import pytest

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.profiles import profile
from headwater.core.disclosure.safe import release
from headwater.errors import UserError
from headwater.exchange.counts_source import counts_keys, read_counts_source


ABOUT = """
title = "Invented contacts"
subject = "invented-contacts"
unit = "people"
source = "An invented service"
licence = "none needed"
level = "borough"
vintage = "2026-06"

[rules.ours]
threshold = 8
source = "our own board"

[owners]
"First service" = "lt5_secondary"
"Second service" = "ours"

[[dimensions]]
name = "period"
title = "Year"
categories = [
  { code = "all", label = "All" },
  { code = "2023-24", within = "all" },
  { code = "2024-25", within = "all" },
  { code = "2025-26", within = "all" },
]

[[dimensions]]
name = "age"
title = "Age"
ordered = true
categories = [
  { code = "ages", label = "All ages" },
  { code = "young", label = "Under 25", within = "ages", people = 300 },
  { code = "old", label = "25 and over", within = "ages", people = 700 },
  { code = "unknown", within = "ages", unsaid = true },
]
"""
COUNTS = """# a note
period,age,n
2023-24,young,7
2024-25,young,5
2024-25,old,6

2025-26,old,9
2025-26,unknown,0
"""


def put(workspace: Path, about: str = ABOUT, counts: str = COUNTS) -> Path:
    folder = workspace / "counts" / "ours"
    folder.mkdir(parents=True)
    (folder / "about.toml").write_text(about, encoding="utf-8")
    (folder / "counts.csv").write_text(counts, encoding="utf-8")
    return workspace


def test_all_of_it_is_read(tmp_path: Path) -> None:
    found = read_counts_source(put(tmp_path), "ours")
    assert found.counts["2024-25", "old"] == 6
    assert found.counts["2025-26", "unknown"] == 0
    assert found.periods == ("2023-24", "2024-25", "2025-26")
    assert list(found.characteristics) == ["age"]
    age = found.dimensions["age"]
    assert age.people == {"young": 300, "old": 700, "ages": 1000}
    assert (age.ordered, age.unsaid) == (True, {"unknown"})
    assert age.labels["young"] == "Under 25"


def test_the_strictest_rule_of_all_owners_applies(tmp_path: Path) -> None:
    found = read_counts_source(put(tmp_path), "ours")
    assert found.profile.threshold == 8
    assert "our own board" in found.profile.source


def test_counts_of_all_periods_go_with_those_that_are_shown(tmp_path: Path) -> None:
    found = read_counts_source(put(tmp_path), "ours")
    counts, hierarchies = found.of(["2025-26", "2024-25"])
    assert counts == found.counts
    wanted = [("all", None), ("2024-25", "all"), ("2025-26", "all")]
    assert hierarchies["period"] == Hierarchy.of("period", wanted)
    about = found.about(["2025-26", "2024-25"], "2026-11-25")
    rule = profile("lt5_secondary")
    made = release(about, counts, hierarchies, [["age"]], rule).found
    assert made.design.counts.sum() == 20


def test_a_release_says_what_its_periods_are(tmp_path: Path) -> None:
    found = read_counts_source(put(tmp_path), "ours")
    about = found.about(["2025-26", "2023-24"], "2026-11-25")
    assert about.periods == ("2023-24", "2025-26")
    assert about.labels["period"]["all"] == "2023-24 and 2025-26"
    assert found.about(found.periods, "2026-11-25").labels["period"]["all"] == "All"
    with pytest.raises(UserError, match="no counts for '2019-20'"):
        found.about(["2019-20"], "2026-11-25")
    with pytest.raises(UserError, match="No period"):
        found.of([])


def test_a_workspace_without_counts_has_none(tmp_path: Path) -> None:
    assert counts_keys(tmp_path) == []
    for key in ("ours", "../secrets", "", "."):
        with pytest.raises(UserError, match="holds no counts"):
            read_counts_source(tmp_path, key)


BAD_ROWS = [
    ("2024-25,middle,3", r"counts\.csv.*row 3, column age: 'middle' is no finest"),
    ("2024-25,ages,3", "column age: 'ages' is no finest"),
    ("2024-25,young,-3", r"row 3, column n: '-3' is not a number of people"),
    ("2024-25,young,2.5", "column n: '2.5'"),
    ("2024-25,young,", "column n: ''"),
    ("2024-25,young", "row 3: This row has 2 cells"),
    ("2023-24,young,4", "row 3: the same combination stands in row 2"),
]


@pytest.mark.parametrize(("row", "said"), BAD_ROWS)
def test_a_bad_row_is_refused_with_its_place(
    tmp_path: Path, row: str, said: str
) -> None:
    counts = f"period,age,n\n2023-24,young,7\n{row}\n"
    with pytest.raises(UserError, match=f"(?s){said}"):
        read_counts_source(put(tmp_path, counts=counts), "ours")


def test_many_bad_rows_are_said_in_few_lines(tmp_path: Path) -> None:
    rows = "".join(f"2023-24,no{at},7\n" for at in range(40))
    with pytest.raises(UserError, match="and 35 more") as refused:
        read_counts_source(put(tmp_path, counts=f"period,age,n\n{rows}"), "ours")
    assert len(str(refused.value).splitlines()) < 10


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ("", "missing"),
        ("period,age\n2023-24,young\n", "'n' is missing"),
        ("period,age,age,n\n", "'age' is missing, stands twice"),
        ("period,age,sex,n\n", "'sex' is missing"),
        ("period,age,n\n", "no row of counts"),
        ("period;age;n\n", "separated by"),
    ],
)
def test_a_file_without_its_columns_is_refused(
    tmp_path: Path, counts: str, said: str
) -> None:
    with pytest.raises(UserError, match=f"(?s)counts/ours/counts.csv.*{said}"):
        read_counts_source(put(tmp_path, counts=counts), "ours")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title = ", "titel = ", "'titel' is not known"),
        ('unit = "people"', 'unit = ""', "unit is ''"),
        ('level = "borough"', 'level = "street"', "level 'street'"),
        ('"ours"', '"theirs"', "the rule 'theirs'"),
        ("threshold = 8", "threshold = 1", "threshold of 1"),
        ("threshold = 8", 'threshold = "8"', "threshold is '8'"),
        ('name = "period"', 'name = "year"', "named period"),
        ('name = "age"', 'name = "period"', "cannot be its name"),
        ('"Second service" = "ours"', "[", "not TOML"),
        ("people = 700", "people = 0", "people is 0"),
        (", people = 700", "", "population of 'old'"),
        ("unsaid = true", "people = 4, unsaid = true", "population of 'unknown'"),
        ('code = "old", ', 'code = "young", ', "stands twice"),
        ('"unknown", within = "ages"', '"unknown", within = "none"', "not a category"),
    ],
)
def test_a_faulty_about_is_refused_with_what_to_do(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in ABOUT
    with pytest.raises(UserError, match=said) as refused:
        read_counts_source(put(tmp_path, about=ABOUT.replace(old, new)), "ours")
    assert refused.value.fix


@pytest.mark.parametrize("name", ["counts.csv", "about.toml"])
def test_a_folder_without_one_of_its_files_is_refused(
    tmp_path: Path, name: str
) -> None:
    put(tmp_path)
    (tmp_path / "counts/ours" / name).unlink()
    with pytest.raises(UserError, match=f"There is no {name}"):
        read_counts_source(tmp_path, "ours")
