"""A check as a page in the terminal. Words carry the meaning; colour never does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import IO, TYPE_CHECKING

from headwater.core.plan.change import Change
from headwater.core.plan.check import CheckResult
from headwater.core.plan.digest import Group, digest
from headwater.core.plan.findings import Finding
from headwater.core.plan.verdicts import Verdict
from headwater.reports.words import completeness, contents, counts, day, plain


if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDEST = 110  # longer lines are hard to follow across
MIN_WIDTHS = (4, 11)  # a rule's code; 'partly held': tables line up with each other
NAME_WIDTH = 22  # the least for names that stand beside figures
SHOWN = 10  # groups of findings in the summary


class TerminalReport:
    """Writes the parts of a check, in any order, to one stream."""

    def __init__(self, stream: IO[str], width: int | None = None) -> None:
        self.stream, self.console = stream, _console(stream, width)

    def opening(self, result: CheckResult) -> None:
        """The notice, the plan, the day, and what was held against what."""
        about = result.plan.about
        if about.notice:
            self._line(about.notice, "bold")
            self._line()
        self._line(about.title, "bold")
        self._line(
            f"Held against {result.framework.title}, as things stood on "
            f"{day(result.as_at)}."
        )
        if what := contents(result.plan):
            self._line(f"The plan holds {what}. {completeness(result.plan)}")

    def verdicts(
        self, result: CheckResult, only: Collection[str] | None = None
    ) -> None:
        """One line for each principle, by category, in the framework's words."""
        by_code = {v.principle: v for v in result.verdicts}
        shown = [p for p in result.framework.principles if not only or p.code in only]
        labels = {c.code: c.label for c in result.framework.categories}
        for category, principles in groupby(shown, lambda p: p.category):
            self._title(labels[category])
            self._table(
                (
                    p.code,
                    by_code[p.code].word.value,
                    _explained(p.short, by_code[p.code]),
                )
                for p in principles
            )

    def most_important(self, result: CheckResult) -> None:
        """The ten groups of findings that matter most."""
        groups = digest(result.findings)
        if not groups:
            self._title("What stands out")
            self._line("Nothing: no check found anything to say.")
            return
        self._title("What stands out")
        self._groups(groups[:SHOWN])
        if len(groups) > SHOWN:
            self._line(
                f"{len(groups) - SHOWN} more kinds of finding are not shown here."
            )

    def all_findings(self, findings: Iterable[Finding], title: str) -> None:
        """Every finding, under a heading for each rule and level."""
        self._title(title)
        groups = digest(findings)
        if not groups:
            self._line("None.")
        for group in groups:
            self._groups([group])
            if len(group.findings) > 1:
                self._table(("", "", plain(f.message)) for f in group.findings)

    def totals(self, result: CheckResult) -> None:
        """How many at each level, and what each level means."""
        self._title("How many findings")
        self._table(
            ((f"{n:,}", word, meaning) for n, word, meaning in counts(result)),
            right=(0,),
        )

    def change(self, change: Change) -> None:
        """What is new, fixed, still there and accepted since the earlier plan."""
        self._title("Since the earlier plan")
        self._table(
            (
                (f"{len(change.new):,}", "new", "not found in the earlier plan"),
                (f"{len(change.fixed):,}", "fixed", "found then and not now"),
                (f"{len(change.still):,}", "still there", "found both times"),
                (
                    f"{len(change.accepted):,}",
                    "accepted",
                    "known, and accepted for now",
                ),
            ),
            right=(0,),
        )
        for name, findings in (("New", change.new), ("Fixed", change.fixed)):
            if findings:
                self.all_findings(findings, name)

    def lines(self, title: str, rows: Sequence[Sequence[str]]) -> None:
        """A heading, and names with what they stand for."""
        self._title(title)
        self._table(rows)

    def commands(self, title: str, commands: Iterable[tuple[str, str]]) -> None:
        """What a command is for, and the command on a line that can be copied."""
        self._title(title)
        for purpose, command in commands:
            self._line(f"{purpose}:")
            self.stream.write(f"  {plain(command)}\n")  # never broken into two

    def rows(self, rows: Iterable[Sequence[str]], right: Collection[int] = ()) -> None:
        self._table(rows, right)

    def grid(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table with headings; the names in its first column may wrap."""
        from rich.table import Table

        listed = [[plain(cell) for cell in row] for row in rows]
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for n, heading in enumerate(headings):
            width = grid_width(heading, [row[n] for row in listed])
            table.add_column(
                plain(heading),
                min_width=NAME_WIDTH if n == 0 else width,
                max_width=None if n == 0 else width,
                vertical="top",
            )
        for row in listed:
            table.add_row(*map(_cell, row))
        self._print(table)

    def room_for(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
        """Can these be shown as a grid, or is the terminal too narrow?"""
        widths = [
            grid_width(heading, [row[n] for row in rows]) + 2
            for n, heading in enumerate(headings)
        ]
        return NAME_WIDTH + sum(widths[1:]) <= self.console.width

    def title(self, text: str) -> None:
        self._line(text, "bold")

    def paragraph(self, text: str) -> None:
        self._line(text)

    def _groups(self, groups: Sequence[Group]) -> None:
        self._table((g.rule, g.level.value, plain(g.sentence)) for g in groups)

    def _title(self, text: str) -> None:
        self._line()
        self._line(text, "bold")

    def _line(self, text: str = "", style: str = "") -> None:
        from rich.text import Text

        self._print(Text(plain(text), style=style))

    def _table(
        self,
        rows: Iterable[Sequence[str | RenderableType]],
        right: Collection[int] = (),
    ) -> None:
        """Aligned columns without lines; the last one wraps."""
        from rich.table import Table

        listed = [tuple(row) for row in rows]
        table = Table.grid(padding=(0, 2, 0, 0))
        columns = len(listed[0]) if listed else 0
        for n in range(columns):
            last = n == columns - 1
            table.add_column(
                justify="right" if n in right else "left",
                no_wrap=not last,
                min_width=MIN_WIDTHS[n] if columns == 3 and not last else None,
                ratio=1 if last else None,
            )
        for row in listed:
            table.add_row(*(_cell(value) for value in row))
        self._print(table)

    def _print(self, shown: RenderableType) -> None:
        """Print without the spaces with which rich fills every line."""
        with self.console.capture() as captured:
            self.console.print(shown)
        lines = captured.get().splitlines()
        self.stream.write("".join(f"{line.rstrip()}\n" for line in lines))


def grid_width(heading: str, cells: Iterable[str]) -> int:
    """Room for the longest cell and for the longest word of the heading."""
    return max(map(len, (*heading.split(), *cells)), default=0)


def _console(stream: IO[str], width: int | None) -> Console:
    """Colour and weight on a terminal only; rich itself respects NO_COLOR."""
    from rich.console import Console

    console = Console(
        file=stream, width=width, highlight=False, markup=False, emoji=False
    )
    console.width = min(console.width, WIDEST)
    return console


def _explained(short: str, verdict: Verdict) -> RenderableType:
    from rich.text import Text

    return Text.assemble((f"{short}.", "bold"), " ", plain(verdict.sentence))


def _cell(value: str | RenderableType) -> RenderableType:
    """Text and never markup: a plan may hold square brackets."""
    from rich.text import Text

    return Text(plain(value)) if isinstance(value, str) else value
