"""A rule: words that explain it, and one small pure function.

Rules register themselves when their module is imported (`checks.load`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.truth import Truth, some
from headwater.errors import InternalError


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule's function yields; the runner adds the rule's code."""

    level: Level
    subject: str
    message: str


Check = Callable[[Look], Iterable[Found]]


def _always(look: Look) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule as documented: every word here is shown by `headwater explain`."""

    code: str
    finds: str  # what it finds, as a noun phrase without a full stop
    wants: str  # what would be there: 'a measure for every action'
    reads: tuple[str, ...]  # 'actions.tiers'
    why: str  # why it matters, one or two sentences
    gap: str = ""  # when it is a gap
    ask: str = ""  # when it is an ask
    note: str = ""  # when it is a note
    fix: str  # how to put it right
    many: Mapping[Level, str] = field(default_factory=dict)  # '{n} actions ...'
    weight: int = 1  # 3: somebody's safety; 2: the plan's purpose; 1: the rest
    applies: Callable[[Look], bool] = _always
    check: Check


REGISTRY: dict[str, Rule] = {}


def rule(code: str, **words: object) -> Callable[[Check], Check]:
    """Register a function as the check of a rule."""

    def register(check: Check) -> Check:
        if code in REGISTRY and REGISTRY[code].check is not check:
            raise InternalError(f"two rules are called {code}")
        REGISTRY[code] = Rule(code=code, check=check, **words)  # type: ignore[arg-type]
        return check

    return register


def gap(subject: str, message: str) -> Found:
    return Found(Level.GAP, subject, message)


def ask(subject: str, message: str) -> Found:
    return Found(Level.ASK, subject, message)


def note(subject: str, message: str) -> Found:
    return Found(Level.NOTE, subject, message)


def absence(look: Look, table: str, answers: Iterable[Truth]) -> Level | None:
    """How firm it is that no row of `table` answers True.

    None when one does. A gap when every row surely does not and the author
    calls the table complete. Otherwise an ask: a blank or a row not yet
    written down could change it.
    """
    found = some(answers)
    if found:
        return None
    return Level.GAP if found is False and look.complete(table) else Level.ASK


def judge(subject: str, answer: Truth, *, gap: str, ask: str) -> Iterator[Found]:
    """Nothing for True, a gap for False, an ask for 'not written down'."""
    if answer is False:
        yield Found(Level.GAP, subject, gap)
    elif answer is None:
        yield Found(Level.ASK, subject, ask)


def has_rows(table: str) -> Callable[[Look], bool]:
    """A rule about rows applies where there are some, or there may be."""

    def applies(look: Look) -> bool:
        return bool(getattr(look.plan, table)) or not look.complete(table)

    return applies
