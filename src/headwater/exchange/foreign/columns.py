"""Which column means what: by its heading and by what stands under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater.exchange.foreign.contents import Content, content_of, looks_like
from headwater.exchange.foreign.grid import Grid, plain
from headwater.exchange.foreign.labels import labels
from headwater.exchange.foreign.meanings import (
    DELIVERY,
    DESCRIPTION,
    END,
    JOINED,
    LEADS,
    LEAVE_OUT,
    NOTE,
    NUMBER,
    OUTCOME,
    SECTION,
    START,
    STATUS,
    TITLE,
    WHEN,
    may_name_people,
    meaning_of,
)


_SURE, _LIKELY = 0.72, 0.5
_FITS = 0.2  # cells that do not speak against a plain heading
_LEVELS = {"high", "medium", "low", "h", "m", "l", "critical", "urgent", "moderate"}


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column: what we think it means, how surely, why, and an example."""

    position: int
    label: str
    meaning: str
    surely: float  # 0 to 1
    why: str
    example: str
    content: Content
    ask: str = ""  # what we are not sure of

    @property
    def confidence(self) -> str:
        if self.surely >= _SURE:
            return "sure"
        return "likely" if self.surely >= _LIKELY else "unsure"


def guess_columns(grid: Grid, headings: Sequence[int]) -> list[ColumnGuess]:
    """What each column with anything in it means."""
    first = max(headings) + 1
    found = []
    for position, label in enumerate(labels(grid, headings)):
        cells = grid.column(position, range(first, len(grid.rows) + 1))
        blank_heading = not any(grid.cell(n, position) for n in headings)
        if cells or not blank_heading:
            found.append(_by_heading(position, label, cells, blank_heading))
    found = _by_content(found)
    found = _settle_title(found)
    return _settle_rest(found)


def with_title(found: list[ColumnGuess]) -> list[ColumnGuess]:
    """With a column that says what will be done: else that of the longest texts."""
    if not found or any(guess.meaning == TITLE for guess in found):
        return found
    best = max(found, key=lambda guess: (guess.content.letters, -guess.position))
    guess = _as(best, TITLE, 0.3, "its cells are the longest texts")
    return [_asking(guess) if other is best else other for other in found]


def _by_heading(
    position: int, label: str, cells: list[str], blank_heading: bool
) -> ColumnGuess:
    meaning, surely = (LEAVE_OUT, 0.0) if blank_heading else meaning_of(label)
    content = content_of([c for c in cells if plain(c) != plain(label)])
    fit = looks_like(meaning, content)
    score = 0.65 * surely + 0.35 * fit if meaning else 0.0
    if surely >= 1 and fit >= _FITS:
        score = max(score, _SURE)
    why = "by its heading" if meaning else "its heading says nothing that we know"
    example = content_example(cells)
    guess = ColumnGuess(position, label, meaning, score, why, example, content)
    return _mend(guess, cells)


def content_example(cells: Sequence[str]) -> str:
    text = " ".join(cells[0].split()) if cells else ""
    return text if len(text) <= 60 else f"{text[:59]}…"


def _mend(guess: ColumnGuess, cells: list[str]) -> ColumnGuess:
    """Where the cells plainly say another thing than the heading."""
    content = guess.content
    if guess.meaning in (TITLE, SECTION, OUTCOME) and content.numbers > 0.8:
        return _as(guess, NUMBER, 0.7, "its cells are numbers")
    if guess.meaning == STATUS and content.letters > 45 and content.statuses < 0.4:
        return _as(guess, NOTE, 0.7, "its cells are sentences, not a status")
    if guess.meaning in (START, END, WHEN) and content.filled:
        return _not_a_date(guess)
    if guess.meaning == SECTION and {plain(cell) for cell in cells} <= _LEVELS:
        return _as(guess, NOTE, 0.6, "its cells are levels, not themes")
    if guess.meaning == NUMBER and content.filled and content.letters > 40:
        return _as(guess, LEAVE_OUT, 0.0, "its cells are not numbers")
    return guess


def _not_a_date(guess: ColumnGuess) -> ColumnGuess:
    content = guess.content
    if content.dates < 0.25 and content.letters > 45:
        return _as(guess, OUTCOME, 0.5, "its cells are texts, not dates")
    if content.dates < 0.1 and content.bodies > 0.6:
        return _as(guess, LEADS, 0.5, "its cells are names, not dates")
    return guess


def _as(guess: ColumnGuess, meaning: str, surely: float, why: str) -> ColumnGuess:
    return replace(guess, meaning=meaning, surely=surely, why=why)


def _by_content(found: list[ColumnGuess]) -> list[ColumnGuess]:
    """Give the columns without a telling heading a meaning nobody else has."""
    for index, guess in enumerate(found):
        if guess.meaning or not guess.content.filled:
            continue
        taken = {other.meaning for other in found}
        meaning, why = _telling(guess.content, taken)
        if meaning:
            found[index] = _as(guess, meaning, 0.45, why)
    return found


def _telling(content: Content, taken: set[str]) -> tuple[str, str]:
    numbered = content.numbers > 0.8 and content.distinct > 0.6
    if numbered and content.filled > 1 and NUMBER not in taken:
        return NUMBER, "its cells are numbers"
    if content.dates > 0.6 and not taken & {START, END, WHEN}:
        return WHEN, "its cells are dates"
    if content.statuses > 0.7 and STATUS not in taken:
        return STATUS, "its cells are status words"
    if content.bodies > 0.55 and content.letters < 60 and LEADS not in taken:
        return LEADS, "its cells are names of bodies"
    if content.letters > 25 and content.distinct > 0.7 and not taken & {TITLE, SECTION}:
        return TITLE, "its cells are the longest texts"
    return LEAVE_OUT, ""


def _settle_title(found: list[ColumnGuess]) -> list[ColumnGuess]:
    """One column says what will be done; the others stand above it or explain it."""
    claims = [g for g in found if g.meaning == TITLE]
    if not claims:
        return _title_from_themes(found)
    best = max(claims, key=_title_claim)
    for index, guess in enumerate(found):
        if guess.meaning == TITLE and guess is not best:
            above = guess.position < best.position
            meaning = SECTION if above else DESCRIPTION
            why = f"'{best.label}' says what will be done"
            found[index] = _as(guess, meaning, min(guess.surely, 0.6), why)
    return found


def _title_claim(guess: ColumnGuess) -> tuple[float, float, int]:
    content = guess.content
    texts = 0.4 * min(content.filled, 5) / 5 + 0.3 * content.distinct
    named = 0.5 if "action" in guess.label.casefold() else 0.0
    long = 0.3 * min(content.letters / 40, 1)
    return (
        round(guess.surely + texts + named + long, 3),
        content.letters,
        -guess.position,
    )


def _title_from_themes(found: list[ColumnGuess]) -> list[ColumnGuess]:
    """'No., aim, lead, target date': the aim is what will be done."""
    claims = [g for g in found if g.meaning == SECTION and g.content.letters > 12]
    claims = [g for g in claims if g.content.distinct > 0.6] or claims
    if not claims:
        return found
    best = max(claims, key=lambda g: g.content.distinct + g.content.letters / 60)
    why = "no other column says what will be done"
    found[found.index(best)] = _as(best, TITLE, max(0.6, best.surely - 0.1), why)
    return found


def _settle_rest(found: list[ColumnGuess]) -> list[ColumnGuess]:
    _settle_people(found)
    _settle_status(found)
    if any(g.meaning == END for g in found):
        _demote(found, WHEN, NOTE, keep=0)
    for meaning in (NUMBER, START, END, WHEN, STATUS, OUTCOME):
        _demote(found, meaning, LEAVE_OUT if meaning == NUMBER else NOTE)
    return [_asking(guess) for guess in found]


def _settle_people(found: list[ColumnGuess]) -> None:
    """Where bodies are named in a column of their own, posts and persons are not."""
    leads = [g for g in found if g.meaning == LEADS]
    bodies = [g for g in leads if not may_name_people(g.label)]
    for guess in leads:
        if bodies and guess not in bodies:
            why = "it may name people, and another column names who leads"
            found[found.index(guess)] = replace(
                _as(guess, LEAVE_OUT, 0.4, why),
                ask="It may name people, so it is left out. Map it to "
                "'note' if it holds posts only.",
            )
    if len(bodies) > 1:
        _second_lead(found, bodies)
    if not leads:
        _delivered_by(found)


def _delivered_by(found: list[ColumnGuess]) -> None:
    """Where nobody is said to lead, whoever delivers it does."""
    for index, guess in enumerate(found):
        if guess.meaning == DELIVERY and "deliver" in guess.label.casefold():
            why = "no other column names who leads"
            found[index] = _as(guess, LEADS, 0.6, why)
            return


def _second_lead(found: list[ColumnGuess], bodies: list[ColumnGuess]) -> None:
    """'Lead' and 'Organisation': the one that says lead comes first."""
    best = max(bodies, key=lambda g: ("lead" in g.label.casefold(), g.surely))
    for guess in bodies:
        if guess is not best and "lead" not in guess.label.casefold():
            why = f"'{best.label}' says who leads"
            found[found.index(guess)] = _as(guess, DELIVERY, 0.5, why)


def _settle_status(found: list[ColumnGuess]) -> None:
    """'Progress' may be a colour where nothing else is."""
    if any(g.meaning == STATUS for g in found):
        return
    for index, guess in enumerate(found):
        if guess.meaning == NOTE and guess.content.statuses > 0.65:
            found[index] = _as(guess, STATUS, 0.7, "its cells are status words")
            return


def _demote(found: list[ColumnGuess], meaning: str, lower: str, keep: int = 1) -> None:
    """Only the surest column keeps a meaning that one column can have."""
    claims = [g for g in found if g.meaning == meaning]
    claims.sort(key=lambda g: (-round(g.surely, 1), g.position))
    for guess in claims[keep:]:
        why = f"another column is surer to be '{meaning}'"
        found[found.index(guess)] = _as(guess, lower, min(guess.surely, 0.6), why)


def _asking(guess: ColumnGuess) -> ColumnGuess:
    if guess.ask or guess.confidence == "sure":
        return guess
    if not guess.meaning:
        return replace(
            guess, ask="We do not know what this column means; it is left out."
        )
    if guess.confidence == "unsure" or guess.meaning not in JOINED:
        return replace(
            guess, ask=f"Is this '{guess.meaning}'? We think so: {guess.why}."
        )
    return guess
