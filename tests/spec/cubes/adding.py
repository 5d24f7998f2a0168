"""What is added up, and what may not be."""

from cube_case import CubeCase
from made_up_sources import INCIDENTS, RETURNS, SHARES


TWO_MONTHS = """
month   | area  | type | count
2024-01 | North | a    | 3
2024-01 | South | a    | 4
2024-01 | North | b    | 1
2024-02 | North | a    | 5
"""
WITH_TOTAL = """
month   | area  | type | count
2024-01 | North | a    | 3
2024-01 | South | a    | 4
2024-01 | City  | a    | 8
"""
SAFE = """
month   | area  | share
2024-01 | North | 0.5
2024-01 | South | 0.56784
2024-01 | City  | 0.53
"""

SPECS = {
    "Adding up": [
        CubeCase(
            says="What is no axis is added up; a combination without a row is none.",
            source=INCIDENTS,
            releases=(TWO_MONTHS,),
            axes=("area", "month"),
            cube="""
area | month   | incidents
n    | 2024-01 | 4
n    | 2024-02 | 5
s    | 2024-01 | 4
s    | 2024-02 | 0
w    | 2024-01 | 0
w    | 2024-02 | 0
""",
        ),
        CubeCase(
            says="Axes stand in the order that was asked for, and so do their codes.",
            source=INCIDENTS,
            releases=(TWO_MONTHS,),
            axes=("month", "area"),
            asks={"where": {"area": ("s", "n"), "type": ("a",)}, "first": "2024-02"},
            cube="""
month   | area | incidents
2024-02 | s    | 0
2024-02 | n    | 5
""",
        ),
        CubeCase(
            says="A row that holds the others is never added in.",
            source=INCIDENTS,
            releases=(WITH_TOTAL,),
            axes=("month",),
            cube="""
month   | incidents
2024-01 | 7
""",
        ),
        CubeCase(
            says="It stands in a cube when it is asked for by name.",
            source=INCIDENTS,
            releases=(WITH_TOTAL,),
            axes=("month",),
            asks={"where": {"area": ("city",)}},
            cube="""
month   | incidents
2024-01 | 8
""",
        ),
        CubeCase(
            says="A total and its parts are not added up together.",
            source=INCIDENTS,
            releases=(WITH_TOTAL,),
            axes=("month",),
            asks={"where": {"area": ("city", "n")}},
            error="incidents: city already holds other codes of area",
        ),
        CubeCase(
            says="Shares are not added up, but the publisher's total is taken.",
            source=SHARES,
            releases=(SAFE,),
            axes=("month",),
            cube="""
month   | share of adults
2024-01 | 0.53
""",
        ),
        CubeCase(
            says="A share is kept to four places.",
            source=SHARES,
            releases=(SAFE,),
            axes=("area",),
            asks={"where": {"area": ("n", "s")}},
            cube="""
area | share of adults
n    | 0.5
s    | 0.5678
""",
        ),
        CubeCase(
            says="Shares of two areas are no share of both.",
            source=SHARES,
            releases=(SAFE,),
            axes=("month",),
            asks={"where": {"area": ("n", "s")}},
            error="shares: share of adults may not be added up along area.",
        ),
        CubeCase(
            says="People are added up over areas and never over time.",
            source=RETURNS,
            releases=(
                "quarter | area | count\n2024-Q1 | North | 3\n2024-Q2 | North | 3",
            ),
            axes=("area",),
            error="returns: people may not be added up along quarter.",
        ),
        CubeCase(
            says="A cube without an axis is one number.",
            source=INCIDENTS,
            releases=(TWO_MONTHS,),
            axes=(),
            cube="incidents\n13",
        ),
        CubeCase(
            says="A code that is not there is named, with the nearest that is.",
            source=INCIDENTS,
            releases=(TWO_MONTHS,),
            axes=("month",),
            asks={"where": {"area": ("cty",)}},
            error="incidents: area has no code 'cty'. Did you mean city?",
        ),
        CubeCase(
            says="So is a dimension.",
            source=INCIDENTS,
            releases=(TWO_MONTHS,),
            axes=("place",),
            error="incidents has no dimension 'place'. It has month, area, type.",
        ),
    ],
}
