"""The frame of a chart: its size, its words, and the colours that are in it.

Nothing is told by colour alone: a signal has a shape, a break has a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from textwrap import wrap

from headwater.reports.charts.series import Series, Sign, Wish, left_out


FONT = "Arial, sans-serif"  # one name more, and vl-convert looks for it for 60 ms
INK, QUIET, LINE, BRAND, BAND = "#0b0c0c", "#505a5f", "#d5dadc", "#0b5c66", "#d9e6e7"
# The pair that the NHS uses for wished and not wished; neither is red or green.
WISHED, UNWISHED = "#1d5fa8", "#b04e00"
# The mean width of a letter as a share of its size: wide enough for DejaVu Sans too,
# which stands in where there is no Arial.
PER_LETTER, PER_BOLD_LETTER = 0.54, 0.64
FEW_BREAKS = 2  # in a picture up to here each is explained; the page explains all
EXPECTED = (
    "Broken line: what was to be expected.",
    "Shaded: where nearly all points lie while nothing changes.",
)
MEAN_AND_LIMITS = ("Broken line: the mean.", "Shaded: the process limits.")


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture for a desk or for a phone, in pixels."""

    width: int  # of the whole picture
    plot: int  # height of the plot
    title: int  # size of the letters
    text: int
    most_ticks: int

    @property
    def line(self) -> int:
        return round(self.text * 1.35)

    def wrapped(self, text: str, size: int, share: float = PER_LETTER) -> list[str]:
        """The lines that a text takes in letters of this size."""
        return wrap(text, int((self.width - 16) / (size * share)))


WIDE = Frame(width=760, plot=320, title=19, text=14, most_ticks=12)
NARROW = Frame(width=360, plot=240, title=17, text=13, most_ticks=6)
FRAMES = {"wide": WIDE, "narrow": NARROW}


def letter(number: int) -> str:
    """The letter of a break: A, B … Z, then its number."""
    return ascii_uppercase[number] if number < 26 else str(number + 1)


def colour(sign: Sign, wish: Wish) -> str:
    """A signal is coloured wished or not only where we know what to wish for."""
    if wish is Wish.AMBIGUOUS or sign is Sign.NONE:
        return INK
    return WISHED if (sign is Sign.ABOVE) is (wish is Wish.HIGHER) else UNWISHED


def heading(series: Series, frame: Frame) -> list[str]:
    """The title, with the place, as lines."""
    return frame.wrapped(series.name, frame.title, PER_BOLD_LETTER)


def caption(series: Series, frame: Frame) -> list[str]:
    """What stands under the plot as lines: how to read it, breaks, gaps, source."""
    return [
        line for text in captions(series) for line in frame.wrapped(text, frame.text)
    ]


def captions(series: Series) -> Iterator[str]:
    """What stands under the plot, a sentence or two at a time."""
    yield key(series)
    yield from _about_breaks(series)
    if missing := left_out(series):
        yield missing
    yield f"Source: {series.source}."


def _about_breaks(series: Series) -> Iterator[str]:
    told = [f"{letter(at)} {found.label}" for at, found in enumerate(series.breaks)]
    if len(told) > FEW_BREAKS:
        yield f"Changes to know about: {', '.join(told)}."
    else:
        for name, found in zip(told, series.breaks, strict=True):
            yield f"{name}: {found.words}."


def key(series: Series) -> str:
    """What the lines and marks of this chart are."""
    parts = ["Line: the figures as published."]
    if series.has_limits:
        parts += MEAN_AND_LIMITS if series.rules else EXPECTED
    if any(series.signals):
        parts.append("Triangles: signals, pointing up or down.")
    return " ".join(parts)
