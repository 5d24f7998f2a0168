"""What changed between two plans, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from headwater.core.plan.diff import CellChange, PlanDiff, TableDiff
from headwater.core.plan.money import Pounds
from headwater.core.plan.rows import Acceptance
from headwater.core.plan.tables import BY_NAME
from headwater.reports.standing import opening
from headwater.reports.terminal import TerminalReport
from headwater.reports.words import day, plain


SHOWN = 40  # lines of rows; a page is not a log
LONGEST = 60  # letters of a cell; --format json has the whole text
HEADINGS = ("", "Agreed", "Not said", "Not agreed", "Amounts", "No amount")


def diff_page(
    report: TerminalReport, found: PlanDiff, *, everything: bool = False
) -> None:
    """Rows first, then money, verdicts, findings, and what is accepted."""
    opening(report, found.standing, _says(found))
    if not found.differs:
        report.paragraph("Nothing differs.")
        return
    lines = list(_rows(found.tables))
    report.lines("Rows", lines if everything else lines[:SHOWN] or [(SAME,)])
    if not everything and len(lines) > SHOWN:
        report.paragraph(f"{len(lines) - SHOWN:,} more lines; --all shows them.")
    report.paragraph("")
    report.title("Money")
    report.grid(
        HEADINGS,
        [
            ["Before", *_figures(found.money_before)],
            ["After", *_figures(found.money_after)],
        ],
    )
    report.lines("Verdicts that changed", list(_verdicts(found)) or [("None.",)])
    report.change(found.findings)
    for text in _with_rows(found):
        report.paragraph(text)
    if found.accepted:
        report.lines("Accepted", [_accepted(row) for row in found.accepted])


SAME = "No row differs."


def _says(found: PlanDiff) -> str:
    before, after = found.before, found.after
    if found.before_on:
        return f"{_stood(found.before_on, found.after_on)} {_checked(found)}"
    earlier = f"Compared with {plain(before.plan.about.title)}"
    if before.as_at == after.as_at:
        return f"{earlier}, both as things stood on {day(after.as_at)}."
    return (
        f"{earlier} as things stood on {day(before.as_at)}; this plan as on "
        f"{day(after.as_at)}."
    )


def _stood(first: date, last: date | None) -> str:
    now = f"As it stood at the end of {day(last)}" if last else "As it stands now"
    return f"{now}, beside how it stood at the end of {day(first)}."


def _checked(found: PlanDiff) -> str:
    days = dict.fromkeys((found.before.as_at, found.after.as_at))
    return f"Checked for {' and for '.join(map(day, days))}."


def _rows(tables: Iterable[TableDiff]) -> Iterator[tuple[str, str]]:
    """A line with counts for each table that differs, then its rows."""
    for table in filter(lambda table: table.differs, tables):
        yield BY_NAME[table.table].title, _counts(table)
        yield from ((f"  {plain(row)}", "added") for row in table.added)
        yield from ((f"  {plain(row)}", "removed") for row in table.removed)
        for change in table.changed:
            for n, cell in enumerate(change.cells):
                yield "" if n else f"  {plain(change.row)}", _cell(cell)


def _counts(table: TableDiff) -> str:
    parts = (
        (len(table.added), "added"),
        (len(table.removed), "removed"),
        (len(table.changed), "changed"),
        (table.same, "the same"),
    )
    return ", ".join(f"{number:,} {word}" for number, word in parts if number)


def _cell(cell: CellChange) -> str:
    heading = cell.column.replace("_", " ")
    return f"{heading}: {_text(cell.before)} became {_text(cell.after)}"


def _text(text: str) -> str:
    line = " ".join(plain(text).split())
    if not line:
        return "blank"
    return f"'{line if len(line) <= LONGEST else line[: LONGEST - 1] + '…'}'"


def _figures(money: Pounds) -> tuple[str, ...]:
    """Amounts, or '-' where none is written down."""
    sums = (money.agreed, money.not_said, money.not_agreed)
    shown = (f"£{sum_:,.0f}" if money.tranches else "-" for sum_ in sums)
    return *shown, f"{money.tranches:,}", f"{money.unknown:,}"


def _verdicts(found: PlanDiff) -> Iterator[tuple[str, str]]:
    for change in found.verdicts:
        words = f"{change.before.word.value} became {change.after.word.value}"
        yield change.principle, f"{words}. {change.after.sentence}"


def _with_rows(found: PlanDiff) -> Iterator[str]:
    """What is new or fixed only because a row came or went."""
    gone, arrived = len(found.gone), len(found.arrived)
    if gone:
        yield (
            f"{gone:,} of the fixed {_is(gone)} about rows that are no longer there: "
            "taking a row out puts nothing right."
        )
    if arrived:
        yield f"{arrived:,} of the new {_is(arrived)} about rows that were added."


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _accepted(row: Acceptance) -> tuple[str, str]:
    until = f", until {row.until.text}" if row.until else ", with no end set"
    by = plain(f"{row.subject}: accepted by {row.accepted_by}{until}. {row.why}")
    return row.rule, by
