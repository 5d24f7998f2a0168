"""Read a framework from its two files: framework.toml and vocabularies.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from headwater.core.framework.model import (
    Category,
    Code,
    Criterion,
    Element,
    Framework,
    Limits,
    Principle,
    RuleUse,
    Scheme,
    Word,
)
from headwater.core.framework.verify import verify
from headwater.errors import UserError


FRAMEWORK, VOCABULARIES = "framework.toml", "vocabularies.toml"
BUILT = "principle"  # this scheme is made from the principles themselves
_TEXTS = (
    "id",
    "title",
    "short_title",
    "place",
    "owners",
    "attribution",
    "licence",
    "version",
    "next_review",
)


def available() -> tuple[str, ...]:
    """The ids of the frameworks that come with Headwater."""
    return tuple(sorted(f.name for f in _packaged().iterdir() if f.is_dir()))


def load_framework(source: str | Traversable | Path = "london") -> Framework:
    """A framework by its id, or from a folder that holds its two files.

    Raises UserError with the file, the place and what to do when the id is
    not known, a file cannot be read, or the data contradict themselves.
    """
    return _load_packaged(source) if isinstance(source, str) else _load(source)


@cache
def _load_packaged(name: str) -> Framework:
    if name not in available():
        raise UserError(
            f"There is no framework called '{name}'.",
            fix=f"Choose one of: {', '.join(available())}.",
        )
    return _load(_packaged() / name)


def _packaged() -> Traversable:
    return files("headwater.core.framework") / "data"


def _load(folder: Traversable | Path) -> Framework:
    data, lists = _parse(folder, FRAMEWORK), _parse(folder, VOCABULARIES)
    try:
        framework = _build(data, lists)
    except KeyError as error:
        raise _missing(str(error.args[0]), folder) from None
    except (TypeError, AttributeError):
        raise UserError(
            "A value does not have the shape that a framework needs.",
            where=f"{folder.name}/{FRAMEWORK} or {VOCABULARIES}:",
            fix="Compare the files with those of the London framework.",
        ) from None
    verify(framework)
    return framework


def _missing(key: str, folder: Traversable | Path) -> UserError:
    return UserError(
        f"'{key}' is missing.",
        where=f"{folder.name}/{FRAMEWORK} or {VOCABULARIES}:",
        fix=f"Add '{key}', as in the London framework.",
    )


def _parse(folder: Traversable | Path, name: str) -> dict[str, Any]:
    where = f"{folder.name}/{name}:"
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise UserError(
            "The file is not there, or is not UTF-8 text.",
            where=where,
            fix=f"A framework folder holds {FRAMEWORK} and {VOCABULARIES}.",
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise UserError(
            f"The file is not TOML that we can read ({error}).",
            where=where,
            fix="Mend the line that is named.",
        ) from None


def _build(data: dict[str, Any], lists: dict[str, Any]) -> Framework:
    principles = tuple(_principle(row) for row in data["principles"])
    schemes = {name: _scheme(name, rows) for name, rows in lists.items()}
    return Framework(
        **{name: data[name] for name in _TEXTS},
        categories=tuple(Category(**row) for row in data["categories"]),
        principles=principles,
        criteria=tuple(Criterion(**row) for row in data["criteria"]),
        words=tuple(Word(**row) for row in data["words"]),
        expected_sectors=tuple(data["expected_sectors"]),
        rules=tuple(RuleUse(rule, tuple(e)) for rule, e in data["rules"].items()),
        schemes=schemes | {BUILT: _of_principles(principles, data["attribution"])},
        facets=data.get("facets", {}),
        limits=_limits(data.get("limits", {})),
        in_danger=data.get("in_danger", ""),
    )


def _principle(row: Mapping[str, Any]) -> Principle:
    return Principle(
        code=row["code"],
        category=row["category"],
        statement=row["statement"],
        short=row["short"],
        elements=tuple(
            Element(f"{row['code']}.{letter}", text)
            for letter, text in row["elements"].items()
        ),
    )


def _limits(numbers: Mapping[str, Any]) -> Limits:
    known = {limit.name for limit in fields(Limits)}
    for name in numbers:
        if name not in known:
            raise UserError(
                f"There is no limit called '{name}'.",
                where=f"{FRAMEWORK}, [limits]:",
                fix=f"Choose from: {', '.join(sorted(known))}.",
            )
    return Limits(**numbers)


def _of_principles(principles: Iterable[Principle], attribution: str) -> Scheme:
    codes = {p.code: Code(p.code, p.short, note=p.statement) for p in principles}
    return Scheme(BUILT, "Principles", attribution, codes)


def _scheme(name: str, rows: Mapping[str, Any]) -> Scheme:
    codes = dict(_once(name, map(_code, rows["codes"])))
    return Scheme(name, rows["title"], rows["source"], codes)


def _code(row: Mapping[str, Any]) -> Code:
    rest = {key: value for key, value in row.items() if key != "tags"}
    return Code(**rest, tags=frozenset(row.get("tags", ())))


def _once(name: str, codes: Iterable[Code]) -> Iterator[tuple[str, Code]]:
    """Each code with its name; the same one twice would lose the first."""
    seen: set[str] = set()
    for code in codes:
        if code.code in seen:
            raise UserError(
                f"The code '{code.code}' is there twice.",
                where=f"{VOCABULARIES}, [{name}]:",
                fix="Keep one of the two, or give one another code.",
            )
        seen.add(code.code)
        yield code.code, code
