"""The rows of a return, one by one: whose, for when, of what, and the value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from headwater.core.plan.assemble import MOST_PROBLEMS, Problem, shorten
from headwater.core.plan.cells import BadCell
from headwater.core.returns.answer import (
    BadAnswer,
    Written,
    read_answer,
    read_comment,
)
from headwater.core.returns.asked import NOT_KNOWN, NOT_SAID, Asked
from headwater.core.returns.form import Form
from headwater.core.returns.periods import read_period
from headwater.core.returns.table import ONLY_TO_READ
from headwater.core.returns.values import Breakdown, Entry, Key, Origin, read_breakdown
from headwater.errors import UserError
from headwater.exchange.headings import Headings
from headwater.exchange.sheet import WHOLE_ROW, Line


T = TypeVar("T")
_HINTS = 500  # looking for near names takes time; nobody reads that many
_TEMPLATE = "Look in the template of this return for the measures that it asks."
_CELLS = ("value", "numerator", "denominator", "blank_reason")


class RowReader:
    """Reads rows into values; what is wrong is kept in `problems`, with its place.

    Of two rows with one key neither counts, since nobody can tell which is right.
    """

    def __init__(self, form: Form, sheet: str, found: Headings, origin: Origin) -> None:
        self.form, self.sheet, self.written = form, sheet, found.written
        self.origin = origin
        self.at = {column.name: at for at, column in found.columns.items()}
        self.asked = form.asked
        self.named = _named(self.asked)
        self.problems: list[Problem] = []
        self._read: dict[Key, Entry | None] = {}  # None: written, and not answered
        self._rows: dict[Key, int] = {}
        self._twice: set[Key] = set()
        # Most rows say what a row before has said.
        self._known: dict[tuple[str, ...], Any] = {}

    def entries(self) -> Iterator[Entry]:
        return (entry for entry in self._read.values() if entry)

    def unanswered(self) -> Iterator[Key]:
        return (key for key, entry in self._read.items() if entry is None)

    def read(self, line: Line) -> None:
        """One row; several things may be wrong with it, and all are kept."""
        if line.bad and not self._well(line):
            return
        try:
            asked, key = self._key(line)
        except BadAnswer as bad:
            self._refuse(line, bad.column, bad.rule, bad.fix)
            return
        if self._first(line, key):
            self._answer(line, asked, key)

    def _text(self, line: Line, name: str) -> str:
        at = self.at.get(name)
        return "" if at is None else line.text(at).strip()

    def _well(self, line: Line) -> bool:
        """False where a cell that counts could not be read, or the row as a whole."""
        well = True
        if whole := line.bad.get(WHOLE_ROW):
            self._refuse(line, "", whole.rule, whole.fix)
            well = False
        for name, at in self.at.items():
            if at in line.bad and name not in ONLY_TO_READ:
                self._refuse(line, name, line.bad[at].rule, line.bad[at].fix)
                well = False
        return well

    def _key(self, line: Line) -> tuple[Asked, Key]:
        """What the row is of. Raises BadAnswer."""
        self._once(self._organisation, self._text(line, "organisation"))
        self._once(self._period, self._text(line, "period"))
        name = self._text(line, "measure_name")
        asked = self._once(self._measure, self._text(line, "measure"), name)
        by = self._once(self._breakdown, asked.measure, self._text(line, "breakdown"))
        form = self.form
        return asked, Key(form.organisation, asked.measure, form.period.code, by)

    def _once(self, read: Callable[..., T], *texts: str) -> T:
        """What `read` says of these texts, asked once where it has an answer."""
        at = (read.__name__, *texts)
        if at not in self._known:
            self._known[at] = read(*texts)
        found: T = self._known[at]
        return found

    def _organisation(self, text: str) -> None:
        ours = (self.form.organisation, self.form.organisation_name)
        if text.casefold() not in [name.casefold() for name in ours]:
            raise BadAnswer(
                "organisation",
                f"A row of another organisation: this return is of {ours[0]}"
                if text
                else "Nobody is named whose figures these are",
                f"Write {ours[0]}, or take the row out.",
            )

    def _period(self, text: str) -> None:
        wanted = self.form.period
        if text.casefold() == wanted.code.casefold():
            return
        try:
            found = read_period(text)
        except UserError as error:
            raise BadAnswer("period", error.what.rstrip("."), error.fix) from None
        if not found.same_days(wanted):
            raise BadAnswer(
                "period",
                f"A row of another period: this return is for {wanted.code}",
                f"Write {wanted.code}, or take the row out.",
            )

    def _measure(self, text: str, name: str) -> Asked:
        asked = self.named.get(text.casefold())
        if asked is None:
            raise self._no_measure(text)
        other = next((a for a in self.asked.values() if a.name == name), asked)
        if name != asked.name and other is not asked:
            raise BadAnswer(
                "measure",
                f"{asked.measure} is {asked.name}, and beside it stands {name}, which "
                f"is {other.measure}",
                "Check whether the rows of a column have slipped.",
            )
        return asked

    def _no_measure(self, text: str) -> BadAnswer:
        if not text:
            return BadAnswer("measure", "No measure is named", _TEMPLATE)
        near = self._near(text)
        fix = f"Did you mean {' or '.join(near)}?" if near else _TEMPLATE
        return BadAnswer("measure", "This return does not ask for that measure", fix)

    def _near(self, text: str) -> list[str]:
        """The measures whose id or name is nearest to a text."""
        if len(self.problems) > _HINTS:
            return []
        close = get_close_matches(shorten(text).casefold(), self.named, 3, 0.5)
        found = [self.named[name] for name in close]
        return list(dict.fromkeys(f"{each.measure} ({each.name})" for each in found))

    def _breakdown(self, measure: str, text: str) -> Breakdown:
        asked = self.asked[measure]
        try:
            found = read_breakdown(text)
        except BadCell as bad:
            raise BadAnswer("breakdown", bad.rule, bad.fix) from None
        for name, group in found:
            _check_group(asked, name, group)
        return found

    def _first(self, line: Line, key: Key) -> bool:
        """Is it the first row of its key? A second takes the first with it."""
        first = self._rows.setdefault(key, line.number)
        if first == line.number:
            return True
        what = f"Rows {first:,} and {line.number:,} are for the same value"
        fix = "Keep one of them, or say in Breakdown what each is of."
        if key not in self._twice:
            self._twice.add(key)
            self._say(first, "measure", key.measure, what, fix)
        self._refuse(line, "measure", what, fix)
        self._read.pop(key, None)
        return False

    def _answer(self, line: Line, asked: Asked, key: Key) -> None:
        written = Written(*(self._text(line, name) for name in _CELLS))
        try:
            value = read_answer(asked, written)
            comment = read_comment(self._text(line, "comment"))
        except BadAnswer as bad:
            self._refuse(line, bad.column, bad.rule, bad.fix)
            return
        origin = self._origin(line, asked)
        entry = Entry(key, value, comment, origin=origin) if value else None
        self._read[key] = entry

    def _origin(self, line: Line, asked: Asked) -> Origin:
        of, version = self.origin, asked.version
        return Origin(of.method, of.by, of.file, self.sheet, line.number, version)

    def _refuse(self, line: Line, column: str, rule: str, fix: str) -> None:
        self._say(line.number, column, self._text(line, column), rule, fix)

    def _say(self, row: int, column: str, value: str, rule: str, fix: str) -> None:
        if len(self.problems) <= MOST_PROBLEMS:  # one more, so that it is known
            heading = self.written.get(column, column)
            self.problems.append(
                Problem(self.sheet, row, heading, shorten(value), rule, fix)
            )


def _named(asked: Mapping[str, Asked]) -> dict[str, Asked]:
    """Measures by what people call them: the id or, where no other has it, the name."""
    names = {each.name.casefold(): each for each in asked.values()}
    return names | {id_.casefold(): each for id_, each in asked.items()}


def _check_group(asked: Asked, name: str, group: str) -> None:
    if name not in asked.breakdowns:
        listed = ", ".join(asked.breakdowns) or "nothing"
        raise BadAnswer(
            "breakdown",
            f"{asked.measure} is not broken down by {shorten(name)}",
            f"It is broken down by: {listed}.",
        )
    groups = asked.breakdowns[name]
    if groups and group not in (*groups, NOT_KNOWN, NOT_SAID):
        close = get_close_matches(shorten(group), groups, 1, 0.6)
        hint = f"Did you mean {close[0]}? " if close else ""
        raise BadAnswer(
            "breakdown",
            f"'{shorten(group)}' is no group of {name}",
            f"{hint}The groups are: {', '.join(groups)}.",
        )
