"""Ways on from a page: navigation, the next step, choices, further pages."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.paginator import Page
from django.urls import reverse

from headwater.app.selectors.everything import KINDS, Sought, Thing
from headwater.app.selectors.held import Held
from headwater.app.selectors.index import Entry
from headwater.app.selectors.search import Wanted, found
from headwater.app.words import LEVELS, Link, subject


SECTIONS = (
    ("principles", "Principles"),
    ("actions", "Actions"),
    ("measures", "Measures"),
    ("findings", "Findings"),
    ("coverage", "Coverage"),
    ("money", "Money"),
    ("organisations", "Organisations"),
    ("places", "Places"),
    ("a-to-z", "A to Z"),
    ("board", "Board"),
)

Item = dict[str, Any]


def navigation(plan_id: str, here: str) -> list[Item]:
    """The sections of a plan; the one that we are in is marked."""
    return [
        {"href": href, "text": text, "active": here.startswith(href)}
        for href, text in _sections(plan_id)
    ]


@lru_cache(maxsize=64)  # plans; every page asks
def _sections(plan_id: str) -> list[tuple[str, str]]:
    return [(reverse(name, args=(plan_id,)), text) for name, text in SECTIONS]


def next_step(held: Held) -> Link:
    """The one thing to do next on the page about a plan."""
    findings = reverse("findings", args=(held.plan_id,))
    if held.count("gap"):
        return Link("See the gaps first", f"{findings}?level=gap")
    if held.count("ask"):
        return Link("See what to ask first", f"{findings}?level=ask")
    return Link("See the board page", reverse("board", args=(held.plan_id,)))


def principle_choices(held: Held, chosen: str) -> list[Item]:
    named = ((p.code, f"{p.code} {p.short}") for p in held.framework.principles)
    return _choices("All principles", named, chosen)


def level_choices(chosen: str) -> list[Item]:
    named = ((level, words) for level, (words, _) in LEVELS.items())
    return _choices("All levels", named, chosen)


def rule_choices(held: Held, chosen: str) -> list[Item]:
    """Only the checks that found something."""
    codes = sorted({group.rule for group in held.groups})
    named = ((code, f"{code} {held.rules[code].wants}") for code in codes)
    return _choices("All checks", named, chosen)


@lru_cache(maxsize=2)  # a copy in files draws them on every page of findings
def facets(held: Held) -> list[tuple[str, list[Link]]]:
    """Ways to some of the findings, without a form to ask with; none leads nowhere."""
    principles, levels = principle_choices(held, ""), level_choices("")
    asked = (
        ("Level", "level", levels),
        ("Principle", "principle", principles),
        ("Check", "rule", rule_choices(held, "")),
    )
    return [(title, _ways(held, name, items)) for title, name, items in asked]


def _ways(held: Held, name: str, items: list[Item]) -> list[Link]:
    """One link for each choice that finds something, with how many."""
    links = []
    for item in items:
        wanted = Wanted(**{name: item["value"]})
        if wanted and (count := len(found(held, wanted))):
            links.append(Link(f"{item['text']} ({count:,})", wanted.query()))
    return links


def chosen(wanted: Wanted) -> str:
    """What was asked for, in words: 'to ask, principle G4'."""
    words = (
        LEVELS[wanted.level][0].lower() if wanted.level in LEVELS else wanted.level,
        wanted.principle and f"principle {wanted.principle}",
        wanted.rule and f"check {wanted.rule}",
        wanted.q and f"with the words “{wanted.q}”",
    )
    return ", ".join(word for word in words if word)


def kind_choices(chosen: str) -> list[Item]:
    return _choices("Everything", KINDS.items(), chosen)


def code_choices(held: Held, facet: str, everything: str, chosen: str) -> list[Item]:
    """The codes of a list without those that mean all of it."""
    scheme = held.framework.scheme(facet)
    named = (
        (c, scheme.label(c)) for c in scheme.codes if c not in scheme.tagged("all")
    )
    return _choices(everything, named, chosen)


def thing_address(held: Held, thing: Thing) -> str:
    """Where something that was found leads; blank where it has no page."""
    if thing.kind == "rule":
        return reverse("rule", args=(held.plan_id, thing.subject))
    if thing.kind == "figures":
        return reverse("figures", args=(held.plan_id, thing.subject))
    if thing.kind == "word":
        return f"{reverse('framework')}#words"
    rule = thing.rule and reverse("rule", args=(held.plan_id, thing.rule))
    return subject(held, thing.subject).href or rule


def _choices(everything: str, named: Any, chosen: str) -> list[Item]:
    return [
        {"value": value, "text": text, "selected": value == chosen}
        for value, text in [("", everything), *named]
    ]


def pages(page: Page[Any], wanted: Wanted | Sought) -> Item:
    """What the pagination component asks for; empty where all fits on one page."""
    if not page.has_other_pages():
        return {}
    numbers = page.paginator.get_elided_page_range(
        page.number, on_each_side=1, on_ends=1
    )
    params: Item = {"items": [_page(n, page.number, wanted) for n in numbers]}
    if page.has_previous():
        params["previous"] = {"href": _address(wanted, page.previous_page_number())}
    if page.has_next():
        params["next"] = {"href": _address(wanted, page.next_page_number())}
    return params


def _page(number: int | str, current: int, wanted: Wanted | Sought) -> Item:
    if not isinstance(number, int):
        return {"ellipsis": True}
    href = _address(wanted, number)
    return {"number": number, "href": href, "current": number == current}


def _address(wanted: Wanted | Sought, number: int) -> str:
    return wanted.query(page=number)


def entry_address(held: Held, entry: Entry) -> str:
    """Where an entry of the index leads."""
    if entry.route == "framework":
        return f"{reverse('framework')}#words"
    return reverse(entry.route, args=(held.plan_id, entry.key))
