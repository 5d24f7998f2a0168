"""A rule: words that explain it, and one small pure function.

Rules register themselves when their module is imported (`checks.load`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from headwater.core.plan.findings import Level
from headwater.core.plan.look import Look
from headwater.core.plan.rows import Action
from headwater.core.plan.tables import BY_NAME
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
    tables: tuple[str, ...] = ()  # where all are empty, the rule asks just once
    applies: Callable[[Look], bool] = _always
    check: Check

    def find(self, look: Look) -> Iterable[Found]:
        """What the rule finds; one question where nothing is written down yet."""
        empty = not any(getattr(look.plan, table) for table in self.tables)
        waits = any(not look.complete(table) for table in self.tables)
        if empty and waits:
            yield nothing_yet(self.tables)
        else:
            yield from self.check(look)


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


def nothing_yet(tables: Iterable[str]) -> Found:
    """The one question to ask about tables without a row."""
    names = " or ".join(f"'{BY_NAME[table].title}'" for table in tables)
    return ask("plan", f"Nothing is written down yet under {names}.")


def absence(look: Look, table: str, answers: Iterable[Truth]) -> Level | None:
    """How firm it is that no row of `table` answers True.

    None when one does. A gap when every row surely does not and the author
    calls the table complete. Otherwise an ask: a blank or a row not yet
    written down could change it.
    """
    return missing(look, some(answers), table)


def missing(look: Look, found: Truth, *tables: str) -> Level | None:
    """`absence` of an answer worked out already, over one table or several."""
    if found:
        return None
    complete = all(look.complete(table) for table in tables)
    return Level.GAP if found is False and complete else Level.ASK


def lacks(
    look: Look, subject: str, found: Truth, *tables: str, gap: str, ask: str
) -> Iterator[Found]:
    """Nothing where a row was found; else a gap or an ask, as `missing` says."""
    level = missing(look, found, *tables)
    if level:
        yield Found(level, subject, gap if level is Level.GAP else ask)


def firmest(parts: Mapping[str, Level | None]) -> tuple[Level, list[str]] | None:
    """One level for a subject with several parts, and the parts that have it.

    None where no part is missing. Gaps come first: the asks among the other
    parts are heard once the gaps are mended.
    """
    for level in (Level.GAP, Level.ASK):
        named = [part for part, found in parts.items() if found is level]
        if named:
            return level, named
    return None


def judge(subject: str, answer: Truth, *, gap: str, ask: str) -> Iterator[Found]:
    """Nothing for True, a gap for False, an ask for 'not written down'."""
    if answer is False:
        yield Found(Level.GAP, subject, gap)
    elif answer is None:
        yield Found(Level.ASK, subject, ask)


def judge_action(
    action: Action, live: Truth, answer: Truth, *, gap: str, ask: str
) -> Iterator[Found]:
    """`judge` for an action: no gap where it may be over already."""
    if answer:
        return  # most actions, of most rules: 10,000 must be checked in a second
    subject = f"actions/{action.action_id}"
    if answer is False and live is None:
        ask = f"{gap.rstrip('.')}; its status is not clear."
        yield Found(Level.ASK, subject, ask)
    else:
        yield from judge(subject, answer, gap=gap, ask=ask)


def unclear(rows: int, one: str, many: str) -> Iterator[Found]:
    """One question, with a count, where blanks hide which rows a rule is about."""
    if rows:
        yield ask("plan", one if rows == 1 else many.format(n=f"{rows:,}"))


def listed(words: Sequence[str], joint: str) -> str:
    """Words in a sentence: 'hours, cost or languages'."""
    *most, last = words
    return f"{', '.join(most)} {joint} {last}" if most else last


def has_rows(*tables: str) -> Callable[[Look], bool]:
    """A rule about rows applies where there are some, or there may be."""

    def applies(look: Look) -> bool:
        return any(
            bool(getattr(look.plan, table)) or not look.complete(table)
            for table in tables
        )

    return applies
