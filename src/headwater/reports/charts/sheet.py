"""A plot with its words round it: what the charts of effects have in common.

Its title, unit, captions and the labels beside the ends of its lines stand at places
that are reckoned here, so that nothing is cut off and no two labels lie on each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Any, Protocol

from headwater.reports.charts import frame as look
from headwater.reports.charts.frame import PER_BOLD_LETTER, PER_LETTER, Frame
from headwater.reports.charts.skeleton import AXIS_ROOM, style


if TYPE_CHECKING:
    import altair as alt

TITLE, UNIT, CAPTION = "title", "unit", "caption"
ROW = 16  # pixels of a row of labels over the plot
GAP = 12  # between the unit and what stands over the plot
STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)


class Drawing(Protocol):
    """A chart that can be drawn, told in words, and laid out as a table."""

    @property
    def name(self) -> str: ...

    @property
    def description(self) -> str: ...

    def size(self, frame: Frame) -> tuple[int, int]: ...

    def specification(self, frame: Frame) -> dict[str, Any]: ...

    def table(self) -> Table: ...


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart in words; the first cell of a row is its heading."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words round a plot and the room beside it, in pixels.

    `rows` of labels stand over the plot; `axis` is the room for ticks under it.
    """

    frame: Frame
    title: str
    unit: str
    captions: tuple[str, ...]
    left: int
    right: int
    plot: int
    rows: int = 0
    axis: int = AXIS_ROOM

    @property
    def width(self) -> int:
        return self.frame.width - self.left - self.right

    @property
    def size(self) -> tuple[int, int]:
        return self.frame.width, self._over + self.plot + self._below

    def specification(
        self, layers: Sequence[alt.Chart], datasets: dict[str, Any]
    ) -> dict[str, Any]:
        """The layers with the words round them, as Vega-Lite that fetches nothing."""
        import altair as alt

        chart = alt.layer(*layers, *self._words()).properties(
            width=self.width, height=self.plot, autosize=alt.AutoSizeParams(type="none")
        )
        made: dict[str, Any] = chart.configure(**style(self.frame)).to_dict()
        return made | {
            "description": self.title,
            "padding": {
                "left": self.left,
                "right": self.right,
                "top": self._over,
                "bottom": self._below,
            },
            "datasets": datasets
            | {
                TITLE: [{"words": self._titles}],
                UNIT: [{"words": self._units}],
                CAPTION: [{"words": self._captions}],
            },
        }

    def _words(self) -> list[alt.Chart]:
        frame, top = self.frame, 4 - self._over
        under_title = top + len(self._titles) * (frame.title + 3) + 2
        return [
            self._text(TITLE, top, frame.title, frame.title + 3, "bold"),
            self._text(UNIT, under_title, frame.text, frame.line, "normal"),
            self._text(
                CAPTION, self.plot + self.axis, frame.text, frame.line, "normal"
            ),
        ]

    def _text(self, name: str, y: int, size: int, line: int, weight: str) -> alt.Chart:
        import altair as alt

        words = alt.Chart(alt.NamedData(name)).mark_text(
            align="left",
            baseline="top",
            color=look.INK,
            fontSize=size,
            fontWeight=weight,
            lineHeight=line,
        )
        at = {"x": alt.value(4 - self.left), "y": alt.value(y)}
        return words.encode(**at, text="words:N")

    @property
    def _titles(self) -> list[str]:
        return self.frame.wrapped(self.title, self.frame.title, PER_BOLD_LETTER)

    @property
    def _units(self) -> list[str]:
        return self.frame.wrapped(self.unit, self.frame.text)

    @property
    def _captions(self) -> list[str]:
        wrapped = (self.frame.wrapped(text, self.frame.text) for text in self.captions)
        return [line for lines in wrapped for line in lines]

    @property
    def _over(self) -> int:
        words = len(self._titles) * (self.frame.title + 3) + 6
        return words + len(self._units) * self.frame.line + GAP + self.rows * ROW

    @property
    def _below(self) -> int:
        return self.axis + len(self._captions) * self.frame.line + 6


def room_for(texts: Sequence[str], frame: Frame, share: float = PER_LETTER) -> int:
    """Pixels that the longest of some labels takes."""
    return round(max(map(len, texts), default=0) * frame.text * share)


def apart(places: Sequence[float], gap: float, end: float) -> list[float]:
    """Labels moved as little as needs be so that they do not lie on each other.

    `places` and the answer are pixels from 0 to `end`, in the order given.
    """
    order = sorted(range(len(places)), key=lambda at: places[at])
    found = [0.0] * len(places)
    last = -gap
    for at in order:
        found[at] = last = max(places[at], last + gap)
    limit = end
    for at in reversed(order):
        found[at] = min(found[at], limit)
        limit = found[at] - gap
    return found


def round_up(most: float) -> float:
    """A number a little over the largest, for the top of an axis: 10 over 9.3."""
    if most <= 0:
        return 1.0
    scale = 10.0 ** floor(log10(most))
    return next(step * scale for step in STEPS if step * scale >= most)
