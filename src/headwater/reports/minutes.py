"""The minutes of a review: what was known, what was decided, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from headwater.core.plan.review import Frozen, Since
from headwater.reports.document import (
    Document,
    Heading,
    Item,
    List,
    Paragraph,
    Part,
    Table,
)
from headwater.reports.minutes_returns import Spoken, returns_part, tasks_part
from headwater.reports.words import count, day


@dataclass(frozen=True, slots=True)
class Minuted:
    """One decision: `by` organisations and roles, `came` what was changed, in words."""

    number: int
    text: str
    by: str
    reason: str
    about: str
    due: date | None
    done: str
    came: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """What minutes are made of. `since` is None at a first review; `rows` says in words
    which rows had changed since `earlier`, `said` the words of tasks by number."""

    title: str
    on: date
    closed: bool
    frozen: Frozen
    digest: str
    licence: str
    earlier: date | None
    since: Since | None
    rows: tuple[str, ...]
    overdue: tuple[str, ...]
    items: tuple[str, ...]
    decisions: tuple[Minuted, ...]
    said: Mapping[int, Spoken] = field(default_factory=dict)


def minutes_page(of: Minutes, version: str) -> Document:
    """Minutes as a document, with the notice of the plan on every page."""
    return Document(
        title=f"{of.title}, {day(of.on)}",
        summary=f"Minutes of a review of {of.frozen.title}.{_draft(of)}",
        parts=(*_agenda(of), *_decisions(of), *_known(of.frozen), *_more(of)),
        foot=tuple(filter(None, (of.licence, _made(of, version)))),
        every_page=of.frozen.notice,
    )


def _more(of: Minutes) -> Iterator[Part]:
    """Returns and tasks, where they were frozen."""
    if of.frozen.returns is not None:
        yield from returns_part(of.frozen.returns)
    if of.frozen.tasks is not None:
        yield from tasks_part(of.frozen.tasks, of.said)


def _draft(of: Minutes) -> str:
    return "" if of.closed else " The review is not closed yet: this is a draft."


def _made(of: Minutes, version: str) -> str:
    return (
        f"Made by Headwater {version}. What was known that day has the digest "
        f"{of.digest} (SHA-256)."
    )


def _agenda(of: Minutes) -> Iterator[Part]:
    found, known = of.since, of.frozen
    since_then = f"What changed since {day(of.earlier)}" if of.earlier else ""
    yield Heading(since_then or "A first review: nothing to compare with")
    if since_then:
        yield from _lines(of.rows, "No row of the plan is different.")
    yield Heading("Verdicts that changed")
    verdicts = found.verdicts if found else ()
    yield from _lines(
        [
            f"{now.code} {now.short}: {was.word} became {now.word}. {now.sentence}"
            for was, now in verdicts
        ],
        "None.",
    )
    yield Heading("New gaps")
    gaps = found.gaps if found else known.gaps
    yield from _lines([f"{gap.message} ({gap.rule})" for gap in gaps], "None.")
    yield Heading("Signals")
    yield Paragraph(known.looked)
    yield from _lines(
        [f"{s.series}, {s.figures}, {s.period}: {s.sentence}" for s in known.signals]
    )
    yield Heading("Decisions whose day had passed")
    yield from _lines(of.overdue, "None.")
    if of.items:
        yield Heading("What the chair added")
        yield from _lines(of.items)


def _lines(texts: Sequence[str], otherwise: str = "") -> Iterator[Part]:
    if texts:
        yield List(tuple(Item(text) for text in texts))
    elif otherwise:
        yield Paragraph(otherwise)


def _decisions(of: Minutes) -> Iterator[Part]:
    yield Heading("Decisions")
    if not of.decisions:
        yield Paragraph("None was recorded.")
    for each in of.decisions:
        yield Heading(f"Decision {each.number}", 3)
        yield Paragraph(each.text)
        said = [f"By {each.by}, about {each.about}."]
        if each.reason:
            said.append(f"Why: {each.reason}")
        said.append(f"Due {day(each.due)}." if each.due else "No day is set.")
        if each.done:
            said.append(f"Carried out: {each.done}")
        yield from _lines([*said, *each.came])


def _known(frozen: Frozen) -> Iterator[Part]:
    counts = frozen.counts
    yield Heading("What was known")
    yield Paragraph(
        f"The plan after its change number {frozen.revision}, checked as at "
        f"{day(frozen.day)} against {frozen.framework}: "
        f"{count(counts['gap'], 'gap')}, {counts['ask']} to ask, "
        f"{counts['note']} to note, {counts['accepted']} accepted for now."
    )
    yield Table(
        "How each principle stood",
        ("Principle", "Verdict", "Why"),
        tuple(
            (f"{v.code} {v.short}", v.word.capitalize(), v.sentence)
            for v in frozen.verdicts
        ),
    )
    if frozen.measures:
        yield Heading("What the figures of each measure said", 3)
        yield from _lines(
            [
                f"{m.name} ({m.measure}), from {m.figures}: {' '.join(m.sentences)}"
                for m in frozen.measures
            ]
        )
    if frozen.releases:
        yield Heading("Released figures", 3)
        yield from _lines([f"{each.title}, {each.on}" for each in frozen.releases])
    others = sorted(frozen.others.items())  # a database may give them in any order
    missing = [name for name, text in others if not text]
    yield from _lines([f"{name.capitalize()}: {text}" for name, text in others if text])
    if missing:
        yield Paragraph(f"Not known to this workbench that day: {', '.join(missing)}.")
