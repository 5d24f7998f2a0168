"""The placebo strip: what make-believe actions found, with the real one among them.

Each dot is one. The axis is in percent and drawn by logarithms, so that half as many
and twice as many lie equally far from no change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import expm1, floor, log1p
from typing import TYPE_CHECKING, Any

from headwater.reports.charts import frame as look
from headwater.reports.charts.frame import Frame
from headwater.reports.charts.sheet import Sheet, Table, room_for


if TYPE_CHECKING:
    import altair as alt

DOTS, REAL, TICKS = "dots", "real", "ticks"
SAME = 1e-4  # of a log effect: nearer, and it is as large
LARGEST_DOT, SMALLEST_DOT = 12, 3  # pixels across
TALLEST, LEAST = 150, 40  # pixels of the plot
DOWN = (1, 2, 3, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90, 95)
UP = (1, 2, 3, 5, 10, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1000)
TICK_ROOM = 1.6  # times its own width
RIGHT = 22  # half of the last number under the plot, and a little


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Log effects of make-believe actions, and the `real` one.

    `tries` names what they are ('other areas', 'other dates') and `says` what the
    check made of them. `by_size`: are they held against the real one by their size
    alone? Dots that are as large are then filled.
    """

    tries: str
    unit: str
    effects: tuple[float, ...]
    real: float
    by_size: bool
    says: str
    source: str

    @property
    def name(self) -> str:
        return f"If the action had begun {self._where} {self.tries}"

    @property
    def description(self) -> str:
        """The spread, where the real one stands in it, how many are as large."""
        low, middle, high = (percent(self._quantile(q)) for q in (0.05, 0.5, 0.95))
        said = [
            f"{self.unit}. {self._each}",
            f"Nine in ten of them lie from {low} to {high}, with {middle} in the "
            f"middle. This action stands at {percent(self.real)}.",
        ]
        if self.by_size:
            said.append(f"{self._as_large} of the {self._count} are at least as large.")
        return " ".join([*said, self.says]).strip()

    def size(self, frame: Frame) -> tuple[int, int]:
        return self._sheet(frame).size

    def table(self) -> Table:
        """The spread in a few rows: hundreds of tries would tell nobody more."""
        parts = (
            ("Lowest", 0.0),
            ("One in twenty is below", 0.05),
            ("A quarter is below", 0.25),
            ("Half is below", 0.5),
            ("A quarter is above", 0.75),
            ("One in twenty is above", 0.95),
            ("Highest", 1.0),
        )
        rows = [(words, percent(self._quantile(q))) for words, q in parts]
        rows.append(("This action", percent(self.real)))
        if self.by_size:
            rows.append(("As large as this action", f"{self._as_large}"))
        rows.append(("All tries", self._count))
        return Table(("Make-believe tries", "Change"), tuple(rows))

    def specification(self, frame: Frame) -> dict[str, Any]:
        """The chart as Vega-Lite, without anything that it would have to fetch."""
        sheet, stack = self._sheet(frame), self._stack(frame)
        layers = [
            *self._axis(sheet),
            self._dots(sheet, stack.across),
            *self._mark(sheet),
        ]
        datasets = {
            DOTS: list(self._rows(stack)),
            REAL: [{"effect": round(self.real, 5), "words": self._mark_words}],
            TICKS: list(self._ticks(frame)),
        }
        return sheet.specification(layers, datasets)

    @property
    def _where(self) -> str:
        return "at" if self.tries.endswith("dates") else "in"

    @property
    def _count(self) -> str:
        return f"{len(self.effects):,}"

    @property
    def _each(self) -> str:
        tried = "areas taken at random" if self.by_size else "a date before the start"
        return f"Each of {self._count} dots is one try, with {tried}."

    @property
    def _mark_words(self) -> str:
        return f"This action: {percent(self.real)}"

    @property
    def _as_large(self) -> int:
        return sum(self._large(effect) for effect in self.effects)

    def _large(self, effect: float) -> bool:
        return self.by_size and abs(effect) >= abs(self.real) - SAME

    def _quantile(self, share: float) -> float:
        ordered = sorted(self.effects)
        return ordered[min(floor(share * len(ordered)), len(ordered) - 1)]

    @property
    def _captions(self) -> tuple[str, ...]:
        dots = f"{self._each} Upright line at 0%: no change."
        if self.by_size:
            dots += " Filled: at least as large as this action, either way."
        elif self.says:
            dots += (
                " Each is judged beside its own uncertainty, so a dot further out may "
                "count for less."
            )
        return tuple(
            text for text in (dots, self.says, f"Source: {self.source}.") if text
        )

    def _sheet(self, frame: Frame) -> Sheet:
        return Sheet(
            frame,
            self.name,
            self.unit,
            self._captions,
            left=RIGHT,
            right=RIGHT,
            plot=self._stack(frame).height,
            rows=2,
        )

    @property
    def _ends(self) -> tuple[float, float]:
        """The ends of the axis, with room for the dots that lie there."""
        known = (*self.effects, self.real, 0.0)
        low, high = min(known), max(known)
        edge = max((high - low) * 0.03, 0.005)
        return low - edge, high + edge

    def _stack(self, frame: Frame) -> Stack:
        """The largest dots with which no pile is higher than the plot may be."""
        width = frame.width - 2 * RIGHT
        low, high = self._ends
        for across in range(LARGEST_DOT, SMALLEST_DOT - 1, -1):
            found = Stack(low, (high - low) * across / width, across, self.effects)
            if found.tallest * across <= TALLEST:
                break
        return found

    def _rows(self, stack: Stack) -> Iterator[dict[str, Any]]:
        for effect, (place, level) in zip(
            sorted(self.effects), stack.places(), strict=True
        ):
            yield {
                "effect": round(effect, 5),
                "percent": round(expm1(effect) * 100, 1),
                "place": round(place, 5),
                "level": level,
                "large": self._large(effect),
            }

    def _ticks(self, frame: Frame) -> Iterator[dict[str, Any]]:
        """Round numbers of percent, as many as there is room for, 0 among them."""
        low, high = self._ends
        per = (frame.width - 2 * RIGHT) / (high - low)
        room = room_for(["+100%"], frame) * TICK_ROOM / per
        for way, wholes in ((1, UP), (-1, DOWN)):
            last = 0.0
            for whole in wholes:
                at = log1p(way * whole / 100)
                if low <= at <= high and abs(at - last) >= room:
                    last = at
                    yield {"effect": round(at, 5), "words": percent(at)}
        yield {"effect": 0.0, "words": "0%"}

    def _along(self, field: str = "effect") -> alt.X:
        import altair as alt

        scale = alt.Scale(domain=list(self._ends), nice=False, zero=False)
        return alt.X(f"{field}:Q", axis=None, scale=scale)

    def _axis(self, sheet: Sheet) -> list[alt.Chart]:
        import altair as alt

        ticks = alt.Chart(alt.NamedData(TICKS))
        ground, x = alt.value(sheet.plot), self._along()
        none = ticks.transform_filter("datum.effect === 0")
        return [
            ticks.mark_rule(color=look.LINE).encode(x=x, y=alt.value(0), y2=ground),
            none.mark_rule(color=look.QUIET, strokeWidth=2).encode(
                x=x, y=alt.value(-6), y2=alt.value(sheet.plot + 5)
            ),
            ticks.mark_text(baseline="top", color=look.INK).encode(
                x=x, y=alt.value(sheet.plot + 8), text="words:N"
            ),
        ]

    def _dots(self, sheet: Sheet, across: int) -> alt.Chart:
        import altair as alt

        levels = alt.Scale(domain=[0, sheet.plot / across], nice=False)
        fill = alt.condition("datum.large", alt.value(look.BRAND), alt.value(look.BAND))
        return (
            alt.Chart(alt.NamedData(DOTS))
            .mark_point(
                size=(across - 1) ** 2 * 0.78,
                stroke=look.BRAND,
                strokeWidth=1 if across > 4 else 0.6,
                opacity=1,
            )
            .encode(
                x=self._along("place"),
                y=alt.Y("level:Q", axis=None, scale=levels),
                fill=fill,
            )
        )

    def _mark(self, sheet: Sheet) -> list[alt.Chart]:
        """The real one: a line through the plot, an arrow over it, and its words."""
        import altair as alt

        real, x = alt.Chart(alt.NamedData(REAL)), self._along()
        low, high = self._ends
        share = (self.real - low) / (high - low)
        align = "left" if share < 0.3 else "right" if share > 0.7 else "center"
        words = real.mark_text(
            align=align, dx={"left": -6, "right": 6}.get(align, 0), fontWeight="bold"
        )
        return [
            real.mark_rule(color=look.INK, strokeWidth=2).encode(
                x=x, y=alt.value(-4), y2=alt.value(sheet.plot)
            ),
            real.mark_point(
                shape="triangle-down", filled=True, size=110, color=look.INK, opacity=1
            ).encode(x=x, y=alt.value(-7)),
            words.encode(x=x, y=alt.value(-23), text="words:N"),
        ]


@dataclass(frozen=True, slots=True)
class Stack:
    """Effects in piles of dots `across` pixels wide; `step` is that in log effect."""

    low: float
    step: float
    across: int
    effects: tuple[float, ...]

    def places(self) -> Iterator[tuple[float, float]]:
        """The middle of its pile and the place in it, for effects in order of size."""
        piles: Counter[int] = Counter()
        for effect in sorted(self.effects):
            pile = floor((effect - self.low) / self.step)
            yield self.low + (pile + 0.5) * self.step, piles[pile] + 0.5
            piles[pile] += 1

    @property
    def tallest(self) -> int:
        piles = Counter(floor((e - self.low) / self.step) for e in self.effects)
        return max(piles.values(), default=1)

    @property
    def height(self) -> int:
        return max(self.tallest * self.across + 2, LEAST)


def percent(effect: float) -> str:
    """A log effect as a change in percent: '-12%', '+7%', '-0.4%', '0%'."""
    change = expm1(effect) * 100
    said = f"{change:+.0f}%" if abs(change) >= 1 else f"{change:+.1f}%"
    return "0%" if said[1:] == "0.0%" else said.replace("-", "\N{MINUS SIGN}")
