"""Survey estimates and counts that the United Kingdom reports for the Global Goals.

One source a table (ons_sdg.toml), because each has breakdowns of its own. Most come
from the Crime Survey for England and Wales, without intervals and sample sizes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from headwater.core.disclosure.released import Level
from headwater.core.measures.cube import Status
from headwater.engines.ingest.source import (
    Dimension,
    Kind,
    Quirk,
    Row,
    Source,
    Value,
)


ALL = "all"
POOLED = "2018 to 2020"  # three financial years taken together, to March 2020
LAST_OF_POOLED = "2019/20"
# Beside a number that is there, only these say that it may be shown.
GOOD = ("Normal value", "Undefined")
WORDS = {
    "Missing value; suppressed": Status.WITHHELD,
    "Missing value": Status.NOT_REPORTED,
    "Missing data": Status.NOT_REPORTED,
    "Normal value": Status.NOT_REPORTED,  # one row of 16-1-4 has no number all the same
    "Undefined": Status.NOT_REPORTED,
}

BREAKDOWNS = Quirk(
    "A blank breakdown means all. Most rows have one breakdown at a time, so few "
    "crossings exist, and none is made by adding.",
    "test_a_blank_breakdown_means_all",
)
STATUS = Quirk(
    "'Observation status' tells a withheld number from one that is missing; both are "
    "blank and neither is zero. Three rows contradict themselves (a number marked "
    "suppressed in 16-1-4, one marked missing in 5-2-2): the status is believed.",
    "test_a_suppressed_value_is_withheld_even_where_it_stands",
)
NO_INTERVALS = Quirk(
    "No confidence intervals and no sample sizes: a difference between two years "
    "cannot be called a change.",
    "test_survey_estimates_have_no_intervals",
)
POPULATIONS = Quirk(
    "The population asked changes: 16 to 59, then 16 to 74, then 16 and over. Each is "
    "a series of its own; they are never joined.",
    "test_populations_of_the_survey_are_not_joined",
)
ONE_IDEA = Quirk(
    "The same idea stands in different words ('Mixed', 'Mixed/multiple ethnic groups'; "
    "'Disabled', 'Disabled (GSS harmonised)'): one code each.",
    "test_the_same_idea_in_different_words_is_one_code",
)
THREE_YEARS = Quirk(
    "Rows of '2018 to 2020' are three years taken together, by ethnic group. They are "
    "no year of the series and stand in a source of their own.",
    "test_three_years_taken_together_are_not_a_year",
)
ROUNDED = Quirk(
    "Counts are rounded to the nearest five, so parts do not add up to the whole. 'Not "
    "recorded' and 'not known' are large groups of their own. 'Newly recorded' is not "
    "new. Percentages in the same table are left out.",
    "test_percentages_among_counts_are_left_out",
)
PARTS = Quirk(
    "Women and girls and men and boys are fewer than all: sex is not always known.",
    "test_parts_of_potential_victims_are_fewer_than_all",
)
ELECTIONS = Quirk(
    "Years of elections. 1974 had two, written '1974a' and '1974b': those rows are not "
    "taken in, and are named.",
    "test_a_year_with_a_letter_is_rejected_by_its_line",
)
MORE_QUIRKS = {
    "5-5-1": (ELECTIONS,),
    "5-2-1": (POPULATIONS, ONE_IDEA),
    "5-2-2": (POPULATIONS,),
    "16-1-3": (POPULATIONS, THREE_YEARS),
    "16-1-4": (ONE_IDEA,),
    "16-2-2": (PARTS,),
    "5-3-2": (ROUNDED,),
}


def _believe_the_status(row: Row) -> Row | None:
    """A number beside a status that denies it is no number."""
    if row["Observation status"].strip() not in GOOD:
        row["Value"] = ""
    return row


def _single_years(row: Row) -> Row | None:
    return None if row["Year"] == POOLED else _believe_the_status(row)


def _pooled_years(row: Row) -> Row | None:
    if row["Year"] != POOLED:
        return None
    return _believe_the_status({**row, "Year": LAST_OF_POOLED})


ODD: dict[str, Callable[[Row], Row | None]] = {"16-1-3": _single_years}


def _breakdown(declared: dict[str, Any]) -> Dimension:
    codes, blank = declared["codes"], declared.get("blank", "")
    labels: dict[str, str] = {}
    for words, code in codes.items():
        labels.setdefault(code, words)
    if blank:
        labels[blank] = "England" if blank == "E92000001" else "England and Wales"
        labels[blank] = labels[blank] if declared["name"] == "area" else "All"
    return Dimension(
        declared["name"],
        (declared["heading"],),
        codes={**codes, **({labels[blank]: blank} if blank else {})},
        labels=labels,
        blank=blank,
        totals=frozenset({blank} if blank else ()),
    )


def _source(table: str, declared: dict[str, Any]) -> Source:
    scale = declared.get("scale", 10_000)
    return Source(
        name=f"ons-sdg-{table}",
        title=declared["title"],
        publisher="Office for National Statistics, UK indicators for the Global Goals",
        licence="Open Government Licence v3.0",
        level=Level(declared["level"]),
        value=Value(
            declared["unit"],
            ("value",),
            scale=scale,
            highest=declared.get("highest"),
            words=WORDS,
            status_headings=("observation status",),
        ),
        dimensions=(
            Dimension("year", ("year",), Kind(declared["years"])),
            *(_breakdown(b) for b in declared["breakdowns"]),
        ),
        missing=Status.NOT_REPORTED,
        keep={"Units": ("Individuals",)} if table == "5-3-2" else {},
        quirks=(
            BREAKDOWNS,
            STATUS,
            *((NO_INTERVALS,) if scale > 1 else ()),
            *MORE_QUIRKS.get(table, ()),
        ),
        odd=ODD.get(table, _believe_the_status),
    )


@cache
def _declared() -> dict[str, Any]:
    file = files("headwater.engines.ingest.sources") / "ons_sdg.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _all() -> tuple[Source, ...]:
    found = {table: _source(table, row) for table, row in _declared().items()}
    pooled = replace(
        found["16-1-3"],
        name="ons-sdg-16-1-3-pooled",
        title=f"{found['16-1-3'].title}, three years taken together",
        covers=36,
        odd=_pooled_years,
    )
    return (*found.values(), pooled)


SOURCES = _all()
