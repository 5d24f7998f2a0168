"""London's areas as publishers write them, and the codes that we hold them under."""

from __future__ import annotations

from headwater.core.measures.cube import Status
from headwater.core.place import boroughs
from headwater.engines.ingest.source import Gap


CITY = "E09000001"
LONDON = "E12000007"
MET = "E23000001"  # the Metropolitan Police's area: London without the City
UNKNOWN, OTHER = "unknown", "other"
AIRPORTS, AVIATION = "airports", "aviation-security"
NOT_LOCATED = "not-located"

BOROUGHS = {area.name: area.code for area in boroughs()}
_OTHER_NAMES = {
    "City of Westminster": "E09000033",
    "Hammersmith & Fulham": "E09000013",
    "Kensington & Chelsea": "E09000020",
    "Barking & Dagenham": "E09000002",
    "Kingston": "E09000021",
    "Richmond": "E09000027",
}
# A name as it stands in a file -> the code. The codes themselves are read as well.
CODES = {**BOROUGHS, **_OTHER_NAMES, **{code: code for code in BOROUGHS.values()}}
LABELS = {code: name for name, code in BOROUGHS.items()}
OUTSIDE_LABELS = {
    UNKNOWN: "Unknown (the borough was not recorded)",
    OTHER: "Other (no borough)",
    AIRPORTS: "London Heathrow and London City Airports",
    AVIATION: "Aviation Security (SO18)",
}
# The City of London has a police force of its own: an empty cell there is no zero.
CITY_IS_ANOTHER_FORCE = Gap(Status.NOT_APPLICABLE, {"area": frozenset({CITY})})
