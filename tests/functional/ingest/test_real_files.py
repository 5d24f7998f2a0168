"""The publishers' real files, and the totals that their catalogue states."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from taken_in import REAL, Lake

from headwater.core.measures.cube import Status
from headwater.engines.revised import latest_pair, revised


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not REAL.is_dir(), reason="the real files are not beside this folder"
    ),
]
MPS, RAW = REAL / "mps", REAL / "mps/raw"
BOROUGH = "met-recorded-crime-borough"
OLDER = (
    RAW / "MPS-Borough-Level-Crime-Historical-2010-04_2022-01.csv",
    RAW / "MPS-Borough-Level-Crime-24-months-2022-02_2024-01.csv",
)
NEWER = (
    MPS / "recorded-crime-borough-2010-04_2023-07.csv.gz",
    MPS / "recorded-crime-borough-2023-08_2025-07.csv.gz",
)
CUTS = {
    "met-vawg-offences-by-place": 1_468_430,
    "met-vawg-offences-by-offence": 1_468_430,
    "met-vawg-victims-by-place": 1_381_950,
    "met-vawg-victims-by-age": 1_381_950,
    "met-vawg-victims-by-ethnicity": 1_381_950,
}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """The VAWG dashboard, and recorded crime by borough in two releases."""
    lake = Lake(tmp_path_factory.mktemp("real") / "lake")
    for cut in CUTS:
        file = MPS / f"{cut.removeprefix('met-')}.csv.gz"
        receipt = lake.take(cut, file)
        assert (receipt.rejects, receipt.unknown) == (0, {})
    for files, day in ((OLDER, "2024-02-10"), (NEWER, "2025-08-10")):
        receipt = lake.take(BOROUGH, *files, published=day)
        assert (receipt.rejects, receipt.unknown) == (0, {})
    return lake


def test_cuts_of_the_dashboard_agree_in_every_month(lake: Lake) -> None:
    months = {cut: lake.cube(cut, "month") for cut in CUTS}
    for cut, total in CUTS.items():
        assert months[cut].values.sum() == total
        assert len(months[cut].axis("month")) == 133
    offences = [months[cut].values for cut in CUTS if "offences" in cut]
    victims = [months[cut].values for cut in CUTS if "victims" in cut]
    assert (offences[0] == offences[1]).all()
    assert (victims[0] == victims[1]).all()
    assert (victims[0] == victims[2]).all()


def test_other_flagged_offences_are_a_fifth(lake: Lake) -> None:
    total = lake.total("met-vawg-offences-by-offence", group="other-flagged")
    assert total == 308_414


def test_places_outside_boroughs_are_there(lake: Lake) -> None:
    place = "met-vawg-offences-by-place"
    assert lake.total(place, area="other") == 42_194
    assert lake.total(place, area="unknown") == 1


def test_unknown_ethnic_groups_are_there(lake: Lake) -> None:
    assert (
        lake.total("met-vawg-victims-by-ethnicity", ethnic_group="unknown") == 262_885
    )


def test_unknown_borough_holds_a_seventh_of_rapes(lake: Lake) -> None:
    rapes = lake.cube(BOROUGH, "month", "area", where={"offence": ("rape",)})
    months = [m for m in rapes.axis("month").codes if m <= "2023-07"]
    early = rapes.pick("month", months)
    assert len(rapes.axis("month")) == 184
    assert len(months) == 160
    assert early.values.sum() == 84_656
    assert early.pick("area", ["unknown"]).values.sum() == 12_196


def test_a_later_release_moved_what_it_could_not_place(lake: Lake) -> None:
    dataset = lake.catalog.open(BOROUGH)
    pair = latest_pair(dataset)
    assert pair
    assert len(pair.periods) == 166
    found = revised(dataset, pair)
    moved = {s.code: (s.before, s.after) for s in found.shifts if s.dimension == "area"}
    assert moved["unknown"] == (0, 229_090)
    assert moved["airports"] == (40_903, 4_257)
    assert (
        moved["E09000017"][1] > moved["E09000017"][0]
    )  # Hillingdon: from the airports
    boroughs = [s for code, s in moved.items() if code.startswith("E09")]
    assert sum(after < before for before, after in boroughs) == 31
    assert found.before
    assert found.after
    assert 0 < 1 - found.after / found.before < 0.003  # in all, next to nothing changed


def test_wards_do_not_add_up_to_boroughs(lake: Lake) -> None:
    name = "met-recorded-crime-ward"
    receipt = lake.take(name, MPS / "recorded-crime-ward-2010-04_2023-07.csv.gz")
    assert receipt.rejects == 0
    rapes = lake.total(name, offence="rape")
    assert rapes == 72_460
    assert rapes / 84_656 == pytest.approx(0.86, abs=0.005)
    assert len(lake.cube(name, "ward").axis("ward")) == 679


def test_small_areas_have_no_sexual_offences(lake: Lake) -> None:
    name = "met-recorded-crime-lsoa"
    receipt = lake.take(name, MPS / "recorded-crime-lsoa-2023-08_2025-07.csv.gz")
    assert (receipt.rejects, receipt.rows) == (0, 2_425_152)
    cube = lake.cube(name, "offence", "month")
    for offence in ("rape", "other-sexual-offences"):
        assert (cube.pick("offence", [offence]).status == Status.NOT_APPLICABLE).all()
    assert len(lake.cube(name, "small-area").axis("small-area")) == 4_988


def test_older_categories_stand_apart(lake: Lake) -> None:
    name = "met-recorded-crime-borough-2008-2018"
    receipt = lake.take(
        name,
        RAW / "MPS_Borough_Level_Crime_Historic-2008-01_2016-12.csv",
        RAW / "MPS-Borough-Level-Crime-2017-01_2018-12.csv",
    )
    assert (receipt.rejects, receipt.unknown) == (0, {})
    assert (receipt.first, receipt.last) == ("2008-01", "2018-12")
    assert lake.total(name, offence="harassment") == 474_176 + 174_088


@pytest.mark.parametrize("saved", ["-2014-12_2023-12", "-resaved"])
def test_survey_reads_alike_however_it_was_saved(tmp_path: Path, saved: str) -> None:
    own = Lake(tmp_path)
    name = "mopac-public-attitude-survey"
    file = REAL / f"surveys/{name}-boroughs{saved}.csv"
    receipt = own.take(name, file)
    assert (receipt.read, receipt.rows, receipt.rejects) == (9_312, 9_312, 0)
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter=";" if "resaved" not in saved else ",")
        next(rows)
        shares = sum(Decimal(row[4].replace(",", ".")) for row in rows)
    cube = own.cube(name, "measure", "area", "quarter")
    assert cube.values.sum() == shares * cube.scale
    assert (cube.status != Status.OBSERVED).sum() == 8 * 33 * 37 - 9_312


def test_london_of_2021_is_counted_once(tmp_path: Path) -> None:
    own = Lake(tmp_path)
    name = "mid-year-population"
    file = f"{name}-london-boroughs-sex-single-year-of-age-2019-2021.csv.gz"
    own.take(name, REAL / "population" / file)
    women = own.cube(name, "year", where={"sex": ("female",)})
    assert women.values.tolist() == [4_486_172, 0, 4_529_114]
    assert own.cube(name, "year").values.tolist() == [8_961_989, 0, 8_796_628]


def test_every_national_table_is_read_whole(tmp_path: Path) -> None:
    own = Lake(tmp_path)
    for file in sorted((REAL / "ons-sdg").glob("*.csv")):
        table = file.stem.removeprefix("indicator_")
        receipt = own.take(f"ons-sdg-{table}", file)
        assert receipt.unknown == {}, table
        assert receipt.rejects == (2 if table == "5-5-1" else 0), table
