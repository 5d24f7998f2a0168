"""Mid-year population of London's boroughs by sex and single year of age."""

from __future__ import annotations

from headwater.core.disclosure.released import Level
from headwater.core.measures.cube import Status
from headwater.engines.ingest.source import Dimension, Kind, Quirk, Source, Value
from headwater.engines.ingest.sources import areas


SEXES = {"females": "female", "males": "male", "persons": "persons"}
OLDEST = 90  # and over
AGES = {**{str(age): str(age) for age in range(OLDEST)}, "90+": "90+", "90": "90+"}

SOURCES = (
    Source(
        name="mid-year-population",
        title="Mid-year population by borough, sex and single year of age",
        publisher="Office for National Statistics",
        licence="Open Government Licence v3.0",
        level=Level.BOROUGH,
        value=Value("people", ("population",)),
        dimensions=(
            Dimension("year", ("mid_year",), Kind.YEAR),
            Dimension(
                "area",
                ("code",),
                codes={**areas.CODES, areas.LONDON: areas.LONDON},
                labels={**areas.LABELS, areas.LONDON: "London"},
                totals=frozenset({areas.LONDON}),
            ),
            Dimension(
                "sex",
                ("sex",),
                codes=SEXES,
                labels={"female": "Women and girls", "male": "Men and boys"},
                closed=True,
                totals=frozenset({"persons"}),
            ),
            Dimension("age", ("age",), codes=AGES, closed=True),
        ),
        missing=Status.NOT_REPORTED,
        additive=frozenset({"area", "sex", "age"}),
        quirks=(
            Quirk(
                "Every borough and London as well: the London row (E12000007) is a "
                "total and never added to the boroughs.",
                "test_london_row_is_not_added_to_boroughs",
            ),
            Quirk(
                "'persons' is females and males together: a total, never added to "
                "them.",
                "test_persons_are_not_added_to_females_and_males",
            ),
            Quirk(
                "The oldest group is 90 and over.",
                "test_the_oldest_group_is_ninety_and_over",
            ),
            Quirk(
                "Mid-2019 is from before Census 2021: the fall of 165,361 people to "
                "mid-2021 is mostly method. People are never added over years, and "
                "rates rest on one fixed year, said so.",
                "test_people_are_not_added_over_years",
            ),
        ),
    ),
)
