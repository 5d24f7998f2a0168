"""headwater signals: the honest rules by command, charts, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import numpy as np
import pytest
from commands import Commands, Said


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def series(name: str, values: list[object], start: int = 2020, step: int = 1) -> str:
    """Lines of one series, from January of a year on."""
    months = [start * 12 + step * n for n in range(len(values))]
    dates = [f"{month // 12}-{month % 12 + 1:02}-01" for month in months]
    return "".join(
        f"{name},{day},{value}\n" for day, value in zip(dates, values, strict=True)
    )


def counts(mean: float, points: int = 60, seed: int = 1) -> list[object]:
    return np.random.default_rng(seed).poisson(mean, points).tolist()


@pytest.fixture
def judge(run: Commands):
    """Run the command on figures, written as a file with the given lines."""

    def look(lines: str, *words: str, heading: str = "id,date,y") -> Said:
        Path("figures.csv").write_text(f"{heading}\n{lines}", encoding="utf-8")
        return run("signals", "figures.csv", *words)

    return look


QUIET = series("calm", counts(40))
STEP = series("fell", [*counts(60, 48), *counts(25, 12)])


def test_page_puts_signals_first_and_counts_what_was_looked_at(judge) -> None:
    page = " ".join(judge(QUIET + STEP, "--direction", "decrease").out.split())
    assert "2 of 2 series could be judged at the last figure: 1 signal" in page
    assert page.index("The figure of fell has been lower than expected") < page.index(
        "December 2024: no sign of a sudden change in the figure of calm."
    )
    assert "This is the way hoped for." in page


def test_neither_direction_is_good_unless_it_is_said(judge) -> None:
    said = judge(STEP, "--summary", "--format", "csv")
    row = table(said.out)[0]
    assert row["variation_icon"] == "neutral_low"
    assert "hoped" not in row["sentence"]
    assert "does not tell us" in row["sentence"]


def test_points_have_the_columns_of_the_strict_rules(judge) -> None:
    honest = table(judge(STEP, "--format", "csv").out)
    strict = table(judge(STEP, "--mode", "strict", "--format", "csv").out)
    assert list(honest[0]) == list(strict[0])
    assert [row["date"] for row in honest] == [row["date"] for row in strict]
    types = {row["special_cause_type"] for row in honest}
    assert types <= {
        "Common Cause",
        "Above UCL",
        "Below LCL",
        "Shift Above Expected",
        "Shift Below Expected",
    }
    last = honest[-1]
    assert last["special_cause_flag"] == "TRUE"
    assert last["point_type"] == "special_cause_neutral_low"
    assert float(last["lpl"]) < float(last["mean"]) < float(last["upl"])


def test_summary_has_what_the_honest_rules_add(judge) -> None:
    row = table(judge(STEP, "--summary", "--format", "csv").out)[0]
    assert (row["mode"], row["n"], row["latest_date"]) == ("honest", "60", "2024-12-01")
    assert float(row["p"]) < 0.02
    assert row["flagged"] == "TRUE"
    assert float(row["drift_lower"]) < float(row["drift"]) < float(row["drift_upper"])


def test_rare_series_look_at_the_months_between(judge) -> None:
    rare = [0] * 60
    for at in range(3, 60, 9):
        rare[at] = 1
    row = table(judge(series("rare", rare), "--summary", "--format", "csv").out)[0]
    assert row["chart"] == "months between"
    assert row["flagged"] == "FALSE"
    ended = [1, 0] * 15 + [0] * 40
    page = " ".join(judge(series("rare", ended)).out.split())
    assert "There has been nothing for rare from " in page


def test_missing_months_are_shown_and_are_not_zero(judge) -> None:
    lines = QUIET.splitlines(keepends=True)
    said = judge("".join(lines[:20] + lines[22:]), "--format", "csv")
    assert "'calm': 2 months are missing (2021-09-01, 2021-10-01)." in said.err
    assert "shown as missing, and are not zero" in said.err
    rows = table(said.out)
    assert len(rows) == 60
    gap = [row for row in rows if row["date"] == "2021-09-01"]
    assert [(row["y"], row["special_cause_flag"]) for row in gap] == [("", "FALSE")]


def test_break_is_no_signal_and_a_date_outside_is_said(judge) -> None:
    flagged = table(judge(STEP, "--summary", "--format", "csv").out)[0]["flagged"]
    said = judge(STEP, "--rebase", "2024-01", "--rebase", "2031-01", "--format", "json")
    whole = json.loads(said.out)["series"][0]
    assert (flagged, whole["flagged"]) == ("TRUE", False)
    assert "a break is declared" in whole["sentence"]
    assert {point["rebase_group"] for point in whole["points"]} == {0, 1}
    assert "The break 2031-01-01 is not between two of its dates" in said.err


def test_of_many_series_one_odd_one_may_be_chance(judge) -> None:
    """The same series, alone and among others."""
    odd = series("odd", [*counts(40, 59), 64])
    alone = table(judge(odd, "--summary", "--format", "csv").out)[0]
    many = odd + "".join(series(f"s{n}", counts(40, seed=n)) for n in range(2, 60))
    among = table(judge(many, "--summary", "--format", "csv").out)[0]
    assert alone["flagged"] == "TRUE"
    assert (among["flagged"], among["p"]) == ("FALSE", alone["p"])
    assert "not among so many series" in among["message"]
    assert "we do not count it as a signal" in among["sentence"]


def test_differences_say_why_the_strict_rules_alarm(judge) -> None:
    year = [80, 85, 95, 105, 115, 120, 122, 116, 106, 96, 86, 81]
    said = judge(
        series("year", year * 5), "--differences", "--summary", "--format", "csv"
    )
    assert "yearly cycle; the strict ones alarm" in table(said.out)[0]["differences"]
    said = judge(series("year", year * 5), "--summary", "--format", "csv")
    assert table(said.out)[0]["differences"] == ""


def test_quarters_and_shares_are_judged(judge) -> None:
    values = [round(0.5 + 0.01 * (n % 4), 2) for n in range(24)]
    said = judge(series("share", values, step=3), "--summary", "--format", "csv")
    assert said.code == 0, said.err
    assert "read as measurements and not as counts" in said.err
    assert "the quarter from October 2025" in table(said.out)[0]["sentence"]


def test_denominators_make_rates(judge) -> None:
    """A count that doubles with its population has not changed."""
    sizes = [1_000] * 48 + [2_000] * 12
    found = [*counts(40, 48), *counts(80, 12)]
    lines = "".join(
        f"{line},{size}\n"
        for line, size in zip(series("a", found).split(), sizes, strict=True)
    )
    heading = "id,date,y,n"
    said = judge(lines, "--summary", "--format", "csv", heading=heading)
    assert table(said.out)[0]["flagged"] == "FALSE"
    plain = judge(series("a", found), "--summary", "--format", "csv")
    assert table(plain.out)[0]["flagged"] == "TRUE"
    said = judge(lines, "--mode", "strict", heading=heading)
    assert "column n is not used by the strict rules" in said.err


def test_series_of_nothing_and_of_blanks_cannot_tell_either(judge) -> None:
    blank = series("blank", [""] * 40) + series("one", [3]) + QUIET
    said = judge(blank + "calm,2025-01-01,\n", "--summary", "--format", "csv")
    rows = {row["id"]: row for row in table(said.out)}
    assert (rows["blank"]["chart"], rows["one"]["chart"]) == ("too few points",) * 2
    assert rows["blank"]["assurance"] == ""
    assert rows["calm"]["latest_date"] == "2024-12-01"  # the last that has a figure
    nothing = judge(series("none", [0] * 40), "--summary", "--format", "csv")
    assert table(nothing.out)[0]["variation_icon"] == "common_cause"


def test_too_few_points_cannot_tell(judge) -> None:
    row = table(
        judge(series("new", counts(40, 8)), "--summary", "--format", "csv").out
    )[0]
    assert (row["chart"], row["variation_icon"], row["p"]) == ("too few points", "", "")
    assert "We cannot tell" in row["sentence"]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("a,2020-01-01,5\na,2020-02-01,-5\n", "line 3, column y: Series 'a' has -5"),
        ("a,2020-01-06,5\na,2020-01-13,5\na,2020-01-20,5\n", "does not go by months"),
    ],
)
def test_figures_that_are_not_for_the_honest_rules(
    judge, lines: str, says: str
) -> None:
    said = judge(lines)
    assert (said.code, said.out) == (2, "")
    assert "figures.csv" in said.err
    assert says in said.err
    assert "--mode strict" in said.err


def test_share_of_false_signals_must_be_a_share(judge) -> None:
    said = judge(QUIET, "--q", "5")
    assert (said.code, said.out) == (2, "")
    assert "--q: '5' is not between 0 and 1" in said.err


# --- Charts -------------------------------------------------------------------------


def test_chart_of_counts(judge) -> None:
    said = judge(QUIET, "--chart", "c", "--format", "csv")
    row = table(said.out)[0]
    assert float(row["ucl"]) == pytest.approx(
        float(row["cl"]) + 3 * float(row["cl"]) ** 0.5
    )
    page = judge(QUIET + STEP, "--chart", "c").out
    assert page.index("fell") < page.index("calm")


def test_chart_with_rebase_and_frozen_limits_together(judge) -> None:
    said = judge(
        STEP,
        *("--chart", "i", "--rebase", "2024-01", "--fix-after", "12"),
        *("--format", "json"),
    )
    points = json.loads(said.out)["points"]
    assert {point["part"] for point in points} == {1, 2}
    first = [point["y"] for point in points[:12]]
    assert points[30]["cl"] == pytest.approx(sum(first) / 12)


@pytest.mark.parametrize(
    ("kind", "lines", "says"),
    [
        (
            "t",
            "a,2020-01-01,3,1\na,2020-01-09,0,1\n",
            "line 3, column y: Series 'a' has 0",
        ),
        ("c", "a,2020-01-01,3,1\na,2020-02-01,-1,1\n", "a count is never below zero"),
        ("p", "a,2020-01-01,3,1\n", "more than it is out of"),
        ("u", "a,2020-01-01,3,-1\n", "a denominator below zero"),
    ],
)
def test_figures_that_do_not_suit_a_chart(
    judge, kind: str, lines: str, says: str
) -> None:
    said = judge(lines, "--chart", kind, heading="id,date,y,n")
    assert (said.code, said.out) == (2, "")
    assert says in said.err
    if kind == "t":
        assert "fractions of a day, or the g chart" in said.err


def test_chart_that_needs_a_denominator(judge) -> None:
    said = judge(QUIET, "--chart", "u")
    assert (said.code, said.out) == (2, "")
    assert "needs a column n" in said.err


def test_denominator_of_zero_has_no_figure(judge) -> None:
    lines = "".join(f"a,2020-{m:02}-01,5,{0 if m == 3 else 50}\n" for m in range(1, 13))
    said = judge(lines, "--chart", "u", "--format", "csv", heading="id,date,y,n")
    assert "'a': 1 point has a denominator of 0 and no figure" in said.err
    rows = table(said.out)
    assert (rows[2]["y"], rows[2]["ucl"]) == ("", "")
    assert float(rows[3]["y"]) == 0.1


def test_no_name_of_a_series_drives_the_terminal(judge) -> None:
    said = judge(series("\x1b[31mred\x1b]0;mine\x07", counts(20)))
    assert said.code == 0
    assert "red" in said.out
    assert not {"\x1b", "\x07"} & set(said.out)


def test_json_that_never_ends_is_no_table(run: Commands) -> None:
    Path("deep.json").write_text("[" * 100_000)
    said = run("signals", "deep.json")
    assert said.code == 2
    assert "deep.json: It is not JSON that we can read" in said.err


def test_one_month_is_one_month(judge) -> None:
    said = judge(series("a", [5]), "--summary", "--format", "csv")
    (row,) = table(said.out)
    assert "there is 1 month, and it takes" in row["sentence"]
