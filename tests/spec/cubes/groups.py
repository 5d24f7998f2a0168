"""Counting by larger groups: sides of a city, quarters and years."""

from cube_case import CubeCase
from made_up_sources import INCIDENTS, SHARES


PLACES = """
month   | area  | type | count
2024-01 | North | a    | 3
2024-01 | South | a    | 4
2024-01 | West  | a    | 1
2024-01 | Docks | a    | 2
"""
YEARS = "month | area | type | count\n" + "\n".join(
    f"{year}-{month:02} | North | a | 1"
    for year, months in ((2023, range(10, 13)), (2024, range(1, 13)))
    for month in months
)

SPECS = {
    "Larger groups": [
        CubeCase(
            says="Areas are added up to the sides they lie in; the group is an axis.",
            source=INCIDENTS,
            releases=(PLACES,),
            axes=("side",),
            asks={"roll": {"area": "side"}},
            cube="""
side      | incidents
north     | 3
south     | 5
not-known | 2
""",
        ),
        CubeCase(
            says="A place that no list has is kept, and lies in no known group.",
            source=INCIDENTS,
            releases=(PLACES,),
            axes=("area",),
            cube="""
area  | incidents
n     | 3
s     | 4
w     | 1
Docks | 2
""",
        ),
        CubeCase(
            says="Months make a year only where all twelve of them are reported.",
            source=INCIDENTS,
            releases=(YEARS,),
            axes=("year",),
            asks={"roll": {"month": "year"}},
            cube="""
year | incidents
2023 | not reported
2024 | 12
""",
        ),
        CubeCase(
            says="Quarters and financial years likewise.",
            source=INCIDENTS,
            releases=(YEARS,),
            axes=("quarter",),
            asks={"roll": {"month": "quarter"}, "last": "2024-03"},
            cube="""
quarter | incidents
2023-Q4 | 3
2024-Q1 | 3
""",
        ),
        CubeCase(
            says="A financial year is named by both its years.",
            source=INCIDENTS,
            releases=(YEARS,),
            axes=("financial-year",),
            asks={
                "roll": {"month": "financial-year"},
                "where": {"financial-year": ("2024/25",)},
            },
            cube="""
financial-year | incidents
2024/25        | not reported
""",
        ),
        CubeCase(
            says="Shares make no share of a larger group.",
            source=SHARES,
            releases=(
                "month | area | share\n2024-01 | South | 0.5\n2024-01 | West | 0.7",
            ),
            axes=("side",),
            asks={"roll": {"area": "side"}},
            error="shares: share of adults may not be added up along area.",
        ),
        CubeCase(
            says="A group that is not there is named.",
            source=INCIDENTS,
            releases=(PLACES,),
            axes=("ward",),
            asks={"roll": {"area": "ward"}},
            error="incidents has no group of area 'ward'. It has side.",
        ),
    ],
}
