"""What the rules say of many series, in the terminal: signals first, then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headwater.reports.terminal import TerminalReport
from headwater.reports.words import count


SHOWN = 40  # series; a page is not a log


@dataclass(frozen=True, slots=True)
class Line:
    """One series: its name, whether its last point is a signal, and what is said.

    `more` are sentences that each stand on a line of their own below it.
    """

    name: str
    signal: bool
    sentence: str
    more: tuple[str, ...] = ()

    def rows(self) -> list[tuple[str, str]]:
        return [(self.name, self.sentence), *(("", said) for said in self.more)]


def signals_page(
    report: TerminalReport, title: str, notes: Sequence[str], lines: Sequence[Line]
) -> None:
    """Signals, then what was looked at without one. Nothing is coloured."""
    signals = [line for line in lines if line.signal]
    quiet = [line for line in lines if not line.signal]
    report.title(title)
    for note in notes:
        report.paragraph(note)
    _part(report, f"Signals: {len(signals):,}", signals, SHOWN)
    room = SHOWN - min(len(signals), SHOWN)
    _part(report, f"No signal: {len(quiet):,}", quiet, room)


def _part(report: TerminalReport, title: str, lines: Sequence[Line], room: int) -> None:
    if not lines:
        return
    report.lines(title, [row for line in lines[:room] for row in line.rows()])
    if len(lines) > room:
        more = count(len(lines) - room, "series", "series")
        report.paragraph(f"{more} not shown here; --summary --format csv has them all.")
