"""The Metropolitan Police's VAWG dashboard: five cuts of the same events, by month.

No cut crosses place with offence, or age with ethnicity, so these are five sources
and nothing joins them. The month an offence was committed is kept beside the month it
was recorded in, and is never the period of a series: by it the latest months are
always incomplete, which looks like a fall.
"""

from __future__ import annotations

from headwater.core.disclosure.released import Level
from headwater.core.measures.cube import Status
from headwater.engines.ingest.source import (
    Dimension,
    Gap,
    Kind,
    Quirk,
    Roll,
    Source,
    Value,
)
from headwater.engines.ingest.sources import areas


PUBLISHER = "Metropolitan Police Service, VAWG dashboard, through the London Datastore"
LICENCE = "Open Government Licence v3.0"
OUTSIDE = "other-flagged"  # 21% of the offences: in or out is a choice to be shown

MONTH = Dimension("month", ("recorded_date_months",), Kind.MONTH)
COMMITTED = Dimension(
    "committed",
    ("date_committed_from_date_months",),
    Kind.MONTH,
    labels={"not-given": "Not given"},
    blank="not-given",
)
AREA = Dimension(
    "area",
    ("borough_name",),
    codes={**areas.CODES, "Other": areas.OTHER, "Unknown": areas.UNKNOWN},
    labels={**areas.LABELS, **areas.OUTSIDE_LABELS},
)
WARD = Dimension("ward", ("ward_name_clean_2",), blank=areas.NOT_LOCATED, within="area")
UNIT = Dimension("command-unit", ("bcu_location",))
NO_CITY = areas.CITY_IS_ANOTHER_FORCE

GROUPS = {
    "Exploitation of prostitution": "exploitation-of-prostitution",
    "Homicide": "homicide",
    "Modern Slavery": "modern-slavery",
    "Other Sexual Offences": "other-sexual-offences",
    "Other flagged offences outside of VAWG": OUTSIDE,
    "Public fear, alarm, distress": "public-fear-alarm-distress",
    "Rape": "rape",
    "Stalking and Harassment": "stalking-and-harassment",
    "Violence with Injury": "violence-with-injury",
}
SCOPE = Roll(
    "scope",
    lambda code, label: "outside" if code == OUTSIDE else "vawg",
    {"vawg": "VAWG offences", "outside": "Other flagged offences outside of VAWG"},
)
GROUP = Dimension(
    "group",
    ("crimsec_group",),
    codes=GROUPS,
    labels={code: words for words, code in GROUPS.items()},
    rolls=(SCOPE,),
)
AGES = {
    **{f"Aged {n} to {n + 9} years": f"{n}-{n + 9}" for n in range(10, 80, 10)},
    "Aged 80+": "80+",
}
ETHNIC_GROUPS = {
    "Asian": "asian",
    "Black": "black",
    "White": "white",
    "Any Other": "any-other",
    "Unknown": "unknown",
}

RECORDED = Quirk(
    "Counts what was recorded, by the month it was recorded in. Zero rows are left "
    "out, so no row means none. The recording system changed in February 2024: expect "
    "a step there, which is no change in violence.",
    "test_a_month_without_a_row_is_zero_in_the_vawg_dashboard",
)
BEGUN = Quirk(
    "The month committed is a breakdown and no period: by it recent months are always "
    "incomplete, because reports come late (27% of rapes more than a year). Blank is "
    "'not given'; 1900-01 is a placeholder; two rows lie after the recorded month. All "
    "are kept.",
    "test_placeholder_date_committed_loses_no_offence",
)
ELSEWHERE = Quirk(
    "Places 'Other' (3% of all) and 'Unknown' are kept: London is all of them "
    "together, and a sum of boroughs is less.",
    "test_other_and_unknown_places_are_kept",
)
WARDS = Quirk(
    "Wards have no codes, and ten names stand in two boroughs (Abbey, Highgate, "
    "Kilburn): a ward is its borough and its name. A blank ward is 'not located'.",
    "test_wards_of_one_name_in_two_boroughs_stay_apart",
)
CHOICE = Quirk(
    "'Other flagged offences outside of VAWG' are 21% of the offences. Counting them "
    "in or out is a choice and must be shown: they are a group of their own, and "
    "`scope` keeps the two apart.",
    "test_other_flagged_offences_are_a_choice_that_shows",
)
LETTER_CASE = Quirk(
    "Two offences are spelled with and without a capital letter; each is one code.",
    "test_letter_case_of_categories_is_one_code",
)
VICTIMS = Quirk(
    "Victims and offences are two units of count: more offences than victims every "
    "year to 2023, slightly fewer in 2024. That is a break and no trend.",
    "test_victims_and_offences_are_two_units",
)
AGE_GROUPS = Quirk(
    "The youngest group is 10 to 19, which straddles 18: children cannot be told from "
    "adults. There is no group under 10 and none for 'not known'.",
    "test_the_youngest_age_group_straddles_eighteen",
)
OBSERVED = Quirk(
    "Ethnic groups are what officers observed, not what people said. 19% are "
    "'Unknown', which is a group of its own and never left out of a share.",
    "test_unknown_ethnic_group_is_kept",
)


def _cut(
    name: str,
    title: str,
    unit: str,
    level: Level,
    dimensions: tuple[Dimension, ...],
    quirks: tuple[Quirk, ...],
    gaps: tuple[Gap, ...] = (),
) -> Source:
    whole = (MONTH, COMMITTED, *dimensions)
    return Source(
        name=name,
        title=f"{title} (Metropolitan Police)",
        publisher=PUBLISHER,
        licence=LICENCE,
        level=level,
        value=Value(unit, ("count",), lowest=1),
        dimensions=whole,
        missing=Status.ZERO,
        additive=frozenset(d.name for d in whole),
        period=MONTH.name,
        gaps=gaps,
        # One offence is spelled with and without a capital: the two are added.
        repeats=GROUP in dimensions,
        quirks=(RECORDED, BEGUN, *quirks),
    )


def _one_list(name: str, heading: str, codes: dict[str, str]) -> Dimension:
    return Dimension(
        name, (heading,), codes=codes, labels={code: s for s, code in codes.items()}
    )


SOURCES = (
    _cut(
        "met-vawg-offences-by-place",
        "VAWG offences by command unit, borough and ward",
        "offences",
        Level.WARD,
        (UNIT, AREA, WARD),
        (ELSEWHERE, WARDS),
        (NO_CITY,),
    ),
    _cut(
        "met-vawg-offences-by-offence",
        "VAWG offences by offence group, class and legal text",
        "offences",
        Level.FORCE,
        (
            GROUP,
            Dimension("class", ("crimseccodeexpansion",)),
            Dimension("offence", ("crimsec_offences",)),
            Dimension("vawg-label", ("vawg_offence",)),
        ),
        (CHOICE, LETTER_CASE),
    ),
    _cut(
        "met-vawg-victims-by-place",
        "VAWG victims by command unit, borough and ward",
        "victims",
        Level.WARD,
        (UNIT, AREA, WARD),
        (VICTIMS, ELSEWHERE, WARDS),
        (NO_CITY,),
    ),
    _cut(
        "met-vawg-victims-by-age",
        "VAWG victims by ten years of age",
        "victims",
        Level.FORCE,
        (_one_list("age", "age_group", AGES),),
        (VICTIMS, AGE_GROUPS),
    ),
    _cut(
        "met-vawg-victims-by-ethnicity",
        "VAWG victims by the ethnic group that officers observed",
        "victims",
        Level.FORCE,
        (_one_list("ethnic-group", "ethnic_appearance_group_group", ETHNIC_GROUPS),),
        (VICTIMS, OBSERVED),
    ),
)
