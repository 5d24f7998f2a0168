"""Open data keep their promises: to the standards, and to whoever reads them back."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from filled_plan import filled_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_plans import plans
from table_schema import faults, headings_of, rows_of

from headwater.core.framework.load import load_framework
from headwater.core.plan.check import check_plan
from headwater.core.plan.published import published
from headwater.core.plan.rows import About, Action, Organisation, Plan, Tranche
from headwater.core.plan.tables import BY_NAME, TABLES
from headwater.exchange.formula_safe import unguard
from headwater.exchange.intake import read_plan
from headwater.exchange.open_data import OpenData, open_data
from headwater.exchange.sample import sample_folder


ROOT = Path(__file__).parents[2]
PROFILE = ROOT.parent / "shared/data/standards/frictionless/profiles-2.0"
LONDON = load_framework()
DAY = date(2026, 11, 22)
HOSTILE = (
    "=HYPERLINK(0)",
    "'=1",
    "@x",
    "-1",
    "+44",
    '"><script>alert(1)</script>',
    'He said "no",\nthen left; twice',
)


def data_of(plan: Plan) -> OpenData:
    return open_data(check_plan(plan, LONDON, DAY))


def contents(data: OpenData) -> dict[str, bytes]:
    return {name: file.content for name, file in data.files.items()}


def descriptor(data: OpenData) -> dict[str, Any]:
    return json.loads(data.files["datapackage.json"].content)


def read_back(data: OpenData) -> Plan:
    """The plan that our own reader makes of the folder, without a word."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in contents(data).items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        intake = read_plan(Path(folder), LONDON)
    assert (intake.problems, intake.remarks) == ((), ())
    assert intake.plan is not None
    return intake.plan


@pytest.fixture(scope="module")
def sample() -> Plan:
    plan = read_plan(sample_folder(), LONDON).plan
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def london(sample: Plan) -> OpenData:
    return data_of(sample)


@pytest.fixture
def hostile() -> Plan:
    """Texts that hurt, and names that look like formulas."""
    return Plan(
        about=About(
            plan_id="=p/1", title=HOSTILE[0], notice=HOSTILE[5], licence=HOSTILE[2]
        ),
        organisations=(
            Organisation(organisation_id="@us", name="Us", sector="business"),
        ),
        actions=tuple(
            Action(
                action_id=f"{sign}A{number}",
                title=" ".join(text.split()),  # one line, as the gate leaves it
                description=text,
                lead_organisations=("@us",),
                accountable_organisation="@us",
                evaluation="",
            )
            for number, (sign, text) in enumerate(zip("=+-@'ab", HOSTILE, strict=True))
        ),
        funding=(
            Tranche(action="=A0", tranche="-1", funder=None, amount=Decimal(0)),
            Tranche(action="-A2", tranche="none so far", funder="@us"),
        ),
    )


def validator() -> Any:
    if not PROFILE.is_dir():
        pytest.skip("The Data Package profiles are not here: ../shared/data/standards")
    profile = json.loads((PROFILE / "datapackage.json").read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(profile)
    return kind(profile, format_checker=kind.FORMAT_CHECKER)


def test_descriptor_fits_the_profile_of_data_package_2(london: OpenData) -> None:
    assert list(validator().iter_errors(descriptor(london))) == []


def test_descriptor_of_a_hostile_plan_fits_too(hostile: Plan) -> None:
    described = descriptor(data_of(hostile))
    assert list(validator().iter_errors(described)) == []
    assert described["name"] == "p-1"


def test_profile_would_find_a_fault(london: OpenData) -> None:
    described = descriptor(london)
    described["resources"][0]["schema"]["fields"][0]["type"] = "list"
    assert list(validator().iter_errors(described)) != []


def test_every_cell_is_what_the_descriptor_says(london: OpenData) -> None:
    assert faults(descriptor(london), contents(london)) == []


def test_a_cell_that_breaks_the_descriptor_is_found(london: OpenData) -> None:
    broken = contents(london)
    text = broken["actions.csv"].decode().replace(",primary,", ",first,", 1)
    assert len(faults(descriptor(london), broken | {"actions.csv": text.encode()})) == 1


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_plan_is_what_its_descriptor_says(data: st.DataObject) -> None:
    made = data_of(data.draw(plans(LONDON)))
    assert faults(descriptor(made), contents(made)) == []


def test_descriptor_knows_every_table_and_column(london: OpenData) -> None:
    resources = {r["name"]: r for r in descriptor(london)["resources"]}
    for table in TABLES:
        fields = resources[table.name]["schema"]["fields"]
        names = [field["name"] for field in fields if field["name"][0] != "#"]
        assert names == [column.name for column in table.public]
        assert resources[table.name]["schema"]["primaryKey"] == list(table.key)


def test_descriptor_gives_size_and_hash_of_every_table(london: OpenData) -> None:
    for resource in descriptor(london)["resources"]:
        content = london.files[resource["path"]].content
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"


def test_codes_keys_and_the_two_kinds_of_nothing_are_described(
    london: OpenData,
) -> None:
    resources = {r["name"]: r["schema"] for r in descriptor(london)["resources"]}
    fields = {field["name"]: field for field in resources["actions"]["fields"]}
    assert fields["status"]["constraints"]["enum"] == list(
        LONDON.scheme("action-status").codes
    )
    assert "(; (" in fields["tiers"]["constraints"]["pattern"]
    assert [kind["value"] for kind in fields["status"]["missingValues"]] == ["", "none"]
    assert "missingValues" not in fields["action_id"]
    assert {
        "fields": ["funder"],
        "reference": {"resource": "organisations", "fields": ["organisation_id"]},
    } in resources["funding"]["foreignKeys"]


def test_key_into_the_plan_above_is_not_promised_here(hostile: Plan) -> None:
    above = replace(hostile.funding[0], action="city/A1")
    plan = replace(
        hostile, about=replace(hostile.about, parent="city"), funding=(above,)
    )
    (funding,) = (
        r for r in descriptor(data_of(plan))["resources"] if r["name"] == "funding"
    )
    named = [key["fields"] for key in funding["schema"]["foreignKeys"]]
    assert named == [["funder"]]


def test_licence_is_named_only_where_the_plan_names_it(
    london: OpenData, hostile: Plan
) -> None:
    (licence,) = descriptor(london)["resources"][0]["licenses"]
    assert licence["name"] == "OGL-UK-3.0"
    other = {r["name"]: r for r in descriptor(data_of(hostile))["resources"]}
    assert "licenses" not in other["actions"]
    assert "licenses" not in other["vocabularies"]


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_tables_read_back_equal(which: str, request: pytest.FixtureRequest) -> None:
    plan: Plan = request.getfixturevalue(which)
    assert read_back(data_of(plan)) == published(plan)


def test_no_cell_starts_as_a_formula(hostile: Plan) -> None:
    for name, content in contents(data_of(hostile)).items():
        if not name.endswith(".csv"):
            continue
        for row in rows_of(content):
            for column, text in row.items():
                number = column == "amount"
                assert number or text[:1] not in tuple("=+-@\t\r"), (name, text)


def test_an_apostrophe_gives_the_text_back(hostile: Plan) -> None:
    rows = rows_of(data_of(hostile).files["actions.csv"].content)
    assert [unguard(row["description"]) for row in rows] == list(HOSTILE)


def test_notice_and_licence_stand_on_every_row(london: OpenData, sample: Plan) -> None:
    for table in TABLES:
        for row in rows_of(london.files[f"{table.name}.csv"].content):
            assert row["#notice"] == sample.about.notice
            assert row["#licence"] == sample.about.licence
    for name in ("datapackage.json", "csv-metadata.json", "check/findings.json"):
        assert sample.about.notice in london.files[name].content.decode()
    said = london.files["about-these-data.txt"].content.decode()
    assert sample.about.notice in " ".join(said.split())


def test_a_plan_without_notice_gets_no_column_for_it(hostile: Plan) -> None:
    plan = replace(hostile, about=replace(hostile.about, notice=None, licence=None))
    headings = headings_of(data_of(plan).files["actions.csv"].content)
    assert headings == [column.name for column in BY_NAME["actions"].public]


def test_true_zero_blank_and_none_stay_apart(hostile: Plan) -> None:
    rows = rows_of(data_of(hostile).files["funding.csv"].content)
    assert [row["amount"] for row in rows] == ["0", ""]
    (first, *_) = rows_of(data_of(hostile).files["actions.csv"].content)
    assert (first["evaluation"], first["specific_needs"]) == ("none", "")


def test_csvw_describes_the_same_columns(london: OpenData) -> None:
    group = json.loads(london.files["csv-metadata.json"].content)
    fields = {r["path"]: r["schema"]["fields"] for r in descriptor(london)["resources"]}
    assert [table["url"] for table in group["tables"]] == list(fields)
    for table in group["tables"]:
        columns = table["tableSchema"]["columns"]
        titles = [column["titles"] for column in columns]
        assert titles == headings_of(london.files[table["url"]].content)
        names = [column["name"] for column in columns]
        assert len(set(names)) == len(names)
        assert all(name.replace("_", "").isalnum() for name in names)


def test_csvw_splits_lists_and_names_the_words_for_nothing(london: OpenData) -> None:
    group = json.loads(london.files["csv-metadata.json"].content)
    tables: Mapping[str, Any] = {table["url"]: table for table in group["tables"]}
    columns = {c["name"]: c for c in tables["actions.csv"]["tableSchema"]["columns"]}
    assert columns["tiers"]["separator"] == "; "
    assert columns["tiers"]["null"] == ["", "none"]
    assert columns["shares_risk_information"]["datatype"]["format"] == "yes|no"
    assert tables["funding.csv"]["tableSchema"]["foreignKeys"] == [
        {
            "columnReference": "action",
            "reference": {"resource": "actions.csv", "columnReference": "action_id"},
        }
    ]


def test_same_check_gives_the_same_bytes(sample: Plan) -> None:
    assert contents(data_of(sample)) == contents(data_of(sample))


def test_what_is_not_public_is_in_no_file() -> None:
    made = data_of(filled_plan(LONDON, kept="kept in", number=97531864))
    for name, content in contents(made).items():
        assert b"kept in" not in content, name
        assert b"97531864" not in content, name
