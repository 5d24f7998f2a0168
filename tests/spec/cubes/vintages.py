"""Figures that are revised: every release is kept, the latest counts."""

from cube_case import CubeCase
from made_up_sources import INCIDENTS


FIRST = """
month   | area  | type | count
2024-01 | North | a    | 3
2024-01 | South | a    | 4
2024-02 | North | a    | 5
"""
SECOND = """
month   | area  | type | count
2024-02 | North | a    | 6
2024-02 | West  | a    | 1
2024-03 | North | a    | 7
"""

SPECS = {
    "Revised figures": [
        CubeCase(
            says="For each month the latest release that reports it counts.",
            source=INCIDENTS,
            releases=(FIRST, SECOND),
            axes=("month", "area"),
            cube="""
month   | area | incidents
2024-01 | n    | 3
2024-01 | s    | 4
2024-01 | w    | 0
2024-02 | n    | 6
2024-02 | s    | 0
2024-02 | w    | 1
2024-03 | n    | 7
2024-03 | s    | 0
2024-03 | w    | 0
""",
        ),
        CubeCase(
            says="An earlier release is kept and can be asked for.",
            source=INCIDENTS,
            releases=(FIRST, SECOND),
            axes=("month",),
            release=0,
            cube="""
month   | incidents
2024-01 | 7
2024-02 | 5
""",
        ),
        CubeCase(
            says="What it did not report it did not report.",
            source=INCIDENTS,
            releases=(FIRST, SECOND),
            axes=("month",),
            asks={"first": "2024-02", "last": "2024-03"},
            release=0,
            cube="""
month   | incidents
2024-02 | 5
2024-03 | not reported
""",
        ),
    ],
}
