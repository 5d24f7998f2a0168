"""Every word that the tables are coded with, as one table."""

from __future__ import annotations

import csv
import io

from headwater.core.framework.model import Framework
from headwater.core.plan.tables import TABLES
from headwater.exchange.formula_safe import guard
from headwater.exchange.open_data.shape import Field, Shape


VOCABULARIES = Shape(
    "vocabularies",
    "Words that the tables are coded with",
    "one code of one vocabulary",
    (
        Field("vocabulary", "Vocabulary", "The list that it is in.", required=True),
        Field("code", "Code", "What stands in the tables.", required=True),
        Field("label", "Label", "What it means.", required=True),
        Field("parent", "Parent", "The wider code that it is part of."),
        Field("note", "Note", "What to know before using it."),
        Field("source", "Source", "Where the list was taken from."),
    ),
    key=("vocabulary", "code"),
)


def vocabularies(framework: Framework) -> tuple[str, int]:
    """The text of the table, and how many rows it has."""
    used = dict.fromkeys(c.scheme for t in TABLES for c in t.columns if c.scheme)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.name for field in VOCABULARIES.fields])
    rows = [
        (facet, code.code, code.label, code.parent, code.note, scheme.source)
        for facet in used
        for scheme in [framework.scheme(facet)]
        for code in scheme.codes.values()
    ]
    writer.writerows([guard(text) for text in row] for row in rows)
    return out.getvalue(), len(rows)
