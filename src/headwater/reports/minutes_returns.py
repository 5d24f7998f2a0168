"""What minutes say of returns and of tasks: no figure that was handed in, no person.

Minutes are the same for every partner who takes them away, so what only some may see
stays on the page of the review.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from headwater.core.plan.review_returns import Back, Return, Returns, Revised, Share
from headwater.core.plan.review_tasks import Done, Task, Tasks
from headwater.reports.document import Heading, Item, List, Paragraph, Part, Table
from headwater.reports.words import count, day


FIGURES_ELSEWHERE = (
    "Figures that were handed in are not in these minutes. Those who fill a return in, "
    "approve it or publish it see them on the page of the review."
)
# The words of `core.returns.states`, as people read them.
_STATES = {"returned": "given back", "revised": "published, and revised since"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a task, and how it ended; people who are named are not."""

    text: str
    note: str = ""


def returns_part(of: Returns) -> Iterator[Part]:
    """Where returns stood, and what became of them since the last review."""
    yield Heading("Returns")
    yield Paragraph(whole(of))
    yield Heading(f"Returns that came in since {day(of.since)}", 3)
    yield from _by_period(of.came, _came)
    yield Heading("Late", 3)
    yield from _by_period(of.late, _late, due=True)
    yield Heading("Given back", 3)
    yield from _lines([_back(each) for each in of.back])
    yield Heading("Approved figures that were revised", 3)
    yield from _lines([_revised(each) for each in of.revised])
    yield Paragraph(FIGURES_ELSEWHERE)
    if of.stood:
        yield _stood(of)
    if of.partners:
        yield _shares(of.partners)


def whole(of: Returns) -> str:
    """How many returns had come, and which periods the review looks back over."""
    all_, on = of.whole, day(of.day)
    came = (
        f"Of {count(all_.expected, 'return')} due before {on}, {all_.received} had "
        f"come, {all_.on_time} of them in time."
        if all_.expected
        else f"No return was due before {on}."
    )
    periods = " and ".join(of.periods) or "no period: none was asked for"
    return f"{came} The review looks back over {periods}."


def _by_period(
    returns: Sequence[Return], say: Callable[[Return], str], *, due: bool = False
) -> Iterator[Part]:
    """One line a period, so that many partners stay readable."""
    periods: dict[str, list[Return]] = {}
    for each in returns:
        periods.setdefault(each.words, []).append(each)
    lines = []
    for words, found in periods.items():
        when = f", due {day(min(each.due for each in found))}" if due else ""
        lines.append(f"{words}{when}: {'; '.join(map(say, found))}")
    yield from _lines(lines)


def _came(one: Return) -> str:
    on = day(one.received) if one.received else ""
    late = "" if one.in_time else ", late"
    return f"{one.name} ({on}{late}{', nothing to count' if one.nil else ''})"


def _late(one: Return) -> str:
    more = f" (with more time, until {day(one.due)})" if one.extended else ""
    return f"{one.name}{more}"


def _back(one: Back) -> str:
    stands = "it had not come in again" if one.waits else "it has come in again"
    return f"{one.name}, {one.words}: given back on {day(one.on)}; {stands}."


def _revised(one: Revised) -> str:
    figures = count(one.count, "figure")
    return f"{one.name}, {one.words}: {figures} revised on {day(one.on)}."


def _stood(of: Returns) -> Table:
    return Table(
        "Where each return stood",
        ("Partner", "Period", "Where it stood", "Came in"),
        tuple((r.name, r.words, _state(r), _when(of, r)) for r in of.stood),
    )


def _state(one: Return) -> str:
    word = _STATES.get(one.state, one.state).capitalize()
    return f"{word} (nothing to count)" if one.nil else word


def _when(of: Returns, one: Return) -> str:
    if one.received:
        return f"{day(one.received)}{'' if one.in_time else ', late'}"
    said = "Overdue since" if one.late(of.day) else "Due"
    return f"{said} {day(one.due)}"


def _shares(partners: Iterable[Share]) -> Table:
    return Table(
        "How complete, and how timely, over all periods so far",
        ("Partner", "Received, out of those due", "In time", "Not due yet"),
        tuple(
            (
                each.name,
                _out_of(each.received, each),
                _out_of(each.on_time, each),
                str(each.not_due),
            )
            for each in partners
        ),
    )


def _out_of(part: int, of: Share) -> str:
    return f"{part} of {of.expected}" if of.expected else "None was due yet"


def tasks_part(of: Tasks, said: Mapping[int, Spoken]) -> Iterator[Part]:
    """Tasks that were open, and those closed since the last review."""
    yield Heading("Tasks")
    yield Paragraph(
        f"{count(len(of.open), 'task')} open, {len(of.overdue)} overdue; "
        f"{len(of.closed)} closed since {day(of.since)}."
    )
    yield Heading("Open", 3)
    yield from _lines([_open(each, said) for each in of.open])
    yield Heading("Closed", 3)
    yield from _lines([_closed(each, said) for each in of.closed])


def _open(one: Task, said: Mapping[int, Spoken]) -> str:
    due = f"due {day(one.due)}" if one.due else "no day set"
    return f"{_task(one, said)}, {due}{'; overdue' if one.overdue else ''}."


def _closed(one: Done, said: Mapping[int, Spoken]) -> str:
    note = said[one.number].note if one.number in said else ""
    return f"{_task(one, said)}, closed on {day(one.on)}{f': {note}' if note else '.'}"


def _task(one: Task | Done, said: Mapping[int, Spoken]) -> str:
    text = said[one.number].text if one.number in said else ""
    by = one.name or "nobody in particular"
    return f"{text} On {one.title} ({one.key}), by {by}".strip()


def _lines(texts: Sequence[str]) -> Iterator[Part]:
    if texts:
        yield List(tuple(Item(text) for text in texts))
    else:
        yield Paragraph("None.")
