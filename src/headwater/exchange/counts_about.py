"""What a counts source counts: its about.toml, read and checked.

It says whose figures these are and by which rule, and has each characteristic with
its categories from the total down, their words, and how many people they have in the
population.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from headwater.core.disclosure.hierarchy import Hierarchy
from headwater.core.disclosure.profiles import PROFILES, Profile, Zeros
from headwater.core.disclosure.released import Level
from headwater.errors import UserError


PERIOD = "period"
WORDS = ("title", "subject", "unit", "source", "licence", "level", "vintage")
MAY_SAY = ("note", "population")
PARTS = ("owners", "rules", "dimensions")


@dataclass(frozen=True)
class Dimension:
    """One characteristic. `ordered`: do neighbouring categories stand side by side?

    `people` is the population of each category that has one, totals included;
    `unsaid` are leaves of people who did not say, or who fit none of the others.
    """

    hierarchy: Hierarchy
    title: str
    labels: Mapping[str, str]
    ordered: bool = False
    people: Mapping[str, int] | None = None
    unsaid: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CountsAbout:
    """All of about.toml. `words` are those of WORDS and MAY_SAY, by name."""

    words: Mapping[str, str]
    owners: Mapping[str, Profile]
    dimensions: Mapping[str, Dimension]


def read_about(content: bytes, where: str) -> CountsAbout:
    """From the bytes of about.toml. Raises UserError, with the line or the entry."""
    data = _toml(content, where)
    _refuse_unknown(data, (*WORDS, *MAY_SAY, *PARTS), where)
    words = {name: _text(data, name, where) for name in WORDS}
    words |= {name: _text(data, name, where, blank=True) for name in MAY_SAY}
    if words["level"] not in list(Level):
        levels = ", ".join(Level)
        raise _wrong(where, f"level {words['level']!r} is not one.", f"Use: {levels}.")
    return CountsAbout(words, _owners(data, where), _dimensions(data, where))


def _toml(content: bytes, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _wrong(where, "This is not UTF-8.", "Save it again as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        what = f"This is not TOML that we can read: {error}."
        raise _wrong(where, what, "Mend that line, then try again.") from None


def _owners(data: Mapping[str, Any], where: str) -> dict[str, Profile]:
    """The rule of each owner, ours or one of their own."""
    rules = {**PROFILES, **_rules(data, where)}
    owners = _table(data, "owners", where)
    if not owners:
        fix = 'Add [owners] with a line such as "Our service" = "lt5_secondary".'
        raise _wrong(where, "No owner of these counts is named.", fix)
    for owner, name in owners.items():
        if name not in rules:
            fix = f"Use one of: {', '.join(rules)}."
            raise _wrong(where, f"{owner} has the rule {name!r}, not known.", fix)
    return {owner: rules[name] for owner, name in owners.items()}


def _rules(data: Mapping[str, Any], where: str) -> dict[str, Profile]:
    return {
        name: _rule(name, rule, f"{where} [rules.{name}]")
        for name, rule in _table(data, "rules", where).items()
    }


def _rule(name: str, rule: Any, where: str) -> Profile:
    if not isinstance(rule, dict):
        raise _wrong(where, "This is not a rule.", "Give threshold, source and base.")
    _refuse_unknown(rule, ("threshold", "source", "base", "zeros"), where)
    if rule.get("zeros", Zeros.NONE) not in list(Zeros):
        raise _wrong(
            where, f"zeros {rule['zeros']!r} is not known.", "Use none, listed."
        )
    return Profile(
        name,
        _whole(rule, "threshold", where),
        _text(rule, "source", where),
        base=_whole(rule, "base", where) if "base" in rule else 1,
        zeros=Zeros(rule.get("zeros", Zeros.NONE)),
    )


def _dimensions(data: Mapping[str, Any], where: str) -> dict[str, Dimension]:
    found: dict[str, Dimension] = {}
    for number, row in enumerate(_rows(data, "dimensions", where), start=1):
        here = f"{where} dimension {number}:"
        _refuse_unknown(row, ("name", "title", "ordered", "categories"), here)
        name = _text(row, "name", here)
        if name in found or name == "n":
            raise _wrong(here, f"{name!r} cannot be its name.", "Give it another.")
        found[name] = _dimension(name, row, f"{where} {name}:")
    if PERIOD not in found:
        fix = "Add the dimension named period; a total and one year are enough."
        raise _wrong(where, "No dimension is named period.", fix)
    return found


def _dimension(name: str, row: Mapping[str, Any], where: str) -> Dimension:
    categories = _rows(row, "categories", where)
    for each in categories:
        _refuse_unknown(each, ("code", "label", "within", "people", "unsaid"), where)
    tree = [(_text(c, "code", where), c.get("within")) for c in categories]
    hierarchy = Hierarchy.of(name, tree)
    unsaid = frozenset(c["code"] for c in categories if c.get("unsaid"))
    return Dimension(
        hierarchy,
        _text(row, "title", where),
        {c["code"]: str(c.get("label", c["code"])) for c in categories},
        row.get("ordered") is True,
        _people(hierarchy, categories, unsaid, where),
        unsaid,
    )


def _people(
    hierarchy: Hierarchy,
    categories: list[dict[str, Any]],
    unsaid: frozenset[str],
    where: str,
) -> dict[str, int]:
    """The population of every category, added up from the leaves."""
    given = {c["code"]: _whole(c, "people", where) for c in categories if "people" in c}
    if not given:
        return {}
    leaves = set(hierarchy.leaves())
    for code in (leaves - unsaid) ^ set(given):
        if code in given:
            fix = "Take `people` away here: it is for leaves that are not `unsaid`."
        else:
            fix = "Give its people, or say `unsaid = true` where it has none."
        raise _wrong(where, f"The population of {code!r} does not fit.", fix)
    total: dict[str, int] = {}
    for leaf, people in given.items():
        for code in hierarchy.above(leaf):
            total[code] = total.get(code, 0) + people
    return total


def _text(
    data: Mapping[str, Any], name: str, where: str, *, blank: bool = False
) -> str:
    found = data.get(name, "")
    if not isinstance(found, str) or not (found.strip() or blank):
        what = f"{name} is {found!r}." if name in data else f"{name} is missing."
        raise _wrong(where, what, f'Write {name} = "…", in words.')
    return found.strip()


def _whole(data: Mapping[str, Any], name: str, where: str) -> int:
    found = data.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        what = f"{name} is {found!r}." if name in data else f"{name} is missing."
        raise _wrong(where, what, "Give a whole number, 1 or more.")
    return found


def _table(data: Mapping[str, Any], name: str, where: str) -> dict[str, Any]:
    found = data.get(name, {})
    if not isinstance(found, dict):
        raise _wrong(where, f"{name} is not a table.", f"Write it under [{name}].")
    return found


def _rows(data: Mapping[str, Any], name: str, where: str) -> list[dict[str, Any]]:
    found = data.get(name)
    if (
        not isinstance(found, list)
        or not found
        or not all(isinstance(row, dict) for row in found)
    ):
        fix = f"Give {name} as a list of entries in braces, or under [[{name}]]."
        raise _wrong(where, f"{name} is missing or is no list.", fix)
    return found


def _refuse_unknown(
    data: Mapping[str, Any], known: tuple[str, ...], where: str
) -> None:
    for name in data:
        if name not in known:
            fix = f"Correct the name, or take it away. Known: {', '.join(known)}."
            raise _wrong(where, f"{name!r} is not known here.", fix)


def _wrong(where: str, what: str, fix: str) -> UserError:
    return UserError(what, where=where, fix=fix)
