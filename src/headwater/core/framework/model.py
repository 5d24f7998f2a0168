"""What a prevention framework is: principles, criteria, words, vocabularies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of a vocabulary. `tags` say what part it plays in the rules."""

    code: str
    label: str
    parent: str = ""
    note: str = ""
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Scheme:
    """A vocabulary: a named list of codes with the source it was taken from."""

    name: str
    title: str
    source: str
    codes: Mapping[str, Code]

    def label(self, code: str) -> str:
        """The words for a code; the code itself where it is not ours."""
        found = self.codes.get(code)
        return found.label if found else code

    def tagged(self, tag: str) -> tuple[str, ...]:
        """The codes that play a part, in order: tagged('primary')."""
        return self._by_tag.get(tag, ())

    def counts_as(self, code: str) -> frozenset[str]:
        """Every code whose presence covers `code`.

        Itself, what stands above or below it, and the codes tagged `all`.
        """
        return self._counts_as[code]

    def any_of(self, codes: tuple[str, ...]) -> frozenset[str]:
        """Every code whose presence covers one of `codes`."""
        return frozenset[str]().union(*(self.counts_as(code) for code in codes))

    @cached_property
    def top(self) -> tuple[str, ...]:
        """The codes without a parent, leaving out those that mean 'all'."""
        return tuple(
            c.code for c in self.codes.values() if not c.parent and "all" not in c.tags
        )

    @cached_property
    def _by_tag(self) -> dict[str, tuple[str, ...]]:
        tags = sorted({tag for code in self.codes.values() for tag in code.tags})
        return {
            tag: tuple(c.code for c in self.codes.values() if tag in c.tags)
            for tag in tags
        }

    @cached_property
    def _counts_as(self) -> dict[str, frozenset[str]]:
        everything = frozenset(c.code for c in self.codes.values() if "all" in c.tags)
        covers = {code: {code} | everything for code in self.codes}
        for code in self.codes.values():
            if code.parent in covers:
                covers[code.parent].add(code.code)
                covers[code.code].add(code.parent)
        return {code: frozenset(found) for code, found in covers.items()}


@dataclass(frozen=True, slots=True)
class Element:
    """One part of what a principle asks; rules name it ('G1.b')."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Principle:
    """An official statement, word for word, with our reading of its parts."""

    code: str
    category: str
    statement: str
    short: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a *set* of principles is judged by, and how we can tell."""

    code: str
    text: str
    how: str


@dataclass(frozen=True, slots=True)
class Word:
    term: str
    meaning: str


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule that this framework uses, and the elements that it serves."""

    rule: str
    elements: tuple[str, ...]

    @property
    def principles(self) -> tuple[str, ...]:
        """The principles served: the part of each element before the dot."""
        return tuple(dict.fromkeys(e.split(".")[0] for e in self.elements))


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers that rules compare with; each framework may set its own."""

    horizon_years: int = 10  # C5: the plan covers 10 to 15 years
    cliff_months: int = 12  # W402: warn this long before the money ends
    funding_years: float = 3.0  # W403: shortest acceptable mean length
    lead_share: float = 0.34  # W104: more than a third rests on one partner
    engagement_months: int = 12  # M401
    review_months: int = 24  # W302, where the plan sets no cycle of its own
    statement_words: int = 25  # C3: succinct
    reading_grade: float = 8.0  # C4: about age 13; public pages aim at 9 to 11
    sentence_words: int = 25  # C4: a long sentence
    share_base: int = 20  # truth rule 2: no share on a smaller base


@dataclass(frozen=True)
class Framework:
    """One city's framework. London's is data; another is another file."""

    id: str
    title: str
    short_title: str
    place: str
    owners: str
    attribution: str
    licence: str
    version: str
    next_review: str
    categories: tuple[Category, ...]
    principles: tuple[Principle, ...]
    criteria: tuple[Criterion, ...]
    words: tuple[Word, ...]
    expected_sectors: tuple[str, ...]
    rules: tuple[RuleUse, ...]
    schemes: Mapping[str, Scheme]
    facets: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    in_danger: str = ""  # where to turn at once, in this place

    def scheme(self, facet: str) -> Scheme:
        """The vocabulary that this framework uses for a facet ('driver')."""
        return self.schemes[self.facets.get(facet, facet)]

    def principle(self, code: str) -> Principle:
        return self._principles[code]

    def use(self, rule: str) -> RuleUse | None:
        """How this framework uses a rule; None where it does not."""
        return self._uses.get(rule)

    @cached_property
    def _principles(self) -> dict[str, Principle]:
        return {p.code: p for p in self.principles}

    @cached_property
    def _uses(self) -> dict[str, RuleUse]:
        return {use.rule: use for use in self.rules}
