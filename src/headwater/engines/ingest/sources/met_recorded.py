"""Crime recorded by the Metropolitan Police, by borough, ward and small area.

A row an area and category, a column a month. The older releases are another series.
"""

from __future__ import annotations

from headwater.core.disclosure.released import Level
from headwater.core.measures.cube import Status
from headwater.engines.ingest.source import (
    Dimension,
    Gap,
    Kind,
    Quirk,
    Source,
    Value,
)
from headwater.engines.ingest.sources import areas
from headwater.engines.ingest.sources.met_categories import offences


PUBLISHER = "Metropolitan Police Service, through the London Datastore"
LICENCE = "Open Government Licence v3.0"
OUTSIDE = {
    "Unknown": areas.UNKNOWN,
    areas.OUTSIDE_LABELS[areas.AIRPORTS]: areas.AIRPORTS,
    areas.OUTSIDE_LABELS[areas.AVIATION]: areas.AVIATION,
}
MONTH = Dimension("month", kind=Kind.MONTH, wide=True)
NEW_BURGLARY = frozenset({"burglary-residential", "burglary-non-dwelling"})
# What the small-area release leaves out: never zero, there is no such row at all.
NOT_BY_SMALL_AREA = frozenset(
    {"rape", "other-sexual-offences", "fraud-and-forgery", "nfib-fraud"}
)


def area(*headings: str, outside: tuple[str, ...] = ()) -> Dimension:
    """The borough of a row, and the places outside any borough that a file has."""
    more = {words: code for words, code in OUTSIDE.items() if code in outside}
    labels = {code: areas.OUTSIDE_LABELS[code] for code in outside}
    return Dimension(
        "area",
        headings,
        codes={**areas.CODES, **more},
        labels={**areas.LABELS, **labels},
    )


GAPS = (
    areas.CITY_IS_ANOTHER_FORCE,
    Gap(
        Status.NOT_APPLICABLE,
        {"offence": NEW_BURGLARY | {"nfib-fraud"}},
        last="2024-01",
    ),
)
RECORDED = Quirk(
    "Counts what was recorded. Rows that would be zero are left out, so no row means "
    "none. The recording system changed in February 2024: expect a step there.",
    "test_a_category_without_a_row_is_zero_in_recorded_crime",
)
CATEGORIES = Quirk(
    "Headings, letter case and categories differ between releases: "
    "'LookUp_BoroughName' and 'boroughname', 'Domestic Burglary' and 'BURGLARY IN A "
    "DWELLING'. Each is one code; the finer categories of miscellaneous crime and "
    "weapons of the releases to January 2024 are added into the later, coarser ones.",
    "test_old_and_new_spellings_of_a_category_are_one_code",
)
BURGLARY = Quirk(
    "In February 2024 burglary in a dwelling became residential burglary: the one ends "
    "as the other begins. Neither is a fall or a rise.",
    "test_residential_burglary_does_not_apply_before_it_was_a_category",
)
STALKING = Quirk(
    "Stalking and harassment sit inside violence without injury: they cannot be told "
    "apart here.",
    "test_stalking_is_no_category_of_its_own",
)
UNKNOWN = Quirk(
    "Borough 'Unknown' holds 14% of the rapes of April 2010 to July 2023 and is kept: "
    "London is all areas together, and a sum of boroughs is less.",
    "test_unknown_borough_is_kept",
)
MOVED = Quirk(
    "The releases to January 2024 have no borough 'Unknown' and more offences in every "
    "borough: the later release moved what it could not place. 'What was revised' "
    "shows rape lower in every borough by about a seventh. That is no fall.",
    "test_unknown_borough_came_with_a_later_release",
)
AIRPORTS = Quirk(
    "'London Heathrow and London City Airports' is an area of its own beside the "
    "boroughs. The releases to January 2024 put 40,903 offences of the shared months "
    "there, the later one 4,257, and more in Hillingdon. The City of London has "
    "another police force: no figure applies there.",
    "test_airports_are_an_area_and_the_city_does_not_apply",
)
WARDS = Quirk(
    "Wards do not add up to boroughs: offences without a known place are left out (14% "
    "of rapes in the older file, 9% in the newer). Heathrow Villages stands both in "
    "Hillingdon and under 'Aviation Security (SO18)', and is one ward.",
    "test_one_ward_under_two_areas_is_one_ward",
)
SMALL = Quirk(
    "There are no sexual offences and no fraud by small area. That is 'not "
    "applicable', never zero, and a total by small area is without them.",
    "test_absent_sexual_offences_of_a_small_area_are_not_zero",
)
ANOTHER = Quirk(
    "Not comparable with the releases from April 2010 on: other categories, such as "
    "Harassment and Common Assault. A source and a series of its own; the borough "
    "source refuses these files.",
    "test_categories_of_2008_are_another_series",
)
SPELLINGS = Quirk(
    "The two releases spell the same category in two ways ('M/V', 'Motor Vehicle'; "
    "'Other violence', 'Other Violence'); each is one code. Burglary was divided anew "
    "in January 2017, and what is not a category of a release does not apply there.",
    "test_spellings_of_the_older_releases_are_one_code",
)


def _source(
    name: str,
    title: str,
    level: Level,
    dimensions: tuple[Dimension, ...],
    quirks: tuple[Quirk, ...],
    gaps: tuple[Gap, ...] = GAPS,
) -> Source:
    return Source(
        name=name,
        title=f"{title} (Metropolitan Police)",
        publisher=PUBLISHER,
        licence=LICENCE,
        level=level,
        value=Value("offences"),
        dimensions=(MONTH, *dimensions),
        missing=Status.ZERO,
        additive=frozenset(d.name for d in (MONTH, *dimensions)),
        gaps=gaps,
        # Finer categories of older releases of the borough file are added into one.
        repeats=name == "met-recorded-crime-borough",
        quirks=quirks,
    )


SOURCES = (
    _source(
        "met-recorded-crime-borough",
        "Recorded crime by borough, from April 2010",
        Level.BOROUGH,
        (
            area(
                "boroughname",
                "lookup_boroughname",
                outside=(areas.UNKNOWN, areas.AIRPORTS),
            ),
            offences("met_offences", "minortext"),
        ),
        (RECORDED, UNKNOWN, MOVED, AIRPORTS, CATEGORIES, BURGLARY, STALKING),
    ),
    _source(
        "met-recorded-crime-ward",
        "Recorded crime by ward, from April 2010",
        Level.WARD,
        (
            area("lookup_boroughname", outside=(areas.AVIATION,)),
            Dimension("ward", ("wardcode",), named_by=("wardname",)),
            offences("met_offences", "minortext"),
        ),
        (RECORDED, WARDS, CATEGORIES, BURGLARY, STALKING),
    ),
    _source(
        "met-recorded-crime-lsoa",
        "Recorded crime by small area (LSOA 2021), from August 2023",
        Level.SMALL_AREA,
        (
            area("borough"),
            Dimension("small-area", ("lsoa_code",), named_by=("lsoa_name",)),
            offences("met_offences", "minor_category"),
        ),
        (RECORDED, SMALL, BURGLARY, STALKING),
        (*GAPS, Gap(Status.NOT_APPLICABLE, {"offence": NOT_BY_SMALL_AREA})),
    ),
    _source(
        "met-recorded-crime-borough-2008-2018",
        "Recorded crime by borough in the categories of 2008 to 2018",
        Level.BOROUGH,
        (
            area("borough", outside=(areas.AIRPORTS,)),
            offences("met_offences_2008", "minor category"),
        ),
        (RECORDED, ANOTHER, SPELLINGS),
        (
            areas.CITY_IS_ANOTHER_FORCE,
            Gap(
                Status.NOT_APPLICABLE,  # no area of its own in the release to 2016
                {"area": frozenset({areas.AIRPORTS})},
                last="2016-12",
            ),
            Gap(
                Status.NOT_APPLICABLE,
                {
                    "offence": frozenset(
                        {"arson", "burglary-residential", "burglary-business"}
                    )
                },
                last="2016-12",
            ),
            Gap(
                Status.NOT_APPLICABLE,
                {
                    "offence": frozenset(
                        {"grievous-bodily-harm", "burglary-dwelling", "burglary-other"}
                    )
                },
                first="2017-01",
            ),
        ),
    ),
)
