"""A small invented table of people: four places, two sexes, some small counts."""

from __future__ import annotations

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.ledger import About
from headwater.core.disclosure.profiles import profile


RULE = profile("lt5_secondary")
DIMS = {
    "place": Hierarchy.of("place", [("T", None), *((c, "T") for c in "ABCD")]),
    "sex": Hierarchy.of("sex", [("P", None), ("F", "P"), ("M", "P")]),
}
KEYS = [(a, b) for a in "ABCD" for b in "FM"]
COUNTS = dict(zip(KEYS, [2, 30, 6, 25, 12, 14, 11, 0], strict=True))
ABOUT = About(
    subject="invented contacts",
    title="Invented contacts",
    unit="people",
    periods=("2025-Q1",),
    vintage="2025-06",
    at="2025-06-30",
    source="Invented for this test",
    licence="none needed",
    labels={"sex": {"F": "Female"}},
)
