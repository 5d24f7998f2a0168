"""headwater impact --weights: never without its effective number of crimes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from commands import Commands, Said
from invented_panels import month


BEGAN, MONTHS = 36, 48  # January 2023, of 48 months from January 2020 on
OFFENCES = {"Common assault": 60.0, "Rape": 12.0}
WEIGHTS = {"Common assault": 10.0, "Rape": 40.0}
SOURCE = "An invented index, 2026"
AT = ("--at", month(BEGAN))
JSON = (*AT, "--format", "json")
Ask = Callable[..., Said]


def counted(
    means: Mapping[str, float] = OFFENCES, effect: float = 0.0, seed: int = 5
) -> dict[str, list[int]]:
    chance = np.random.default_rng(seed)
    share = np.where(np.arange(MONTHS) < BEGAN, 1.0, 1 + effect)
    return {
        name: [int(n) for n in chance.poisson(m * share)] for name, m in means.items()
    }


def text(counts: Mapping[str, list[int]], series: str = "") -> str:
    head, first = ("series,", f"{series},") if series else ("", "")
    lines = [
        f"{first}{month(at)},{offence},{number}"
        for offence, numbers in counts.items()
        for at, number in enumerate(numbers)
    ]
    return "\n".join((f"{head}month,offence,count", *lines, ""))


def weights(given: Mapping[str, float] = WEIGHTS, source: str = SOURCE) -> str:
    lines = [f'{offence},{weight},"{source}"' for offence, weight in given.items()]
    return "\n".join(("offence,weight,source", *lines, ""))


@pytest.fixture
def ask(run: Commands) -> Ask:
    """Ask of a series by offence and of weights, both as text."""

    def asked(counts: str, weighted: str, *words: str) -> Said:
        Path("offences.csv").write_text(counts, encoding="utf-8")
        Path("weights.csv").write_text(weighted, encoding="utf-8")
        files = ("--series", "offences.csv", "--weights", "weights.csv")
        return run("impact", *files, *words)

    return asked


def one(said: Said) -> dict:
    assert said.code == 0, said.err
    (answer,) = json.loads(said.out)["answers"]
    return answer


def row(said: Said) -> dict[str, str]:
    assert said.code == 0, said.err
    (line,) = csv.DictReader(io.StringIO(said.out))
    return line


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def kish(counts: Mapping[str, list[int]], given: Mapping[str, float]) -> float:
    """Written down a second time, apart from the product."""
    total = sum(given[o] * sum(numbers) for o, numbers in counts.items())
    squares = sum(given[o] ** 2 * sum(numbers) for o, numbers in counts.items())
    return total**2 / squares


def test_the_answer_says_its_effective_number_of_all_months_and_of_those_after(
    ask: Ask,
) -> None:
    counts = counted(effect=-0.3)
    harm = one(ask(text(counts), weights(), *JSON))["harm"]
    after = {offence: numbers[BEGAN:] for offence, numbers in counts.items()}
    assert harm["effective_crimes"] == pytest.approx(kish(counts, WEIGHTS))
    assert harm["effective_crimes_after"] == pytest.approx(kish(after, WEIGHTS))
    assert harm["crimes"] == sum(map(sum, counts.values()))
    assert harm["effective_crimes"] < harm["crimes"]
    assert (
        f"effective number of crimes is {harm['effective_crimes']:,.0f} in"
        in (harm["says"])
    )
    assert harm["weights"][1] == {"offence": "Rape", "weight": 40.0, "source": SOURCE}


def test_page_and_table_say_it_too_beside_the_plain_count(ask: Ask) -> None:
    given = text(counted(effect=-0.3)), weights()
    harm = one(ask(*given, *JSON))["harm"]
    page = on_one_line(ask(*given, *AT, "--what", "recorded violence").out)
    assert "Recorded violence weighted by harm was lower than expected in 1" in page
    assert "in effective crimes, of weight" in page
    assert f"What the weighted answer rests on {harm['says']}" in page
    assert SOURCE in harm["says"]
    assert "The plain count Recorded violence was lower than expected in 1" in page
    assert "gives chance two goes" in page
    line = row(ask(*given, *AT, "--format", "csv"))
    assert float(line["effective_crimes"]) == harm["effective_crimes"]
    assert float(line["effective_crimes_after"]) == harm["effective_crimes_after"]
    assert line["weights_source"] == SOURCE
    assert line["plain_verdict"] == harm["plain"]["verdict"]
    assert float(line["plain_percent"]) == harm["plain"]["estimate"]["percent"]


def test_plain_count_beside_is_the_one_that_would_be_had_alone(
    ask: Ask, run: Commands
) -> None:
    counts = counted(effect=-0.2)
    plain = one(ask(text(counts), weights(), *JSON))["harm"]["plain"]
    sums = [sum(numbers) for numbers in zip(*counts.values(), strict=True)]
    lines = [f"{month(at)},{number}" for at, number in enumerate(sums)]
    Path("offences.csv").write_text("\n".join(("month,count", *lines)))
    assert plain == one(run("impact", "--series", "offences.csv", *JSON))


@pytest.mark.parametrize("scale", [0.001, 1.0, 5000.0])
def test_one_weight_for_all_gives_the_plain_answer_whatever_it_is(
    ask: Ask, scale: float
) -> None:
    same = dict.fromkeys(OFFENCES, scale)
    answer = one(ask(text(counted(effect=-0.3)), weights(same), *JSON))
    plain = answer["harm"]["plain"]
    assert answer["verdict"] == plain["verdict"] == "lower than expected"
    for part in ("log_effect", "se", "observed", "expected"):
        assert answer["estimate"][part] == pytest.approx(plain["estimate"][part])
    assert answer["harm"]["effective_crimes"] == pytest.approx(answer["harm"]["crimes"])


def test_weights_are_part_of_what_is_chosen(ask: Ask) -> None:
    given = text(counted())
    first = one(ask(given, weights(), *JSON))
    again = one(ask(given, weights(dict(reversed(WEIGHTS.items()))), *JSON))
    other = one(ask(given, weights({**WEIGHTS, "Rape": 41.0}), *JSON))
    elsewhere = one(ask(given, weights(source="Another index"), *JSON))
    assert first["digest"] == again["digest"]
    designs = (first, other, elsewhere, first["harm"]["plain"])
    assert len({answer["digest"] for answer in designs}) == 4


FEW = {"Common assault": 60.0, "Rape": 0.25}


def test_many_crimes_with_a_small_effective_number_have_no_percentage(
    ask: Ask,
) -> None:
    heavy = {"Common assault": 1.0, "Rape": 4000.0}
    answer = one(ask(text(counted(FEW, -0.3, seed=2)), weights(heavy), *JSON))
    harm = answer["harm"]
    assert harm["crimes"] > 2_500
    assert harm["effective_crimes"] < 20
    assert (answer["verdict"], answer["estimate"]) == ("cannot tell", None)
    assert "as heavy as those that carry the total" in answer["says"]
    assert "%" not in answer["says"]
    assert harm["plain"]["verdict"] == "lower than expected"


def test_too_few_expected_after_have_no_percentage_either(ask: Ask) -> None:
    """Enough before, and a dozen effective crimes from the start on."""
    means = {"Common assault": 60.0, "Rape": 1.0}
    heavy = {"Common assault": 1.0, "Rape": 4000.0}
    answer = one(ask(text(counted(means)), weights(heavy), *JSON))
    assert answer["harm"]["effective_crimes_before"] > 20
    assert answer["estimate"] is None
    assert "fewer than 20, too few for a weighted series" in answer["says"]


def test_one_grave_crime_after_the_start_is_no_rise(ask: Ask) -> None:
    counts = counted({"Common assault": 60.0}) | {"Homicide": [0] * MONTHS}
    counts["Homicide"][BEGAN + 4] = 1
    grave = {"Common assault": 10.0, "Homicide": 20_000.0}
    answer = one(ask(text(counts), weights(grave), *JSON))
    assert answer["verdict"] == "cannot tell"
    assert answer["estimate"] is None
    assert answer["harm"]["effective_crimes_before"] > 2_000
    assert answer["harm"]["effective_crimes_after"] < 3


def test_nothing_that_weighs_still_says_how_few_that_is(ask: Ask) -> None:
    counts = {"Common assault": counted()["Common assault"], "Rape": [0] * MONTHS}
    answer = one(ask(text(counts), weights({"Common assault": 0, "Rape": 9}), *JSON))
    assert "Nothing that weighs anything was counted" in answer["says"]
    assert answer["estimate"] is None
    assert answer["harm"]["effective_crimes"] == 0
    assert SOURCE in answer["harm"]["says"]
    assert answer["harm"]["plain"]["estimate"] is not None


def test_a_missing_line_of_one_offence_is_a_gap_and_never_a_zero(ask: Ask) -> None:
    given = text(counted())
    gone = "\n".join(x for x in given.splitlines() if not x.startswith("2022-03,Rape"))
    said = ask(gone, weights(), *JSON)
    assert "1 figure is missing of 'offences', the first for 'Rape'" in said.err
    answer = one(said)
    at = answer["picture"]["months"].index("2022-03")
    assert answer["picture"]["observed"][at] is None
    assert (
        answer["harm"]["crimes"] < one(ask(given, weights(), *JSON))["harm"]["crimes"]
    )


def test_several_series_each_with_its_start_and_its_number(ask: Ask) -> None:
    both = (
        text(counted(effect=-0.4), "x") + text(counted(seed=8), "y").split("\n", 1)[1]
    )
    Path("starts.csv").write_text("series,action_start\nx,2023-01\ny,\n")
    said = ask(both, weights(), "--actions", "starts.csv", "--format", "json")
    x, y = json.loads(said.out)["answers"]
    assert x["verdict"] == "lower than expected"
    assert "Nobody has said in which month" in y["says"]
    assert y["harm"]["effective_crimes"] > 0
    assert y["harm"]["effective_crimes_after"] is None
    page = on_one_line(ask(both, weights(), "--actions", "starts.csv").out)
    assert x["harm"]["says"] in page
    assert y["harm"]["says"] in page
    assert page.count("Plain count: ") == 2


def test_a_change_in_recording_counts_for_both(ask: Ask) -> None:
    Path("changes.csv").write_text(f"month,what\n{month(BEGAN + 1)},new\n")
    words = (*JSON, "--recording", "changes.csv")
    answer = one(ask(text(counted(effect=-0.5)), weights(), *words))
    assert answer["verdict"] == answer["harm"]["plain"]["verdict"] == "cannot tell"
    assert "the two cannot be told apart" in answer["says"]


def test_a_weight_of_no_offence_is_a_remark(ask: Ask) -> None:
    given = text(counted())
    said = ask(given, weights(WEIGHTS | {"Arson": 33.0}), *JSON)
    assert "weights.csv: The weight of 'Arson' is not used" in said.err
    assert said.out == ask(given, weights(), *JSON).out


@pytest.mark.parametrize(
    ("weighted", "says"),
    [
        ("Common assault,10,x\nRape,,x\n", "line 3, column weight: There is no weight"),
        ("Common assault,10,x\nRape,-4,x\n", "line 3, column weight: '-4' is below"),
        ("Common assault,10,x\nRape,ten,x\n", "column weight: 'ten' is not a number"),
        ("Common assault,10,x\nRape,1e13,x\n", "'1e13' is beyond any weight"),
        ("Common assault,0,x\nRape,0,x\n", "weights.csv: Every weight is zero"),
        ("Common assault,0,x\nRape,0,x\nArson,5,x\n", "Every weight is zero"),
        ("Common assault,10,x\nRape,40, \n", "line 3, column source: It is blank"),
        ("Common assault,10,x\n", "There is no weight for 'Rape' of offences.csv"),
        ("Common assault,10,x\nrape,40,x\n", "Is 'rape' meant?"),
        ("Common assault,10,x\nRape,4,x\nRape,5,x\n", "line 4: 'Rape' stands here a"),
        ("Common assault,10,x\n,40,x\n", "line 3, column offence: It is blank"),
        ("", "There are headings and no weights"),
    ],
)
def test_weights_that_cannot_be_used(ask: Ask, weighted: str, says: str) -> None:
    said = ask(text(counted()), f"offence,weight,source\n{weighted}", *AT)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("weights.csv")
    assert says in said.err


def test_weights_without_a_column_of_sources_are_refused(ask: Ask) -> None:
    said = ask(text(counted()), "offence,weight\nRape,4\n", *AT)
    assert said.code == 2
    assert "There is no column 'source'" in said.err


def test_series_without_offences_cannot_be_weighted(ask: Ask) -> None:
    said = ask("month,count\n2020-01,4\n", weights(), *AT)
    assert said.code == 2
    assert "There is no column 'offence'" in said.err


def test_weights_are_for_series_only(run: Commands) -> None:
    said = run(*"impact panel.csv --actions a.csv --weights w.csv".split())
    assert (said.code, said.out) == (2, "")
    assert "--weights: Weights are for series only" in said.err


def test_keys_and_columns_are_those_of_the_reference(ask: Ask) -> None:
    page = Path(__file__).parents[3] / "docs/reference/impact-files.md"
    known = page.read_text(encoding="utf-8")
    given = text(counted()), weights()
    for key in one(ask(*given, *JSON))["harm"]:
        assert f"`{key}`" in known
    for column in row(ask(*given, *AT, "--format", "csv")):
        assert f"`{column}`" in known


def test_page_fits_into_eighty_columns(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    said = ask(text(counted()), weights(), *AT, "--hoped", "-20", "--naive")
    assert said.code == 0
    assert max(map(len, said.out.splitlines())) <= 80
