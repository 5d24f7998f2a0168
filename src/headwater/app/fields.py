"""A column as a field of a form, and what was sent as the text of its cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import QueryDict

from headwater.app.words import heading, money
from headwater.core import place
from headwater.core.framework.model import Framework
from headwater.core.plan.cells import NONE, decimal_of
from headwater.core.plan.columns import LISTS, Column, Kind


BLANK = "Not written down"
MOST_BOXES, MOST_OPTIONS = 40, 300  # more than these are typed
Choices = Callable[[str], list[tuple[str, str]]]  # of a table: key and words
_BOXES = frozenset({Kind.CODES, Kind.REFS})
_ONE = frozenset({Kind.CODE, Kind.REF})
_HINTS = {
    Kind.DATE: "Such as 2026-04-01, 2026-04, Q1 2026/27 or ongoing.",
    Kind.PLACES: "Area codes, with ; between them.",
    Kind.WORDS: "With ; between them.",
    Kind.REFS: "With ; between them.",
}


def field(
    column: Column, text: str, wrong: str, framework: Framework, choices: Choices
) -> tuple[str, str, dict[str, Any]]:
    """The component of a column: its name, its macro, and what it is told."""
    options = _options(column, framework, choices)
    told: dict[str, Any] = {"name": column.name}
    if wrong:
        told["errorMessage"] = {"text": wrong}
    hint = " ".join(filter(None, (column.help, _hint(column, options))))
    if column.kind in _BOXES and options and len(options) <= MOST_BOXES:
        return _boxes(column, text, told, hint, options)
    if column.kind is Kind.YESNO:
        return _radios(column, text, told, hint)
    told |= {"id": column.name, "hint": {"text": hint}}
    told["label"] = {"text": heading(column), "classes": "govuk-label--s"}
    if column.kind in _ONE and options and len(options) <= MOST_OPTIONS:
        items = [{"value": "", "text": BLANK, "selected": not text}]
        items += [
            {"value": value, "text": words, "selected": value == text}
            for value, words in _with_own(options, text)
        ]
        return "select", "govukSelect", {**told, "items": items}
    told["value"] = text
    if column.kind is Kind.PROSE or column.kind in LISTS:
        return "textarea", "govukTextarea", {**told, "rows": "4"}
    narrow = column.kind in (Kind.DATE, Kind.MONEY, Kind.WHOLE, Kind.NUMBER)
    told["classes"] = "govuk-input--width-20" if narrow else ""
    return "input", "govukInput", {**told, "spellcheck": column.kind is Kind.TEXT}


def _options(
    column: Column, framework: Framework, choices: Choices
) -> list[tuple[str, str]]:
    if column.scheme:
        return [
            (c.code, c.label) for c in framework.scheme(column.scheme).codes.values()
        ]
    return choices(column.table) if column.table else []


def _hint(column: Column, options: list[tuple[str, str]]) -> str:
    if options and column.kind in _BOXES and len(options) <= MOST_BOXES:
        return ""
    if options and column.kind in _ONE and len(options) <= MOST_OPTIONS:
        return ""
    return _HINTS.get(column.kind, "")


def _with_own(options: list[tuple[str, str]], text: str) -> list[tuple[str, str]]:
    """With what stands there, also where it is not among the options: a row above."""
    known = {value for value, _ in options}
    return options if not text or text in known else [*options, (text, text)]


def _boxes(
    column: Column,
    text: str,
    told: dict[str, Any],
    hint: str,
    options: list[tuple[str, str]],
) -> tuple[str, str, dict[str, Any]]:
    held = {part.strip() for part in text.split(";") if part.strip()}
    own = [(value, value) for value in held if value != NONE]
    known = {value for value, _ in options}
    items: list[dict[str, Any]] = [
        {"value": value, "text": words, "checked": value in held}
        for value, words in [*options, *(o for o in own if o[0] not in known)]
    ]
    items.append({"divider": "or"})
    none = {"value": NONE, "text": "There is none", "checked": NONE in held}
    items.append({**none, "behaviour": "exclusive"})
    return (
        "checkboxes",
        "govukCheckboxes",
        {
            **told,
            "idPrefix": column.name,
            "classes": "govuk-checkboxes--small",
            "fieldset": _legend(column),
            "hint": {"text": hint},
            "items": items,
        },
    )


def _radios(
    column: Column, text: str, told: dict[str, Any], hint: str
) -> tuple[str, str, dict[str, Any]]:
    items = [
        {"value": value, "text": words, "checked": text == value}
        for value, words in (("yes", "Yes"), ("no", "No"), ("", BLANK))
    ]
    classes = "govuk-radios--small govuk-radios--inline"
    more = {"idPrefix": column.name, "classes": classes, "fieldset": _legend(column)}
    return (
        "radios",
        "govukRadios",
        {**told, **more, "hint": {"text": hint}, "items": items},
    )


def _legend(column: Column) -> dict[str, Any]:
    return {"legend": {"text": heading(column), "classes": "govuk-fieldset__legend--s"}}


def read(
    columns: Iterable[Column], sent: QueryDict, stands: Mapping[str, str]
) -> dict[str, str]:
    """The text of each cell that a form sent. What it did not send is left alone.

    Boxes come in the order of the page: the same ones are no change.
    """
    found: dict[str, str] = {}
    for column in columns:
        if column.name in sent or f"{column.name}--there" in sent:
            parts = [part.strip() for part in sent.getlist(column.name)]
            parts = [part for part in parts if part]
            was = stands.get(column.name, "")
            same = len(parts) > 1 and set(parts) == {p.strip() for p in was.split(";")}
            found[column.name] = was if same else "; ".join(parts)
    return found


def words_of(
    column: Column, text: str, framework: Framework, names: Mapping[str, str]
) -> str:
    """A cell as people read it: codes and references by their words."""
    if text == NONE:
        return "None"
    if column.scheme:
        scheme = framework.scheme(column.scheme)
        return "; ".join(scheme.label(part.strip()) for part in text.split(";"))
    if column.table:
        parts = (part.strip() for part in text.split(";"))
        return "; ".join(names.get(part, part) for part in parts)
    if column.kind is Kind.PLACES:
        return "; ".join(place.name(part.strip()) for part in text.split(";"))
    if column.kind is Kind.MONEY:
        return _amount(text)
    return {"yes": "Yes", "no": "No"}.get(text, text)


def _amount(text: str) -> str:
    """£1,170,089; what is no amount, as it stands."""
    try:
        return money(decimal_of(text))
    except ValueError:
        return text
