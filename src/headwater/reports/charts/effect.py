"""Observed against expected: the figures of an action's areas together, by month.

What was expected is a broken line, what was observed a whole one, lighter before the
start. Neither is coloured good or bad, whichever way the figures should go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import inf
from typing import TYPE_CHECKING, Any

from headwater.reports.charts import frame as look
from headwater.reports.charts.describe import number
from headwater.reports.charts.frame import (
    FEW_BREAKS,
    PER_BOLD_LETTER,
    Frame,
    letter,
)
from headwater.reports.charts.series import Break
from headwater.reports.charts.sheet import Sheet, Table, apart, room_for, round_up
from headwater.reports.charts.ticks import ticks


if TYPE_CHECKING:
    import altair as alt

MONTHS, BREAKS, START, ENDS = "months", "breaks", "start", "ends"
PER_DOT = 7  # pixels a month; where there are fewer, dots hide the line
PER_TICK = 55  # pixels that a year under the plot may take
LETTER_ROOM = 15  # pixels that the letter of a break takes
BEFORE = "#8a9499"  # lighter than what came after, and 3 to 1 on white all the same
MONTH = "%B %Y"


@dataclass(frozen=True, slots=True)
class Month:
    """Counts of a month, None where there is none. Lines end with their segment."""

    start: date
    observed: float | None
    expected: float | None
    segment: int = 0

    @property
    def label(self) -> str:
        return f"{self.start:{MONTH}}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What is drawn. `months` are in order and `start` is the first with the action.

    `observed` and `expected` are the counts that are judged: where areas began at
    different times (`latest` is the last of them), they are less than all from `start`.
    """

    title: str
    unit: str
    months: tuple[Month, ...]
    start: date
    latest: date
    observed: float
    expected: float
    breaks: tuple[Break, ...]
    source: str

    @property
    def name(self) -> str:
        return self.title

    @property
    def description(self) -> str:
        """Span, start, totals, on which side the months lie, breaks."""
        said = (
            f"{self.unit}, {self.months[0].label} to {self.months[-1].label}.",
            self._began,
            f"From then on, {count(self.observed)} were observed where "
            f"{count(self.expected)} were expected.",
            self._sides,
            *(f"Break {at} at {b.label}: {b.words}." for at, b in self._lettered),
        )
        return " ".join(part for part in said if part)

    def size(self, frame: Frame) -> tuple[int, int]:
        return self._sheet(frame).size

    def table(self) -> Table:
        """Every month with its counts; breaks by their letters."""
        marks = {b.start: f" ({at})" for at, b in self._lettered}
        columns = ("Month", "Observed", "Expected", "Before or after the start")
        rows = tuple(
            (
                month.label + marks.get(month.start, ""),
                "not reported" if month.observed is None else count(month.observed),
                "" if month.expected is None else f"{month.expected:,.1f}",
                "Before" if month.start < self.start else "After",
            )
            for month in self.months
        )
        return Table(columns, rows)

    def specification(self, frame: Frame) -> dict[str, Any]:
        """The chart as Vega-Lite, without anything that it would have to fetch."""
        sheet = self._sheet(frame)
        layers = [
            *self._rules(frame, sheet),
            *self._lines(frame),
            *self._labels(frame, sheet),
        ]
        datasets = {
            MONTHS: list(self._rows(frame)),
            BREAKS: self._letters(sheet),
            START: [{"period": self.start.isoformat(), "words": self._start_label}],
            ENDS: self._ends(frame, sheet),
        }
        return sheet.specification(layers, datasets)

    @property
    def _began(self) -> str:
        if self.latest == self.start:
            return f"The action began in {self.start:{MONTH}}."
        return f"Its areas began from {self.start:{MONTH}} to {self.latest:{MONTH}}."

    @property
    def _start_label(self) -> str:
        word = "Start" if self.latest == self.start else "First start"
        return f"{word}: {self.start:{MONTH}}"

    @property
    def _sides(self) -> str:
        pairs = [
            (month.observed, month.expected)
            for month in self.months
            if month.start >= self.start
            and month.observed is not None
            and month.expected is not None
        ]
        below = sum(seen < thought for seen, thought in pairs)
        above = sum(seen > thought for seen, thought in pairs)
        return (
            f"Of the {len(pairs)} months from the start, {below} lie below what was "
            f"expected and {above} above."
        )

    @property
    def _lettered(self) -> Iterator[tuple[str, Break]]:
        return ((letter(at), found) for at, found in enumerate(self.breaks))

    @property
    def _captions(self) -> tuple[str, ...]:
        said = [
            "Whole line: observed, lighter before the start. Broken line: expected "
            "without the action."
        ]
        if self.latest != self.start:
            said.append(self._began)
        if len(self.breaks) > FEW_BREAKS:
            told = ", ".join(f"{at} {found.label}" for at, found in self._lettered)
            said.append(f"Changes in recording: {told}.")
        else:
            told = [f"{at} {b.label}: {b.words}." for at, b in self._lettered]
            said += told
        return (*said, f"Source: {self.source}.")

    def _sheet(self, frame: Frame) -> Sheet:
        high = f"{self._top:,.0f}" if self._top >= 5 else "0.0"
        return Sheet(
            frame,
            self.title,
            self.unit,
            self._captions,
            left=room_for([high], frame) + 14,
            right=room_for(["Observed"], frame, PER_BOLD_LETTER) + 12,
            plot=frame.plot,
            rows=3 if self.breaks else 1,
        )

    @property
    def _top(self) -> float:
        known = [m for month in self.months for m in (month.observed, month.expected)]
        return round_up(max((m for m in known if m is not None), default=1))

    def _rows(self, frame: Frame) -> Iterator[dict[str, Any]]:
        """The first month after the start also ends the lighter line: the two meet.

        Where months stand close, only those that no line reaches have a dot.
        """
        close, met = self._sheet(frame).width < PER_DOT * len(self.months), False
        for at, month in enumerate(self.months):
            after = month.start >= self.start
            yield {
                "period": month.start.isoformat(),
                "label": month.label,
                "observed": month.observed,
                "expected": month.expected,
                "segment": month.segment,
                "after": after,
                "before": not after or not met,
                "dot": not close or self._alone(at),
            }
            met = met or after

    def _alone(self, at: int) -> bool:
        around = [self.months[i] for i in (at - 1, at + 1) if 0 <= i < len(self.months)]
        here = self.months[at].segment
        return not any(m.observed is not None and m.segment == here for m in around)

    def _letters(self, sheet: Sheet) -> list[dict[str, Any]]:
        """Breaks with their letters; one close after another stands a row higher."""
        ends, rows = [-inf, -inf], []
        for at, found in self._lettered:
            x = self._x(found.start, sheet)
            high = x - ends[0] < LETTER_ROOM <= x - ends[1]
            ends[high] = x
            rows.append(
                {"period": found.start.isoformat(), "letter": at, "high": bool(high)}
            )
        return rows

    def _x(self, day: date, sheet: Sheet) -> float:
        first, last = self.months[0].start, self.months[-1].start
        return (day - first).days / max((last - first).days, 1) * sheet.width

    def _ends(self, frame: Frame, sheet: Sheet) -> list[dict[str, Any]]:
        """The names of the two lines beside the last point of each."""
        last = {
            "Observed": _last(month.observed for month in self.months),
            "Expected": _last(month.expected for month in self.months),
        }
        known = {name: value for name, value in last.items() if value is not None}
        at = [sheet.plot * (1 - value / self._top) for value in known.values()]
        moved = apart(at, frame.text + 3, sheet.plot)
        return [
            {"name": name, "at": round(self._top * (1 - y / sheet.plot), 3)}
            for name, y in zip(known, moved, strict=True)
        ]

    def _when(self, frame: Frame) -> alt.X:
        import altair as alt

        width = self._sheet(frame).width
        first, last = self.months[0].start, self.months[-1].start
        found = ticks(first, last, min(frame.most_ticks, width // PER_TICK))
        step = alt.TimeIntervalStep(interval=found.interval, step=found.step)
        axis = alt.Axis(title=None, format=found.form, tickCount=step)
        span = [first.isoformat(), last.isoformat()]
        scale = alt.Scale(type="utc", domain=span, nice=False)
        return alt.X("period:T", axis=axis, scale=scale)

    def _height(self, field: str) -> alt.Y:
        import altair as alt

        scale = alt.Scale(domain=[0, self._top], nice=False)
        axis = alt.Axis(title=None, format=",~f", tickCount=5)
        return alt.Y(f"{field}:Q", scale=scale, axis=axis)

    def _lines(self, frame: Frame) -> list[alt.Chart]:
        import altair as alt

        months, when = alt.Chart(alt.NamedData(MONTHS)), self._when(frame)
        seen = {"x": when, "y": self._height("observed")}
        late = "datum.after"
        return [
            months.mark_line(color=look.INK, strokeDash=[6, 4], strokeWidth=2).encode(
                x=when, y=self._height("expected"), detail="segment:N"
            ),
            months.transform_filter("datum.before")
            .mark_line(color=BEFORE, strokeWidth=1.5)
            .encode(**seen, detail="segment:N"),
            months.transform_filter(late)
            .mark_line(color=look.BRAND, strokeWidth=2)
            .encode(**seen, detail="segment:N"),
            *(
                months.transform_filter(f"datum.dot && {which}")
                .mark_point(color=ink, filled=True, size=size, opacity=1)
                .encode(**seen)
                for which, ink, size in (
                    (f"!{late}", BEFORE, 22),
                    (late, look.BRAND, 34),
                )
            ),
        ]

    def _rules(self, frame: Frame, sheet: Sheet) -> list[alt.Chart]:
        """The start as a whole line, breaks as dotted ones with letters."""
        import altair as alt

        when = self._when(frame)
        start, breaks = (alt.Chart(alt.NamedData(name)) for name in (START, BREAKS))
        left = self._x(self.start, sheet) < sheet.width / 2
        words = start.mark_text(
            align="left" if left else "right", fontWeight="bold", color=look.INK
        )
        over = -9 if not self.breaks else -38
        # A white edge first: the start may be the very month of a break.
        edge = breaks.mark_text(fontWeight="bold", stroke="white", strokeWidth=4)
        letters = breaks.mark_text(fontWeight="bold", color=look.INK)
        return [
            start.mark_rule(color=look.INK, strokeWidth=1.5).encode(
                x=when, y=alt.value(over + 8), y2=alt.value(sheet.plot)
            ),
            words.encode(x=when, y=alt.value(over), text="words:N"),
            breaks.mark_rule(color=look.INK, strokeDash=[2, 3], strokeWidth=1.5).encode(
                x=when
            ),
            *(
                mark.transform_filter(f"datum.high === {high}").encode(
                    x=when, y=alt.value(y), text="letter:N"
                )
                for mark in (edge, letters)
                for high, y in (("false", -9), ("true", -22))
            ),
        ]

    def _labels(self, frame: Frame, sheet: Sheet) -> list[alt.Chart]:
        import altair as alt

        ends = alt.Chart(alt.NamedData(ENDS))
        return [
            ends.transform_filter(f"datum.name === '{name}'")
            .mark_text(align="left", color=ink, fontWeight="bold", fontSize=frame.text)
            .encode(
                x=alt.value(sheet.width + 8),
                y=self._height("at"),
                text="name:N",
            )
            for name, ink in (("Observed", look.BRAND), ("Expected", look.INK))
        ]


def count(value: float) -> str:
    """A count as people write it; what was expected is not told to a part of one."""
    return number(round(value), percent=False)


def _last(values: Iterator[float | None]) -> float | None:
    return next((v for v in reversed(list(values)) if v is not None), None)
