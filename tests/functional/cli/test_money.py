"""headwater money, on real files."""

import csv
import io
import json
from decimal import Decimal

import pytest
from commands import DAY, Commands


def shown(run: Commands, *words: str) -> str:
    said = run("money", "plan", "--as-at", DAY, *words)
    assert said.code == 0, said.err
    return said.out


def lines(run: Commands, *words: str) -> list[dict[str, str]]:
    text = shown(run, "--format", "csv", *words)
    return list(csv.DictReader(io.StringIO(text)))


def test_page_has_its_parts_in_order(run: Commands) -> None:
    page = shown(run)
    parts = [
        "A sample compiled from published facts.",
        "Money by financial year, as things stood on 1 November 2026.",
        "27 amounts are written down, and 15 tranches have none",
        "\n2017/18 ",
        "\n2029/30 ",
        "spread evenly over the dates",
        "Before adding anything up",
        "2 tranches pay for several actions and are counted once",
        "Money that ends, or may end, too soon",
        "A pound lasts 1.0 years on average",
        "Paid for together",
    ]
    flat = " ".join(page.split())
    places = [flat.index(" ".join(part.split())) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize("width", ["70", "80", "120"])
@pytest.mark.parametrize("by", ["year", "funder", "sector"])
def test_page_fits_its_width(
    run: Commands, monkeypatch: pytest.MonkeyPatch, width: str, by: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    page = shown(run, "--by", by)
    assert max(map(len, page.splitlines())) <= int(width)
    assert "…" not in page


@pytest.mark.parametrize(
    "by", ["year", "tier", "community", "sector", "funder", "funder_sector"]
)
def test_lines_add_up_to_the_total(run: Commands, by: str) -> None:
    total = json.loads(shown(run, "--by", by, "--format", "json"))["total"]
    found = lines(run, "--by", by)
    for column in ("agreed", "agreement_not_said", "not_agreed"):
        added = sum(Decimal(line[column] or 0) for line in found)
        assert added == Decimal(str(total[column]))
    assert {line["notice"][:8] for line in found} == {"A sample"}


def test_no_amount_is_blank_and_not_nought(run: Commands) -> None:
    by_year = {line["label"]: line for line in lines(run)}
    assert by_year["2028/29"]["agreed"] == ""
    assert by_year["2028/29"]["tranches_without_amount"] == "10"
    assert by_year["2025/26"]["not_agreed"] == "0"
    whole = json.loads(shown(run, "--format", "json"))
    assert whole["lines"][-2]["agreed"] is None


def test_money_of_several_tiers_stands_in_its_own_line(run: Commands) -> None:
    several = [x for x in lines(run, "--by", "tier") if x["part"] == "several"]
    assert [x["agreement_not_said"] for x in several] == ["20000000"]


def test_same_money_twice_is_said(run: Commands) -> None:
    run.rewrite(
        "plan/funding.csv",
        "\nC25,2021/22,",
        "\nC26,Again,mopac,108000,2023-04,2024-03,yes,,\nC25,2021/22,",
    )
    flat = " ".join(shown(run).split())
    assert "Up to £108,000 may be counted twice: " in flat
    assert "C25 and C26 each have £108,000" in flat


def test_unknown_word_says_which_there_are(run: Commands) -> None:
    said = run("money", "plan", "--by", "colour")
    assert said.code == 2
    assert "year, funder, funder-sector, tier" in said.err


def test_json_says_what_must_be_known(run: Commands) -> None:
    whole = json.loads(shown(run, "--format", "json"))
    assert whole["notice"].startswith("A sample compiled")
    assert whole["complete"] is False
    assert whole["spread_evenly"] == {"tranches": 8, "dates_not_exact": 7}
    assert len(whole["no_amount"]) == 15
    assert whole["length"]["years"] == pytest.approx(1.04, abs=0.05)
    assert whole["pooled"][0]["funders"] == ["home-office", "mopac"]
