"""What is said of measures, and of what has changed in their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

import numpy as np

from headwater.app import figures
from headwater.app.selectors.catalogue import standing_for
from headwater.app.selectors.held import Held
from headwater.app.selectors.measured import (
    Changed,
    FigureView,
    MeasureLine,
    Moved,
    SeriesLine,
    StrictView,
)
from headwater.app.selectors.reach import parts_of
from headwater.app.words import Fact, Link, facts, row_link
from headwater.core.place import Area
from headwater.core.plan.rows import Action, Measure
from headwater.core.plan.tables import BY_NAME
from headwater.core.signals.signals import Family
from headwater.core.time import read_date
from headwater.reports.words import count


UNKNOWN = "something that we do not know"
FEW = 4  # series without a whole that each have a sentence of their own
NHS_WORDS = {
    "improvement": "improvement",
    "concern": "concern",
    "neutral": "special cause, neither good nor bad",
}

NHS_LINES = {
    "2 in 3 Above CL": "2 of 3 points far above the mean",
    "2 in 3 Below CL": "2 of 3 points far below the mean",
    " Points Above CL": " points in a row above the mean",
    " Points Below CL": " points in a row below the mean",
    "Above UCL": "above the upper limit",
    "Below LCL": "below the lower limit",
    " Point Trend (Increasing)": " points in a row, each higher",
    " Point Trend (Decreasing)": " points in a row, each lower",
}

# What a measure page says of the definition, where it is for everybody to read.
DEFINED = (
    "numerator",
    "denominator",
    "unit_of_count",
    "kind",
    "flow",
    "shows",
    "source",
    "owner",
    "frequency",
    "geography_level",
    "horizon",
    "baseline",
    "baseline_date",
    "baseline_note",
    "targets",
    "change_means",
    "breakdowns",
    "breakdowns_possible",
    "figures_due",
    "definition_version",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which measures somebody asked to see; a blank asks for all."""

    NAMES: ClassVar = ("principle", "horizon", "figures")

    principle: str = ""
    horizon: str = ""
    figures: str = ""

    def __bool__(self) -> bool:
        return any((self.principle, self.horizon, self.figures))

    def query(self) -> str:
        asked = {name: getattr(self, name) for name in self.NAMES}
        text = urlencode({name: value for name, value in asked.items() if value})
        return f"?{text}" if text else ""

    def fits(self, line: MeasureLine) -> bool:
        return (
            self.principle in ("", *(line.measure.principles or ()))
            and self.horizon in ("", line.measure.horizon)
            and self.figures in ("", "yes" if line.has_data else "no")
        )


def facets(
    held: Held, lines: Sequence[MeasureLine]
) -> Iterator[tuple[str, list[Link]]]:
    """Ways to some of the measures, without a form; none leads nowhere."""
    principles = [(p.code, f"{p.code} {p.short}") for p in held.framework.principles]
    horizons = sorted({line.measure.horizon for line in lines if line.measure.horizon})
    named = [(code, held.look.label("horizon", code)) for code in horizons]
    known = [("yes", "With figures"), ("no", "No figures yet")]
    for title, name, choices in (
        ("Figures", "figures", known),
        ("How soon we should see it move", "horizon", named),
        ("Principle", "principle", principles),
    ):
        yield title, list(_ways(lines, name, choices))


def _ways(
    lines: Sequence[MeasureLine], name: str, choices: Sequence[tuple[str, str]]
) -> Iterator[Link]:
    for value, text in choices:
        wanted = Wanted(**{name: value})
        if number := sum(map(wanted.fits, lines)):
            yield Link(f"{text} ({number})", wanted.query())


def defined(held: Held, row: Measure) -> tuple[list[Fact], str]:
    """The definition of a measure in the words of the plan, and the names of what is
    not written down, so that blanks do not push away what is."""
    table = BY_NAME["measures"]
    names = (n for n in DEFINED if table.column(n).public)
    every = facts(held, "measures", row, *names)
    blank = [found.heading for found in every if not found.written]
    lowered = [n if n.isupper() else n[:1].lower() + n[1:] for n in blank]
    return [found for found in every if found.written], ", ".join(lowered)


def chosen(held: Held, wanted: Wanted) -> str:
    """What was asked for, in words: 'with figures, principle G4'."""
    known = {
        "figures": {"yes": "with figures", "no": "no figures yet"},
        "horizon": {
            code: held.look.label("horizon", code).lower()
            for code in held.framework.scheme("horizon").codes
        },
        "principle": {code: f"principle {code}" for code in held.verdicts},
    }
    asked = ((name, getattr(wanted, name)) for name in Wanted.NAMES)
    return ", ".join(known[name].get(value, UNKNOWN) for name, value in asked if value)


def supplier(line: MeasureLine) -> str:
    """Who could bring figures in."""
    if line.supplier:
        return f"Who could supply them: {line.supplier}."
    return "Nobody has written down who could supply them."


def first(view: FigureView) -> SeriesLine:
    """The series to show first: the whole, or else the first one."""
    return next((line for line in view.series if line.whole), view.series[0])


def lead(view: FigureView) -> str:
    """The sentence that a page about figures starts with."""
    line = first(view)
    return line.sentence or plain(view, line)


def leads(view: FigureView) -> list[str]:
    """A sentence for the whole; without one, for each series where they are few."""
    if any(line.whole for line in view.series) or len(view.series) > FEW:
        return [lead(view)]
    return [line.sentence or plain(view, line) for line in view.series]


def opening(view: FigureView) -> list[str]:
    """What a measure page starts with: it names the figures, which the title of a
    measure does not."""
    if first(view).sentence:
        return leads(view)
    named = view.figures.title.removesuffix(f", by {figures.one(view)}")
    every = leads(view)
    return [f"{named}. {every[0]}", *every[1:]]


def plain(view: FigureView, line: SeriesLine) -> str:
    """The latest figure in a sentence, where nothing more can be said."""
    when = within(figures.period(view, line))
    if np.isnan(line.value):
        return f"{line.label}: {figures.latest(view, line).lower()} for {when}."
    return f"{line.label}: {figures.amount(view, line.value)} in {when}."


def within(period: str) -> str:
    """A period within a sentence: 'the year to March 2022', 'July 2025'."""
    return period.replace("Year to", "the year to")


def month(code: str) -> str:
    """'2024-02' as February 2024."""
    start = read_date(code).first
    return f"{start:%B %Y}" if start else code


def changed_title(changed: Changed) -> str:
    """With the month, where there is one."""
    title = "What has changed in the figures"
    return f"{title}: {month(changed.month)}" if changed.month else title


def changed_lead(changed: Changed) -> str:
    """How many series are signals, in one sentence."""
    if not changed.months:
        return "There are no figures by month here yet, so nothing can be told."
    looked = sum(each.looked for each in changed.looked)
    if not looked:
        return "No series could be judged in this month. The reasons are below."
    number = len(changed.signals)
    sides = [moved.series.side > 0 for moved in changed.signals]
    if not number:
        found = "No signals"
    elif all(sides) or not any(sides):
        way = "above" if all(sides) else "below"
        found = f"{count(number, 'signal', 'signals')}, {way} what was expected"
    else:
        up = sum(sides)
        found = f"{number} signals: {up} above what was expected, {number - up} below"
    return (
        f"{found}. We looked at {count(looked, 'series', 'series')}. A series is the "
        "line of one place or one kind of offence on a chart."
    )


def false_flags(changed: Changed) -> str:
    """How many false flags to expect: of the series, and of the signals."""
    if not changed.signals:
        return (
            f"{_by_chance(changed.family.looked)} So we look at all of them together, "
            "and call a signal only where chance is an unlikely reason even among so "
            "many."
        )
    return _false_signals(changed.family, len(changed.signals))


def _by_chance(looked: int) -> str:
    """How many would be flagged if each series were judged alone, at the rate that
    the honest rules flag at before false discoveries are controlled."""
    from headwater.core.signals.windows import ALPHA

    often = round(ALPHA * looked)
    many = f"about {often}" if often else "now and then one"
    return (
        f"Judged one by one, {many} of {looked:,} would look like a signal by chance "
        f"alone: about {ALPHA * 100:.0f} in 100 do when nothing has changed."
    )


def _false_signals(family: Family, number: int) -> str:
    """The false share is held to q; where nothing changes at all, so is the chance
    that a month shows any signal."""
    once = round(1 / family.q)
    if family.expected_false >= 1:
        return (
            f"Expect about {family.expected_false:.0f} of these {number} to be chance, "
            f"at most 1 in {once}. Nobody can tell which from the figures."
        )
    return (
        f"At most 1 in {once} signals that are called in this way should be chance. "
        f"So expect fewer than one here ({family.expected_false:.2g}). Still, up to "
        f"one month in {once} shows a signal when nothing has changed anywhere. See "
        "whether the next months say the same."
    )


def unjudged_direction(changed: Changed) -> str:
    """Why some signals are neither good nor bad, said once for all of them."""
    if all(figures.meaning(found.series) for found in changed.signals):
        return ""
    return (
        "More recorded crime can mean more harm, or more people who come forward and "
        "are believed. So where we do not say that a signal goes the way we hope for, "
        "it is neither good nor bad by itself."
    )


def moved(found: Moved) -> str:
    """Whether a signal goes the way we hope for; blank where nobody can say."""
    meaning = figures.meaning(found.series)
    return f"This is {meaning}." if meaning else ""


def stands(
    held: Held, view: FigureView, series: str = ""
) -> Iterator[tuple[Link, str]]:
    """The measures of this plan that a set of figures stands for, or one series."""
    for row, link in standing_for(held, view.figures.code, series):
        yield row_link(held, "measures", row.measure_id), link.differs


def strict_lead(view: FigureView, strict: StrictView) -> str:
    """How many series the NHS rules mark at their latest point."""
    marked = sum(word not in ("", "common_cause") for word in strict.variation)
    return (
        f"At their latest point the NHS rules mark {marked} of "
        f"{count(len(view.series), 'series', 'series')} as special cause. "
        f"Our view marks {sum(line.side != 0 for line in view.series)}."
    )


def strict_words(view: FigureView, strict: StrictView, line: SeriesLine) -> str:
    """The rule that marks the latest point, and the icon that goes with it."""
    if np.isnan(line.value):
        return figures.latest(view, line)
    word = strict.variation[line.at]
    kind, _, way = word.partition("_")
    if kind not in NHS_WORDS:
        return "Common cause: no sign of a change"
    label = str(strict.label[line.at, view.periods.index(line.period)])
    return f"{NHS_WORDS[kind].capitalize()} ({way}): {_rule(label)}"


def _rule(label: str) -> str:
    """The rule that marks a point, without the letters that charts are read by."""
    for short, words in NHS_LINES.items():
        label = label.replace(short, words)
    return label[:1].lower() + label[1:]


def place_lead(
    area: Area,
    lines: Sequence[tuple[FigureView, SeriesLine]],
    actions: Sequence[Action],
) -> str:
    """What is held about one place."""
    signals = sum(line.side != 0 for _, line in lines)
    looked = sum(view.signals is not None for view, _ in lines)
    it = f"{area.name} or a part of it" if parts_of(area) else area.name
    told = f"{count(len(actions), 'action names', 'actions name')} {it}."
    if not lines:
        return told
    were = "was" if looked == 1 else "were"
    found = count(signals, "has one", "have one") if signals else "none has one"
    return (
        f"{count(len(lines), 'set', 'sets')} of figures about {area.name}. {looked} of "
        f"them {were} looked at for signals: {found}. {told}"
    )
