"""Does a framework agree with itself? Every name must lead somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from headwater.core.framework.model import Framework, Scheme
from headwater.errors import UserError


def verify(framework: Framework) -> None:
    """Raise UserError for the first thing that does not fit."""
    for what, where, fix in _problems(framework):
        raise UserError(what, where=where, fix=fix)


_Problem = tuple[str, str, str]  # what is wrong, where, what to do


def _problems(framework: Framework) -> Iterator[_Problem]:
    yield from _repeats(framework)
    yield from _categories(framework)
    yield from _bindings(framework)
    yield from _facets(framework)
    yield from _sectors(framework)
    for scheme in framework.schemes.values():
        yield from _scheme(scheme)


def _repeats(framework: Framework) -> Iterator[_Problem]:
    named = {
        "principles": [p.code for p in framework.principles],
        "categories": [c.code for c in framework.categories],
        "criteria": [c.code for c in framework.criteria],
        "words": [w.term for w in framework.words],
    }
    for table, names in named.items():
        for name in _twice(names):
            yield (
                f"'{name}' is there twice.",
                f"framework.toml, [[{table}]]:",
                "Keep one of the two, or give one another code.",
            )


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _categories(framework: Framework) -> Iterator[_Problem]:
    known = [category.code for category in framework.categories]
    for principle in framework.principles:
        if principle.category not in known:
            yield (
                f"The category '{principle.category}' does not exist.",
                f"framework.toml, principle {principle.code}:",
                f"Choose from: {', '.join(known)}.",
            )


def _bindings(framework: Framework) -> Iterator[_Problem]:
    """Every rule serves elements that exist; every principle has a rule."""
    elements = {e.code for p in framework.principles for e in p.elements}
    for use in framework.rules:
        if not use.elements:
            yield (
                f"The rule {use.rule} serves nothing.",
                "framework.toml, [rules]:",
                "Name the elements that it serves, or take the rule out.",
            )
        for element in use.elements:
            if element not in elements:
                yield (
                    f"The rule {use.rule} serves '{element}', which does not exist.",
                    "framework.toml, [rules]:",
                    "Name an element of a principle, such as G1.a.",
                )
    served = {p for use in framework.rules for p in use.principles}
    for principle in framework.principles:
        if principle.code not in served:
            yield (
                f"No rule serves the principle {principle.code}.",
                "framework.toml, [rules]:",
                "Bind at least one rule to one of its elements.",
            )


def _facets(framework: Framework) -> Iterator[_Problem]:
    for facet, scheme in framework.facets.items():
        if scheme not in framework.schemes:
            yield (
                f"'{facet}' points to the list '{scheme}', which does not exist.",
                "framework.toml, [facets]:",
                f"Add the list to vocabularies.toml, or take '{facet}' out.",
            )


def _sectors(framework: Framework) -> Iterator[_Problem]:
    scheme = framework.schemes.get(framework.facets.get("sector", "sector"))
    known = scheme.codes if scheme else {}
    for sector in framework.expected_sectors:
        if sector not in known:
            yield (
                f"The expected sector '{sector}' is not in the list of sectors.",
                "framework.toml, expected_sectors:",
                "Add it to vocabularies.toml, or take it out.",
            )


def _scheme(scheme: Scheme) -> Iterator[_Problem]:
    where = f"vocabularies.toml, [{scheme.name}]:"
    if not scheme.source.strip():
        yield ("The list does not say where it comes from.", where, "Add its source.")
    for code in scheme.codes.values():
        if code.parent and code.parent not in scheme.codes:
            yield (
                f"The parent '{code.parent}' of '{code.code}' does not exist.",
                where,
                "Add the parent to the list, or take it off the code.",
            )
