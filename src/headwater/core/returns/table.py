"""The columns of a return as a file: one row for each value."""

from __future__ import annotations

from headwater.core.plan.columns import Column, Kind, Table


RETURN = Table(
    "return",
    "Return",
    "one value of one organisation for one period",
    ("organisation", "measure", "period", "breakdown"),
    (
        Column("organisation", Kind.ID, "Your organisation's number.", required=True),
        Column("period", Kind.TEXT, "What it is for, such as 2026-Q1.", required=True),
        Column("measure", Kind.ID, "The measure's permanent number.", required=True),
        Column("measure_name", Kind.TEXT, "What is measured. Only to read."),
        Column("definition", Kind.PROSE, "What is counted. Only to read."),
        Column("unit", Kind.TEXT, "What the numbers are of. Only to read."),
        Column(
            "breakdown",
            Kind.TEXT,
            "Blank for everybody; for a group, such as sex=female.",
        ),
        Column("last_value", Kind.TEXT, "What you said last. Only to read."),
        Column(
            "value",
            Kind.TEXT,
            "The number or the words. 0 means none; leave it blank for shares and "
            "rates.",
        ),
        Column("numerator", Kind.NUMBER, "For shares and rates: how many."),
        Column("denominator", Kind.NUMBER, "For shares and rates: out of how many."),
        Column(
            "blank_reason",
            Kind.TEXT,
            "Why there is no number, where there is none.",
        ),
        Column("comment", Kind.PROSE, "Anything that a reader should know."),
    ),
)
ONLY_TO_READ = frozenset({"measure_name", "definition", "unit", "last_value"})
