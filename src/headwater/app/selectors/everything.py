"""Search over all that a plan and its framework say, narrowed down by kind."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, ClassVar
from urllib.parse import urlencode

from headwater.app.selectors.catalogue import sets_of
from headwater.app.selectors.held import Held
from headwater.core import place
from headwater.core.plan.cells import write_cell
from headwater.core.plan.columns import Column, Kind
from headwater.core.plan.rows import Action
from headwater.core.plan.tables import BY_NAME


KEPT = 4  # plans whose words a process remembers
LONGEST, MOST_WORDS = 200, 12  # of what somebody types
AROUND = 90  # letters on each side of a hit
KINDS = {
    "action": "Actions",
    "principle": "Principles",
    "rule": "Checks",
    "finding": "Findings",
    "organisation": "Organisations",
    "word": "Words of the framework",
    "outcomes": "Outcomes",
    "measures": "Measures",
    "figures": "Figures",
    "services": "Services",
    "messages": "Messages",
    "engagements": "Times that people were heard",
    "training": "Training",
    "agreements": "Agreements",
    "evidence": "Evidence",
}
# Other tables: where the name of a row stands. Most of these have no page.
NAMED = {
    "outcomes": "title",
    "measures": "name",
    "services": "name",
    "messages": "wording",
    "engagements": "title",
    "training": "title",
    "agreements": "title",
    "evidence": "title",
}


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for; a blank asks for everything."""

    NAMES: ClassVar = ("q", "kind", "tier", "type")

    q: str = ""
    kind: str = ""
    tier: str = ""
    type: str = ""

    def __bool__(self) -> bool:
        return any((self.q, self.kind, self.tier, self.type))

    @property
    def words(self) -> list[str]:
        return fold(self.q[:LONGEST]).split()[:MOST_WORDS]

    def query(self, **more: str | int) -> str:
        """The same wish as the end of an address; a blank takes a part out."""
        asked = {name: getattr(self, name) for name in self.NAMES} | more
        text = urlencode({name: value for name, value in asked.items() if value})
        return f"?{text}" if text else ""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that can be found. `subject` leads to its page, where it has one.

    A finding about what has no page leads to its `rule`.
    """

    kind: str
    subject: str
    title: str
    text: str
    folded_title: str
    folded: str
    action: Action | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words around a hit; all but `before` are blank where the title was hit."""

    before: str
    hit: str = ""
    after: str = ""


@dataclass(frozen=True)
class Results:
    """What fits, the best first, and how much of each kind fits the words."""

    things: list[Thing]
    kinds: dict[str, int]


def fold(text: str) -> str:
    """Small letters without accents, one for one, so that places stay the same."""
    return "".join(
        unicodedata.normalize("NFKD", letter)[0].casefold()[:1] or letter
        for letter in text
    )


def search(held: Held, sought: Sought) -> Results:
    """Everything that holds all the words; a title that does comes first."""
    words = sought.words
    fits = [t for t in _things(held) if _fits(held, t, sought, words)]
    kinds = Counter(thing.kind for thing in fits)
    shown = [thing for thing in fits if sought.kind in ("", thing.kind)]
    shown.sort(key=lambda thing: _place(thing, words))
    return Results(shown, {kind: kinds[kind] for kind in KINDS if kinds[kind]})


def _fits(held: Held, thing: Thing, sought: Sought, words: list[str]) -> bool:
    if not all(word in thing.folded for word in words):
        return False
    for facet, column, wanted in (
        ("tier", "tiers", sought.tier),
        ("vawg-type", "vawg_types", sought.type),
    ):
        if wanted and not _holds(held, thing, facet, column, wanted):
            return False
    return True


def _holds(held: Held, thing: Thing, facet: str, column: str, wanted: str) -> bool:
    """Does an action name a code, a part of it, or 'all'? Only actions have codes."""
    if wanted not in held.framework.scheme(facet).codes:
        return False
    codes = getattr(thing.action, column) if thing.action else None
    return bool(held.look.counts_as(facet, wanted) & set(codes or ()))


def _place(thing: Thing, words: list[str]) -> tuple[int, int, str]:
    missing = sum(word not in thing.folded_title for word in words)
    return missing, list(KINDS).index(thing.kind), thing.folded_title


def excerpt(thing: Thing, sought: Sought) -> Excerpt:
    """The words around the first hit that the title does not hold already."""
    for word in sought.words:
        if word not in thing.folded_title and (at := thing.folded.find(word)) >= 0:
            end = at + len(word)
            start, stop = max(0, at - AROUND), end + AROUND
            return Excerpt(
                ("… " if start else "") + thing.text[start:at],
                thing.text[at:end],
                thing.text[end:stop] + (" …" if stop < len(thing.text) else ""),
            )
    return Excerpt("")


@lru_cache(maxsize=KEPT)
def _things(held: Held) -> tuple[Thing, ...]:
    return tuple(_all(held))


def _all(held: Held) -> Iterator[Thing]:
    for row in held.plan.actions:
        text = "; ".join(_cells(held, "actions", row))
        subject = f"actions/{row.action_id}"
        yield _thing("action", subject, row.title, text, row)
    for principle in held.framework.principles:
        text = f"{principle.code} {principle.short}. {principle.statement}"
        yield _thing("principle", f"principle/{principle.code}", principle.short, text)
    for code, rule in held.rules.items():
        title = f"{rule.wants[:1].upper()}{rule.wants[1:]}"
        yield _thing("rule", code, title, f"{code} {rule.wants}. {rule.why}")
    for finding in held.result.findings:
        text = f"{finding.message} {finding.rule}"
        thing = _thing("finding", finding.subject, finding.message, text)
        yield replace(thing, rule=finding.rule)
    for organisation in held.plan.organisations:
        text = "; ".join(_cells(held, "organisations", organisation))
        key = f"organisations/{organisation.organisation_id}"
        yield _thing("organisation", key, organisation.name, text)
    for word in held.framework.words:
        yield _thing("word", word.term, word.term, f"{word.term} {word.meaning}")
    yield from _rows(held)
    yield from _figures(held)


def _figures(held: Held) -> Iterator[Thing]:
    """The sets of figures that there are, by what they count."""
    for figures in sets_of(held):
        said = figures.definition
        text = f"{figures.title}. {said.numerator}. {figures.published.publisher}"
        yield _thing("figures", figures.code, figures.title, text)


def _rows(held: Held) -> Iterator[Thing]:
    for table, name in NAMED.items():
        key = BY_NAME[table].key[0]
        for row in getattr(held.plan, table):
            text = "; ".join(_cells(held, table, row))
            title, subject = getattr(row, name), f"{table}/{getattr(row, key)}"
            yield _thing(table, subject, title, text)


def _thing(
    kind: str, subject: str, title: str, text: str, action: Action | None = None
) -> Thing:
    return Thing(kind, subject, title, text, fold(title), fold(text), action)


def _cells(held: Held, table: str, row: Any) -> Iterator[str]:
    """What the cells of a row say, in words and not in codes."""
    for column in BY_NAME[table].public:
        value = getattr(row, column.name)
        if value:
            yield _words(held, column, value)


def _words(held: Held, column: Column, value: Any) -> str:
    if column.scheme and column.scheme != "principle":
        codes = value if isinstance(value, tuple) else (value,)
        return "; ".join(held.look.label(column.scheme, code) for code in codes)
    if column.table == "organisations":
        ids = value if isinstance(value, tuple) else (value,)
        return "; ".join(held.look.name(key) for key in ids)
    if column.kind is Kind.PLACES:
        return "; ".join(place.name(code) for code in value)
    return write_cell(value)
