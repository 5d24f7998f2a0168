"""Figures as CSV: what stands beside each number, and what no number hides."""

from __future__ import annotations

import csv
from io import StringIO

import numpy as np
from made_up_figures import SECRET, table
from made_up_views import signals

from headwater.core.measures.cube import Status
from headwater.exchange.figures_out import COLUMNS, Standing, figures_as_csv


STANDING = Standing("made-up", "1", "A sample.")
HOLES = {0: Status.ZERO, 1: Status.WITHHELD, 2: Status.NOT_REPORTED}


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_zero_withheld_and_not_reported_stay_apart() -> None:
    of = table(48, HOLES)
    text = figures_as_csv(of, STANDING, [0])
    found = [(row["value"], row["status"]) for row in _rows(text)[:4]]
    assert found == [
        ("0", "none"),
        ("", "withheld"),
        ("", "not reported"),
        ("103", "reported"),
    ]
    assert str(SECRET) not in text


def test_every_line_carries_source_licence_release_and_notice() -> None:
    rows = _rows(figures_as_csv(table(), STANDING, [0, 1]))
    assert len(rows) == 96
    for row in rows:
        assert tuple(row) == COLUMNS
        assert row["source"] == "A police force"
        assert row["licence"] == "OGL v3.0"
        assert row["vintage"] == "2025-02-01"
        assert row["definition_version"] == "1"
        assert row["notice"] == "A sample."


def test_signals_stand_beside_the_figures_they_are_about() -> None:
    of = table()
    rules = np.full(of.numbers().shape, "Common Cause")
    rules[0, -1] = "Above UCL"
    rows = _rows(figures_as_csv(of, STANDING, [0, 1], signals(of), rules))
    last = [row for row in rows if row["period"] == "2017-12"]
    assert [row["signal"] for row in last] == ["above", "none"]
    assert [row["nhs_rule"] for row in last] == ["Above UCL", "Common Cause"]
    assert (last[0]["lower"], last[0]["expected"], last[0]["upper"]) == (
        "180",
        "200",
        "220",
    )


def test_nothing_looked_for_is_not_no_signal() -> None:
    (first, *_) = _rows(figures_as_csv(table(), STANDING, [0]))
    assert (first["signal"], first["nhs_rule"], first["expected"]) == ("", "", "")


def test_no_text_is_run_by_a_spreadsheet() -> None:
    bad = Standing("=1+1", "@v", "-2+3")
    (row, *_) = _rows(figures_as_csv(table(), bad, [0]))
    assert (row["figures"], row["definition_version"], row["notice"]) == (
        "'=1+1",
        "'@v",
        "'-2+3",
    )
