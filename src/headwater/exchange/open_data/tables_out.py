"""A table of a plan as CSV to publish: RFC 4180, and never without its notice."""

from __future__ import annotations

import csv
import io

from headwater.core.plan.columns import Table
from headwater.core.plan.rows import Plan
from headwater.exchange.formula_safe import guard
from headwater.exchange.write_folder import cell_text, rows_of


def plan_table(table: Table, plan: Plan) -> bytes:
    """The table as `read_folder` reads it back, with the plan's own words beside it.

    UTF-8 with a byte-order mark, because Excel misreads accents without it.
    """
    words = own_words(plan)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(c.name for c in table.public), *(f"#{name}" for name in words)])
    beside = [guard(text) for text in words.values()]
    for row in rows_of(plan, table):
        writer.writerow([*(cell_text(row, c) for c in table.public), *beside])
    return out.getvalue().encode("utf-8-sig")


def own_words(plan: Plan) -> dict[str, str]:
    """What must stand beside every row. The reader leaves out columns with a #."""
    words = {"notice": plan.about.notice, "licence": plan.about.licence}
    return {name: text for name, text in words.items() if text}
