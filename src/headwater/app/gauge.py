"""What is said of measures, and of what has changed in their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

import numpy as np

from headwater.app import figures
from headwater.app.selectors.held import Held
from headwater.app.selectors.measured import (
    Changed,
    FigureView,
    MeasureLine,
    Moved,
    SeriesLine,
    StrictView,
)
from headwater.app.words import Fact, Link, facts, row_link
from headwater.core.place import Area
from headwater.core.plan.rows import Action, Measure
from headwater.core.plan.tables import BY_NAME
from headwater.core.time import read_date
from headwater.reports.words import count


UNKNOWN = "something that we do not know"
FEW = 4  # series without a whole that each have a sentence of their own
NHS_WORDS = {
    "improvement": "improvement",
    "concern": "concern",
    "neutral": "special cause, neither good nor bad",
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


def defined(held: Held, row: Measure) -> list[Fact]:
    """The definition of a measure, in the words of the plan."""
    table = BY_NAME["measures"]
    return facts(held, "measures", row, *(n for n in DEFINED if table.column(n).public))


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


def plain(view: FigureView, line: SeriesLine) -> str:
    """The latest figure in a sentence, where nothing more can be said."""
    when = figures.period(view, line).replace("Year to", "the year to")
    if np.isnan(line.value):
        return f"{line.label}: {figures.latest(view, line).lower()} for {when}."
    return f"{line.label}: {figures.amount(view, line.value)} in {when}."


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
    if not number:
        return f"We looked at {count(looked, 'series', 'series')}. None is a signal."
    up = sum(moved.series.side > 0 for moved in changed.signals)
    return (
        f"We looked at {count(looked, 'series', 'series')}. "
        f"{count(number, 'is a signal', 'are signals')}: {up} above what was expected, "
        f"{number - up} below."
    )


def false_flags(changed: Changed) -> str:
    """How many of the signals to expect to be chance."""
    family = changed.family
    if not changed.signals:
        return (
            "A signal is called only where chance is an unlikely reason, with all the "
            "series of the month looked at together."
        )
    return (
        f"Expect about {family.expected_false:.1f} of them to be chance. The series "
        f"are looked at together, so that at most {family.q:.0%} of the signals "
        "should be false. Which ones they are, nobody can tell from the figures."
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


def stands(held: Held, view: FigureView) -> Iterator[tuple[Link, str]]:
    """The measures of this plan that a set of figures stands for."""
    for found in view.figures.stands_for:
        if found.plan == held.plan_id:
            yield row_link(held, "measures", found.measure), found.differs


def strict_lead(view: FigureView, strict: StrictView) -> str:
    """How many series the NHS rules mark at their latest point."""
    marked = sum(not word.startswith("common") for word in strict.variation)
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
        return "Common cause: nothing has changed"
    at = view.periods.index(line.period)
    return f"{NHS_WORDS[kind].capitalize()} ({way}). {strict.label[line.at, at]}"


def place_lead(
    area: Area,
    lines: Sequence[tuple[FigureView, SeriesLine]],
    actions: Sequence[Action],
) -> str:
    """What is held about one place."""
    signals = sum(line.side != 0 for _, line in lines)
    looked = sum(view.signals is not None for view, _ in lines)
    told = f"{count(len(actions), 'action names', 'actions name')} {area.name}."
    if not lines:
        return told
    were = "was" if looked == 1 else "were"
    found = count(signals, "is one", "are signals") if signals else "none is one"
    return (
        f"{count(len(lines), 'set', 'sets')} of figures about {area.name}. {looked} of "
        f"them {were} looked at for signals: {found}. {told}"
    )
