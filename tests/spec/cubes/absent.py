"""What it means that there is no number."""

from cube_case import CubeCase
from made_up_sources import GAPPED, INCIDENTS, RETURNS


QUARTERS = """
quarter | area  | count
2024-Q1 | North | 12
2024-Q1 | South | 0
2024-Q1 | West  | c
2024-Q2 | North |
2024-Q2 | South | z
2024-Q2 | West  | 9
"""
HOLE = """
month   | area  | type | count
2024-01 | North | a    | 3
2024-03 | North | a    | 5
"""
BLOCKS = """
month   | area  | type | count
2024-01 | North | a    | 3
2024-01 | South | a    | 4
2024-02 | West  | a    | 5
2024-02 | South | b    | 6
"""

SPECS = {
    "No number": [
        CubeCase(
            says="Zero, withheld, not reported and not applicable stay apart.",
            source=RETURNS,
            releases=(QUARTERS,),
            axes=("quarter", "area"),
            cube="""
quarter | area | people
2024-Q1 | n    | 12
2024-Q1 | s    | 0
2024-Q1 | w    | withheld
2024-Q2 | n    | not reported
2024-Q2 | s    | not applicable
2024-Q2 | w    | 9
""",
        ),
        CubeCase(
            says="A sum with a withheld part is withheld; with one not reported, so.",
            source=RETURNS,
            releases=(QUARTERS,),
            axes=("quarter",),
            cube="""
quarter | people
2024-Q1 | withheld
2024-Q2 | not reported
""",
        ),
        CubeCase(
            says="A part that cannot apply adds nothing; of such alone there is no sum.",
            source=RETURNS,
            releases=(QUARTERS,),
            axes=("side",),
            asks={
                "roll": {"area": "side"},
                "where": {"quarter": ("2024-Q2",), "side": ("south", "north")},
            },
            cube="""
side  | people
south | 9
north | not reported
""",
        ),
        CubeCase(
            says="A month that no release reports is not reported, and not zero.",
            source=INCIDENTS,
            releases=(HOLE,),
            axes=("month",),
            cube="""
month   | incidents
2024-01 | 3
2024-02 | not reported
2024-03 | 5
""",
        ),
        CubeCase(
            says="A sum over that month is not reported either.",
            source=INCIDENTS,
            releases=(HOLE,),
            axes=("area",),
            asks={"where": {"area": ("n", "s")}},
            cube="""
area | incidents
n    | not reported
s    | not reported
""",
        ),
        CubeCase(
            says="Where a row cannot be, none is no zero: West began in February.",
            source=GAPPED,
            releases=(BLOCKS,),
            axes=("area", "month"),
            asks={"where": {"type": ("a",)}},
            cube="""
area | month   | incidents
n    | 2024-01 | 3
n    | 2024-02 | 0
s    | 2024-01 | 4
s    | 2024-02 | 0
w    | 2024-01 | not applicable
w    | 2024-02 | 5
""",
        ),
        CubeCase(
            says="A number that is given counts, whatever the grid says of its absence.",
            source=GAPPED,
            releases=(BLOCKS,),
            axes=("month",),
            asks={"where": {"type": ("b",), "area": ("s",)}},
            cube="""
month   | incidents
2024-01 | not reported
2024-02 | 6
""",
        ),
        CubeCase(
            says="West adds nothing to January; what South did not report does.",
            source=GAPPED,
            releases=(BLOCKS,),
            axes=("month",),
            cube="""
month   | incidents
2024-01 | not reported
2024-02 | 11
""",
        ),
    ],
}
