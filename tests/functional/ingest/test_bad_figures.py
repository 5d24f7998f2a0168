"""Files that are damaged, of another source, renamed or out of turn: said by name."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from taken_in import EXCERPTS, Lake

from headwater.engines.ingest.sources import named
from headwater.engines.ingest.sources.declared import declared_source
from headwater.engines.ingest.sources.fits import check_files
from headwater.engines.ingest.sources.tidy import name_of, tidy_source
from headwater.errors import UserError


BOROUGH, PLACE = "met-recorded-crime-borough", "met-vawg-offences-by-place"
TIDY = "measure,period,place,value\nReferrals,2024-01,Camden,4\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "figures.csv"


def excerpt(name: str) -> str:
    return (EXCERPTS / f"{name}.csv").read_text(encoding="utf-8")


def test_a_file_of_another_source_is_told_whose_it_is() -> None:
    other = EXCERPTS / "met-vawg-victims-by-ethnicity.csv"
    with pytest.raises(UserError, match="There is no column 'age_group'") as said:
        check_files(named("met-vawg-victims-by-age"), [other])
    assert said.value.where == "met-vawg-victims-by-ethnicity.csv, line 1:"
    assert said.value.fix == "It looks like a file of met-vawg-victims-by-ethnicity."


def test_offences_are_not_taken_for_victims() -> None:
    offences = EXCERPTS / f"{PLACE}.csv"
    with pytest.raises(UserError, match="speaks of offences") as said:
        check_files(named("met-vawg-victims-by-place"), [offences])
    assert f"Bring it in as {PLACE}" in said.value.fix
    check_files(named(PLACE), [offences])


def test_a_column_renamed_by_the_publisher_is_named(lake: Lake, file: Path) -> None:
    file.write_text(excerpt(BOROUGH).replace("boroughname", "local_authority"))
    with pytest.raises(UserError) as said:
        lake.take(BOROUGH, file)
    assert said.value.what == (
        "There is no column 'boroughname' or 'lookup_boroughname'."
    )
    assert "'local_authority'" in said.value.fix
    assert not (lake.folder / BOROUGH / "manifest.json").exists()


def test_a_truncated_gzip_is_refused_whole(lake: Lake, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv.gz"
    whole = gzip.compress(excerpt(PLACE).encode() * 50, mtime=0)
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UserError, match="is cut short: its end is missing"):
        lake.take(PLACE, file)
    assert lake.catalog.names() == ()


def test_a_truncated_file_of_a_partner_says_so_too(tmp_path: Path) -> None:
    file = tmp_path / "figures.csv.gz"
    file.write_bytes(gzip.compress(TIDY.encode() * 50, mtime=0)[:-9])
    with pytest.raises(UserError, match="is cut short") as said:
        tidy_source(file)
    assert said.value.where == "figures.csv.gz:"
    file.write_bytes(TIDY.encode())
    with pytest.raises(UserError, match="not a whole gzip file"):
        tidy_source(file)


def test_an_older_release_is_refused_unless_asked_for(lake: Lake) -> None:
    lake.take(BOROUGH, published="2025-08-10")
    older = EXCERPTS / f"{BOROUGH}-as-published.csv"
    with pytest.raises(UserError, match="This release is older") as said:
        lake.take(BOROUGH, older, published="2024-02-10")
    assert "--older" in said.value.fix
    assert lake.take(BOROUGH, older, published="2024-02-10", older=True).older
    assert lake.total(BOROUGH, month="2024-01", offence="rape") == 15  # as before


def test_text_in_a_number_is_rejected_on_its_line(lake: Lake, file: Path) -> None:
    file.write_text(excerpt(BOROUGH).replace("Westminster,9,8", "Westminster,n/k,8"))
    receipt = lake.take(BOROUGH, file)
    assert [str(r) for r in receipt.examples] == [
        "figures.csv, line 4, column '202312': 'n/k': this is not a number"
    ]
    assert lake.total(BOROUGH, month="2024-01", offence="rape") == 15


def test_a_negative_count_is_rejected_on_its_line(lake: Lake, file: Path) -> None:
    file.write_text(
        excerpt(PLACE).replace(
            "Abbey,2024-01-01,2024-01-01,6", "Abbey,2024-01-01,2024-01-01,-6"
        )
    )
    receipt = lake.take(PLACE, file)
    assert [str(r) for r in receipt.examples] == [
        "figures.csv, line 6, column 'count': '-6': this is below 1"
    ]


def test_a_share_above_one_is_rejected(lake: Lake, file: Path) -> None:
    name = "mopac-public-attitude-survey"
    file.write_text(excerpt(name).replace("0,61;0,66", "61;66"))
    receipt = lake.take(name, file)
    assert [(r.value, r.reason) for r in receipt.examples] == [
        ("61", "this is above 1")
    ]


def test_a_month_that_is_none_is_rejected(lake: Lake, file: Path) -> None:
    file.write_text(
        excerpt(PLACE).replace("Woodberry Down,2024-01-01", "Woodberry Down,2024-13-01")
    )
    receipt = lake.take(PLACE, file)
    assert receipt.rejects == 2
    assert receipt.examples[0].column == "recorded_date_months"


def test_a_row_twice_is_not_counted_twice(lake: Lake, file: Path) -> None:
    name = "mid-year-population"
    text = excerpt(name)
    file.write_text(text + text.splitlines()[1] + "\n")
    receipt = lake.take(name, file)
    assert receipt.rejects == 1
    assert "stood before" in receipt.examples[0].reason


def test_the_same_files_again_change_nothing(lake: Lake) -> None:
    first = lake.take(PLACE)
    again = lake.take(PLACE)
    assert again.already
    assert again.vintage == first.vintage


# --- A partner's own file ------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("place,value\nCamden,4\n", "needs a column for the period"),
        ("period,place\n2024-01,Camden\n", "one for the value"),
        ("period,place,value,n\n2024-01,Camden,4,9\n", "The column 'n' holds numbers"),
        ("date,value\n2010-11,4\n", "does not say whether its periods"),
        ("period,value\n2024-01,4\n2024/25,3\n", "does not say whether its periods"),
        ("period,Age,age ,value\n2024-01,1,2,4\n", "a dimension stands twice"),
        ("", "This file is empty"),
    ],
)
def test_a_tidy_file_that_cannot_be_read_says_why(
    file: Path, text: str, wrong: str
) -> None:
    file.write_text(text)
    with pytest.raises(UserError, match=wrong):
        tidy_source(file)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("period;value\n2024-01;4,5\n", 45_000),
        ("period;value\n2024-01;4.5\n", 45_000),
        ("period,value\n2024-01,4.5\n", 45_000),
        ('period,value\n2024-01,"1,204"\n', 12_040_000),
        ("period\tvalue\n2024-01\t3\n", 30_000),
        ("\ufeffperiod,value\n2024-01,3\n", 30_000),
    ],
)
def test_tidy_files_are_read_however_they_were_saved(
    lake: Lake, file: Path, text: str, number: int
) -> None:
    file.write_text(text, encoding="utf-8")
    source = tidy_source(file)
    assert lake.take(source, file).rejects == 0
    assert lake.total(source.name, month="2024-01") == number


def test_a_tidy_file_in_windows_letters_is_read(lake: Lake, file: Path) -> None:
    file.write_bytes("period,group,value\n2024-01,Café group,3\n".encode("cp1252"))
    source = tidy_source(file)
    lake.take(source, file)
    cube = lake.cube(source.name, "group")
    assert cube.axis("group").labels == ("Café group",)


def test_partners_files_are_kept_under_names_of_their_own(tmp_path: Path) -> None:
    assert name_of("IDVA referrals.csv") == "tidy-idva-referrals"
    assert name_of("idva-referrals.2024.csv.gz") == "tidy-idva-referrals"
    assert name_of("???.csv") == "tidy-file"
    file = tmp_path / "a.csv"
    file.write_text(TIDY)
    assert tidy_source(file).name == "tidy-a"
    assert tidy_source(file, "Refuge beds").name == "tidy-refuge-beds"


DECLARED = """
name = "idva-referrals"
title = "Referrals to IDVAs"
unit = "referrals"
additive = ["month", "area"]
period = { heading = "Month", kind = "month" }
value = { heading = "Referrals" }
area = { heading = "Borough" }
missing = "none"

[words]
"<5" = "withheld"

[breakdowns.age]
heading = "Age"
codes = { "Under 25" = "0-24", "25 and over" = "25+" }
"""


def test_a_declared_file_may_be_added_up(
    lake: Lake, tmp_path: Path, file: Path
) -> None:
    (tmp_path / "idva.toml").write_text(DECLARED)
    file.write_text(
        "Month,Borough,Age,Referrals\nJan 2024,Camden,,7\nFeb 2024,Camden,,<5\n"
        "Jan 2024,Barnet,,3\n"
    )
    source = declared_source(tmp_path / "idva.toml")
    assert lake.take(source, file).rejects == 0
    months = lake.cube("idva-referrals", "month")
    assert months.values.tolist() == [10, 0]
    assert months.unit == "referrals"


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('unit = "referrals"\n', "", "'unit' has to be said"),
        ('kind = "month"', 'kind = "week"', "'week' is not a valid Kind"),
        ("missing =", "misssing =", "'misssing', which is not a key here"),
        ('missing = "none"', 'missing = "nothing"', "'nothing' is not one of"),
        ('"area"]', '"place"]', "place is not one of its dimensions"),
        ('name = "idva-referrals"', 'name = "IDVA"', "small letters"),
        ("[words]", "[words", "This is not a TOML file"),
        ('heading = "Age"\n', 'heading = "Age"\ncolour = 1\n', "has 'colour'"),
    ],
)
def test_a_declaration_with_a_slip_is_refused_by_name(
    tmp_path: Path, old: str, new: str, wrong: str
) -> None:
    assert old in DECLARED
    (tmp_path / "idva.toml").write_text(DECLARED.replace(old, new))
    with pytest.raises(UserError, match=wrong) as said:
        declared_source(tmp_path / "idva.toml")
    assert said.value.where.endswith("idva.toml:")


def test_a_declaration_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="No such file"):
        declared_source(tmp_path / "none.toml")
