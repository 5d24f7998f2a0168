"""How to read a cell: said once, for the page, the text and the descriptors."""

from __future__ import annotations


BLANK_MEANS = "not written down: nobody has said"
NONE_MEANS = "said not to exist"
HOW_TO_READ = (
    ("A blank cell", "It is not written down. It is not zero, and it is not 'none'."),
    ("none", "Somebody has said that there is none."),
    (
        "A table without rows",
        "Nobody has filled it in, unless meta.csv says that it is complete.",
    ),
    ("Lists", "Entries stand in one cell, with a semicolon and a space between them."),
    (
        "Dates",
        "As they were written, and no more exact than that: 2025-04-01, 2025-04, "
        "2025, Q3 2025/26, by end of 2027, ongoing.",
    ),
    (
        "Money",
        "Pounds, as printed at the source. Amounts may overlap: do not add them.",
    ),
    (
        "An apostrophe before = + - or @",
        "It keeps a spreadsheet from running the text as a formula. Take one "
        "apostrophe off to get the text; Headwater does so when it reads the file.",
    ),
    (
        "Columns that start with #",
        "The notice and the licence of the plan. They repeat on every row so that "
        "they are never cut off, and Headwater leaves them out when it reads the file.",
    ),
)
