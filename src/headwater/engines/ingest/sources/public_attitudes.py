"""The Public Attitude Survey of the Mayor's Office for Policing and Crime.

Every quarter holds the year that ends with it. Nobody says so in the files; the
figures do (tests/conformance/test_rolling_survey.py). In the shares of boroughs, with
London's movement taken out, a change is next to unrelated to the three before it and
runs against the fourth (correlation -0.40 to -0.48; four overlapping quarters give
-0.50 there, quarters of their own -0.50 at the first). The variance of a change grows
with the quarters between, up to four, and hardly after. And a quarter moves by 1.8 to
3.0 points, where 100 fresh interviews each time would move it by 5.5 to 6.9.
"""

from __future__ import annotations

from headwater.core.disclosure.released import Level
from headwater.core.measures.cube import Status
from headwater.engines.ingest.source import (
    Dialect,
    Dimension,
    Kind,
    Quirk,
    Source,
    Value,
)
from headwater.engines.ingest.sources import areas


PUBLISHER = "Mayor's Office for Policing and Crime, Public Attitude Survey"
LICENCE = "Open Government Licence v3.0"
ROLLING_MONTHS = 12
SEMICOLONS = Dialect(delimiter=";", decimal=",")
RESAVED = Dialect(delimiter=",", decimal=",")

MEASURES = {
    '"Good Job" local': "good-job-local",
    "Contact ward officer": "contact-ward-officer",
    "Informed local": "informed-local",
    "Listen to concerns": "listen-to-concerns",
    "Relied on to be there": "relied-on-to-be-there",
    "Treat everyone fairly": "treat-everyone-fairly",
    "Trust MPS": "trust-met-police",
    "Understand issues": "understand-issues",
}
MEASURE = Dimension(
    "measure",
    ("measure",),
    codes=MEASURES,
    labels={code: words for words, code in MEASURES.items()},
)
QUARTER = Dimension("quarter", ("date",), Kind.QUARTER)
SHARE = Value("share of adults asked", ("proportion",), scale=10_000, highest=1)

ROLLING = Quirk(
    "A 'quarter' is the year that ends with it: four quarters overlap. Shown as a "
    "level only, and never in a chart with limits; compare points a year apart.",
    "test_each_quarter_of_the_survey_is_a_rolling_year",
)
NO_SIZES = Quirk(
    "Shares to two places, without sample sizes: intervals cannot be given. Shares of "
    "boroughs are never added or averaged into London's.",
    "test_shares_of_boroughs_are_not_added",
)
LAYOUT = Quirk(
    "Semicolons, decimal commas, days before months and doubled quotation marks; the "
    "same table also goes round saved with commas and four nameless columns, one with "
    "a stray cell. Both are read, and alike.",
    "test_the_resaved_survey_reads_as_the_published_one",
)
NAMES = Quirk(
    "'City of Westminster' is Westminster, 'Richmond Upon Thames' is Richmond upon "
    "Thames. The column 'MPS' repeats London's figure on every row and is not read: "
    "London is a source of its own.",
    "test_two_spellings_of_richmond_are_one_place",
)
TRUST = Quirk(
    "'Trust MPS' begins in March 2016: before that it is not reported.",
    "test_trust_is_not_reported_before_2016",
)


def _source(
    name: str, title: str, level: Level, area: Dimension, quirks: tuple[Quirk, ...]
) -> Source:
    return Source(
        name=name,
        title=title,
        publisher=PUBLISHER,
        licence=LICENCE,
        level=level,
        value=SHARE,
        dimensions=(QUARTER, area, MEASURE),
        missing=Status.NOT_REPORTED,
        dialect=SEMICOLONS,
        also=(RESAVED,),
        covers=ROLLING_MONTHS,
        quirks=quirks,
    )


SOURCES = (
    _source(
        "mopac-public-attitude-survey",
        "Public Attitude Survey by borough, rolling years",
        Level.BOROUGH,
        # Closed, so that the row of London ('MPS') cannot stand among boroughs.
        Dimension(
            "area", ("borough",), codes=areas.CODES, labels=areas.LABELS, closed=True
        ),
        (ROLLING, NO_SIZES, LAYOUT, NAMES, TRUST),
    ),
    _source(
        "mopac-public-attitude-survey-london",
        "Public Attitude Survey for London without the City, rolling years",
        Level.FORCE,
        Dimension(
            "area",
            ("borough",),
            codes={"MPS": areas.MET},
            labels={areas.MET: "Metropolitan Police area"},
            closed=True,
        ),
        (ROLLING, NO_SIZES, TRUST),
    ),
)
