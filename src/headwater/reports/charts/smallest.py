"""The smallest fall that could be seen, by months after and number of areas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headwater.reports.charts import frame as look
from headwater.reports.charts.frame import PER_BOLD_LETTER, Frame
from headwater.reports.charts.sheet import Sheet, Table, apart, room_for, round_up


if TYPE_CHECKING:
    import altair as alt

FALLS, ENDS, HOPED = "falls", "ends", "hoped"
SHAPES = ("circle", "square", "diamond", "triangle-up", "cross")
ABSENT = "too little is known"
AXIS = 50  # pixels: ticks, and what they count


@dataclass(frozen=True, slots=True)
class Line:
    """One number of areas. `falls` pairs months after with the smallest fall, in
    percent; None where nothing can be said in percent."""

    areas: int
    label: str
    falls: tuple[tuple[int, float | None], ...]

    @property
    def known(self) -> list[tuple[int, float]]:
        return [(months, fall) for months, fall in self.falls if fall is not None]

    def first(self, fall: float) -> int | None:
        """The fewest months after which so large a fall would be seen."""
        return next((months for months, least in self.known if least <= fall), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Falls:
    """What is drawn. `hoped` is the fall that is hoped for in percent, if any."""

    title: str
    lines: tuple[Line, ...]
    hoped: float | None
    source: str

    @property
    def name(self) -> str:
        return self.title

    @property
    def unit(self) -> str:
        return "Smallest fall that would be seen four times in five"

    @property
    def description(self) -> str:
        """For each number of areas, the first and the last; how the hope compares."""
        said = [f"{self.unit}, by months after the start."]
        for line in self.lines:
            if not line.known:
                said.append(f"With {line.label}, {ABSENT}.")
                continue
            (first, most), (last, least) = line.known[0], line.known[-1]
            more = f", {least:.0f}% after {last}" if last != first else ""
            said.append(f"With {line.label}: {most:.0f}% after {first} months{more}.")
        return " ".join([*said, self._about_hope]).strip()

    @property
    def _about_hope(self) -> str:
        if self.hoped is None:
            return ""
        said = f"The hoped fall of {self.hoped:g}% would be seen"
        found = [
            f"{line.label} after {months} months"
            for line in self.lines
            if (months := line.first(self.hoped)) is not None
        ]
        return (
            f"{said} with {', '.join(found)}." if found else f"{said} in none of these."
        )

    def size(self, frame: Frame) -> tuple[int, int]:
        return self._sheet(frame).size

    def table(self) -> Table:
        rows = tuple(
            (
                str(months),
                *(
                    f"{fall:.0f}%" if fall is not None else ABSENT
                    for fall in (dict(line.falls).get(months) for line in self.lines)
                ),
            )
            for months in self._months
        )
        return Table(("Months after", *(line.label for line in self.lines)), rows)

    def specification(self, frame: Frame) -> dict[str, Any]:
        """The chart as Vega-Lite, without anything that it would have to fetch."""
        sheet = self._sheet(frame)
        layers = [self._hope(), *self._drawn(frame), self._labels(sheet)]
        hoped = [] if self.hoped is None else [{"fall": self.hoped}]
        datasets = {
            FALLS: list(self._rows()),
            ENDS: self._ends(frame, sheet),
            HOPED: hoped,
        }
        return sheet.specification(layers, datasets)

    @property
    def _months(self) -> list[int]:
        return sorted({months for line in self.lines for months, _ in line.falls})

    @property
    def _drawable(self) -> list[Line]:
        return [line for line in self.lines if line.known]

    @property
    def _named(self) -> dict[str, float]:
        """What stands beside the plot, each by the height of its end in percent."""
        found = {line.label: line.known[-1][1] for line in self._drawable}
        if self.hoped is not None:
            found[f"Hoped: {self.hoped:g}%"] = self.hoped
        return found

    @property
    def _captions(self) -> tuple[str, ...]:
        said = [
            "The lower, the smaller the falls that could be told from chance. Tried on "
            "the past, with make-believe actions."
        ]
        gone = [
            line.label for line in self.lines if len(line.known) < len(self._months)
        ]
        if gone:
            said.append(f"Not drawn where {ABSENT}: {', '.join(gone)}.")
        return (*said, f"Source: {self.source}.")

    @property
    def _top(self) -> float:
        known = [fall for line in self.lines for _, fall in line.known]
        return min(round_up(max([*known, self.hoped or 0], default=1)), 100)

    def _sheet(self, frame: Frame) -> Sheet:
        return Sheet(
            frame,
            self.title,
            self.unit,
            self._captions,
            left=room_for(["100%"], frame) + 14,
            right=room_for(list(self._named), frame, PER_BOLD_LETTER) + 12,
            plot=frame.plot,
            axis=AXIS,
        )

    def _rows(self) -> Iterator[dict[str, Any]]:
        for line in self._drawable:
            for months, fall in line.known:
                yield {
                    "areas": line.areas,
                    "line": line.label,
                    "months": months,
                    "fall": round(fall, 2),
                }

    def _ends(self, frame: Frame, sheet: Sheet) -> list[dict[str, Any]]:
        """The name of each line beside its end, or where it would have ended."""
        at = [sheet.plot * (1 - end / self._top) for end in self._named.values()]
        moved = apart(at, frame.text + 3, sheet.plot)
        return [
            {"line": name, "at": round(self._top * (1 - y / sheet.plot), 3)}
            for name, y in zip(self._named, moved, strict=True)
        ]

    def _along(self, frame: Frame) -> alt.X:
        import altair as alt

        months = self._months
        edge = (months[-1] - months[0]) * 0.04 or 1
        scale = alt.Scale(
            domain=[months[0] - edge, months[-1] + edge], nice=False, zero=False
        )
        axis = alt.Axis(
            title="Months after the start",
            titleFontSize=frame.text,
            titleFontWeight="normal",
            titleColor=look.INK,
            values=months,
            format="d",
        )
        return alt.X("months:Q", axis=axis, scale=scale)

    def _high(self, field: str) -> alt.Y:
        import altair as alt

        scale = alt.Scale(domain=[0, self._top], nice=False)
        axis = alt.Axis(title=None, tickCount=5, labelExpr="datum.label + '%'")
        return alt.Y(f"{field}:Q", scale=scale, axis=axis)

    def _drawn(self, frame: Frame) -> list[alt.Chart]:
        import altair as alt

        falls, names = alt.Chart(alt.NamedData(FALLS)), [x.label for x in self.lines]
        shape = alt.Shape(
            "line:N",
            legend=None,
            scale=alt.Scale(domain=names, range=list(SHAPES[: len(names)])),
        )
        place = {"x": self._along(frame), "y": self._high("fall")}
        return [
            falls.mark_line(color=look.BRAND, strokeWidth=2).encode(
                **place, detail="line:N"
            ),
            falls.mark_point(
                fill=look.BRAND, stroke="white", strokeWidth=1, size=80, opacity=1
            ).encode(**place, shape=shape),
        ]

    def _labels(self, sheet: Sheet) -> alt.Chart:
        import altair as alt

        return (
            alt.Chart(alt.NamedData(ENDS))
            .mark_text(align="left", color=look.INK)
            .encode(x=alt.value(sheet.width + 6), y=self._high("at"), text="line:N")
        )

    def _hope(self) -> alt.Chart:
        import altair as alt

        rule = alt.Chart(alt.NamedData(HOPED)).mark_rule(
            color=look.INK, strokeDash=[6, 4], strokeWidth=1.5
        )
        return rule.encode(y=self._high("fall"))
