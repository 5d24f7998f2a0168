"""What to write in a column, in a sentence or two, beside the cells."""

from __future__ import annotations

from headwater.core.plan.columns import LISTS, Column, Kind


_HOW = {
    Kind.DATE: "A day (2025-04-01), month (2025-04), year, quarter (Q3 2025/26), "
    "'by end of 2027' or 'ongoing'.",
    Kind.MONEY: "In pounds.",
    Kind.WHOLE: "A whole number.",
    Kind.NUMBER: "A number.",
    Kind.YESNO: "yes or no.",
}


def guide(column: Column) -> str:
    """The help of a column, whether it is needed and published, and how to write it."""
    parts = [column.help, _HOW.get(column.kind, "")]
    if column.scheme:
        parts.append(f"From the list {column.scheme}.")
    if column.table:
        parts.append(f"From the sheet {column.table}.")
    if column.kind in LISTS:
        parts.append("Several: put ; between them.")
    if column.required:
        parts.append("Needed.")
    if not column.public:
        parts.append("For partners only: it is not published.")
    return " ".join(part for part in parts if part)


def guidance_mark(column: Column) -> str:
    """The first cell of the guidance row; # keeps the row out of the plan."""
    return f"# {guide(column)}"
