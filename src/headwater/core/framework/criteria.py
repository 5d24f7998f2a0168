"""Judge a set of principles by its own criteria, as far as text alone can tell.

Each criterion is judged in parts, so that what cannot be judged yet never hides
behind what can. A formula can say that a text is hard; only people can say that
it is clear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from headwater.core.framework.model import Framework
from headwater.core.framework.names import (
    dates,
    known_bodies,
    own_place,
    programmes,
    proper_names,
    specific_work,
)
from headwater.core.language.reading import hard_words, read, words


class State(StrEnum):
    """What can be said of one part of a criterion."""

    MET = "met"
    NOT_MET = "not met"
    LOOK = "ask to look at"
    CANNOT = "cannot be judged yet"


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing to look at: the principle, its words, and the figure if any."""

    principle: str
    words: tuple[str, ...] = ()
    figure: float | None = None
    says: str = ""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One part of one criterion, judged."""

    criterion: str
    part: str
    state: State
    sentence: str
    details: tuple[Detail, ...] = ()


def judge_criteria(framework: Framework) -> tuple[CriterionResult, ...]:
    """Judge every criterion of the framework that we know how to judge.

    A criterion with a code that Headwater has no check for is named as one that
    cannot be judged yet.
    """
    return tuple(_judge(framework))


def _judge(framework: Framework) -> Iterator[CriterionResult]:
    for criterion in framework.criteria:
        parts = _PARTS.get(criterion.code)
        if parts is None:
            yield CriterionResult(
                criterion.code, criterion.text, State.CANNOT, "No check knows it."
            )
            continue
        for part, judge in parts:
            state, sentence, details = judge(framework)
            yield CriterionResult(criterion.code, part, state, sentence, details)


Judged = tuple[State, str, tuple[Detail, ...]]


def _needs(sentence: str) -> Callable[[Framework], Judged]:
    """A part that text alone can never settle: it says what is needed."""

    def judge(framework: Framework) -> Judged:
        return State.CANNOT, sentence, ()

    return judge


def _length(framework: Framework) -> Judged:
    limit = framework.limits.statement_words
    counts = {p.code: len(words(p.statement)) for p in framework.principles}
    details = tuple(
        Detail(code, figure=count, says=f"{count} words")
        for code, count in counts.items()
        if count > limit
    )
    if details:
        said = f"{_count(details, framework)} longer than our limit of {limit} words."
        return State.LOOK, said, details
    longest = max(counts.values(), default=0)
    return State.MET, f"The longest has {longest} words; our limit is {limit}.", ()


def _reading(framework: Framework) -> Judged:
    """The grade of the set decides; single statements are too short for that."""
    limit = framework.limits.reading_grade
    whole = read("\n\n".join(p.statement for p in framework.principles)).grade
    if whole is None:
        return State.CANNOT, "There are no statements to read.", ()
    details = tuple(_hard_statements(framework))
    figures = (
        f"Together they read at grade {whole:.1f}, "
        f"a reading age of about {whole + 5:.0f}; our limit is grade {limit:g}."
    )
    if whole > limit:
        return State.NOT_MET, f"{figures} The words to explain are named.", details
    if details:
        said = f"{figures} {_count(details, framework)} harder than that."
        return State.LOOK, said, details
    return State.MET, f"{figures} People must still say that it is clear.", ()


def _hard_statements(framework: Framework) -> Iterator[Detail]:
    for principle in framework.principles:
        grade = read(principle.statement).grade
        if grade is not None and grade > framework.limits.reading_grade:
            hard = hard_words(principle.statement)
            yield Detail(
                principle.code,
                tuple(found.word for found in hard),
                round(grade, 1),
                "; ".join(
                    f"{h.word}: {h.simpler}" if h.simpler else h.word for h in hard
                )
                or "no single word to change",
            )


def _sentences(framework: Framework) -> Judged:
    limit = framework.limits.sentence_words
    details = tuple(
        Detail(p.code, (sentence,), len(words(sentence)), "a long sentence")
        for p in framework.principles
        for sentence in read(p.statement).long_sentences(limit)
    )
    if details:
        n = "1 sentence has" if len(details) == 1 else f"{len(details)} sentences have"
        return State.LOOK, f"{n} more than {limit} words.", details
    return State.MET, f"No sentence is longer than {limit} words.", ()


def _dated(framework: Framework) -> Judged:
    details = _found(framework, dates, "a date")
    if details:
        return State.NOT_MET, f"{_count(details, framework)} dated.", details
    return State.MET, "No statement names a year, a date or a time that passes.", ()


def _tied(framework: Framework) -> Judged:
    """A body or a programme ties the set; its own place only marks it as local."""
    bodies = _found(framework, known_bodies, "a body")
    if bodies:
        return State.NOT_MET, f"{_count(bodies, framework)} tied to one body.", bodies
    names = _found(framework, proper_names, "perhaps a body or a programme")
    if names:
        said = f"{_count(names, framework)} using a name, perhaps of a body."
        return State.LOOK, said, names
    sentence = "No statement is tied to one body or one programme."
    local = _found(framework, own_place, "its own place, which is no fault")
    if local:
        codes = ", ".join(detail.principle for detail in local)
        sentence += f" In {codes} the place is named: another would write its own."
    return State.MET, sentence, local


def _review(framework: Framework) -> Judged:
    if framework.next_review:
        return State.MET, f"The next review is due: {framework.next_review}.", ()
    return (
        State.CANNOT,
        "We hold no date for the next review; it may be set elsewhere.",
        (),
    )


def _specific(framework: Framework) -> Judged:
    """A named programme constrains the plan; a kind of work is worth a look."""
    named = _found(framework, programmes, "a programme by name")
    if named:
        said = f"{_count(named, framework)} naming a programme."
        return State.NOT_MET, said, named
    kinds = _found(framework, specific_work, "one kind of work")
    if kinds:
        said = f"{_count(kinds, framework)} naming one kind of work."
        return State.LOOK, said, kinds
    return State.MET, "No statement names a specific intervention.", ()


def _found(
    framework: Framework,
    find: Callable[[str, Framework], Iterable[str]],
    says: str,
) -> tuple[Detail, ...]:
    found = (
        (p.code, tuple(find(p.statement, framework))) for p in framework.principles
    )
    return tuple(Detail(code, names, says=says) for code, names in found if names)


def _count(details: tuple[Detail, ...], framework: Framework) -> str:
    """'3 of 18 statements are', ready for what they are."""
    verb = "is" if len(details) == 1 else "are"
    return f"{len(details)} of {len(framework.principles)} statements {verb}"


_PARTS: dict[str, tuple[tuple[str, Callable[[Framework], Judged]], ...]] = {
    "C1": (
        (
            "evidence",
            _needs("Needs the evidence that each principle rests on, with its rating."),
        ),
    ),
    "C2": (
        (
            "partners",
            _needs("Needs each partner to say which principles it can act on."),
        ),
    ),
    "C3": (
        ("words", _length),
        (
            "who has been heard",
            _needs("Needs the views of partners and communities, by declared role."),
        ),
    ),
    "C4": (
        ("reading", _reading),
        ("long sentences", _sentences),
        (
            "Easy Read and languages",
            _needs("Needs the Easy Read and translated versions, and their readers."),
        ),
    ),
    "C5": (("not dated", _dated), ("not tied", _tied), ("next review", _review)),
    "C6": (("no specific intervention", _specific),),
}
